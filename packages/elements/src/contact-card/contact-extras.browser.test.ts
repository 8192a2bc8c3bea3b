/** Custom fields and consent on the contact card. */
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, type FaultPlan } from '@crm-elements/data/testing';
import type { Contact } from '@crm-elements/schema';
import '../define/contact-card.js';
import type { CrmCompanyOpenEvent, CrmContactUpdateEvent } from '../events/contact-events.js';
import { seen, settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { pause } from '../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll, visibleText } from '../internal/testing/texts.test-helper.js';
import { acme, ana, fillCompany, mira } from './contact-card.test-helper.js';
import { CrmContactCard } from './contact-card.js';
import { consents, fillExtras, fillFields, labels, values } from './extras.test-helper.js';

let store: DataAdapter;
let card: CrmContactCard;
let place: ReturnType<typeof stage>;

const elsewhere = () => createClient(store, { actor: { kind: 'agent', id: mira } });
const text = () => visibleText(card);
const shows = (words: string) => seen(card, words);
const stored = async () => (await elsewhere().contacts.get(ana))!;

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    if (await condition()) return;
    await pause(20);
  }
  throw new Error(`It did not come about: ${what}\n${text()}`);
}
async function open(given: Partial<CrmContactCard> = {}, rules: FaultPlan['rules'] = [], inside = place): Promise<CrmClient> {
  const client = createClient(createFaultyAdapter(store, { seed: 1, rules }), { actor: { kind: 'agent', id: mira } });
  card = Object.assign(document.createElement('crm-contact-card'), { client, contactId: ana }, given);
  inside.element.append(card);
  await settled(card);
  if (card.variant === 'full') await until(() => !!deepQuery(card, 'crm-contact-consent'), 'the extras are loaded');
  await settled(card);
  return client;
}
const find = <E extends Element = HTMLElement>(selector: string): E => {
  const found = deepQuery<E>(card, selector);
  if (!found) throw new Error(`There is no ${selector} in:\n${text()}`);
  return found;
};
const byName = (name: string): HTMLElement => find(`[aria-label="${name}"]`);
const field = <E extends HTMLElement = HTMLInputElement>(key: string) => find<E>(`[data-field="custom.${key}"]`);
const focused = (): HTMLElement | null => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active as HTMLElement | null;
};
const press = (key: string) => sendKeys({ press: key });
const type = (words: string) => sendKeys({ type: words });
/** Presses a button by the keyboard. */
async function pressOn(button: HTMLElement): Promise<void> {
  button.focus();
  await press('Enter');
  await settled(card);
}
async function retype(input: HTMLInputElement, words: string): Promise<void> {
  input.focus();
  input.select();
  if (words) await type(words);
  else await press('Delete');
}
async function edit(): Promise<void> {
  await pressOn(byName('Edit Ana Díaz'));
  await until(() => focused()?.matches('[data-field="fullName"]') ?? false, 'focus in the name');
}
const closed = () => until(() => !deepQuery(card, 'crm-contact-form'), 'the form is closed');
/** What describes a control, in its own root. */
const described = (control: HTMLElement): string =>
  (control.getRootNode() as ShadowRoot).getElementById(control.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
const rowOf = (label: string): HTMLElement => {
  const term = deepQueryAll(card, 'dt').find(({ textContent }) => textContent.trim() === label);
  if (!term) throw new Error(`There is no row "${label}" in:\n${text()}`);
  return term.nextElementSibling as HTMLElement;
};
const rowText = (label: string) => visibleText(rowOf(label)).replace(/[\u00a0\u202f]/g, ' ');

beforeEach(async () => {
  store = createMemoryAdapter();
  await fillCompany(elsewhere());
  place = stage();
});
afterEach(() => place.done());

describe('<crm-contact-card>: custom fields', () => {
  it('shows a value of each type as the language writes it', async () => {
    // Fails when a type is shown raw: minor units, ISO dates, option values, ids.
    await fillExtras(elsewhere());
    await open();
    await shows('Ring twice');
    expect(rowText(labels.number)).to.equal('1,234.5');
    expect(rowText(labels.money)).to.equal('€12,500.50');
    expect(rowText(labels.date)).to.equal('Mar 1, 2024');
    expect(rowText(labels.datetime)).to.match(/^Dec 1, 2026, 10:30 AM$/);
    expect(rowText(labels.boolean)).to.equal('Yes');
    expect(rowText(labels.select)).to.equal('Gold');
    expect(rowText(labels.multiselect)).to.equal('Coffee\nCups');
    await until(() => rowText(labels.relation) === 'Acme Foods', 'the name of the company');
  });

  it('leads to addresses by safe links that are named in full, and asks the page before it opens a record', async () => {
    // Fails for a link without its field's name, one that hands on the page, or a way past the page's own routes.
    await fillExtras(elsewhere());
    await open({ companyHref: '/companies/{id}' });
    await shows('Ring twice');
    const link = (label: string) => rowOf(label).querySelector('a')!;
    expect([link(labels.url).href, link(labels.url).rel, link(labels.url).getAttribute('aria-label')]).to.deep.equal([
      'https://shop.acme.example/',
      'noopener noreferrer nofollow ugc',
      'Shop: shop.acme.example, opens a new tab',
    ]);
    expect(link(labels.email).href).to.equal('mailto:billing@acme.example');
    expect([link(labels.phone).href, link(labels.phone).getAttribute('aria-label')]).to.deep.equal([
      'tel:+34600222333',
      'Warehouse: call +34 600 222 333',
    ]);
    await until(() => !!rowOf(labels.relation).querySelector('a'), 'the way to the company');
    let asked = '';
    card.addEventListener('crm-company-open', (event: CrmCompanyOpenEvent) => {
      asked = event.detail.companyId;
      event.preventDefault();
    });
    await pressOn(link(labels.relation));
    expect(asked).to.equal(acme);
  });

  it('makes no link of an address that leads elsewhere than it seems', async () => {
    // Fails when a custom value becomes an address that runs or hides something.
    await fillFields(elsewhere());
    const hostile = `${'java'}script:alert(1)`;
    await elsewhere().contacts.update(ana, {
      custom: { url: hostile, email: `a@b.example?bcc=c@d.example,${hostile}`, phone: '*21*1#', text: hostile },
    });
    await open();
    await shows(labels.url);
    expect(deepQueryAll<HTMLAnchorElement>(find('crm-custom-values'), 'a').map(({ protocol }) => protocol)).to.deep.equal([]);
    expect(rowText(labels.url)).to.equal(hostile);
  });

  it('follows the fields as they are set up elsewhere', async () => {
    // Fails when a new label or field is only seen after a reload.
    await fillExtras(elsewhere());
    await open();
    await shows('Delivery notes');
    await elsewhere().customFields.update('field-text', { label: 'Hints for drivers' });
    await shows('Hints for drivers');
  });

  it('loses nothing: options that are gone, values of another type, values without a field', async () => {
    // Fails when a value that the set-up does not know disappears.
    await fillFields(elsewhere());
    const custom = {
      select: 'platinum',
      multiselect: ['tea', 'wine'],
      number: 'about ten',
      money: 12.5,
      date: 'soon',
      boolean: 'maybe',
      old_score: 7,
      nested: { a: [1] },
    };
    await elsewhere().contacts.update(ana, { custom });
    await open();
    await shows('platinum (no longer an option)');
    expect(rowText(labels.multiselect)).to.equal('Tea\nwine (no longer an option)');
    expect(rowText(labels.number)).to.equal('about ten');
    expect(rowText(labels.money)).to.equal('12.5');
    expect(rowText(labels.date)).to.equal('soon');
    expect(rowText(labels.boolean)).to.equal('maybe');
    expect(rowText('old_score')).to.equal('7\nno longer a field');
    expect(rowText('nested')).to.equal('{"a":[1]}\nno longer a field');
  });

  it('tells what is required and missing, and shows no section where there is nothing', async () => {
    // Fails when an empty required field is hidden, or empty ones are all listed.
    await open();
    expect(text()).not.to.contain('More details');
    card.remove();
    await fillFields(elsewhere(), { required: ['date'] });
    await open();
    await shows('Missing: this is required.');
    expect(deepQueryAll(find('crm-custom-values'), 'dt').length).to.equal(1);
  });

  it('shows on a compact card the fields that are meant for it', async () => {
    // Fails when a compact card shows all, none, or costs a watch where there is nothing to show.
    await fillExtras(elsewhere());
    await open({ variant: 'compact' });
    await shows('Ring twice');
    expect(deepQueryAll(card, 'dt').map(({ textContent }) => textContent.trim())).to.deep.equal([labels.text, labels.select]);
  });

  it('shows what the page gives, without a store', async () => {
    // Fails when `customFields` is not looked at beside `contact`.
    await fillExtras(elsewhere());
    const { records } = await elsewhere().customFields.list({ where: { object: 'contacts' }, sort: [{ by: 'order' }] });
    await open({ client: undefined, contactId: undefined, contact: await stored(), customFields: records });
    await shows('Ring twice');
    expect(rowText(labels.select)).to.equal('Gold');
    expect(rowText(labels.relation)).to.equal(acme);
  });

  it('shows the values under their keys when the fields cannot be read, says so, and reads them again', async () => {
    // Fails when values vanish with their set-up, or the card with them.
    await fillExtras(elsewhere());
    await open({}, [{ on: 'watch', fault: 'fail-before', at: 5 }]);
    await shows('The fields could not be read.');
    expect(rowText('text')).to.contain('Ring twice');
    await pressOn(deepQueryAll(find('crm-custom-values'), 'button').find(({ textContent }) => textContent.trim() === 'Try again')!);
    await until(() => !text().includes('The fields could not be read.'), 'they are read');
    await shows(labels.text);
  });

  it('says when the code of it cannot be loaded, and tries again', async () => {
    // Fails when a grey shape stays for ever, or the rest of the card with it.
    await fillExtras(elsewhere());
    const { parts } = CrmContactCard;
    CrmContactCard.parts = { ...parts, extras: () => Promise.reject(new Error('offline')) };
    try {
      await open({ variant: 'compact' });
      card.variant = 'full';
      await shows('This part could not be loaded.');
      expect(text()).to.contain('ana.diaz@example.com');
    } finally {
      CrmContactCard.parts = parts;
    }
    await pressOn(deepQueryAll(card, 'button').find(({ textContent }) => textContent.trim() === 'Try again')!);
    await shows('Ring twice');
  });
});

describe('<crm-contact-card>: editing custom fields', () => {
  it('saves each type by its control, with the keyboard alone', async () => {
    // Fails when a control writes text where its type wants something else, or money goes through a float.
    await fillFields(elsewhere());
    await open();
    await edit();
    await retype(field('text'), 'Ring three times');
    await retype(field('number'), '12.5');
    await retype(field('money'), '1,000.29');
    field('date').focus();
    await type('03042025');
    field('boolean').focus();
    await type('No');
    field('select').focus();
    await type('Basic');
    field('multiselect').focus();
    await press('Space');
    await retype(field('url'), 'shop.example');
    await retype(field('email'), 'ana@shop.example');
    await retype(field('phone'), '+34 600 999 000');
    await press('Enter');
    await closed();
    expect((await stored()).custom).to.deep.equal({
      text: 'Ring three times',
      number: 12.5,
      money: { amount: 100_029, currency: 'EUR' },
      date: '2025-03-04',
      boolean: false,
      select: 'basic',
      multiselect: ['coffee'],
      url: 'shop.example',
      email: 'ana@shop.example',
      phone: '+34 600 999 000',
    });
    await until(() => card.announcements.includes('Saved'), '"Saved" is said');
  });

  it('picks a record for a relation, and takes it out again', async () => {
    // Fails when the id is not stored, or an empty relation is stored as an empty list.
    await fillFields(elsewhere());
    await open();
    await edit();
    const picker = field<HTMLElement & { updateComplete: Promise<unknown> }>('relation');
    picker.focus();
    await type('Nord');
    await until(() => deepQueryAll(picker, '[role=option]').some(({ textContent }) => textContent.includes('Nordlicht')), 'it is found');
    await press('Enter');
    await press('Enter');
    await closed();
    expect((await stored()).custom).to.deep.equal({ relation: 'company-nord' });
    await edit();
    await until(() => !!deepQuery(card, '[aria-label="Remove Nordlicht Café"]'), 'it is shown by its name');
    await pressOn(byName('Remove Nordlicht Café'));
    await press('Enter');
    await closed();
    expect((await stored()).custom ?? {}).to.deep.equal({});
  });

  it('writes only what was changed, and leaves with Escape without a trace', async () => {
    // Fails when opening the form rewrites values, or Escape saves.
    await fillExtras(elsewhere());
    await open();
    await shows('Ring twice');
    const before = await stored();
    await edit();
    await retype(field('text'), 'Nobody');
    await press('Escape');
    await closed();
    expect(await stored()).to.deep.equal(before);
    const heard: CrmContactUpdateEvent[] = [];
    card.addEventListener('crm-contact-update', (event) => heard.push(event));
    await edit();
    await retype(field('money'), '');
    await press('Enter');
    await closed();
    expect(heard.map(({ detail }) => detail.changes)).to.deep.equal([{ 'custom.money': undefined }]);
    const { money: _, ...rest } = values;
    expect((await stored()).custom).to.deep.equal(rest);
  });

  it('says at the field what is wrong, goes there, and is content once it is mended', async () => {
    // Fails when a wrong value is stored, or the error is not tied to its control.
    await fillFields(elsewhere(), { required: ['text'] });
    await open();
    await edit();
    await retype(field('money'), '12.345');
    await retype(field('number'), 'many');
    await press('Enter');
    await shows('3 fields need another look.');
    expect(focused() === field('text'), 'focus in the first that is wrong').to.equal(true);
    expect(described(field('text'))).to.equal('Fill this in: it is required.');
    expect(described(field('number'))).to.match(/^Write a number such as/);
    expect(described(field('money'))).to.match(/^Write an amount such as/);
    expect((await stored()).custom).to.equal(undefined);
    await type('Here');
    await until(() => !field('text').hasAttribute('aria-invalid'), 'it is content');
    await retype(field('money'), '12.34');
    await retype(field('number'), '7');
    await press('Enter');
    await closed();
    expect((await stored()).custom).to.deep.equal({ text: 'Here', number: 7, money: { amount: 1234, currency: 'EUR' } });
  });

  it('marks a required relation that is empty, in its own root', async () => {
    // Fails when the error stands outside the root that describes the control.
    await fillFields(elsewhere(), { required: ['relation'] });
    await open();
    await edit();
    await press('Enter');
    await shows('Fill this in: it is required.');
    const input = deepQuery<HTMLInputElement>(field<HTMLElement>('relation'), 'input')!;
    expect(described(input)).to.equal('Fill this in: it is required.');
    expect(focused() === input, 'focus').to.equal(true);
  });

  it('keeps an option that is no choice any more, in select and multiselect', async () => {
    // Fails when saving another field throws an old option away.
    await fillFields(elsewhere());
    await elsewhere().contacts.update(ana, { custom: { select: 'platinum', multiselect: ['wine'] } });
    await open();
    await shows('platinum');
    await edit();
    expect(field<HTMLSelectElement>('select').value).to.equal('platinum');
    field('multiselect').focus();
    await press('Space');
    await press('Enter');
    await closed();
    expect((await stored()).custom).to.deep.equal({ select: 'platinum', multiselect: ['coffee', 'wine'] });
  });

  it('follows others where nothing was typed, and says where both changed', async () => {
    // Fails when somebody else's value is overwritten unseen, or what was typed is replaced.
    await fillExtras(elsewhere());
    await open();
    await shows('Ring twice');
    await edit();
    await retype(field('text'), 'Mine');
    await elsewhere().contacts.update(ana, { 'custom.text': 'Theirs', 'custom.select': 'basic' });
    await shows('Delivery notes is now: Theirs');
    expect(field('text').value).to.equal('Mine');
    expect(field<HTMLSelectElement>('select').value).to.equal('basic');
    await pressOn(byName('Use theirs for Delivery notes'));
    expect(field('text').value).to.equal('Theirs');
    await until(() => focused() === field('text'), 'focus in the field');
    await press('Enter');
    await closed();
    expect((await stored()).custom).to.deep.include({ text: 'Theirs', select: 'basic' });
  });

  it('is undone by the notice', async () => {
    // Fails when a custom value is not taken back.
    await fillExtras(elsewhere());
    await open();
    await shows('Ring twice');
    await edit();
    await retype(field('number'), '99');
    await press('Enter');
    await closed();
    const undo = () => deepQueryAll(card, 'button').find(({ textContent }) => textContent.trim() === 'Undo');
    await until(() => !!undo(), 'the notice');
    await pressOn(undo()!);
    await until(async () => (await stored()).custom?.['number'] === values.number, 'it is taken back');
  });

  it('hands custom values to a page that keeps the contact itself, and shows them at once', async () => {
    // Fails when the value is only shown after the page has answered, or under "custom.text".
    await fillFields(elsewhere());
    const { records } = await elsewhere().customFields.list({ where: { object: 'contacts' }, sort: [{ by: 'order' }] });
    const contact = await stored();
    await open({ client: undefined, contactId: undefined, contact, customFields: records, editable: true });
    card.addEventListener('crm-contact-update', (event) => event.respondWith(Promise.resolve(undefined as unknown as Contact)));
    await edit();
    await retype(field('text'), 'By the page');
    await press('Enter');
    await closed();
    await shows('By the page');
    expect(rowText(labels.text)).to.equal('By the page');
  });
});

describe('<crm-contact-card>: consent', () => {
  const rows = () => deepQueryAll(card, '.consent');
  const row = (about: string): HTMLElement => find(`[data-about="${about}"]`);

  beforeEach(() => fillExtras(elsewhere()).then(() => undefined));

  it('shows what holds per channel and purpose: in words, since when, on which basis', async () => {
    // Fails when an old entry holds, a status is told by colour alone, or a written word is lost.
    await open();
    expect(
      rows().map((each) =>
        visibleText(each.querySelector('.line')!)
          .split('\n')
          .filter((word) => !'·,'.includes(word))
          .slice(0, 3),
      ),
    ).to.deep.equal([
      ['Email', 'Newsletter', 'Granted'],
      ['Phone', 'Offers', 'Denied'],
      ['SMS', 'Service messages', 'Withdrawn'],
      ['fax', 'Price lists by fax', 'Pending'],
    ]);
    expect(visibleText(row('email/newsletter')))
      .to.contain('Mar 2, 2026')
      .and.to.contain('Legal basis: Consent');
    expect(visibleText(row('fax/Price lists by fax'))).to.contain('Legal basis: a handshake');
    for (const badge of deepQueryAll(find('crm-contact-consent'), '.badge')) expect(badge.querySelector('svg') !== null).to.equal(true);
  });

  it('has the history under a disclosure, the latest first', async () => {
    // Fails when what held before is not to be seen, or Enter does not open it.
    await open();
    expect(visibleText(row('email/newsletter'))).not.to.contain('Pending');
    const summary = row('email/newsletter').querySelector('summary')!;
    expect(summary.getAttribute('aria-label')).to.equal('Email, Newsletter: 2 earlier entries');
    await pressOn(summary);
    expect([...row('email/newsletter').querySelectorAll('.history .badge')].map(({ textContent }) => textContent.trim())).to.deep.equal([
      'Withdrawn',
      'Pending',
    ]);
  });

  it('withdraws by one press, adds to the history, says so, and is undone', async () => {
    // Fails when it asks, overwrites an entry, says nothing, or cannot be taken back.
    await open();
    const before = new Date().toISOString();
    await pressOn(byName('Withdraw Email, Newsletter'));
    await until(async () => (await stored()).consent.length === consents.length + 1, 'it is written');
    const { consent } = await stored();
    expect(consent.slice(0, -1)).to.deep.equal(consents);
    const { at, ...entry } = consent.at(-1)!;
    expect(entry).to.deep.equal({ channel: 'email', purpose: 'newsletter', status: 'withdrawn' });
    expect(at >= before).to.equal(true);
    await until(() => card.announcements.includes('Consent withdrawn: Email, Newsletter'), 'it is said');
    expect(focused()?.getAttribute('aria-label'), 'focus').to.equal('Grant Email, Newsletter');
    await pressOn(deepQueryAll(card, 'button').find(({ textContent }) => textContent.trim() === 'Undo')!);
    await until(async () => (await stored()).consent.length === consents.length, 'it is taken back');
  });

  it('grants on a legal basis, which must be chosen', async () => {
    // Fails when a consent without a basis is stored, or the error is not tied to its field.
    await open();
    await pressOn(byName('Grant SMS, Service messages'));
    const basis = find<HTMLSelectElement>('#basis');
    expect(focused() === basis, 'focus').to.equal(true);
    await pressOn(find('.form [type=submit]'));
    await shows('Choose on which legal basis.');
    expect(described(basis)).to.equal('Choose on which legal basis.');
    expect((await stored()).consent.length).to.equal(consents.length);
    await until(() => focused() === basis, 'focus in the field');
    await type('Contract');
    await pressOn(find('.form [type=submit]'));
    await until(async () => (await stored()).consent.length === consents.length + 1, 'it is written');
    expect((await stored()).consent.at(-1)).to.deep.include({
      channel: 'sms',
      purpose: 'service',
      status: 'granted',
      legalBasis: 'contract',
    });
    await until(() => focused()?.getAttribute('aria-label') === 'Withdraw SMS, Service messages', 'focus on the consent');
  });

  it('records a new one by the keyboard, and is left by Escape', async () => {
    // Fails when the form traps, loses focus, or stores a purpose by its translation.
    await open();
    await pressOn(deepQuery(find('crm-contact-consent'), '.add')!);
    expect(focused()?.id).to.equal('channel');
    await press('Escape');
    await until(() => focused()?.classList.contains('add') ?? false, 'focus is back');
    await press('Enter');
    await until(() => focused()?.id === 'channel', 'the form');
    await type('Post');
    await press('Tab');
    await type('surveys');
    await press('Tab');
    await type('Legit');
    await press('Tab');
    await press('Tab');
    await press('Enter');
    await until(async () => (await stored()).consent.length === consents.length + 1, 'it is written');
    expect((await stored()).consent.at(-1)).to.deep.include({
      channel: 'post',
      purpose: 'surveys',
      status: 'granted',
      legalBasis: 'legitimateInterests',
    });
    await until(() => focused()?.classList.contains('add') ?? false, 'focus is back');
  });

  it('keeps what others have recorded meanwhile', async () => {
    // Fails when a withdrawal overwrites an entry that this window has not seen.
    const client = await open();
    const other = elsewhere();
    const update = client.contacts.update.bind(client.contacts);
    // The other window is faster by less than it takes to be told.
    Object.defineProperty(client.contacts, 'update', {
      configurable: true,
      value: async (...args: Parameters<typeof update>) => {
        delete (client.contacts as Partial<typeof client.contacts>).update;
        const theirs = { channel: 'post', purpose: 'offers', status: 'granted', at: '2026-11-01T10:00:00.000Z' } as const;
        await other.contacts.update(ana, { consent: [...consents, theirs] });
        return update(...args);
      },
    });
    await pressOn(byName('Withdraw Email, Newsletter'));
    await until(async () => (await stored()).consent.length === consents.length + 2, 'both are there');
    expect((await stored()).consent.slice(-2).map(({ channel, status }) => [channel, status])).to.deep.equal([
      ['post', 'granted'],
      ['email', 'withdrawn'],
    ]);
  });

  it('says when it could not be written, and shows what holds', async () => {
    // Fails when the screen shows a withdrawal that the store does not have.
    await open({}, [{ on: 'commit', fault: 'fail-before', error: 'UNAVAILABLE', at: 1 }]);
    await pressOn(byName('Withdraw Email, Newsletter'));
    await shows('Not saved: The data cannot be reached at the moment.');
    expect(visibleText(row('email/newsletter'))).to.contain('Granted');
    expect((await stored()).consent.length).to.equal(consents.length);
  });

  it('offers nothing that changes when it is read only', async () => {
    // Fails when a button is left.
    await open({ readonly: true });
    expect(deepQueryAll(find('crm-contact-consent'), 'button').length).to.equal(0);
    expect(rows().length).to.equal(4);
  });

  it('says when none is recorded', async () => {
    // Fails when an empty list is shown as nothing at all.
    await elsewhere().contacts.update(ana, { consent: [] });
    await open();
    await shows('No consent is recorded.');
  });
});

describe('<crm-contact-card>: what people write in custom fields and consents is text', () => {
  const hostile = `"><img src=x onerror="globalThis.extrasFired=1"><script>globalThis.extrasFired=1</script>\u202E{{7*7}}\${7*7}//`;

  it('in labels, options, values, keys, channels, purposes and bases, to be read and to be edited', async () => {
    // Fails when one of them becomes markup or a handler.
    const client = elsewhere();
    await fillFields(client);
    const { records } = await client.customFields.list({ where: { object: 'contacts' }, sort: [{ by: 'order' }] });
    for (const { id } of records) await client.customFields.update(id, { label: hostile, options: [{ value: hostile, label: hostile }] });
    const everything = Object.fromEntries(records.map(({ key, type: kind }) => [key, kind === 'multiselect' ? [hostile, 'x'] : hostile]));
    await client.contacts.update(ana, {
      custom: { ...everything, [hostile.slice(0, 20).replace('.', '')]: hostile },
      consent: [{ channel: hostile, purpose: hostile, status: 'granted', legalBasis: hostile, at: '2026-01-01T00:00:00.000Z' }],
    });
    for (const variant of ['full', 'compact'] as const) {
      await open({ variant });
      await shows('onerror=');
      if (variant === 'full') {
        await card.edit();
        await settled(card);
      }
      expect(deepQueryAll(card, 'script, img, iframe, object').map(({ localName }) => localName)).to.deep.equal([]);
      card.remove();
    }
    await pause(50);
    expect((globalThis as { extrasFired?: number }).extrasFired).to.equal(undefined);
  });
});
