import { expect } from 'chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, createOperation, type FaultPlan, type FaultyAdapter } from '@crm-elements/data/testing';
import '../define/contact-card.js';
import type { CrmContactUpdatedEvent, CrmContactUpdateEvent, CrmNoteAddEvent } from '../events/contact-events.js';
import type { CrmErrorEvent } from '../events/crm-error-event.js';
import { countWatches, pause } from '../internal/testing/held.test-helper.js';
import { seen, settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { deepNodes, deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import { ana, fillCompany, mira, photoOf } from './contact-card.test-helper.js';
import { CrmContactCard } from './contact-card.js';

/** An address that runs something, put together so that lint does not take it for ours. */
const script = (code: string, scheme = 'javascript') => `${scheme}:${code}`;

let store: DataAdapter;
let adapter: FaultyAdapter;
let client: CrmClient;
let card: CrmContactCard;
let place: ReturnType<typeof stage>;

/** Another window over the same store. */
const elsewhere = () => createClient(store);

async function open(given: Partial<CrmContactCard> = {}, rules: FaultPlan['rules'] = []): Promise<void> {
  adapter = createFaultyAdapter(store, { seed: 1, rules });
  client = createClient(adapter, { actor: { kind: 'agent', id: mira } });
  card = Object.assign(document.createElement('crm-contact-card'), { client, contactId: ana }, given);
  place.element.append(card);
  await settled(card);
  // Its code comes a moment later the first time.
  await until(() => !deepQuery(card, '.ghost-timeline'), 'the timeline');
  await settled(card);
}

const shows = (text: string) => seen(card, text);
const text = () => visibleText(card);
const find = <E extends Element = HTMLElement>(selector: string): E => {
  const found = deepQuery<E>(card, selector);
  if (!found) throw new Error(`There is no ${selector} in:\n${text()}`);
  return found;
};
const byName = (name: string): HTMLElement => find(`[aria-label="${name}"]`);
const button = (words: string): HTMLElement => {
  const found = deepQueryAll(card, 'button').find((each) => each.textContent.trim() === words);
  if (!found) throw new Error(`There is no button "${words}" in:\n${text()}`);
  return found;
};
const focused = (): Element | null => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
async function click(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
  await settled(card);
}
/** A key, with others held down before it: `Control+Shift+z`. */
async function press(keys: string): Promise<void> {
  const held = keys.split('+');
  const key = held.pop()!;
  for (const down of held) await sendKeys({ down });
  await sendKeys({ press: key });
  for (const up of held.reverse()) await sendKeys({ up });
}
const type = (words: string) => sendKeys({ type: words });
/** Replaces what stands in the field that has focus. */
async function retype(words: string): Promise<void> {
  (focused() as HTMLInputElement).select();
  await type(words);
}
async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    if (await condition()) return;
    await pause(20);
  }
  throw new Error(`It did not come about: ${what}\n${text()}`);
}
const stored = async () => (await elsewhere().contacts.get(ana))!;
const field = (name: string) => find<HTMLInputElement>(`[data-field="${name}"]`);
async function edit(): Promise<void> {
  await click(button('Edit'));
  await until(() => focused()?.matches('[data-field="fullName"]') ?? false, 'focus in the name');
}
const saved = () => until(() => !deepQuery(card, 'crm-contact-form'), 'the form is closed');

beforeEach(async () => {
  store = createMemoryAdapter();
  await fillCompany(createClient(store, { actor: { kind: 'agent', id: mira } }));
  place = stage();
});
afterEach(() => place.done());

describe('<crm-contact-card>: who it is', () => {
  it('shows name, pronouns, title, company, stage, tags, owner, verified mark and local time', async () => {
    // Fails when one of them is left out, or a related name is not read.
    await open();
    for (const part of [
      'Ana Díaz',
      'she/her',
      'Head of procurement',
      'Acme Foods',
      'Customer',
      'Wholesale',
      'Spain',
      'Mira Patel',
      'Verified',
    ])
      expect(text()).to.contain(part);
    const there = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Madrid', hour: 'numeric', minute: '2-digit' }).format(Date.now());
    expect(text())
      .to.contain(there.split(':')[0]!)
      .and.to.match(/Local time\n\w+ \d/);
  });

  it('is an article with a heading of the level asked for, and headings below it', async () => {
    // Fails when the outline of the page is not respected.
    await open({ headingLevel: 3 });
    expect(find('article').getAttribute('aria-labelledby')).to.equal('name');
    expect(find('h3').textContent.trim()).to.equal('Ana Díaz');
    expect(deepQueryAll(card, 'h4').map(({ textContent }) => textContent.trim().split(/\s{2,}| (?=\d)/)[0])).to.deep.equal([
      'Details',
      'Relationship',
      'Open deals',
      'Open tickets',
      'Tasks',
      'Consent',
      'Timeline',
    ]);
    expect(deepQueryAll(card, 'h2').length).to.equal(0);
  });

  it('leads to each way of getting in touch by a link that is named in full', async () => {
    // Fails for a wrong address, an extension that is lost, or a link that is only "work" to a screen reader.
    await open();
    const links = deepQueryAll<HTMLAnchorElement>(card, 'dl a').map((link) => [link.getAttribute('href'), link.getAttribute('aria-label')]);
    expect(links).to.deep.equal([
      ['mailto:ana.diaz@example.com', 'Email Ana Díaz, Work, ana.diaz@example.com'],
      ['mailto:ana@home.example', 'Email Ana Díaz, Home, ana@home.example'],
      ['tel:+34600111222;ext=12', 'Call Ana Díaz, Work, +34 600 111 222 ext. 12'],
      ['https://acme.example/team/ana', 'Website of Ana Díaz, acme.example/team/ana, opens a new tab'],
      ['https://linkedin.example/in/ana-diaz', 'Ana Díaz on LinkedIn, linkedin.example/in/ana-diaz, opens a new tab'],
    ]);
    for (const link of deepQueryAll<HTMLAnchorElement>(card, 'a[target]')) expect(link.rel).to.equal('noopener noreferrer nofollow ugc');
    expect(text()).to.contain('Calle Mayor 1');
  });

  it('makes no link of an address that leads elsewhere than it seems', async () => {
    // Fails when an address goes into href without the gate.
    await elsewhere().contacts.update(ana, {
      urls: [
        script('alert(1)'),
        'data:text/html,<script>alert(1)</script>',
        'https://bank.example@evil.example',
        'vbscript:x',
        ' java\tscript:alert(1)',
      ].map((value) => ({ value })),
      socials: [{ network: 'X', value: script('alert(1)', 'JaVaScRiPt') }],
      emails: [
        { value: 'a@b.example?bcc=c@d.example', key: 'a' },
        { value: 'x" <y@z.example>', key: 'b' },
      ],
      phones: [{ raw: '*21*5550100#' }, { raw: script('alert(1)') }],
    });
    await open();
    await shows(script('alert(1)'));
    const hrefs = deepQueryAll<HTMLAnchorElement>(card, 'dl a, header a').map(({ href }) => href);
    // A question mark is a letter of the address now, not the beginning of a second recipient.
    expect(
      hrefs.filter((href) => href !== 'mailto:a@b.example%3Fbcc%3Dc%40d.example' && !href.startsWith('mailto:a%40b.example%3Fbcc%3Dc@')),
    ).to.deep.equal([]);
  });

  it('copies, and says when it cannot', async () => {
    // Fails when the button copies another text, or a refusal is swallowed.
    const copied: string[] = [];
    let refuse = false;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (what: string) => (refuse ? Promise.reject(new Error('no')) : Promise.resolve(void copied.push(what))) },
    });
    try {
      await open();
      await click(byName('Copy ana.diaz@example.com'));
      expect(copied).to.deep.equal(['ana.diaz@example.com']);
      await until(() => card.announcements.includes('Copied: ana.diaz@example.com'), 'it is said');
      refuse = true;
      await click(byName('Copy ana@home.example'));
      await shows('Not copied');
      await until(() => card.announcements.some((said) => said.startsWith('Not copied')), 'the failure is said');
    } finally {
      delete (navigator as { clipboard?: unknown }).clipboard;
    }
  });

  it('shows a photo that lies in the store, lets go of it, and fetches none from elsewhere', async () => {
    // Fails when a remote address becomes an image, or an object address is never revoked.
    await elsewhere().contacts.update(ana, { photo: 'https://tracker.example/ana.png' });
    await open();
    expect(deepQueryAll(card, 'img').length).to.equal(0);
    await photoOf(elsewhere(), ana);
    await until(() => deepQuery(card, 'img') !== undefined, 'a picture');
    const { src } = find<HTMLImageElement>('img');
    expect(src).to.match(/^blob:/);
    await until(() => find<HTMLImageElement>('img').naturalWidth === 1, 'it is loaded');
    // Not by its picture: Firefox goes on showing one that it has shown before.
    const revoke = URL.revokeObjectURL.bind(URL);
    const revoked: string[] = [];
    URL.revokeObjectURL = (address) => {
      revoked.push(address);
      revoke(address);
    };
    try {
      card.remove();
      await until(() => revoked.includes(src), 'it is let go of');
    } finally {
      URL.revokeObjectURL = revoke;
    }
  });

  it('shows a contact that the page gives, without a store', async () => {
    // Fails when a client is looked for, or sections stay that only a store can fill.
    const contact = await stored();
    const watches = countWatches(store);
    await open({ client: undefined, contactId: undefined, contact, company: { id: 'x', name: 'Globex' }, owner: { id: 'y', name: 'Kim' } });
    expect(text())
      .to.contain('Ana Díaz')
      .and.to.contain('Globex')
      .and.to.contain('Kim')
      .and.not.to.contain('Timeline')
      .and.not.to.contain('Edit');
    expect(watches.started).to.equal(0);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.to.include('crm-elements');
  });

  it('asks the page before it opens a contact, a company, a deal or a ticket', async () => {
    // Fails when a click is not told, cannot be stopped, or goes nowhere.
    const asked: string[] = [];
    const listen = (veto: boolean) => (event: Event) => {
      asked.push(`${event.type} ${Object.values((event as CustomEvent<Record<string, string>>).detail)[0]}`);
      if (veto) event.preventDefault();
    };
    await open({ companyHref: '#/companies/{id}', dealHref: '#/deals/{id}', ticketHref: '#/tickets/{id}' });
    const stop = listen(true);
    for (const name of ['crm-company-open', 'crm-deal-open', 'crm-ticket-open'] as const) place.element.addEventListener(name, stop);
    await click(byName('Open Acme Foods'));
    await click(byName('Open the deal Renewal 2027'));
    await click(byName('Open ticket #1: Wrong pallet size'));
    expect(asked).to.deep.equal(['crm-company-open company-acme', 'crm-deal-open deal-renewal', 'crm-ticket-open ticket-1']);
    expect(location.hash).to.equal('');
    place.element.removeEventListener('crm-deal-open', stop);
    await click(byName('Open the deal Renewal 2027'));
    expect(location.hash).to.equal('#/deals/deal-renewal');
    history.replaceState(null, '', location.pathname + location.search);

    card.variant = 'compact';
    card.addEventListener('crm-contact-open', listen(false));
    await settled(card);
    byName('Open Ana Díaz').focus();
    await press('Enter');
    card.variant = 'inline';
    await settled(card);
    byName('Open Ana Díaz').focus();
    await press('Space');
    expect(asked.slice(3)).to.deep.equal(['crm-contact-open contact-ana', 'crm-contact-open contact-ana']);
  });

  it('follows another contact-id', async () => {
    // Fails when parts of the first contact stay.
    await elsewhere().contacts.create({ id: 'ben', fullName: 'Ben Okafor' });
    await open();
    card.contactId = 'ben';
    await shows('Ben Okafor');
    await settled(card);
    for (const part of ['Ana', 'Acme', 'Renewal', 'Wrong pallet', 'Prefers calls', 'price list']) expect(text()).not.to.contain(part);
  });
});

describe('<crm-contact-card>: what hangs on it', () => {
  it('shows open deals with their value and sum, the late one marked, and no deal that is won', async () => {
    // Fails when closed deals are listed, or a sum is not that of what is listed.
    await open();
    expect(text())
      .to.contain('€17,300.00')
      .and.to.contain('€12,500.00')
      .and.to.contain('€4,800.00')
      .and.to.contain('Proposal')
      .and.to.contain('was to close');
    expect(text()).not.to.contain('First order');
  });

  it('ticks a task off by keyboard, and takes it back', async () => {
    // Fails when the box does not write, or undo does not bring the task back.
    await open();
    byName('Done: Send the new price list').focus();
    await press('Space');
    await until(async () => Boolean((await elsewhere().tasks.get('task-1'))?.doneAt), 'it is done');
    await shows('Task done: Send the new price list');
    await click(button('Undo'));
    await until(async () => (await elsewhere().tasks.get('task-1'))?.doneAt == null, 'it is not done');
    await until(() => deepQuery(card, '[aria-label="Done: Send the new price list"]') !== undefined, 'it is listed again');
  });

  it('reads related names in one batch each, with few subscriptions', async () => {
    // Fails for a read a row (N+1), or a watch a row.
    const agents = Array.from({ length: 12 }, (_, i) => ({ id: `agent-${i}`, name: `Agent ${i}` }));
    await elsewhere().agents.createMany(agents);
    const target = [{ type: 'contact', id: ana }];
    await store.commit({
      ops: agents.map(({ id }, i) => createOperation('activities', { type: 'call', title: `Call ${i}`, actorId: id, targets: target })),
    });
    const gets: string[] = [];
    const get = store.get.bind(store);
    Object.defineProperty(store, 'get', {
      configurable: true,
      value: (...args: Parameters<typeof get>) => (gets.push(args[0]), get(...args)),
    });
    const watches = countWatches(store);
    await open();
    await shows('Agent 11');
    expect(gets.sort()).to.deep.equal(['agents', 'agents', 'companies', 'stages']);
    expect(watches.open).to.be.at.most(12);
  });

  it('fails a section alone, and reads it again', async () => {
    // Fails when one section takes the card with it.
    await open({}, [{ on: 'watch', fault: 'fail-before', at: 2 }]);
    await shows('could not be read.');
    expect(text()).to.contain('Ana Díaz');
    adapter.heal();
    await click(button('Try again'));
    await until(() => !text().includes('could not be read.'), 'it is read');
    await shows('Renewal 2027');
  });
});

describe('<crm-contact-card>: timeline', () => {
  it('shows activities and notes, the newest first', async () => {
    // Fails when one of the two collections is left out, or their order is not by time.
    await open();
    const order = ['Prefers calls in the morning.', 'Asked about delivery in December', 'Sent the offer'].map((part) =>
      text().indexOf(part),
    );
    expect(order).to.deep.equal([...order].sort((a, b) => a - b));
    expect(order[0]).to.be.greaterThan(0);
  });

  it('shows what another window writes', async () => {
    // Fails when the timeline is read once.
    await open();
    await elsewhere().addNote({ text: 'Called back from the other window.', targets: [{ type: 'contact', id: ana }] });
    await shows('Called back from the other window.');
    await until(() => byName('Show of the timeline').textContent.replace(/\s+/g, ' ').includes('Notes 2'), 'the count follows');
  });

  it('filters by kind, with exact counts', async () => {
    // Fails when a filter shows other kinds, or counts what is loaded instead of what there is.
    await open();
    await click(deepQueryAll(card, '.filter').find(({ textContent }) => textContent.includes('Calls'))!);
    await until(() => !text().includes('Sent the offer'), 'emails are gone');
    expect(text()).to.contain('Asked about delivery').and.not.to.contain('Prefers calls in the morning.');
    expect(find('.filter[aria-pressed="true"]').textContent.replace(/\s+/g, ' ').trim()).to.equal('Calls 1');
  });

  it('costs the same with 10,000 entries as with 50', async function () {
    this.timeout(30_000);
    // Fails when what is not in sight is read or rendered.
    const log = async (from: number, to: number) => {
      const at = (i: number) => new Date(Date.UTC(2026, 0, 1) - i * 60_000).toISOString();
      for (let start = from; start < to; start += 1_000) {
        const ops = Array.from({ length: Math.min(1_000, to - start) }, (_, i) =>
          createOperation('activities', {
            type: 'email',
            title: `Mail ${start + i}`,
            at: at(start + i),
            targets: [{ type: 'contact', id: ana }],
          }),
        );
        await store.commit({ ops });
      }
    };
    await log(0, 50);
    await open();
    await shows('Mail 0');
    const few = [...deepNodes(card)].length;
    place.done();
    await log(50, 10_000);
    place = stage();
    let read = 0;
    const query = store.query.bind(store);
    Object.defineProperty(store, 'query', {
      configurable: true,
      value: async (...args: Parameters<typeof query>) => {
        const page = await query(...args);
        read += page.records.length;
        return page;
      },
    });
    await open();
    await shows('Mail 0');
    expect([...deepNodes(card)].length).to.be.at.most(few * 1.1);
    expect(read).to.be.lessThan(300);
    expect(text()).to.contain('10,003');

    // By the keyboard to what is loaded, which loads more.
    const scroller = byName('Timeline of Ana Díaz');
    scroller.focus();
    for (let i = 0; i < 4; i++) {
      await press('End');
      await pause(150);
    }
    await until(() => scroller.scrollHeight > 4_000, 'older entries are there');
    expect([...deepNodes(card)].length).to.be.at.most(few * 1.3);
  });

  it('writes a note with the keyboard, and takes it back', async () => {
    // Fails when Ctrl+Enter does not save, the note is not shown, or undo leaves it.
    await open();
    const heard: string[] = [];
    for (const name of ['crm-note-add', 'crm-note-added'] as const)
      place.element.addEventListener(name, ({ type: said }) => heard.push(said));
    byName('Note about Ana Díaz').focus();
    await type('Likes the oat biscuits');
    await press('Control+Enter');
    await shows('Note added');
    expect(heard).to.deep.equal(['crm-note-add', 'crm-note-added']);
    expect(
      (await elsewhere().notes.list({ where: { targetKey: `contact:${ana}` }, sort: [{ by: 'createdAt' }] })).records.map(
        ({ text: written }) => written,
      ),
    ).to.include('Likes the oat biscuits');
    expect(find<HTMLTextAreaElement>('textarea').value).to.equal('');
    expect(focused() === find('textarea'), 'focus').to.equal(true);
    await click(button('Undo'));
    await until(() => !text().includes('Likes the oat biscuits'), 'the note is gone');
  });

  it('keeps a note that could not be saved', async () => {
    // Fails when the text is cleared before it is stored, or the failure is not said.
    await open({}, [{ on: 'commit', fault: 'fail-before', error: 'QUOTA' }]);
    byName('Note about Ana Díaz').focus();
    await type('Important');
    await press('Control+Enter');
    await shows('Not saved: The storage of this browser is full.');
    expect(find<HTMLTextAreaElement>('textarea').value).to.equal('Important');
    expect(find('textarea').getAttribute('aria-invalid')).to.equal('true');
    await until(() => card.announcements.some((said) => said.startsWith('Not saved')), 'it is announced');
    adapter.heal();
    await press('Control+Enter');
    await shows('Note added');
  });

  it('keeps what is being written for the contact that it is about', async () => {
    // Fails when a note begun for one person is shown, or saved, for another.
    await elsewhere().contacts.create({ id: 'ben', fullName: 'Ben Okafor' });
    await open();
    byName('Note about Ana Díaz').focus();
    await type('About Ana');
    card.contactId = 'ben';
    await shows('Ben Okafor');
    expect(find<HTMLTextAreaElement>('textarea').value).to.equal('');
    card.contactId = ana;
    await shows('Ana Díaz');
    expect(find<HTMLTextAreaElement>('textarea').value).to.equal('About Ana');
  });

  it('lets the page keep notes itself', async () => {
    // Fails when the store is written although the page has answered.
    await open();
    place.element.addEventListener('crm-note-add', (event: CrmNoteAddEvent) => event.respondWith(Promise.resolve()));
    byName('Note about Ana Díaz').focus();
    await type('For the page');
    await press('Control+Enter');
    await until(() => find<HTMLTextAreaElement>('textarea').value === '', 'it is done');
    expect((await elsewhere().notes.list({ where: { targetKey: `contact:${ana}` }, sort: [{ by: 'createdAt' }] })).records).to.have.length(
      1,
    );
  });
});

describe('<crm-contact-card>: editing', () => {
  it('saves with Enter, says so, and gives focus back', async () => {
    // Fails when the name's parts stay old, focus is lost, or nothing is said.
    await open();
    const heard: (CrmContactUpdateEvent | CrmContactUpdatedEvent)[] = [];
    for (const name of ['crm-contact-update', 'crm-contact-updated'] as const)
      place.element.addEventListener(name, (event) => heard.push(event));
    await edit();
    await retype('Ana Ruiz');
    await press('Enter');
    await saved();
    expect(await stored()).to.deep.include({ fullName: 'Ana Ruiz', name: { given: 'Ana', family: 'Ruiz' } });
    expect(heard.map(({ type: said, target }) => [said, (target as Element).localName])).to.deep.equal([
      ['crm-contact-update', 'crm-contact-card'],
      ['crm-contact-updated', 'crm-contact-card'],
    ]);
    expect((heard[0] as CrmContactUpdateEvent).detail.changes).to.have.all.keys('fullName', 'name');
    expect(focused() === button('Edit'), 'focus').to.equal(true);
    await until(() => card.announcements.includes('Saved'), '"Saved" is said');
  });

  it('leaves with Escape, writes nothing, and gives focus back', async () => {
    // Fails when Escape saves, or focus falls to the page.
    await open();
    const before = await stored();
    await edit();
    await retype('Somebody else');
    await press('Escape');
    await saved();
    expect(await stored()).to.deep.equal(before);
    expect(focused() === button('Edit'), 'focus').to.equal(true);
  });

  it('says at the field what is wrong, and goes there', async () => {
    // Fails when a wrong address is stored, or the error is not tied to its field.
    await open();
    await edit();
    const email = byName('Email address 1') as HTMLInputElement;
    email.focus();
    await retype('not an address');
    await press('Enter');
    await shows('Write an email address such as ana@example.com.');
    expect(focused() === email, 'focus').to.equal(true);
    expect(email.getAttribute('aria-invalid')).to.equal('true');
    const described = (email.getRootNode() as ShadowRoot).getElementById(email.getAttribute('aria-describedby')!);
    expect(described?.textContent).to.contain('Write an email address');
    expect((await stored()).emails[0]!.value).to.equal('ana.diaz@example.com');
    await retype('ana.ruiz@example.com');
    expect(email.hasAttribute('aria-invalid')).to.equal(false);
    await press('Enter');
    await saved();
    expect((await stored()).emails[0]).to.deep.include({
      value: 'ana.ruiz@example.com',
      key: 'ana.ruiz@example.com',
      type: 'work',
      primary: true,
    });
  });

  it('adds, types and removes numbers and addresses, and chooses the primary one', async () => {
    // Fails when a row is lost, kept although it was removed, or its kind is not stored.
    await open();
    await edit();
    await click(button('Add a phone number'));
    await until(() => focused() === byName('Phone number 2'), 'focus in the new row');
    await type('+44 20 7946 0018');
    (byName('Kind of phone number 2') as HTMLSelectElement).focus();
    await type('Mobile');
    await click(byName('Email address 2 is the primary one'));
    await click(byName('Remove email address 1'));
    await click(button('Save'));
    await saved();
    const { phones, emails } = await stored();
    expect(phones[1]).to.deep.include({ raw: '+44 20 7946 0018', e164: '+442079460018', type: 'mobile' });
    expect(phones[0]).to.deep.include({ raw: '+34 600 111 222', e164: '+34600111222', extension: '12', type: 'work' });
    expect(emails.map(({ value, type: kind }) => [value, kind])).to.deep.equal([['ana@home.example', 'home']]);
  });

  it('chooses a company that is there, by keyboard', async () => {
    // Fails when the field does not find, or stores a name instead of the id.
    await open();
    await edit();
    await press('Tab');
    await press('Tab');
    await retype('nord');
    await until(() => deepQueryAll(card, '#options [role=option]').length === 2, 'the company and the new one are offered');
    await press('ArrowDown');
    await press('Enter');
    await press('Enter');
    await saved();
    expect((await stored()).companyId).to.equal('company-nord');
    await shows('Nordlicht Café');
  });

  it('makes a company that is not there yet, once', async () => {
    // Fails when the text is dropped, or trying again makes a second company.
    await open({}, [{ on: 'commit', fault: 'fail-after', at: 1 }]);
    await edit();
    await press('Tab');
    await press('Tab');
    await retype('Wholly New Ltd');
    await press('Tab');
    await shows('A new company is made when you save.');
    await click(button('Save'));
    await shows('Not saved');
    await click(button('Save'));
    await saved();
    const { records } = await elsewhere().companies.search('Wholly');
    expect(records.map(({ name }) => name)).to.deep.equal(['Wholly New Ltd']);
    expect((await stored()).companyId).to.equal(records[0]!.id);
    await shows('Wholly New Ltd');
  });

  it('changes tags, stage and owner', async () => {
    // Fails when one of the three is not stored.
    await open();
    await edit();
    field('lifecycleStage').focus();
    await type('Evangelist');
    field('ownerId').focus();
    await type('Jon');
    field('tags').focus();
    await type('Organic');
    await press('Enter');
    await click(byName('Remove the tag Spain'));
    await click(button('Save'));
    await saved();
    expect(await stored()).to.deep.include({ lifecycleStage: 'evangelist', ownerId: 'agent-jon', tags: ['Wholesale', 'Organic'] });
  });

  it('follows others where nothing was typed, and says where both changed', async () => {
    // Fails when what was typed is replaced, or another window's change is overwritten unsaid.
    await open();
    await edit();
    await press('Tab');
    await retype('Director');
    await elsewhere().contacts.update(ana, { jobTitle: 'Buyer', fullName: 'Ana D. Ruiz' });
    await shows('Job title is now: Buyer');
    expect(field('jobTitle').value).to.equal('Director');
    expect(field('fullName').value).to.equal('Ana D. Ruiz');
    expect(focused() === field('jobTitle'), 'focus').to.equal(true);
    await press('Enter');
    await saved();
    expect(await stored()).to.deep.include({ jobTitle: 'Director', fullName: 'Ana D. Ruiz' });
  });

  it('takes over what the other one wrote, when asked to', async () => {
    // Fails when "Use theirs" leaves what was typed.
    await open();
    await edit();
    await press('Tab');
    await retype('Director');
    await elsewhere().contacts.update(ana, { jobTitle: 'Buyer' });
    await shows('Job title is now: Buyer');
    await click(byName('Use theirs for Job title'));
    expect(field('jobTitle').value).to.equal('Buyer');
    expect(text()).not.to.contain('is now');
    await press('Enter');
    await saved();
    expect((await stored()).jobTitle).to.equal('Buyer');
  });

  it('does not overwrite a change that it has not shown yet', async () => {
    // Fails without ifVersion: the write would go through over the other one.
    await open({}, [{ on: 'watch', fault: 'hang', every: 1, chance: 0 }]);
    await edit();
    await press('Tab');
    await retype('Director');
    // The other window is faster by less than it takes to be told.
    card.addEventListener('crm-contact-update', (event) => event.stopPropagation(), { once: true });
    const other = elsewhere();
    const update = client.contacts.update.bind(client.contacts);
    Object.defineProperty(client.contacts, 'update', {
      configurable: true,
      value: async (...args: Parameters<typeof update>) => {
        delete (client.contacts as Partial<typeof client.contacts>).update;
        await other.contacts.update(ana, { jobTitle: 'Buyer' });
        return update(...args);
      },
    });
    await press('Enter');
    await shows('Not saved: It was changed elsewhere');
    expect((await stored()).jobTitle).to.equal('Buyer');
    expect(field('jobTitle').value).to.equal('Director');
    await shows('Job title is now: Buyer');
    await click(button('Save'));
    await saved();
    expect((await stored()).jobTitle).to.equal('Director');
  });

  it('keeps what was typed when the store fails, and saves it later', async () => {
    // Fails when the form closes or empties on a failure, or crm-error is not told.
    await open({}, [{ on: 'commit', fault: 'fail-before', error: 'QUOTA' }]);
    const errors: string[] = [];
    place.element.addEventListener('crm-error', ({ detail }: CrmErrorEvent) => errors.push(`${detail.command} ${detail.error.code}`));
    await edit();
    await retype('Ana Ruiz');
    await press('Enter');
    await shows('Not saved: The storage of this browser is full.');
    expect(field('fullName').value).to.equal('Ana Ruiz');
    expect(errors).to.deep.equal(['contact-update QUOTA']);
    find('[role=alert] .field-error');
    adapter.heal();
    await click(button('Save'));
    await saved();
    expect((await stored()).fullName).to.equal('Ana Ruiz');
  });

  it('keeps what was typed when the contact is deleted meanwhile', async () => {
    // Fails when the form vanishes with its record.
    await open();
    await edit();
    await retype('Ana Ruiz');
    await elsewhere().contacts.remove(ana);
    await settled(card);
    expect(field('fullName').value).to.equal('Ana Ruiz');
    await press('Enter');
    await shows('Not saved: It is not there any more.');
    await press('Escape');
    await shows('This contact is not here');
  });

  it('says when the code of the form cannot be loaded', async () => {
    // Fails when Edit does nothing and says nothing.
    const { parts } = CrmContactCard;
    CrmContactCard.parts = { ...parts, form: () => Promise.reject(new Error('offline')) };
    try {
      await open();
      await click(button('Edit'));
      await shows('The form could not be loaded.');
    } finally {
      CrmContactCard.parts = parts;
    }
    await edit();
  });

  it('says when the code of the timeline cannot be loaded, and tries again', async () => {
    // Fails when a grey shape stays for ever.
    const { parts } = CrmContactCard;
    CrmContactCard.parts = { ...parts, timeline: () => Promise.reject(new Error('offline')) };
    try {
      await open();
      await shows('The timeline could not be read.');
    } finally {
      CrmContactCard.parts = parts;
    }
    await click(button('Try again'));
    await shows('Prefers calls in the morning.');
  });

  it('is vetoed by the page', async () => {
    // Fails when the store is written although the page said no.
    await open();
    card.addEventListener('crm-contact-update', (event) => event.preventDefault());
    const before = await stored();
    await edit();
    await retype('Ana Ruiz');
    await press('Enter');
    await settled(card);
    expect(await stored()).to.deep.equal(before);
    expect(field('fullName').value).to.equal('Ana Ruiz');
  });

  it('hands the change to a page that keeps the contact itself: shown at once, taken back with the reason', async () => {
    // Fails when the change waits for the answer, stays after a refusal, or the reason is not shown.
    const contact = await stored();
    await open({ client: undefined, contactId: undefined, contact, editable: true });
    let answer: { resolve: () => void; reject: (reason: Error) => void };
    card.addEventListener('crm-contact-update', (event) =>
      event.respondWith(new Promise<void>((resolve, reject) => (answer = { resolve, reject }))),
    );
    await edit();
    await retype('Ana Ruiz');
    await press('Enter');
    await settled(card);
    expect(card.matches(':state(saving)')).to.equal(true);
    answer!.reject(new Error('The server said no.'));
    await shows('Not saved');
    expect(field('fullName').value).to.equal('Ana Ruiz');
    await press('Enter');
    await settled(card);
    answer!.resolve();
    await saved();
    await shows('Ana Ruiz');
    expect((await stored()).fullName).to.equal('Ana Díaz');
  });

  it('undoes an edit by its notice', async () => {
    // Fails when undo does not restore every field of the edit.
    await open();
    const before = await stored();
    await edit();
    await retype('Ana Ruiz');
    await press('Enter');
    await saved();
    await click(button('Undo'));
    await until(async () => (await stored()).fullName === 'Ana Díaz', 'the name is back');
    expect((await stored()).name).to.deep.equal(before.name);
    await shows('Undone');
  });

  it('undoes with Ctrl+Z inside, but leaves the key to text fields', async () => {
    // Fails when the key does nothing, or takes back a step while somebody types.
    await open();
    await edit();
    await retype('Ana Ruiz');
    await press('Enter');
    await saved();
    byName('Note about Ana Díaz'.replace('Díaz', 'Ruiz')).focus();
    await type('x');
    await press('Control+z');
    await pause(100);
    expect((await stored()).fullName).to.equal('Ana Ruiz');
    button('Edit').focus();
    await press('Control+z');
    await until(async () => (await stored()).fullName === 'Ana Díaz', 'the name is back');
    await press('Control+Shift+z');
    await until(async () => (await stored()).fullName === 'Ana Ruiz', 'it is done again');
  });

  it('offers nothing that changes when it is read only', async () => {
    // Fails when a control is left in one of the three ways to be read only.
    await open({ readonly: true });
    expect(deepQueryAll(card, '.edit, textarea, input:not(:disabled)').length).to.equal(0);
    expect(card.matches(':state(readonly)')).to.equal(true);
    await card.edit();
    await settled(card);
    expect(deepQueryAll(card, 'crm-contact-form').length).to.equal(0);
  });

  it('is reached by Tab in the order of what is seen, in and out again', async () => {
    // Fails for a control that Tab does not reach, a trap, or an order that jumps.
    await open();
    const after = document.createElement('button');
    after.textContent = 'after';
    place.element.append(after);
    const names: string[] = [];
    (card as HTMLElement).scrollIntoView();
    deepQuery<HTMLElement>(card, 'header a')!.focus();
    for (let i = 0; i < 40 && focused() !== after; i++) {
      const element = focused() as HTMLElement;
      names.push(element.getAttribute('aria-label') ?? element.textContent.replace(/\s+/g, ' ').trim());
      await press('Tab');
    }
    expect(focused() === after, 'focus').to.equal(true);
    expect(names.slice(0, 4)).to.deep.equal([
      'Email Ana Díaz, ana.diaz@example.com',
      'Call Ana Díaz, +34 600 111 222 ext. 12',
      'Edit Ana Díaz',
      'More actions for Ana Díaz',
    ]);
    expect(names).to.include.members([
      'Copy ana.diaz@example.com',
      'Open the deal Renewal 2027',
      'Open ticket #1: Wrong pallet size',
      'Done: Send the new price list',
      'Note about Ana Díaz',
      'Add note',
      'Timeline of Ana Díaz',
    ]);
    expect(names.every((name) => name !== '')).to.equal(true);
  });
});

describe('<crm-contact-card>: what people write is text', () => {
  const hostile = `"><img src=x onerror="globalThis.cardFired=1"><script>globalThis.cardFired=1</script>\u202E{{7*7}}\${7*7}${script('alert(1)')}//`;

  it('in every field of every record that it shows', async () => {
    // Fails when a text becomes markup, a handler or a request.
    const other = elsewhere();
    await other.agents.update(mira, { name: hostile });
    await other.companies.update('company-acme', { name: hostile });
    const text_ = hostile;
    await other.contacts.update(ana, {
      fullName: text_,
      pronouns: text_,
      jobTitle: text_,
      tags: [text_],
      photo: text_,
      timeZone: text_,
      emails: [{ value: text_, key: text_, type: text_ }],
      phones: [{ raw: text_, type: text_ }],
      urls: [{ value: text_, type: text_ }],
      socials: [{ network: text_, value: text_ }],
      addresses: [{ street: text_, locality: text_, country: text_, type: text_ }],
    });
    await other.deals.update('deal-renewal', { name: text_ });
    await other.tasks.update('task-1', { title: text_ });
    await other.logActivity({ type: 'call', title: text_, targets: [{ type: 'contact', id: ana }] });
    await other.addNote({ text: text_, targets: [{ type: 'contact', id: ana }] });
    performance.clearResourceTimings();
    for (const variant of ['full', 'compact', 'inline'] as const) {
      await open({ variant });
      await shows('onerror=');
      if (variant === 'full') {
        await card.edit();
        await settled(card);
      }
      expect(deepQueryAll(card, 'script, img, iframe, object').map(({ localName }) => localName)).to.deep.equal([]);
      expect(
        deepQueryAll<HTMLAnchorElement>(card, 'a')
          .map(({ protocol }) => protocol)
          .filter((protocol) => protocol === script('')),
      ).to.deep.equal([]);
      card.remove();
    }
    await pause(50);
    expect((globalThis as { cardFired?: number }).cardFired).to.equal(undefined);
    expect(
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => !/node_modules|packages|__wds|__web/.test(name)),
    ).to.deep.equal([]);
  });

  it('also when the page gives it', async () => {
    // Fails when plain data goes another way into the page than records do.
    await open({
      client: undefined,
      contactId: undefined,
      contact: { ...(await stored()), fullName: hostile },
      company: { id: hostile, name: hostile },
      companyHref: script('alert("{id}")'),
    });
    await shows('onerror=');
    expect(deepQueryAll(card, 'script, img').length).to.equal(0);
    expect(deepQueryAll<HTMLAnchorElement>(card, 'a').filter(({ protocol }) => protocol === script(''))).to.deep.equal([]);
  });
});
