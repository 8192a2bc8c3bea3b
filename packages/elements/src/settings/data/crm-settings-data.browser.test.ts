import { sendKeys } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { expect } from 'chai';
import '../../define/settings-data.js';
import { stage } from '../../internal/testing/element-suite.test-helper.js';
import { pause } from '../../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll, visibleText } from '../../internal/testing/texts.test-helper.js';
import type { CrmSettingsData } from './crm-settings-data.js';

const actor = { kind: 'agent', id: 'ana' } as const;
const press = (key: string) => sendKeys({ press: key });

function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Files that the page gave to the browser to save, instead of saving them. */
class Saved {
  readonly blobs: Blob[] = [];
  readonly names: string[] = [];
  readonly #making = Object.getOwnPropertyDescriptor(URL, 'createObjectURL')!;

  constructor() {
    const { blobs, names } = this;
    URL.createObjectURL = (file: Blob) => {
      blobs.push(file);
      return 'blob:saved';
    };
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      names.push(this.download);
    };
  }

  restore(): void {
    Object.defineProperty(URL, 'createObjectURL', this.#making);
    Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
  }
}

describe('<crm-settings-data>', () => {
  let client: CrmClient;
  let element: CrmSettingsData;
  let place: ReturnType<typeof stage>;
  let saved: Saved;

  beforeEach(() => {
    client = createClient(createMemoryAdapter(), { actor });
    saved = new Saved();
  });
  afterEach(() => {
    place?.done();
    saved.restore();
  });

  const text = () => visibleText(element).replace(/\s+/g, ' ');
  const find = <E extends Element = HTMLElement>(selector: string) => deepQuery<E>(element, selector)!;

  async function until(met: () => unknown, what: string): Promise<void> {
    for (let i = 0; !met(); i++) {
      if (i > 200) throw new Error(`It did not come to it: ${what}\n${text()}`);
      await pause(20);
    }
  }
  const shows = (words: string) => until(() => text().includes(words), words);
  const hears = (words: string) => until(() => element.announcements.some((said) => said.includes(words)), `"${words}" is said`);

  async function open(over: CrmClient = client, properties: Partial<CrmSettingsData> = {}): Promise<void> {
    place = stage({ width: 900 });
    element = Object.assign(document.createElement('crm-settings-data'), { client: over, ...properties });
    place.element.append(element);
    await until(() => find('.counts') ?? text().includes('Nothing is stored'), 'the counts');
  }

  /** Presses a button by the keyboard. */
  async function activate(selector: string): Promise<void> {
    find(selector).focus();
    await press('Enter');
  }

  async function dialogOpens(): Promise<void> {
    await until(() => find('crm-dialog')?.hasAttribute('open'), 'the question');
    await pause(50);
  }

  const countOf = (kind: string): string | undefined =>
    deepQueryAll(element, '[part=holdings] .counts div')
      .find((row) => row.querySelector('dt')!.textContent === kind)
      ?.querySelector('dd')?.textContent;

  async function zoe(): Promise<string> {
    const { id } = await client.contacts.create({ fullName: 'Zoe Zander', emails: ['zoe@example.org'] });
    await client.startTicket({ requesterId: id, channel: 'chat', text: 'Hello from Zoe' });
    await client.addNote({ text: 'Prefers oak', targets: [{ type: 'contact', id }] });
    return id;
  }

  async function choose(name: string): Promise<void> {
    find('crm-record-picker').focus();
    await sendKeys({ type: name.slice(0, 3) });
    await until(() => deepQuery(element, '.option[aria-selected=true]'), 'somebody is found');
    await press('Enter');
    await until(() => deepQuery(element, '.chip'), 'somebody is chosen');
  }

  const chooseFile = (file: File): void => {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    const input = find<HTMLInputElement>('input[type=file]');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
  };

  // Fails when a number is not that of the store, or does not follow it.
  it('counts what the store holds, exactly and live', async () => {
    await zoe();
    await open();
    expect([countOf('Contacts'), countOf('Tickets'), countOf('Messages'), countOf('Notes')]).to.deep.equal(['1', '1', '1', '1']);
    await client.contacts.createMany(Array.from({ length: 1_233 }, (_, i) => ({ fullName: `Person ${i}` })));
    await until(() => countOf('Contacts') === '1,234', 'the new number');
  });

  // Fails when an export misses a record, is not told of, or is not remembered as the last backup.
  it('exports everything, and says when that was', async () => {
    await zoe();
    await open();
    expect(text()).to.include('None yet');
    await activate('.export');
    await hears('Exported to memory-');
    expect(saved.names[0]).to.match(/\.jsonl$/);
    expect(await saved.blobs[0]!.text()).to.include('Hello from Zoe');
    await until(() => find('time'), 'the moment of the backup');
    expect((await client.preferences.list()).records[0]!.value).to.deep.include({ file: saved.names[0] });
  });

  async function backupOf(others: (client: CrmClient) => Promise<unknown>): Promise<File> {
    const { exportRecords } = await import('@crm-elements/interchange');
    const source = createClient(createMemoryAdapter({ name: 'elsewhere' }), { actor });
    await others(source);
    const { blob } = await exportRecords(source.adapter);
    await source.adapter.destroy();
    return new File([blob], 'backup.jsonl');
  }

  // Fails when a backup replaces anything before somebody said so, when the harmless answer is not the first, or a no is taken for a yes.
  it('restores a backup only after it has shown what it holds beside what is here', async () => {
    await zoe();
    await open();
    const file = await backupOf((other) => other.companies.createMany([{ name: 'Harbour' }, { name: 'Quay' }]));
    chooseFile(file);
    await dialogOpens();
    expect(text()).to.include('from the database elsewhere');
    const rows = deepQueryAll(element, '.comparison tbody tr').map((row) => [...row.children].map(({ textContent }) => textContent.trim()));
    expect(rows).to.deep.include.members([
      ['Contacts', '1', '0'],
      ['Companies', '0', '2'],
    ]);
    expect(focused()?.textContent?.trim()).to.equal('Cancel');
    await press('Enter');
    await shows('Cancelled. Nothing was changed.');
    expect(countOf('Contacts')).to.equal('1');

    chooseFile(file);
    await dialogOpens();
    await press('Tab');
    expect(focused()?.textContent?.trim()).to.equal('Replace everything');
    await press('Enter');
    await hears('records restored from backup.jsonl');
    await until(() => countOf('Companies') === '2' && countOf('Contacts') === undefined, 'what was restored');
  });

  // Fails when a broken file changes anything, or it is not said what is wrong with it.
  it('refuses a file that is not whole, line by line', async () => {
    await zoe();
    await open();
    const file = await backupOf((other) => other.companies.createMany([{ name: 'Harbour' }, { name: 'Quay' }]));
    const lines = (await file.text()).split('\n');
    chooseFile(new File([[lines[0], lines[1]!.slice(0, 30), ...lines.slice(2)].join('\n')], 'broken.jsonl'));
    await shows('broken.jsonl cannot be restored: 1 line is not right. Nothing was changed.');
    expect(text()).to.include('Line 2: it was damaged or changed.');
    chooseFile(new File(['Dear Sir or Madam'], 'letter.txt'));
    await shows('Line 1: this is no backup that was made here.');
    expect(countOf('Contacts')).to.equal('1');
  });

  // Fails when the file that a person is handed is another's, or the number of what is in it is not told.
  it('exports one person', async () => {
    await zoe();
    await client.contacts.create({ fullName: 'Olaf Other' });
    await open();
    await activate('.person-export');
    await shows('Choose a person first.');
    await choose('Zoe Zander');
    await activate('.person-export');
    await hears('Exported to zoe-zander-');
    const exported = await saved.blobs[0]!.text();
    expect(exported).to.include('Hello from Zoe').and.not.include('Olaf');
    expect(text()).to.match(/Exported to zoe-zander-[\d-]+\.json\. It holds: Contacts 1 Tickets 1 Messages 1 Notes 1/);
  });

  // Fails when a person is erased without a tick, when what goes is not said before with its numbers, or when something of it is left.
  it('erases one person after it has said what goes, and shows what went', async () => {
    const id = await zoe();
    await client.companies.create({ name: 'Zoe Zander and sons' });
    await open();
    await choose('Zoe Zander');
    await activate('.person-erase');
    await dialogOpens();
    expect(find('crm-dialog').getAttribute('heading')).to.equal('Erase Zoe Zander · zoe@example.org for good?');
    expect(text())
      .to.match(/Will be erased Contacts 1 Tickets 1 Messages 1 Notes 1/)
      .and.include('This cannot be undone');
    expect(focused()?.tagName).to.equal('INPUT');
    find('.go').focus();
    await press('Enter');
    await shows('Tick the box first.');
    expect(await client.contacts.get(id)).to.not.equal(undefined);
    await press('Space');
    find('.go').focus();
    await press('Enter');
    await hears('Erased for good');
    expect(text()).to.match(/Erased for good: Contacts 1 Tickets 1 Messages 1 Notes 1/);
    expect(text()).to.include('1 other record still has the name');
    expect(text()).to.match(/Companies : Zoe Zander and sons/);
    expect(await client.contacts.get(id)).to.equal(undefined);
    await until(() => countOf('Contacts') === undefined, 'the counts without the person');
    expect(deepQuery(element, '.chip'), 'who is erased is not chosen').to.equal(undefined);
  });

  // Fails when Escape erases, or a fault half-way passes for success.
  it('leaves a person alone who is not confirmed, and says how far it came when it fails', async () => {
    const id = await zoe();
    const faulty = createFaultyAdapter(client.adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before', at: 3 }] });
    await open(createClient(faulty, { actor }));
    await choose('Zoe Zander');
    await activate('.person-erase');
    await dialogOpens();
    await press('Escape');
    await until(() => !find('crm-dialog').hasAttribute('open'), 'the question is gone');
    expect(focused()?.classList.contains('person-erase')).to.equal(true);
    expect(await client.contacts.get(id)).to.not.equal(undefined);
    await press('Enter');
    await dialogOpens();
    await press('Space');
    find('.go').focus();
    await press('Enter');
    await shows('Erase the person again to go on.');
    await choose('Zoe Zander');
    await activate('.person-erase');
    await dialogOpens();
    await press('Space');
    find('.go').focus();
    await press('Enter');
    await shows('Erased for good:');
  });

  // Fails when everything goes without a tick, when the backup is not offered before, or when another window does not hear of it.
  it('erases everything, and offers the backup before', async () => {
    const adapter: DataAdapter = createMemoryAdapter({ name: 'shared-store' });
    client = createClient(adapter, { actor });
    const other = createClient(createMemoryAdapter({ name: 'shared-store' }), { actor });
    await zoe();
    await open();
    const heard: number[] = [];
    const following = other.contacts.liveTotals({ totals: 'all' }, ([row]) => heard.push(row?.count ?? 0));
    await activate('.erase-all');
    await dialogOpens();
    expect(text()).to.match(/\d+ records in the database shared-store will be gone/);
    [...deepQueryAll(element, '.question .button')].at(-1)!.focus();
    await press('Enter');
    await hears('Exported to shared-store');
    expect(saved.names).to.have.length(1);
    await activate('.erase-all');
    await dialogOpens();
    await press('Space');
    find('.go').focus();
    await press('Enter');
    await hears('Everything was erased');
    await shows('Nothing is stored yet.');
    await until(() => heard.at(-1) === 0, 'the other window hears of it');
    following.unsubscribe();
    await Promise.all([adapter.destroy(), other.adapter.close()]);
  });

  // Fails when a job cannot be stopped, when two run at once, or when a stopped one says that it is done.
  it('shows how far a job is, lets it be stopped, and runs one at a time', async () => {
    await zoe();
    const slow = createFaultyAdapter(client.adapter, { seed: 1, rules: [{ on: 'query', fault: 'delay', ms: 150 }] });
    await open(createClient(slow, { actor }));
    await activate('.export');
    await until(() => deepQuery(element, 'progress'), 'how far it is');
    await activate('.restore');
    await hears('Wait until what is under way is done');
    await activate('.stop');
    await shows('Stopped. No file was made.');
    expect(saved.names).to.deep.equal([]);
  });

  // Fails when something can be changed that is only to be read, or when saving it is refused too.
  it('changes nothing when it is only to be read, and still exports', async () => {
    await zoe();
    await open(client, { readonly: true });
    expect(deepQuery(element, '.person-erase')).to.equal(undefined);
    for (const selector of ['.restore', '.erase-all', '.import']) {
      expect(find(selector).getAttribute('aria-disabled'), selector).to.equal('true');
      await activate(selector);
    }
    await hears('Nothing can be changed at the moment.');
    expect(find('crm-dialog').hasAttribute('open')).to.equal(false);
    await activate('.export');
    await hears('Exported to');
  });

  // Fails when the import does not open on top, over the client of the element.
  it('opens the import', async () => {
    await open();
    await activate('.import');
    await until(() => deepQuery(element, 'crm-import-dialog'), 'the import');
  });
});
