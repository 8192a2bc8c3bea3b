import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { expect } from 'chai';
import '../../define/contact-hover-card.js';
import '../../define/contact-preview.js';
import '../../define/provider.js';
import { deepActiveElement } from '../../internal/controllers/focus.js';
import { axeFindings } from '../../internal/testing/axe.test-helper.js';
import { seen } from '../../internal/testing/element-suite.test-helper.js';
import { countWatches, pause } from '../../internal/testing/held.test-helper.js';
import { deepQuery, visibleText } from '../../internal/testing/texts.test-helper.js';
import { ana, fillCompany } from '../contact-card.test-helper.js';
import { CrmContactHoverCard } from './contact-hover-card.js';

let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  Object.assign(place.style, { padding: '40px' });
  document.body.append(place);
});

afterEach(async () => {
  place.remove();
  await resetMouse();
});

async function until(condition: () => unknown, what: string, atMostMs = 3_000): Promise<void> {
  const end = performance.now() + atMostMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It did not come about: ${what}`);
    await pause(20);
  }
}

/** Longer than a card needs to open, or to close. */
const rest = () => pause(700);

async function company(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter());
  await fillCompany(client);
  return client;
}

/** Adds a mention to the page: a link, or words alone. */
function mention(given: Partial<CrmContactHoverCard>, content: 'link' | 'words' = 'link'): CrmContactHoverCard {
  const element = Object.assign(document.createElement('crm-contact-hover-card'), given);
  if (content === 'link') element.append(Object.assign(document.createElement('a'), { href: '#ana', textContent: 'Ana' }));
  else element.append('Ana');
  const line = document.createElement('p');
  line.append('Write to ', element, ' today.');
  place.append(line);
  return element;
}

const middle = (element: Element): [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};
const moveTo = (position: [number, number]) => sendMouse({ type: 'move', position });
const press = (key: string) => sendKeys({ press: key });
const linkOf = (element: Element) => element.querySelector('a')!;
const buttonOf = (element: Element) => element.shadowRoot!.querySelector<HTMLButtonElement>('button.mention')!;
const panelOf = (element: Element) => deepQuery(element, '.panel')!;

/** Whether a card is in sight. */
const isSeen = (element: Element): boolean => deepQuery(element, '.panel')?.matches(':popover-open') ?? false;
const isOpen = (element: Element) => until(() => isSeen(element), 'the card is open');
const isClosed = (element: Element) => until(() => !isSeen(element), 'the card is closed');

/** Where focus is, by what it is called. */
const focused = (): string => {
  const active = deepActiveElement();
  return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
};

interface Reads {
  /** The ids of each read of contacts. */
  contacts: string[][];
}

/** Notes what is read of contacts. */
function noteReads(adapter: DataAdapter): Reads {
  const reads: Reads = { contacts: [] };
  const get = adapter.get.bind(adapter);
  Object.defineProperty(adapter, 'get', {
    value: (collection: string, ids: readonly string[], options?: object) => {
      if (collection === 'contacts') reads.contacts.push([...ids]);
      return get(collection, ids, options);
    },
  });
  return reads;
}

/** A client with so many contacts, whose reads are noted. */
async function crowd(count: number): Promise<{ client: CrmClient; ids: string[]; reads: Reads }> {
  const client = createClient(createMemoryAdapter());
  const ids = Array.from({ length: count }, (_, i) => `person-${i}`);
  await client.contacts.createMany(ids.map((id, i) => ({ id, fullName: `Person ${i}` })));
  return { client, ids, reads: noteReads(client.adapter) };
}

describe('<crm-contact-hover-card>, many on a page', () => {
  it('reads the contacts of 1,000 mentions in one go, once one of them is wanted, and watches none that is closed', async function () {
    this.timeout(30_000);
    // Fails when each mention reads for itself, when something is read before anybody is interested, or a closed card goes on listening.
    const { client, ids, reads } = await crowd(1_000);
    const watches = countWatches(client.adapter);
    const elements = ids.map((contactId) => mention({ client, contactId }));
    await rest();
    expect(reads.contacts, 'before anybody is interested').to.deep.equal([]);
    expect(watches.started).to.equal(0);
    expect(elements.every(({ shadowRoot }) => shadowRoot!.childElementCount === 1)).to.equal(true);
    // Apart from each other, as a card lies over the lines below or above.
    for (const element of [elements[0]!, elements[12]!, elements[1]!]) {
      await moveTo(middle(linkOf(element)));
      await isOpen(element);
      await seen(element, `Person ${elements.indexOf(element)}`);
    }
    expect(reads.contacts).to.have.length(1);
    expect([...reads.contacts[0]!].sort()).to.deep.equal([...ids].sort());
    await moveTo([2, 2]);
    await until(() => watches.open === 0, 'nothing is watched');
  });

  it('reads a person who is mentioned twice once, and nobody whom the page gives itself', async () => {
    // Fails when ids are not told apart, or a mention with data of its own reads.
    const { client, ids, reads } = await crowd(2);
    const contact = await client.contacts.get(ids[1]!);
    reads.contacts.length = 0;
    const element = mention({ client, contactId: ids[0]! });
    mention({ client, contactId: ids[0]! });
    mention({ client, contactId: ids[1]!, contact });
    element.open = true;
    await seen(element, 'Person 0');
    expect(reads.contacts).to.deep.equal([[ids[0]]]);
  });

  it('reads from each store what is kept there', async () => {
    // Fails when mentions below another provider are read from this one's store.
    const [first, second] = [await crowd(2), await crowd(2)];
    const [one, two] = [first, second].map(({ client, ids }) => {
      const provider = Object.assign(document.createElement('crm-provider'), { client });
      place.append(provider);
      const mentions = ids.map((contactId) => mention({ contactId }));
      provider.append(...mentions);
      return mentions[0]!;
    });
    one!.open = true;
    await seen(one!, 'Person 0');
    expect([first.reads.contacts.length, second.reads.contacts.length]).to.deep.equal([1, 0]);
    two!.open = true;
    await seen(two!, 'Person 0');
    expect([first.reads.contacts.length, second.reads.contacts.length]).to.deep.equal([1, 1]);
  });

  it('reads no more at once than the store takes', async () => {
    // Fails when a store that takes few ids at once gets all of them.
    const { client, ids, reads } = await crowd(5);
    Object.defineProperty(client.adapter, 'capabilities', { value: { ...client.adapter.capabilities, maxBatch: 3 } });
    const elements = ids.map((contactId) => mention({ client, contactId }));
    elements[4]!.open = true;
    await seen(elements[4]!, 'Person 4');
    expect(reads.contacts.map((read) => read.length)).to.deep.equal([3]);
    expect(reads.contacts[0]).to.include(ids[4]);
    elements[3]!.open = true;
    await seen(elements[3]!, 'Person 3');
    expect(reads.contacts.map((read) => read.length)).to.deep.equal([3, 2]);
  });

  it('shows what was read ahead at once, as long as the store has not answered', async () => {
    // Fails when a card begins with the skeleton though its contact is there.
    const { client, ids } = await crowd(2);
    const [first, second] = ids.map((contactId) => mention({ client, contactId }));
    first!.open = true;
    await seen(first!, 'Person 0');
    const { adapter } = client;
    Object.defineProperty(adapter, 'watch', { value: () => ({ unsubscribe: () => undefined }) });
    second!.open = true;
    await seen(second!, 'Person 1');
    expect(second!.matches(':state(loading)')).to.equal(false);
  });

  it('has one card open at a time, but for one that holds the focus', async () => {
    // Fails when cards pile up, or the card that somebody reads by the keyboard is taken away by the pointer.
    const client = await company();
    const [first, second] = [mention({ client, contactId: ana }), mention({ client, contactId: ana })];
    await moveTo(middle(linkOf(first)));
    await isOpen(first);
    second.open = true;
    await isOpen(second);
    await isClosed(first);
    second.open = false;
    await moveTo([2, 2]);
    await press('Tab');
    await isOpen(first);
    second.open = true;
    await isOpen(second);
    expect(isSeen(first)).to.equal(true);
  });
});

describe('<crm-contact-hover-card>, by the pointer', () => {
  it('opens when the pointer rests on the mention, and not when it passes', async () => {
    // Fails without the delay, or when leaving does not end it.
    const element = mention({ client: await company(), contactId: ana });
    await moveTo(middle(linkOf(element)));
    await pause(30);
    await moveTo([2, 2]);
    await rest();
    expect(isSeen(element)).to.equal(false);
    expect(element.shadowRoot!.childElementCount, 'nothing was made').to.equal(1);
    await moveTo(middle(linkOf(element)));
    await isOpen(element);
    await seen(element, 'Mira Patel');
    expect(visibleText(element)).to.contain('Acme Foods').and.to.contain('+34 600 111 222').and.to.contain('ana.diaz@example.com');
  });

  it('stays open on the way to the card and on it, and closes when the pointer goes elsewhere', async () => {
    // Fails when the gap between mention and card closes it, a slow way does, or nothing does.
    const element = mention({ client: await company(), contactId: ana });
    const [x, y] = middle(linkOf(element));
    await moveTo([x, y]);
    await isOpen(element);
    await seen(element, 'Mira Patel');
    const box = panelOf(element).getBoundingClientRect();
    const below = linkOf(element).getBoundingClientRect().bottom;
    await moveTo([x, Math.round((below + box.top) / 2)]);
    await pause(100);
    await moveTo([Math.round(box.right - 20), Math.round(box.bottom - 20)]);
    await rest();
    expect(isSeen(element), 'the pointer is on it').to.equal(true);
    await moveTo([2, 2]);
    await isClosed(element);
    expect(element.shadowRoot!.childElementCount, 'it is gone').to.equal(1);
  });

  it('waits for a pointer that is slowly on its way to the card', async () => {
    // Fails when only the time counts that the pointer is away, not where it goes.
    const element = mention({ client: await company(), contactId: ana });
    const { right } = linkOf(element).getBoundingClientRect();
    const [x, y] = middle(linkOf(element));
    await moveTo([x, y]);
    await isOpen(element);
    for (const step of [1, 2, 3, 4]) {
      await moveTo([Math.round(right) + 4 * step, y + step]);
      await pause(200);
    }
    expect(isSeen(element), 'on its way for longer than it may be away').to.equal(true);
    await moveTo([Math.round(right) + 200, y]);
    await isClosed(element);
  });

  it('leaves a press on a link to the link, and gets out of its way', async () => {
    // Fails when the press is prevented, opens the card or leaves it open.
    const element = mention({ client: await company(), contactId: ana });
    await moveTo(middle(linkOf(element)));
    await isOpen(element);
    let prevented: boolean | undefined;
    place.addEventListener('click', (event) => (prevented = event.defaultPrevented));
    await sendMouse({ type: 'click', position: middle(linkOf(element)) });
    await isClosed(element);
    await rest();
    expect(isSeen(element), 'it stays closed as long as the pointer rests').to.equal(false);
    expect(prevented).to.equal(false);
    expect(location.hash).to.equal('#ana');
  });

  it('opens and closes by a press on words alone; a press elsewhere closes it', async () => {
    // Fails when a mention that is no link is only there for those who can hover.
    const element = mention({ client: await company(), contactId: ana }, 'words');
    await until(() => buttonOf(element), 'the button');
    await sendMouse({ type: 'click', position: middle(buttonOf(element)) });
    await isOpen(element);
    expect(buttonOf(element).ariaExpanded).to.equal('true');
    await moveTo([2, 2]);
    await rest();
    expect(isSeen(element), 'it was asked for').to.equal(true);
    await sendMouse({ type: 'click', position: middle(buttonOf(element)) });
    await isClosed(element);
    expect(buttonOf(element).ariaExpanded).to.equal('false');
    await sendMouse({ type: 'click', position: middle(buttonOf(element)) });
    await isOpen(element);
    await sendMouse({ type: 'click', position: [2, 2] });
    await isClosed(element);
  });

  it('opens by a click that comes without a pointer, as that of assistive technology', async () => {
    // Fails when the first click finds nobody who listens.
    const element = mention({ client: await company(), contactId: ana }, 'words');
    await until(() => buttonOf(element), 'the button');
    buttonOf(element).click();
    await isOpen(element);
  });

  it('becomes a button only as long as there is nothing to press in it', async () => {
    // Fails when a link stands in a button, or words lose theirs.
    const element = mention({}, 'words');
    await until(() => buttonOf(element), 'the button');
    element.replaceChildren(Object.assign(document.createElement('a'), { href: '#ana', textContent: 'Ana' }));
    await until(() => !buttonOf(element), 'no button around the link');
    element.replaceChildren('Ana');
    await until(() => buttonOf(element), 'the button again');
  });
});

function touch(type: string, target: Element, [clientX, clientY] = middle(target)): boolean {
  return target.dispatchEvent(
    new PointerEvent(type, {
      pointerType: 'touch',
      pointerId: 5,
      isPrimary: true,
      bubbles: true,
      composed: true,
      cancelable: true,
      clientX,
      clientY,
    }),
  );
}

const touchClick = (target: Element) => target.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));

describe('<crm-contact-hover-card>, by a finger', () => {
  it('opens by a tap on words alone', async () => {
    // Fails when a tap is taken for a pointer that hovers, or for nothing.
    const element = mention({ client: await company(), contactId: ana }, 'words');
    await until(() => buttonOf(element), 'the button');
    for (const type of ['pointerenter', 'pointerdown', 'pointerup', 'pointerleave']) touch(type, buttonOf(element));
    touchClick(buttonOf(element));
    await isOpen(element);
    await rest();
    expect(isSeen(element)).to.equal(true);
    expect(deepQuery(element, '.close')).to.not.equal(undefined);
  });

  it('leaves a tap on a link to the link', async () => {
    // Fails when a finger cannot follow a link any more.
    const element = mention({ client: await company(), contactId: ana });
    const link = linkOf(element);
    for (const type of ['pointerenter', 'pointerdown', 'pointerup', 'pointerleave']) touch(type, link);
    expect(touchClick(link), 'not prevented').to.equal(true);
    await rest();
    expect(isSeen(element)).to.equal(false);
  });

  it('opens by a long press on a link, whose click and menu are then not for the link', async () => {
    // Fails when the card is out of reach for a finger, or its link is followed with the same press.
    const element = mention({ client: await company(), contactId: ana });
    const link = linkOf(element);
    touch('pointerenter', link);
    touch('pointerdown', link);
    await isOpen(element);
    const menu = new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true });
    expect(link.dispatchEvent(menu), 'the menu of the browser').to.equal(false);
    touch('pointerup', link);
    expect(touchClick(link), 'the click of the long press').to.equal(false);
    expect(isSeen(element)).to.equal(true);
    expect(touchClick(link), 'the next click').to.equal(true);
    await isClosed(element);
  });

  it('opens by nothing when the finger goes on to scroll', async () => {
    // Fails when scrolling over a mention brings up cards.
    const element = mention({ client: await company(), contactId: ana });
    const link = linkOf(element);
    const [x, y] = middle(link);
    touch('pointerenter', link);
    touch('pointerdown', link);
    touch('pointermove', link, [x, y + 14]);
    await rest();
    expect(isSeen(element)).to.equal(false);
    touch('pointerdown', link);
    touch('pointercancel', link);
    await rest();
    expect(isSeen(element)).to.equal(false);
  });
});

describe('<crm-contact-hover-card>, by the keyboard', () => {
  it('opens when the focus rests on the mention; Tab leads through the card and out of it', async () => {
    // Fails when the card needs a pointer, its links cannot be reached, focus is lost in it, or it stays open behind the focus.
    const before = Object.assign(document.createElement('button'), { textContent: 'Before' });
    place.append(before);
    const element = mention({ client: await company(), contactId: ana });
    const after = Object.assign(document.createElement('button'), { textContent: 'After' });
    place.append(after);
    before.focus();
    await press('Tab');
    expect(focused()).to.equal('Ana');
    await isOpen(element);
    await seen(element, 'Mira Patel');
    expect(focused(), 'the focus stays').to.equal('Ana');
    const stops: string[] = [];
    for (let stop = 0; stop < 5; stop++) {
      await press('Tab');
      stops.push(focused());
    }
    expect(stops).to.deep.equal([
      'Open Ana Díaz',
      'Open Acme Foods',
      'Email Ana Díaz, Work, ana.diaz@example.com',
      'Call Ana Díaz, Work, +34 600 111 222 ext. 12',
      'After',
    ]);
    await isClosed(element);
    await sendKeys({ down: 'Shift' });
    await press('Tab');
    await sendKeys({ up: 'Shift' });
    expect(focused(), 'the way back').to.equal('Ana');
  });

  it('is closed by Escape, which moves the focus only where it was in the card', async () => {
    // Fails when Escape does not reach it, takes the focus away from the mention, leaves it nowhere, or the card comes back by itself.
    const element = mention({ client: await company(), contactId: ana });
    await press('Tab');
    await isOpen(element);
    await press('Escape');
    await isClosed(element);
    expect(focused()).to.equal('Ana');
    await rest();
    expect(isSeen(element), 'it does not come back').to.equal(false);
    linkOf(element).blur();
    await press('Tab');
    if (deepActiveElement() !== linkOf(element)) await press('Tab');
    await isOpen(element);
    await seen(element, 'Mira Patel');
    await press('Tab');
    expect(focused()).to.equal('Open Ana Díaz');
    await press('Escape');
    await isClosed(element);
    expect(focused(), 'back on the mention').to.equal('Ana');
    await rest();
    expect(isSeen(element)).to.equal(false);
  });

  it('is closed by Escape while only the pointer holds it, and keys reach the page again', async () => {
    // Fails when Escape works with the focus in the card alone, or is taken from the page for good.
    const element = mention({ client: await company(), contactId: ana });
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener('keydown', listen);
    await moveTo(middle(linkOf(element)));
    await isOpen(element);
    await press('Escape');
    await isClosed(element);
    expect(heard).to.deep.equal([]);
    await rest();
    expect(isSeen(element)).to.equal(false);
    await press('Escape');
    expect(heard).to.deep.equal(['Escape']);
    document.removeEventListener('keydown', listen);
  });

  it('opens words alone by Enter at once, and closes them again', async () => {
    // Fails when such a mention cannot be reached by Tab.
    const element = mention({ client: await company(), contactId: ana }, 'words');
    await until(() => buttonOf(element), 'the button');
    await press('Tab');
    expect(deepActiveElement() === buttonOf(element)).to.equal(true);
    await press('Enter');
    expect(element.open).to.equal(true);
    await isOpen(element);
    await press('Enter');
    await isClosed(element);
    expect(buttonOf(element).ariaHasPopup).to.equal('dialog');
  });
});

describe('<crm-contact-hover-card>, what it shows and asks', () => {
  it('asks the page before it opens a contact, and closes', async () => {
    // Fails when the event is not cancelable, comes from elsewhere, or the card stays in the way.
    const element = mention({ client: await company(), contactId: ana, contactHref: '#/people/{id}', open: true });
    await seen(element, 'Mira Patel');
    let asked: { id: string; target: EventTarget | null } | undefined;
    place.addEventListener('crm-contact-open', (event) => {
      asked = { id: event.detail.contactId, target: event.target };
      event.preventDefault();
    });
    const hash = location.hash;
    const name = deepQuery<HTMLAnchorElement>(element, '.name a')!;
    expect(name.getAttribute('href')).to.equal('#/people/contact-ana');
    name.click();
    expect(asked?.id).to.equal(ana);
    expect(asked?.target === element).to.equal(true);
    expect(location.hash).to.equal(hash);
    await isClosed(element);
  });

  it('counts what is open, and says "100+" rather than cutting it silently', async () => {
    // Fails when closed deals count, or a number that is not known is given as exact.
    const client = await company();
    await client.tasks.createMany(
      Array.from({ length: 101 }, (_, i) => ({ title: `Call ${i}`, targets: [{ type: 'contact' as const, id: ana }] })),
    );
    const element = mention({ client, contactId: ana, open: true });
    await until(() => /100\+/.test(visibleText(element).replace(/\s/g, '')), 'the tasks');
    const counts = [...deepQuery(element, '.figures')!.querySelectorAll('.figure')].map((figure) => figure.textContent.replace(/\s+/g, ''));
    expect(counts).to.deep.equal(['Opendeals2', 'Opentickets1', 'Tasks100+']);
  });

  it('shows what people wrote as text', async () => {
    // Fails when a name, title or company becomes markup or a link of another scheme.
    const script = ['javascript', ''].join(':');
    const hostile = '<img src=x onerror="globalThis.ran = true"><b>bold</b>';
    const client = createClient(createMemoryAdapter());
    await client.companies.create({ id: 'company-1', name: hostile });
    await client.agents.create({ id: 'agent-1', name: hostile });
    await client.contacts.create({
      id: ana,
      fullName: hostile,
      jobTitle: hostile,
      companyId: 'company-1',
      ownerId: 'agent-1',
      emails: [{ value: 'a@b.example?bcc=everybody@example.com' }],
      phones: [{ raw: `${script}alert(1)` }],
    });
    const element = mention({ client, contactId: ana, contactHref: `${script}alert("{id}")`, open: true });
    await seen(element, hostile);
    await until(() => visibleText(element).split(hostile).length > 4, 'name, title, company and owner');
    const card = element.shadowRoot!.querySelector('crm-contact-preview')!.shadowRoot!;
    expect(card.querySelectorAll('img, b').length).to.equal(0);
    const addresses = [...card.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(addresses).to.deep.equal(['mailto:a%40b.example%3Fbcc%3Deverybody@example.com']);
    expect('ran' in globalThis).to.equal(false);
  });

  it('shows a contact of the page with no store at all', async () => {
    // Fails when a store is opened though the page gives everything.
    const contact = await (await company()).contacts.get(ana);
    const element = mention({ contact, owner: { id: 'm', name: 'Mira' }, open: true });
    await seen(element, 'Mira');
    expect(deepQuery(element, '.figures')).to.equal(undefined);
    await rest();
    expect((await indexedDB.databases()).map(({ name }) => name)).to.not.include('crm-elements');
  });

  it('hands on what the page puts into the slots of the card', async () => {
    // Fails when a slot of the card cannot be filled, or a filled one hides the others.
    const element = mention({ client: await company(), contactId: ana });
    const invite = Object.assign(document.createElement('button'), { slot: 'actions', textContent: 'Invite' });
    element.append(invite);
    element.open = true;
    await seen(element, 'Invite');
    expect(invite.checkVisibility()).to.equal(true);
    element.open = false;
    element.append(Object.assign(document.createElement('p'), { slot: 'empty', textContent: 'Who was it?' }));
    Object.assign(element, { contactId: 'nobody', open: true });
    await seen(element, 'Who was it?');
  });

  it('tells the page when the card could not be loaded, and loads it the next time', async () => {
    // Fails when a failure is silent, leaves it open, or is for good.
    const { parts } = CrmContactHoverCard;
    const errors: string[] = [];
    place.addEventListener('crm-error', ({ detail }) => errors.push(detail.command));
    const element = mention({ client: await company(), contactId: ana });
    try {
      CrmContactHoverCard.parts = { card: () => Promise.reject(new Error('no network')) };
      element.open = true;
      await until(() => errors.length > 0, 'the error');
      expect(errors).to.deep.equal(['open-contact']);
      expect(element.open).to.equal(false);
    } finally {
      CrmContactHoverCard.parts = parts;
    }
    element.open = true;
    await isOpen(element);
  });

  it('says in the page’s own text nothing that axe objects to, closed or open', async () => {
    // Fails when the mention gets a role or state that it must not have.
    const client = await company();
    const [link, words] = [mention({ client, contactId: ana }), mention({ client, contactId: ana }, 'words')];
    expect(await axeFindings(place)).to.deep.equal([]);
    for (const element of [link, words]) {
      element.open = true;
      await seen(element, 'Mira Patel');
      // Past its fading in.
      await rest();
      expect(await axeFindings(place)).to.deep.equal([]);
      element.open = false;
    }
  });
});
