import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter, type FaultRule } from '@crm-elements/data/testing';
import '../define/import.js';
import '../define/import-dialog.js';
import '../define/contact-list.js';
import '../define/provider.js';
import { openImport } from '../internal/open-import.js';
import { settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { pause } from '../internal/testing/held.test-helper.js';
import { pasteOf } from '../internal/testing/paste.test-helper.js';
import { deepQuery, visibleText } from '../internal/testing/texts.test-helper.js';
import { cardsText, contactsCsv, dealFiles, dealsCsv, freshClient, textFile } from './import-files.test-helper.js';
import type { CrmImport } from './import.js';
import { make, Person } from './import.test-helper.js';

describe('<crm-import>', () => {
  let place: ReturnType<typeof stage>;
  let client: CrmClient;
  let person: Person;
  let element: CrmImport;
  let heard: string[];

  async function open(given: Partial<CrmImport> = {}): Promise<void> {
    element = make({ client, ...given });
    heard = [];
    for (const type of [
      'crm-import-start',
      'crm-import-done',
      'crm-error',
      'crm-contact-open',
      'crm-deal-open',
      'crm-company-open',
    ] as const)
      element.addEventListener(type, () => heard.push(type));
    place.element.append(element);
    person = new Person(element);
    await settled(element);
  }
  const faulty = (rules: readonly FaultRule[]) => {
    const adapter = createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules });
    client = createClient(adapter, { actor: { kind: 'agent', id: 'ana' } });
    return adapter;
  };
  const transferOf = (...files: File[]): DataTransfer => {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    return transfer;
  };
  const drag = (type: string, dataTransfer: DataTransfer, on = '[part~=drop]'): boolean =>
    person.find(on).dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  const stepName = () => person.find('#step').textContent.trim();
  const focused = (): Element | null => element.shadowRoot!.activeElement;
  const manyContacts = (count: number) =>
    textFile('people.csv', `Name,E-Mail\n${Array.from({ length: count }, (_, i) => `Person ${i},p${i}@example.com`).join('\n')}\n`);
  const count = async (collection: string): Promise<number> => {
    const [row] = await client.adapter.totals({ collection, totals: 'all' });
    return row?.count ?? 0;
  };

  beforeEach(() => {
    place = stage();
    client = freshClient();
  });
  afterEach(() => place.done());

  describe('choosing files', () => {
    it('takes several that are dropped at once, and says of each what it is', async () => {
      // Fails when a drop takes the first file only, or makes the browser leave the page.
      await open();
      const transfer = transferOf(
        textFile('people.txt', contactsCsv),
        textFile('cards.csv', cardsText),
        textFile('old.csv', 'PK\u0003\u0004'),
      );
      expect(drag('dragover', transfer), 'the browser would take over').to.equal(false);
      await settled(element);
      expect(person.all('.drop.over').length).to.equal(1);
      expect(drag('drop', transfer)).to.equal(false);
      await person.filesAreRead();
      expect(person.all('.drop.over').length).to.equal(0);
      expect(person.all('.file').map((file) => visibleText(file))).to.deep.equal([
        'people.txt\nContacts · 2 rows · CSV, separated by semicolon · UTF-8',
        'cards.csv\nContacts · vCard, 2 contacts',
        'old.csv\nThis is a workbook. Open it in its program, save the sheet as CSV, and choose that file.',
      ]);
      await person.until(() => element.announcements.some((text) => text.includes('people.txt: Contacts · 2 rows')), 'it is said');
    });

    it('does not let a file that misses its place take the page away', async () => {
      // Fails when a drop on another step or beside the place is left to the browser, which opens the file instead of the page.
      await open({ files: [textFile('people.csv', contactsCsv)] });
      await person.toPreview();
      expect(drag('drop', transferOf(textFile('more.csv', dealsCsv)), '.start')).to.equal(false);
      await person.until(() => stepName() === 'Choose files' && person.all('.file').length === 2, 'both files are chosen');
    });

    it('opens the dialog of the system by click and by key', async () => {
      // Fails when files can only be dropped.
      await open();
      const input = person.find<HTMLInputElement>('input[type=file]');
      let clicks = 0;
      input.addEventListener('click', (event) => {
        event.preventDefault();
        clicks++;
      });
      person.button('Choose files').click();
      person.button('Choose files').focus();
      await sendKeys({ press: 'Enter' });
      expect([clicks, input.multiple]).to.deep.equal([2, true]);
      input.files = transferOf(textFile('people.csv', contactsCsv)).files;
      input.dispatchEvent(new Event('change'));
      await person.filesAreRead();
      expect(input.value).to.equal('');
    });

    it('takes text that is pasted, into the field for it or anywhere', async () => {
      // Fails when text must be saved as a file first, or an empty field is taken for one.
      await open();
      await person.press('Paste text');
      await person.until(() => focused()?.localName === 'textarea', 'the field has focus');
      person.button('Use this text').click();
      expect(person.all('.file').length).to.equal(0);
      await sendKeys({ type: 'Name,E-Mail' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'Ana,ana@example.com' });
      await person.press('Use this text');
      await person.sees('Pasted text');
      const clipboard = new DataTransfer();
      clipboard.setData('text/plain', contactsCsv);
      person.find('#step').dispatchEvent(pasteOf(clipboard));
      await person.sees('Pasted text (2)');
      await person.sees('2 rows');
    });

    it('takes a file off the list, and keeps focus where one goes on', async () => {
      // Fails when focus is lost with the button, or the file is imported all the same.
      await open({ files: [textFile('people.csv', contactsCsv), textFile('deals.csv', dealsCsv)] });
      await person.filesAreRead();
      await person.press('Remove deals.csv');
      await person.until(() => person.all('.file').length === 1, 'one is left');
      await person.until(() => focused()?.classList.contains('choose') === true, 'focus is on what adds files');
    });

    it('says what is missing where there is nothing to go on with', async () => {
      // Fails when "Next" does nothing and says nothing.
      await open({ files: [textFile('empty.csv', ''), textFile('all.jsonl', '{"format":"crm-elements-export"}\n')] });
      await person.sees('This is a backup of all records. Restore it in Settings → Data');
      await person.sees('This file is empty.');
      await person.press('Next');
      await person.sees('Choose at least one CSV file or vCard.');
      expect(stepName()).to.equal('Choose files');
    });
  });

  describe('matching columns', () => {
    it('guesses, and takes what a person says instead', async () => {
      // Fails when a select shows one thing and another is imported.
      await open({ files: [textFile('people.csv', contactsCsv)] });
      await person.filesAreRead();
      await person.press('Next');
      await person.until(() => stepName() === 'Match the columns', 'the step');
      const valueOf = (column: string) => person.find<HTMLSelectElement>(`select[aria-label="Where “${column}” goes"]`).value;
      expect([valueOf('Name'), valueOf('E-Mail'), valueOf('Firma')]).to.deep.equal(['fullName', 'emails', 'companyId[name]']);
      expect(person.text).to.contain('Ana Diaz').and.to.contain('Firma names Companies').and.to.contain('looked for in your records');
      const select = person.find<HTMLSelectElement>('select[aria-label="Where “Firma” goes"]');
      select.focus();
      await sendKeys({ press: 'Home' });
      await person.until(() => person.all('.column.nowhere').length === 1, 'it goes nowhere');
      await person.choose('Where “Name” goes', 'nickname');
      await person.press('Next');
      await person.sees('2 contacts');
      expect(person.text).to.contain('The column goes nowhere');
      person.find('.start').click();
      await person.until(() => stepName() === 'Imported', 'the report');
      const { records } = await client.contacts.list({ limit: 10 });
      expect(records.map(({ nickname }) => nickname).sort()).to.deep.equal(['Ana Diaz', 'Bo Lee']);
      expect(await count('companies')).to.equal(0);
    });

    it('asks for the order of dates and the sign of decimals only where they can be read in two ways', async () => {
      // Fails when a guess is passed over in silence, or a person is asked what the cells tell.
      const csv = 'Opportunity,Close Date,Value\nA,03/04/2026,"1,234"\nB,05/06/2026,"2,345"\n';
      await open({
        files: [textFile('deals.csv', csv), textFile('clear.csv', csv.replace('03/04', '23/04').replace('1,234', '1,234.50'))],
      });
      await person.filesAreRead();
      await person.press('Next');
      await person.until(() => stepName() === 'Match the columns', 'the step');
      expect(person.all('.formats .label').map((label) => label.textContent)).to.deep.equal([
        'Dates of “Close Date” begin with',
        'Decimals of “Value” begin with',
      ]);
      const [date] = person.all<HTMLSelectElement>('.formats select');
      date!.value = 'mdy';
      date!.dispatchEvent(new Event('change', { bubbles: true }));
      await person.choose('currency', 'EUR');
      await person.press('Next');
      await person.until(() => person.all('.start:not([aria-disabled])').length === 1, 'the plan');
      person.find('.start').click();
      await person.until(() => stepName() === 'Imported', 'the report');
      const { records } = await client.deals.list({ limit: 10 });
      expect(records.map(({ expectedCloseDate }) => expectedCloseDate))
        .to.include('2026-03-04')
        .and.to.include('2026-04-23');
      expect(records.map(({ amount }) => amount?.amount)).to.include(123_400);
    });

    it('takes the rows for something else where a person says so', async () => {
      // Fails when the columns keep targets that the other collection does not have.
      await open({ files: [textFile('people.csv', contactsCsv)] });
      await person.filesAreRead();
      await person.press('Next');
      const collection = await person.select('Each row is a');
      collection.value = 'companies';
      collection.dispatchEvent(new Event('change', { bubbles: true }));
      await person.until(() => person.find<HTMLSelectElement>('select[aria-label="Where “Name” goes"]').value === 'name', 'other targets');
      await person.press('Next');
      await person.sees('2 companies');
    });

    it('asks in which currency amounts are, and goes to the question', async () => {
      // Fails when amounts are left out without a word, or a person has to look for what is missing.
      await open({ files: dealFiles() });
      await person.filesAreRead();
      await person.press('Next');
      await person.until(() => stepName() === 'Match the columns', 'the step');
      await person.press('Next');
      await person.sees('Say in which currency the amounts are.');
      await person.until(() => (focused() as HTMLSelectElement | null)?.name === 'currency', 'the question has focus');
      expect(person.find('[name=currency]').getAttribute('aria-invalid')).to.equal('true');
      expect(stepName()).to.equal('Match the columns');
    });

    it('lets columns go to fields that a company added', async () => {
      // Fails when custom fields are no targets.
      await client.customFields.create({ object: 'contacts', key: 'region', label: 'Sales region', type: 'text' });
      await open({ files: [textFile('people.csv', 'Name,Where\nAna,North\n')] });
      await person.filesAreRead();
      await person.press('Next');
      await person.until(() => stepName() === 'Match the columns', 'the step');
      await person.choose('Where “Where” goes', 'custom.region');
      await person.press('Next');
      await person.sees('1 contact');
      person.find('.start').click();
      await person.until(() => stepName() === 'Imported', 'the report');
      expect((await client.contacts.list({ limit: 1 })).records[0]!.custom).to.deep.equal({ region: 'North' });
    });
  });

  describe('checking', () => {
    it('shows what would be made and what is not known, and writes nothing yet', async () => {
      // Fails when something is written before a person has seen it, or unknown values are not told.
      await open({ files: dealFiles() });
      await person.toPreview();
      expect(person.text).to.contain('3 deals').and.to.contain('2 companies');
      expect(person.text).to.contain('1 deal without a company').and.to.contain('2 open deals have no value: kept as unknown, not as 0');
      expect([await count('deals'), await count('companies')]).to.deep.equal([0, 0]);
    });

    it('proposes who is meant by a name, and takes one press for an answer', async () => {
      // Fails when a near name is taken without asking, or the answer is not used.
      await open({ files: dealFiles() });
      await person.toPreview();
      const answer = () => person.button('It is GTX Pro');
      expect(answer().getAttribute('aria-pressed')).to.equal('false');
      answer().focus();
      await sendKeys({ press: 'Space' });
      await person.until(
        () => answer().getAttribute('aria-pressed') === 'true' && person.all('[aria-busy=true]').length === 0,
        'it is decided',
      );
      person.find('.start').click();
      await person.until(() => stepName() === 'Imported', 'the report');
      expect(person.text).not.to.contain('was not found');
      const { records } = await client.deals.list({ limit: 10 });
      expect(new Set(records.flatMap(({ lineItems }) => lineItems.map(({ name }) => name)))).to.deep.equal(new Set(['GTX Pro']));
    });

    it('leaves out what is there already, unless a person wants it made', async () => {
      // Fails when people are made twice unasked, or cannot be where that is wanted.
      await client.contacts.create({ fullName: 'Ana', emails: [{ value: 'ana@example.com' }] });
      await open({ files: [textFile('people.csv', contactsCsv)] });
      await person.toPreview();
      expect(person.text)
        .to.contain('1 row is about a record that is there already.')
        .and.to.contain('there already: Ana, by the email address');
      expect(person.find('.start').textContent.trim()).to.equal('Import 2 records');
      person.find<HTMLInputElement>('input[value=create]').click();
      await person.until(() => person.find('.start').textContent.trim() === 'Import 3 records', 'all are made');
    });

    it('never cuts a list in silence, and gives all of it as a file', async () => {
      // Fails when rows beyond the first are neither counted nor reachable.
      const rows = Array.from({ length: 130 }, (_, i) => `Person ${i},none`).join('\n');
      await open({ files: [textFile('people.csv', `Name,E-Mail\n${rows}\n`)] });
      await person.filesAreRead();
      await person.press('Next');
      await person.until(() => stepName() === 'Match the columns', 'the step');
      await person.choose('Where “E-Mail” goes', 'emails');
      await person.press('Next');
      await person.until(() => person.all('.start:not([aria-disabled])').length === 1, 'the plan');
      expect(person.text).to.contain('10 of 130');
      await person.press('Show 100 more');
      expect(person.text).to.contain('110 of 130');
      await person.press('Show 20 more');
      expect(person.text).to.not.contain('of 130');
      const saved = await person.saves(() => person.press('Download as CSV: What to know about the files'));
      expect(saved.name).to.equal('What to know about the files.csv');
      expect(saved.text.split('\r\n').length).to.equal(130 + 2);
      expect(saved.text).to.contain('people.csv,131,E-Mail');
    });

    it('keeps what was chosen when one goes back, by button and by Escape', async () => {
      // Fails when going back costs choices, or Escape leaves the page's own layers to hear of it.
      await open({ files: dealFiles() });
      await person.toPreview();
      await person.press('Back');
      expect(stepName()).to.equal('Match the columns');
      expect(person.find<HTMLSelectElement>('[name=currency]').value).to.equal('USD');
      let heardOutside = 0;
      const hear = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && heardOutside++;
      document.addEventListener('keydown', hear);
      await sendKeys({ press: 'Escape' });
      await person.until(() => stepName() === 'Choose files', 'the files');
      expect([person.all('.file').length, heardOutside]).to.deep.equal([3, 0]);
      await sendKeys({ press: 'Escape' });
      document.removeEventListener('keydown', hear);
      expect(heardOutside).to.equal(1);
    });

    it('says why the plan could not be made, and makes it when asked again', async () => {
      // Fails when a store that does not answer leaves the step empty.
      const adapter = faulty([{ on: 'query', fault: 'fail-before' }]);
      await open({ files: [textFile('people.csv', contactsCsv)] });
      await person.filesAreRead();
      await person.press('Next');
      await person.press('Next');
      await person.until(() => person.all('[part~=error]').length === 1, 'the error');
      expect(person.text).to.contain('The data cannot be reached at the moment.');
      expect(heard).to.deep.equal(['crm-error']);
      adapter.heal();
      await person.press('Try again');
      await person.sees('2 contacts');
    });
  });

  describe('importing', () => {
    it('brings in files that name each other, tells of it by events and words, and opens what it made', async () => {
      // Fails when an event is missing or comes at another time, or a record cannot be looked at.
      await open({ files: dealFiles() });
      await person.importAll();
      expect(heard).to.deep.equal(['crm-import-start', 'crm-import-done']);
      expect(person.text)
        .to.contain('3 deals')
        .and.to.contain('2 companies')
        .and.to.contain('1 name was not found, and was left empty: GTXPro');
      await person.until(() => element.announcements.some((text) => text.includes('Step 4 of 4: Imported')), 'it is said');
      person.all('.looks button')[0]!.click();
      expect(heard.at(-1)).to.equal('crm-company-open');
      person.all('.looks button').at(-1)!.click();
      expect(heard.at(-1)).to.equal('crm-deal-open');
    });

    it('makes contacts of vCards, which need no matching', async () => {
      // Fails when cards are asked for their columns.
      await open({ files: [textFile('people.vcf', cardsText)], contactHref: '#/people/{id}' });
      await person.importAll();
      expect(await count('contacts')).to.equal(2);
      expect(person.all<HTMLAnchorElement>('.looks a').map((link) => link.textContent)).to.include('Ana Diaz');
    });

    it('leads from step to step by focus on what is new', async () => {
      // Fails when focus stays on a button that is gone.
      await open({ files: [textFile('people.csv', contactsCsv)] });
      await person.filesAreRead();
      const isOnHeading = () => focused()?.id === 'step';
      await person.press('Next');
      await person.until(isOnHeading, 'the columns');
      await person.press('Next');
      await person.until(isOnHeading, 'the check');
      await person.until(() => person.all('.start:not([aria-disabled])').length === 1, 'the plan');
      await person.press('Import 3 records');
      await person.until(() => stepName() === 'Imported' && isOnHeading(), 'the report');
      expect(person.find('[part~=steps] [aria-current=step]').textContent).to.contain('Import');
    });

    it('is not written where the page does not allow it', async () => {
      // Fails when the event cannot be canceled.
      await open({ files: [textFile('people.csv', contactsCsv)] });
      element.addEventListener('crm-import-start', (event) => event.preventDefault());
      await person.toPreview();
      person.find('.start').click();
      await person.sees('This page does not allow the import.');
      expect(await count('contacts')).to.equal(0);
    });

    it('stops when asked to, says exactly what stands, and goes on', async () => {
      // Fails when stopping costs what was written, or going on starts anew.
      faulty([{ on: 'commit', fault: 'delay', ms: 120 }]);
      await open({ files: [manyContacts(900)] });
      await person.toPreview();
      person.find('.start').click();
      await person.until(() => person.text.includes('300 of 900 records are in'), 'the first chunk');
      expect(element.matches(':state(writing)')).to.equal(true);
      await person.press('Stop');
      await person.until(() => stepName() === 'Stopped', 'the end', 8_000);
      const stands = await count('contacts');
      expect(person.text).to.contain(`${stands} of 900 records are in the store`).and.to.contain(`${stands} contacts`);
      await person.press('Go on');
      await person.until(() => stepName() === 'Imported', 'the report', 8_000);
      expect(await count('contacts')).to.equal(900);
      await person.until(() => heard.join() === 'crm-import-start,crm-import-done', 'it is told');
    });

    it('says when the store is full, loses nothing, and goes on when there is room', async () => {
      // Fails when a fault ends the import, or is not told.
      const adapter = faulty([{ on: 'commit', at: [3, 4, 5, 6], fault: 'fail-before', error: 'QUOTA' }]);
      await open({ files: [manyContacts(700)] });
      await person.toPreview();
      person.find('.start').click();
      await person.until(() => stepName() === 'Not all was imported', 'the failure');
      expect(person.text).to.contain('The storage of this browser is full.').and.to.contain('300 of 700 records are in the store');
      await person.until(() => heard.join() === 'crm-import-start,crm-error', 'it is told');
      adapter.heal();
      await person.press('Go on');
      await person.until(() => stepName() === 'Imported', 'the report');
      expect(await count('contacts')).to.equal(700);
    });

    it('stops when it leaves the page, and is offered to go on with by the next one', async () => {
      // Fails when a page that is left goes on writing, or nobody is told of what was not finished.
      faulty([{ on: 'commit', fault: 'delay', ms: 60 }]);
      await open({ files: [manyContacts(1_500)] });
      await person.toPreview();
      person.find('.start').click();
      await person.until(() => person.text.includes('300 of'), 'the first chunk');
      element.remove();
      await pause(300);
      const stands = await count('contacts');
      await pause(300);
      expect(await count('contacts'))
        .to.equal(stands)
        .and.to.be.lessThan(1_500);

      await open();
      await person.sees('An import was not finished');
      expect(person.text).to.contain('1,500 records from people.csv').and.to.contain('Choose the same files again');
      element.files = [manyContacts(1_500)];
      await person.until(() => person.text.includes('These are the same files.'), 'they are known again');
      await person.press('Go on with it');
      await person.until(() => person.text.includes(`${stands} records are in already.`), 'what is in');
      person.find('.start').click();
      await person.until(() => stepName() === 'Imported', 'the report', 9_000);
      expect(await count('contacts')).to.equal(1_500);
      expect(person.text).to.contain('it cannot be taken back as a whole');
    });

    it('takes an import back, and begins another one', async () => {
      // Fails when something of it stays, or the element cannot be used again.
      await open({ files: dealFiles() });
      await person.importAll();
      await person.press('Take this import back');
      await person.until(() => stepName() === 'Taken back', 'the end');
      expect([await count('deals'), await count('companies'), await count('stages')]).to.deep.equal([0, 0, 0]);
      await person.press('Import more');
      await person.until(() => stepName() === 'Choose files' && person.all('.file').length === 0, 'a new beginning');
      element.files = [textFile('people.csv', contactsCsv)];
      await person.importAll();
      expect(await count('contacts')).to.equal(2);
    });

    it('gives its report as a file', async () => {
      // Fails when what was not taken cannot be kept.
      await client.contacts.create({ fullName: 'Ana', emails: [{ value: 'ana@example.com' }] });
      await open({ files: [textFile('people.csv', contactsCsv)] });
      await person.importAll();
      const saved = await person.saves(() => person.press('Download the report'));
      expect(saved.text).to.contain('people.csv,2,,').and.to.contain('there already: Ana');
    });
  });

  it('can be looked at, and no more, where nothing may be changed', async () => {
    // Fails when a page that is readonly imports.
    const provider = document.createElement('crm-provider');
    Object.assign(provider, { adapter: createMemoryAdapter(), readonly: true });
    element = make({ files: [textFile('people.csv', contactsCsv)] });
    provider.append(element);
    place.element.append(provider);
    person = new Person(element);
    await person.sees('records cannot be imported here');
    expect(person.all('button').length).to.equal(0);
    expect(element.matches(':state(readonly)')).to.equal(true);
  });

  it('comes on top of another element, and goes from there', async () => {
    // Fails when the dialog does not use the store of what it lies on, or is left behind.
    const list = Object.assign(document.createElement('crm-contact-list'), { client });
    place.element.append(list);
    await settled(list);
    await openImport(list, [textFile('people.csv', contactsCsv)]);
    await pause(50);
    element = deepQuery<CrmImport>(list, 'crm-import')!;
    person = new Person(element);
    await person.importAll();
    expect(await count('contacts')).to.equal(2);
    await sendKeys({ press: 'Escape' });
    await person.until(() => !list.shadowRoot!.querySelector('crm-import-dialog'), 'it is gone');
  });

  it('does not close on top of another element while it writes', async () => {
    // Fails when a key that was pressed too often ends an import.
    faulty([{ on: 'commit', fault: 'delay', ms: 150 }]);
    const list = Object.assign(document.createElement('crm-contact-list'), { client });
    place.element.append(list);
    await settled(list);
    await openImport(list, [manyContacts(600)]);
    await pause(50);
    element = deepQuery<CrmImport>(list, 'crm-import')!;
    person = new Person(element);
    await person.toPreview();
    person.find('.start').click();
    await person.until(() => element.busy, 'it writes');
    await sendKeys({ press: 'Escape' });
    expect(list.shadowRoot!.querySelector('crm-import-dialog')).not.to.equal(null);
    await person.until(() => element.announcements.some((text) => text.includes('still writing')), 'it is said');
    await person.until(() => stepName() === 'Imported', 'the report');
  });

  describe('over hostile files', () => {
    it('runs nothing of what they hold, and takes it as text', async () => {
      // Fails when a heading, a cell or a name of a file becomes markup, or a formula leaves as one.
      const attack = '<img src=x onerror="globalThis.hit = true">';
      const quoted = `"${attack.replaceAll('"', '""')}"`;
      const others = Array.from({ length: 4 }, (_, i) => `Person ${i},,p${i}@example.com\n`).join('');
      const csv = `Name,${quoted},E-Mail\n"=HYPERLINK(""http://x"")",${quoted},=1+1\n${others}`;
      await open({ files: [textFile(`${attack}.csv`, csv)] });
      await person.toPreview();
      person.find('.start').click();
      await person.until(() => stepName() === 'Imported', 'the report');
      expect('hit' in globalThis).to.equal(false);
      expect(person.all('img').length).to.equal(0);
      const { records } = await client.contacts.list({ limit: 10 });
      expect(records.map(({ fullName }) => fullName)).to.include('=HYPERLINK("http://x")');
      const saved = await person.saves(() => person.press('Download the report'));
      expect(saved.text)
        .to.contain('=1+1')
        .and.not.to.match(/(^|,)"?=/m);
    });

    it('stays usable with hundreds of columns, and shows how many there are', async () => {
      // Fails when each column costs what a page cannot carry, or the rest is cut in silence.
      const columns = Array.from({ length: 300 }, (_, i) => `Column ${i}`);
      const csv = `Name,${columns.join(',')}\nAna,${columns.map((_, i) => `v${i}`).join(',')}\n`;
      await open({ files: [textFile('wide.csv', csv)] });
      await person.filesAreRead();
      await person.press('Next');
      await person.sees('40 of 301 columns are shown.');
      await person.press('Show 40 more');
      expect(person.all('.column').length).to.equal(80);
      await person.press('Next');
      await person.sees('1 contact');
    });

    it('gets over a line of five million characters', async () => {
      // Fails when a cell that is never closed holds the page up, or is drawn whole.
      await open({ files: [textFile('long.csv', `Name,Note\nAna,"${'x'.repeat(5_000_000)}\n`)] });
      await person.until(() => person.all('.file').length > 0 && person.all('progress').length === 0, 'it is read', 9_000);
      await person.press('Next');
      await person.until(() => stepName() === 'Match the columns', 'the step');
      expect(person.text.length).to.be.lessThan(20_000);
      await person.press('Next');
      await person.until(() => person.all('.start').length === 1 && person.all('progress').length === 0, 'the plan', 9_000);
      expect(person.text.length).to.be.lessThan(20_000);
    });
  });
});
