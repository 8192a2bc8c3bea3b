import { expect } from 'chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, createOperation, type FaultPlan } from '@crm-elements/data/testing';
import '../define/contact-card.js';
import type { CrmContactMergeEvent } from '../events/contact-merge-events.js';
import type { CrmContactDeleteEvent, CrmTaskAddEvent } from '../events/contact-work-events.js';
import { pause } from '../internal/testing/held.test-helper.js';
import { seen, settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import { acme, ana, fillCompany, mira, photoOf } from './contact-card.test-helper.js';
import { CrmContactCard } from './contact-card.js';

const twin = 'contact-twin';

let store: DataAdapter;
let client: CrmClient;
let card: CrmContactCard;
let place: ReturnType<typeof stage>;

/** Another window over the same store. */
const elsewhere = () => createClient(store);

async function open(given: Partial<CrmContactCard> = {}, rules: FaultPlan['rules'] = []): Promise<void> {
  client = createClient(rules.length ? createFaultyAdapter(store, { seed: 1, rules }) : store, { actor: { kind: 'agent', id: mira } });
  card = Object.assign(document.createElement('crm-contact-card'), { client, contactId: ana }, given);
  place.element.append(card);
  await seen(card, 'Ana Díaz');
  await until(() => deepQuery(card, 'crm-contact-timeline') && deepQuery(card, 'crm-contact-tasks'), 'all of the card');
  await settled(card);
}

/** Another contact with the same e-mail address, and a name that is close. */
const addTwin = (part: Parameters<CrmClient['contacts']['create']>[0] = {}) =>
  elsewhere().contacts.create({
    id: twin,
    fullName: 'Ana Diaz',
    jobTitle: 'Buyer',
    tags: ['Spain', 'Fair'],
    emails: [{ value: 'ana.diaz@example.com' }, { value: 'anad@acme.example' }],
    ...part,
  });

async function until(condition: () => unknown, what: string): Promise<void> {
  const end = performance.now() + 4_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`It did not come about: ${what}; what is seen:\n${visibleText(card)}`);
    await pause(20);
  }
}
const shows = (text: string) => seen(card, text);
const text = () => visibleText(card);
const all = (name: string) => deepQueryAll(card, `[aria-label="${name}"]`).filter((element) => element.checkVisibility());
async function named(name: string): Promise<HTMLElement> {
  await until(() => all(name).length > 0, `"${name}" is there`);
  return all(name)[0]!;
}
/** A button by its words, or an entry of a menu. */
async function button(words: string): Promise<HTMLElement> {
  const find = () =>
    deepQueryAll(card, 'button, [role=menuitem]').find((each) => each.textContent.trim() === words && each.checkVisibility());
  await until(find, `the button "${words}"`);
  return find()!;
}
const focused = (): HTMLElement | null => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active as HTMLElement | null;
};
async function click(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
  await settled(card);
}
const press = (key: string) => sendKeys({ press: key });
const type = (words: string) => sendKeys({ type: words });
const openMenu = async () => click(await named('More actions for Ana Díaz'));
const dialog = () => deepQuery(card, 'dialog[open]');
async function compare(): Promise<void> {
  await click(await named('Compare and merge with Ana Diaz'));
  await shows('What they differ in');
}

beforeEach(async () => {
  store = createMemoryAdapter();
  await fillCompany(elsewhere());
  place = stage();
});
afterEach(() => place.done());

describe('<crm-contact-card>: duplicates', () => {
  it('names who may be the same person and why, and takes no place where there is nobody', async () => {
    // Fails when a duplicate is not looked for, not explained, or when a card without one has an empty box.
    await open();
    expect(deepQuery(card, 'crm-contact-duplicates')!.getBoundingClientRect().height).to.equal(0);
    await addTwin();
    await client.contacts.update(ana, { phones: [] });
    await shows('Another contact may be the same person');
    expect(text()).to.contain('same email address and similar name');
    await until(() => card.announcements.includes('Ana Diaz may be the same person'), 'it is said');
  });

  it('is told that two are not the same, for good and for everybody, and takes that back', async () => {
    // Fails when the answer is kept in this card alone, or cannot be taken back.
    await addTwin();
    await open();
    await click(await named('Not the same person: Ana Diaz'));
    await shows('Ana Diaz will not be named as a duplicate any more');
    expect(all('Compare and merge with Ana Diaz').length).to.equal(0);
    card.remove();
    await open();
    await pause(300);
    expect(all('Compare and merge with Ana Diaz').length, 'in another window').to.equal(0);
    card.remove();
    // From the other one's side too.
    await open({ contactId: twin }).catch(() => undefined);
    expect(all('Compare and merge with Ana Díaz').length, 'from the other side').to.equal(0);
    card.remove();
    await elsewhere().setPreference({ agentId: 'workspace', key: `not-same-person:${ana}:${twin}`, value: undefined });
    await open();
    await click(await named('Not the same person: Ana Diaz'));
    await click(await button('Undo'));
    await named('Compare and merge with Ana Diaz');
  });

  it('does not look for them where nothing can be changed', async () => {
    // Fails when a card that is read only leads to a merge.
    await addTwin();
    await open({ readonly: true });
    await pause(300);
    expect(deepQuery(card, 'crm-contact-duplicates') === undefined).to.equal(true);
  });
});

describe('<crm-contact-card>: merging', () => {
  it('shows field by field what differs, unites lists, says what moves, and merges what was chosen', async () => {
    // Fails when a choice is not written, a list is not united, or records stay with the merged one.
    await addTwin();
    await elsewhere().addNote({ text: 'Met at the fair', targets: [{ type: 'contact', id: twin }] });
    await open();
    await compare();
    expect(dialog()!.getAttribute('role')).to.equal('alertdialog');
    await shows('Moves to Ana Díaz: 1 note.');
    const title = deepQueryAll(card, 'fieldset').find((row) => row.textContent.includes('Buyer'))!;
    expect(visibleText(title)).to.contain('Head of procurement');
    // By the keyboard: the radio of a row, then to its other option.
    title.querySelector<HTMLElement>('input:checked')!.focus();
    await press('ArrowDown');
    const asked: CrmContactMergeEvent['detail'][] = [];
    card.addEventListener('crm-contact-merge', (event) => asked.push(event.detail));
    await click(await button('Merge'));
    await shows('Ana Diaz is part of Ana Díaz now. 1 record moved.');
    expect(asked).to.deep.equal([{ keptId: ana, mergedId: twin, choices: { jobTitle: twin } }]);
    expect(focused()?.textContent.trim()).to.equal('Done');
    const merged = (await elsewhere().contacts.get(ana))!;
    expect(merged.jobTitle).to.equal('Buyer');
    expect(merged.tags).to.deep.equal(['Wholesale', 'Spain', 'Fair']);
    expect(merged.emails.map(({ value }) => value)).to.deep.equal(['ana.diaz@example.com', 'ana@home.example', 'anad@acme.example']);
    expect(await elsewhere().contacts.get(twin)).to.equal(undefined);
    await press('Enter');
    await until(() => !dialog() && !deepQuery(card, 'crm-contact-merge'), 'the dialog is gone');
    await shows('Met at the fair');
    await until(() => all('Compare and merge with Ana Diaz').length === 0, 'the warning is gone');
  });

  it('moves 2,000 records, and takes all of it back', async function () {
    this.timeout(20_000);
    // Fails when a merge of many is cut, hides how far it is, or Undo leaves some of it.
    await addTwin();
    const targets = [{ type: 'contact', id: twin }];
    const title = (i: number) => ({ type: 'call', title: `Call ${i}`, targets });
    await store.commit({ ops: Array.from({ length: 2_000 }, (_, i) => createOperation('activities', title(i))) });
    await open();
    const both = async () =>
      (await client.contacts.getMany([ana, twin])).map((contact) => ({
        ...contact,
        version: 0,
        updatedAt: '',
        mergedIds: contact?.mergedIds ?? [],
      }));
    const before = await both();
    await compare();
    await shows('2,000 activities');
    await click(await button('Merge'));
    await until(() => text().includes('2,000 records moved.'), 'it is merged');
    await click(await button('Undo merge'));
    await until(() => text().includes('Both contacts are as they were.'), 'it is taken back');
    expect(await both()).to.deep.equal(before);
    const totals = await client.activities.totals({ totals: 'byTarget', where: { targetKey: `contact:${twin}` } });
    expect(totals.reduce((sum, { count }) => sum + count, 0)).to.equal(2_000);
  });

  it('goes on with the contact that stays, when that is the other one', async () => {
    // Fails when the card is left with a contact that is merged away.
    await addTwin();
    await open();
    await compare();
    await click(deepQueryAll(card, '.option.who')[1]!);
    await click(await button('Merge'));
    await shows('Ana Díaz is part of Ana Diaz now.');
    await click(await button('Done'));
    await until(() => card.contactId === twin, 'the card shows the other one');
    await shows('Wholesale');
  });

  it('leaves everything as it is when it is cancelled, vetoed, or refused by the store', async () => {
    // Fails when Escape merges, a veto is not heard, or a failure is swallowed or loses the choice.
    await addTwin();
    await open({}, [{ on: 'commit', fault: 'fail-before', at: 1 }]);
    await compare();
    await press('Escape');
    await until(() => !dialog(), 'it is closed');
    expect(focused()?.getAttribute('aria-label')).to.equal('Compare and merge with Ana Diaz');
    await compare();
    card.addEventListener('crm-contact-merge', (event) => event.preventDefault(), { once: true });
    await click(await button('Merge'));
    expect(text()).to.contain('What they differ in');
    await click(await button('Merge'));
    await shows('Not merged:');
    expect((await elsewhere().contacts.get(twin))?.fullName).to.equal('Ana Diaz');
    await click(await button('Merge'));
    await shows('Ana Diaz is part of Ana Díaz now.');
  });

  it('takes merges apart again from the menu, in any order', async () => {
    // Fails when only the last merge can be taken back, or the menu does not know them.
    await addTwin();
    await elsewhere().contacts.create({ id: 'third', fullName: 'A. Díaz', emails: [{ value: 'a@diaz.example' }] });
    await elsewhere().mergeContacts({ keepId: ana, mergeId: twin });
    await elsewhere().mergeContacts({ keepId: ana, mergeId: 'third' });
    await open();
    for (const [name, id] of [
      ['Ana Diaz', twin],
      ['A. Díaz', 'third'],
    ] as const) {
      await openMenu();
      await click(await button('Take apart'));
      await click(await button(`Merged from ${name}: take apart`));
      await shows(`${name} is a contact of its own again`);
      expect((await elsewhere().contacts.get(id))?.fullName).to.equal(name);
    }
    expect((await elsewhere().contacts.get(ana))!.emails.length).to.equal(2);
  });

  it('says when one of the two is gone', async () => {
    // Fails when the dialog shows a shape of loading for ever.
    await addTwin();
    await open();
    await named('Compare and merge with Ana Diaz');
    await elsewhere().contacts.remove(twin);
    await click(await named('Compare and merge with Ana Diaz'));
    await shows('One of the two is not here any more.');
  });
});

describe('<crm-contact-card>: tasks', () => {
  it('sets a task down by the keyboard: title, day, who does it; and takes it back', async () => {
    // Fails when a field is not written, focus is lost, or Undo leaves the task.
    await open();
    (await button('Add a task')).focus();
    await press('Enter');
    await until(() => focused()?.id === 'title', 'focus in the title');
    await press('Enter');
    await shows('Say what is to be done.');
    expect(focused()?.getAttribute('aria-describedby')).to.equal('title-error');
    await type('Ring about December');
    const due = deepQuery<HTMLInputElement>(card, '[name=due]')!;
    due.value = '2031-04-05';
    const asked: CrmTaskAddEvent['detail'][] = [];
    card.addEventListener('crm-task-add', (event) => asked.push(event.detail));
    await press('Enter');
    await shows('Ring about December');
    expect(asked).to.deep.equal([{ contactId: ana, task: { title: 'Ring about December', dueDate: '2031-04-05', assigneeId: mira } }]);
    await until(() => focused()?.classList.contains('add'), 'focus where it came from');
    const [added] = (
      await elsewhere().tasks.list({ where: { targetKey: `contact:${ana}`, done: false }, sort: [{ by: 'due' }] })
    ).records.slice(-1);
    expect(added).to.include({ title: 'Ring about December', dueDate: '2031-04-05', assigneeId: mira });
    await click(await button('Undo'));
    await until(async () => !(await elsewhere().tasks.get(added!.id)), 'it is taken back');
  });

  it('keeps what was typed when it could not be saved, and is left by Escape', async () => {
    // Fails when a failure closes the form or empties it.
    await open({}, [{ on: 'commit', fault: 'fail-before', at: 1 }]);
    await click(await button('Add a task'));
    await type('Ring again');
    await press('Enter');
    await shows('Not saved:');
    expect(deepQuery<HTMLInputElement>(card, '#title')?.value).to.equal('Ring again');
    deepQuery<HTMLElement>(card, '#title')!.focus();
    await press('Escape');
    await until(() => !deepQuery(card, '#title'), 'the form is closed');
  });

  it('shows what is due first, marks the overdue, and says how many of how many', async () => {
    // Fails when a long list is cut without a word, or its rest cannot be reached.
    const targets = [{ type: 'contact' as const, id: ana }];
    await elsewhere().tasks.createMany(
      Array.from({ length: 9 }, (_, i) => ({ title: `Step ${i + 1}`, dueDate: `2031-01-0${i + 1}`, targets })),
    );
    await open();
    await shows('5 of 10.');
    expect(text()).to.match(/Send the new price list\s+overdue since/);
    const tasks = deepQuery(card, 'crm-contact-tasks')!;
    await click(deepQuery(tasks, '.link-button')!);
    await shows('Step 9');
    expect(focused()?.getAttribute('aria-label')).to.equal('Done: Step 5');
  });
});

describe('<crm-contact-card>: keeping in touch and needs', () => {
  it('says when to get in touch, follows the choice, and clears it', async () => {
    // Fails when the day is not reckoned from the last activity, or the choice is not written.
    await open();
    const select = () => deepQuery<HTMLSelectElement>(deepQuery(card, 'crm-contact-care')!, 'select')!;
    select().focus();
    await type('Every 30');
    await until(async () => (await elsewhere().contacts.get(ana))?.keepInTouchDays === 30, 'it is written');
    await shows('Keep in touch: Every 30 days');
    const last = (await elsewhere().contacts.get(ana))!.lastActivityAt!;
    const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' }).format(Date.parse(last) + 30 * 86_400_000);
    await shows(`due ${day}`);
    await elsewhere().contacts.update(ana, { keepInTouchDays: 1, lastActivityAt: '2026-01-02T10:00:00.000Z' });
    await shows('overdue since Jan 3');
    expect(select().selectedOptions[0]!.textContent.trim(), 'a number that is not offered').to.equal('Every day');
    select().focus();
    await press('Home');
    await until(async () => (await elsewhere().contacts.get(ana))?.keepInTouchDays == null, 'it is cleared');
  });

  it('names the next activity: the task that is due first, never one without a day', async () => {
    // Fails when a task without a day hides the next one.
    await elsewhere().tasks.create({ title: 'Some time', targets: [{ type: 'contact', id: ana }] });
    await open();
    const facts = () => visibleText(deepQuery(card, 'crm-contact-care')!);
    expect(facts()).to.match(/Next activity\s+Send the new price list/);
    await elsewhere().completeTask({ taskId: 'task-1' });
    await until(() => facts().includes('Nothing planned'), 'nothing is planned');
  });

  it('edits needs in place, each change at once, and is undone', async () => {
    // Fails when a need is lost, or Undo leaves it.
    await open();
    await click(await named('Edit needs'));
    await type('Cold storage');
    await press('Enter');
    await until(async () => (await elsewhere().contacts.get(ana))?.needs.includes('Cold storage'), 'it is written');
    await click(await button('Undo'));
    await until(async () => (await elsewhere().contacts.get(ana))?.needs.length === 0, 'it is taken back');
    deepQuery<HTMLElement>(deepQuery(card, 'crm-tag-input')!, 'input')!.focus();
    await type('Samples');
    await press('Escape');
    await until(async () => (await elsewhere().contacts.get(ana))?.needs.includes('Samples'), 'what was typed is not lost');
    await until(() => focused()?.getAttribute('aria-label') === 'Edit needs', 'focus where it came from');
  });
});

describe('<crm-contact-card>: the menu', () => {
  it('copies the contact as text, and saves it as a vCard with its picture', async () => {
    // Fails when a way to get in touch is missing, or the picture of the store is left out.
    await photoOf(elsewhere(), ana);
    await open();
    let copied = '';
    const saved: Blob[] = [];
    const make = URL.createObjectURL.bind(URL);
    Object.defineProperty(navigator.clipboard, 'writeText', {
      configurable: true,
      value: (words: string) => Promise.resolve(void (copied = words)),
    });
    URL.createObjectURL = (blob: Blob) => (saved.push(blob), make(blob));
    const clicked: string[] = [];
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      clicked.push(this.download);
    };
    try {
      (await named('More actions for Ana Díaz')).focus();
      await press('Enter');
      await button('Copy as text');
      await press('Enter');
      await until(() => copied !== '', 'it is copied');
      expect(copied.split('\n').slice(0, 4)).to.deep.equal([
        'Ana Díaz',
        'Head of procurement, Acme Foods',
        'ana.diaz@example.com',
        'ana@home.example',
      ]);
      await openMenu();
      await click(await button('Save as vCard'));
      await until(() => clicked.length === 1, 'it is saved');
      expect(clicked).to.deep.equal(['Ana Díaz.vcf']);
      const words = await saved.at(-1)!.text();
      expect(words).to.contain('VERSION:4.0').and.contain('ORG:Acme Foods').and.contain('PHOTO:data:image/png;base64,');
      expect(words, 'notes are ours').not.to.contain('Prefers calls');
    } finally {
      URL.createObjectURL = make;
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
      Reflect.deleteProperty(navigator.clipboard, 'writeText');
    }
  });

  it('deletes in an alert dialog, and brings the contact back', async () => {
    // Fails when a press deletes without asking, the page is not asked, or Undo is missing.
    await open();
    const asked: CrmContactDeleteEvent['detail'][] = [];
    card.addEventListener('crm-contact-delete', (event) => asked.push(event.detail));
    await openMenu();
    await click(await button('Delete…'));
    await shows('Delete Ana Díaz?');
    expect(dialog()!.getAttribute('role')).to.equal('alertdialog');
    expect(focused()?.textContent.trim()).to.equal('Cancel');
    await press('Escape');
    await until(() => !dialog(), 'it is closed');
    expect(asked).to.deep.equal([]);
    await openMenu();
    await click(await button('Delete…'));
    await click(await button('Delete'));
    await shows('This contact is not here');
    expect(asked).to.deep.equal([{ contactId: ana }]);
    await click(await button('Undo'));
    await shows('Head of procurement');
  });

  it('offers what changes nothing when it is read only', async () => {
    // Fails when a card that is read only offers to delete or to import.
    await open({ readonly: true });
    await openMenu();
    await button('Save as vCard');
    expect(deepQueryAll(card, '[role=menuitem]').map(({ textContent }) => textContent.trim())).to.deep.equal([
      'Copy as text',
      'Save as vCard',
      'Save as vCard 3.0, for older address books',
    ]);
  });

  it('takes vCards that are dropped on it to the import', async () => {
    // Fails when the browser opens the file instead.
    await open();
    const data = new DataTransfer();
    data.items.add(new File(['BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë\r\nEND:VCARD\r\n'], 'zoe.vcf', { type: 'text/vcard' }));
    const article = deepQuery(card, 'article')!;
    const over = new DragEvent('dragover', { bubbles: true, cancelable: true, composed: true, dataTransfer: data });
    article.dispatchEvent(over);
    expect(over.defaultPrevented).to.equal(true);
    article.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer: data }));
    await until(() => deepQuery(card, 'crm-import-dialog'), 'the import is open');
  });

  it('says when its code cannot be loaded', async () => {
    // Fails when a press on the button does nothing and says nothing.
    const { parts } = CrmContactCard;
    CrmContactCard.parts = { ...parts, actions: () => Promise.reject(new TypeError('offline')) };
    try {
      await open();
      await openMenu();
      await shows('This part could not be loaded.');
    } finally {
      CrmContactCard.parts = parts;
    }
  });
});

describe('<crm-contact-card>: its picture', () => {
  const choose = async (file: File) => {
    const picker = deepQuery<HTMLInputElement>(await named('Picture'), 'input')!;
    const data = new DataTransfer();
    data.items.add(file);
    picker.files = data.files;
    picker.dispatchEvent(new Event('change'));
  };
  const drawn = async (width: number, height: number): Promise<File> => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d')!.fillRect(0, 0, width / 2, height);
    const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/png'));
    return new File([blob], 'ana.png', { type: 'image/png' });
  };

  it('is chosen in the form, made small, kept with the save, and taken away again', async () => {
    // Fails when a file is stored as it is, a picture is written before the save, or cannot be taken away.
    await open();
    await card.edit();
    await choose(new File(['<svg onload="alert(1)">'], 'ana.png', { type: 'image/png' }));
    await shows('This file is no picture that can be shown.');
    await choose(await drawn(2_000, 1_000));
    await button('Remove the picture');
    expect((await elsewhere().contacts.get(ana))!.photo, 'before the save').to.equal(undefined);
    await click(await button('Save'));
    await until(async () => (await elsewhere().contacts.get(ana))?.photo, 'it is saved');
    const { photo } = (await elsewhere().contacts.get(ana))!;
    const blob = (await store.blob({ op: 'get', key: photo! }))!;
    const bitmap = await createImageBitmap(new Blob([blob.bytes as Uint8Array<ArrayBuffer>], { type: blob.mediaType }));
    expect([bitmap.width, bitmap.height]).to.deep.equal([512, 256]);
    await until(() => deepQuery(card, '.head .avatar img'), 'it is shown');
    await card.edit();
    await click(await button('Remove the picture'));
    expect(focused()?.textContent.trim()).to.equal('Choose a picture');
    await click(await button('Save'));
    await until(async () => (await elsewhere().contacts.get(ana))?.photo === null, 'it is gone');
  });
});

describe('<crm-contact-card>: its company', () => {
  const openCompany = async () => click(await named('Open Acme Foods'));

  it('shows the company in brief: people with titles, open deals with values, whom it belongs to', async () => {
    // Fails when something of the company is missing, or a long list is cut without a word.
    const { companies, contacts } = elsewhere();
    await companies.create({ id: 'group', name: 'Acme Group' });
    await companies.update(acme, { parentId: 'group', type: 'customer', domains: ['acme.example'] });
    await contacts.createMany(
      Array.from({ length: 11 }, (_, i) => ({ fullName: `Colleague ${i + 10}`, jobTitle: 'Buyer', companyId: acme })),
    );
    await open();
    const asked: string[] = [];
    card.addEventListener('crm-company-open', (event) => asked.push(event.detail.companyId));
    await openCompany();
    await shows('5 of 12.');
    const view = deepQuery(card, 'crm-company-view')!;
    expect(visibleText(view)).to.match(
      /Acme Foods[\s\S]+Customer[\s\S]+acme\.example[\s\S]+Part of\s+Acme Group[\s\S]+People\s+12[\s\S]+Buyer/,
    );
    expect(visibleText(view)).to.match(/Open deals\s+2[\s\S]+€17,300\.00[\s\S]+Pilot in Porto[\s\S]+€4,800\.00/);
    const deals: string[] = [];
    card.addEventListener('crm-deal-open', (event) => deals.push(event.detail.dealId));
    deepQueryAll(view, '[aria-label="Open Renewal 2027"]')[0]!.click();
    expect(deals).to.deep.equal(['deal-renewal']);
    (await named('Show all people')).focus();
    await press('Enter');
    await shows('Colleague 20');
    (await named('Open Acme Group')).focus();
    await press('Enter');
    await until(() => visibleText(view).includes('Nobody yet.'), 'the group in its place');
    expect(asked).to.deep.equal([acme, 'group']);
    await press('Escape');
    await until(() => !view.checkVisibility(), 'it is closed');
    expect(focused()?.getAttribute('aria-label')).to.equal('Open Acme Foods');
  });

  it('leaves it to the page that says so, or that has an address for it', async () => {
    // Fails when the card opens its own view on top of the page's.
    await open();
    card.addEventListener('crm-company-open', (event) => event.preventDefault(), { once: true });
    await openCompany();
    await pause(200);
    expect(deepQuery(card, 'crm-company-view') === undefined).to.equal(true);
    card.companyHref = '#/companies/{id}';
    await settled(card);
    expect((await named('Open Acme Foods')).getAttribute('href')).to.equal(`#/companies/${acme}`);
    await openCompany();
    expect(deepQuery(card, 'crm-company-view') === undefined).to.equal(true);
  });
});
