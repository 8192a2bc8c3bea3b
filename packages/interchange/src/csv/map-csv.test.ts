import { toCrmError } from '@crm-elements/data';
import { expect } from 'chai';
import type { CsvTable } from './csv.types.js';
import { createEagerClock } from './eager-clock.test-helper.js';
import { mapCsv, type MapCsvOptions } from './map-csv.js';
import type { ColumnMapping, CsvCollection, CsvMapping } from './mapping.types.js';
import { customField, tableOf } from './table.test-helper.js';

type Target = string | null | (Partial<ColumnMapping> & { target: string });

/** A mapping as a person has set it: a target for each column. */
const mappingOf = <Name extends CsvCollection>(collection: Name, table: CsvTable, targets: readonly Target[]): CsvMapping<Name> => ({
  collection,
  columns: targets.map((given, column) => ({
    column,
    heading: table.columns[column]!,
    confidence: 1,
    ...(typeof given === 'object' && given !== null ? given : { target: given }),
  })),
});

/** Maps rows whose columns are called a, b, c …. */
function map<Name extends CsvCollection>(collection: Name, targets: readonly Target[], rows: readonly string[][], options?: MapCsvOptions) {
  const table = tableOf(targets.map((_, index) => 'abcdefghij'[index]!), ...rows); // prettier-ignore
  return mapCsv(table, mappingOf(collection, table, targets), options);
}

const told = (issues: readonly { code: string; row?: number; column?: string; value?: string }[]) =>
  issues.map(({ code, row, column, value }) => [code, row, column, value].filter((part) => part !== undefined).join(' '));

describe('mapCsv', () => {
  // Fails when a part of a contact goes to another field, or an empty cell becomes a value.
  it('makes drafts of contacts', async () => {
    const targets = [
      'name.given',
      'name.family',
      'emails[work]',
      'emails',
      'phones[mobile]',
      'tags',
      'companyId[name]',
      'birthday',
      'note',
      'key',
    ];
    const rows = [
      [
        ' Ana ',
        'Diaz',
        'a@x.example',
        'b@x.example, c@x.example',
        '555-1234 x9',
        'vip, new;vip',
        'Acme',
        '1980-02-03',
        'Met\nat a fair',
        '7',
      ],
      ['Bob', '', '', ' ', '', '', '', '', '', ''],
    ];
    const { records, issues } = await map('contacts', targets, rows);
    expect(records).to.deep.equal([
      {
        row: 0,
        line: 2,
        record: {
          name: { given: 'Ana', family: 'Diaz' },
          emails: [
            { value: 'a@x.example', key: 'a@x.example', type: 'work' },
            { value: 'b@x.example', key: 'b@x.example' },
            { value: 'c@x.example', key: 'c@x.example' },
          ],
          phones: [{ raw: '555-1234 x9', extension: '9', type: 'mobile' }],
          tags: ['vip', 'new'],
          birthday: '1980-02-03',
        },
        relations: [{ field: 'companyId', collection: 'companies', name: 'Acme', column: 'g' }],
        key: '7',
        notes: ['Met\nat a fair'],
      },
      { row: 1, line: 3, record: { name: { given: 'Bob' } }, relations: [], notes: [] },
    ]);
    expect(issues).to.deep.equal([]);
  });

  // Fails when parts of two addresses are mixed, or a number is kept as the kind of one.
  it('puts addresses together', async () => {
    const targets = [
      'addresses[work].street',
      'addresses[work].locality',
      'addresses[1].street',
      'addresses[].country',
      { target: 'addresses[2].street', labelFrom: 5 },
      'label',
    ];
    const { records } = await map('contacts', targets, [['Rúa 1', 'Lugo', 'Calle 2', 'ES', 'Rue 3', '* Home']]);
    expect(records[0]!.record.addresses).to.deep.equal([
      { type: 'work', street: 'Rúa 1', locality: 'Lugo' },
      { street: 'Calle 2' },
      { country: 'ES' },
      { type: 'home', street: 'Rue 3' },
    ]);
  });

  // Fails when the kind that Google says in a column of its own is not used, or the column is told as lost.
  it('reads the kind of a contact point from another column', async () => {
    const { records, issues } = await map('contacts', [{ target: 'emails', labelFrom: 1 }, 'label'], [['a@x.example', '* Work'], ['b@x.example', 'Boat'], ['c@x.example', '']]); // prettier-ignore
    expect(records.map(({ record }) => (record.emails?.[0] as { type?: string }).type)).to.deep.equal(['work', 'boat', undefined]);
    expect(issues).to.deep.equal([]);
  });

  // Fails when an unknown amount becomes 0, when a known 0 becomes unknown, or the day of closing goes to the wrong field.
  it('makes drafts of deals', async () => {
    const targets = ['name', 'stageId[name]', 'closeDate', 'amount', 'createdAt', 'probabilityOverride'];
    const rows = [
      ['One', 'Won', '2017-03-01', '1054', '2016-10-20', ''],
      ['Two', 'Engaging', '2017-03-01', '', '', '62,5 %'],
      ['Three', 'Lost', '2017-03-02', '0', '', ''],
    ];
    const decimal = { target: 'probabilityOverride', formats: { decimal: ',' } } as const;
    const { records } = await map('deals', [...targets.slice(0, 5), decimal], rows, { currency: 'USD' });
    expect(records.map(({ record }) => record)).to.deep.equal([
      { name: 'One', status: 'won', amount: { amount: 105_400, currency: 'USD' }, closedAt: '2017-03-01T00:00:00.000Z' },
      { name: 'Two', expectedCloseDate: '2017-03-01', probabilityOverride: 6_250 },
      { name: 'Three', status: 'lost', amount: { amount: 0, currency: 'USD' }, closedAt: '2017-03-02T00:00:00.000Z' },
    ]);
    expect(records.map(({ createdAt }) => createdAt)).to.deep.equal(['2016-10-20T00:00:00.000Z', undefined, undefined]);
  });

  // Fails when a deal stays without a name although its row says what it is, or when nobody is told.
  it('names deals that have no name', async () => {
    const { records, issues } = await map('deals', ['key', 'companyId[name]', 'lineItems[name]'], [['1', 'Acme', 'GTX Pro'], ['2', '', 'GTX Pro'], ['3', '', '']]); // prettier-ignore
    expect(records.map(({ record }) => record.name)).to.deep.equal(['Acme – GTX Pro', 'GTX Pro', '3']);
    expect(told(issues)).to.deep.equal(['made-name']);
    expect(issues[0]!.message).to.include('3 deals');
  });

  // Fails when an amount is taken with a currency that nothing says, or the row's own is not heard.
  it('takes the currency from the cell, the row, the column or the caller, in that order', async () => {
    const amount = { target: 'amount', formats: { currency: 'CHF' } } as const;
    const rows = [['€ 5', 'USD', 'a'], ['5', 'usd', 'b'], ['5', '', 'c']]; // prettier-ignore
    const ofColumn = await map('deals', [amount, 'currency', 'name'], rows, { currency: 'JPY' });
    expect(ofColumn.records.map(({ record }) => record.amount?.currency)).to.deep.equal(['EUR', 'USD', 'CHF']);
    const ofCaller = await map('deals', ['amount', 'currency', 'name'], rows, { currency: 'JPY' });
    expect(ofCaller.records[2]!.record.amount).to.deep.equal({ amount: 5, currency: 'JPY' });
    const ofNobody = await map('deals', ['amount', 'currency', 'name'], rows);
    expect(told(ofNobody.issues)).to.deep.equal(['no-currency 2 a 5']);
  });

  // Fails when a bad cell costs its row, goes without a word, or is told for another place.
  it('tells each cell that it cannot take, and takes the rest of the row', async () => {
    const targets = ['fullName', 'emails', 'phones', 'birthday', 'lastActivityAt', 'lifecycleStage', 'keepInTouchDays'];
    const rows = [['Ana', 'a@x.example; nobody', 'later', '2026-02-30', 'yesterday', 'royal', '1.5'], ['Bob', '', '', '', '', '', '']]; // prettier-ignore
    const { records, issues } = await map('contacts', targets, rows);
    expect(records.map(({ record }) => record)).to.deep.equal([
      { fullName: 'Ana', emails: [{ value: 'a@x.example', key: 'a@x.example' }] },
      { fullName: 'Bob' },
    ]);
    expect(told(issues)).to.deep.equal([
      'no-email 0 b nobody',
      'no-phone 0 c later',
      'no-date 0 d 2026-02-30',
      'no-moment 0 e yesterday',
      'no-choice 0 f royal',
      'no-number 0 g 1.5',
    ]);
    expect(issues.map(({ line }) => line)).to.deep.equal([2, 2, 2, 2, 2, 2]);
    const money = await map('deals', ['name', 'amount'], [['x', '5k']], { currency: 'EUR' });
    expect(told(money.issues)).to.deep.equal(['no-money 0 b 5k']);
    const agents = await map('agents', ['name', 'active', 'email'], [['x', 'perhaps', 'none']]);
    expect(told(agents.issues)).to.deep.equal(['no-boolean 0 b perhaps', 'no-email 0 c none']);
    const companies = await map('companies', ['name', 'domains'], [['x', 'https://www.x.example/y, here']]);
    expect([companies.records[0]!.record.domains, told(companies.issues)]).to.deep.equal([['x.example'], ['no-url 0 b here']]);
  });

  // Fails when the second of two columns overwrites the first, or is dropped without a word.
  it('keeps the first of two values for one field, and tells the other', async () => {
    const targets = [
      'fullName',
      'fullName',
      'companyId[name]',
      'companyId[name]',
      'key',
      'key',
      'addresses[].street',
      'addresses[].street',
      'createdAt',
      'createdAt',
    ];
    const same = ['Ana', 'Ana', 'Acme', 'Acme', '1', '1', 'x', 'x', '2026-01-02', '2026-01-02'];
    const other = ['Ana', 'Bea', 'Acme', 'Apex', '1', '2', 'x', 'y', '2026-01-02', '2026-01-03'];
    const { records, issues } = await map('contacts', targets, [same, other]);
    expect({ ...records[1]!, row: 0, line: 2 }).to.deep.equal(records[0]);
    expect(told(issues)).to.deep.equal([
      'repeated 1 b Bea',
      'repeated 1 d Apex',
      'repeated 1 f 2',
      'repeated 1 h y',
      'repeated 1 j 2026-01-03',
    ]);
  });

  // Fails when a column or a row vanishes without a word.
  it('tells of columns that go nowhere and of rows without anything', async () => {
    const { records, issues } = await map('contacts', ['fullName', null, null], [['Ana', 'x', ''], [' ', '', '\t'], ['Bob', 'y', '']]); // prettier-ignore
    expect(records.map(({ row }) => row)).to.deep.equal([0, 2]);
    expect(told(issues)).to.deep.equal(['empty-row 1', 'unmapped b']);
    expect(issues[1]!.message).to.include('2 cells');
  });

  // Fails when an order that nobody decided is used without a word.
  it('tells of formats that are not clear', async () => {
    const birthday = (formats: ColumnMapping['formats']) => [{ target: 'birthday', ...(formats && { formats }) }];
    const guessed = await map('contacts', birthday({ date: 'dmy', unclear: ['date'] }), [['03/04/1980']]);
    expect([guessed.records[0]!.record.birthday, told(guessed.issues)]).to.deep.equal(['1980-04-03', ['unclear-format a']]);
    const decided = await map('contacts', birthday({ date: 'mdy' }), [['03/04/1980']]);
    expect([decided.records[0]!.record.birthday, decided.issues]).to.deep.equal(['1980-03-04', []]);
  });

  // Fails when a name and a key of one company become two, or when several people of one cell become one.
  it('keeps what a row names for later', async () => {
    const targets = ['companyId[key]', 'companyId[name]', 'contactIds[name]', 'lineItems[name]', 'ownerId[name]'];
    const { records } = await map('deals', targets, [['7', 'Acme', 'Ana Diaz; Bob', 'GTX Pro', 'Moses']]);
    expect(records[0]!.relations).to.deep.equal([
      { field: 'companyId', collection: 'companies', key: '7', name: 'Acme', column: 'a' },
      { field: 'contactIds', collection: 'contacts', name: 'Ana Diaz', column: 'c' },
      { field: 'contactIds', collection: 'contacts', name: 'Bob', column: 'c' },
      { field: 'lineItems', collection: 'products', name: 'GTX Pro', column: 'd' },
      { field: 'ownerId', collection: 'agents', name: 'Moses', column: 'e' },
    ]);
  });

  // Fails when a custom field is written as text whatever its type, or its key reaches a prototype.
  it('fills custom fields by their type', async () => {
    const options = [{ value: 'n', label: 'North' }, { value: 's', label: 'South' }]; // prettier-ignore
    const customFields = [
      customField('score', 'number'),
      customField('region', 'select', { options }),
      customField('regions', 'multiselect', { options }),
      customField('toString', 'text'),
      customField('constructor', 'text'),
      customField('since', 'date'),
    ];
    const targets = ['custom.score', 'custom.region', 'custom.regions', 'custom.toString', 'custom.since'];
    const { records, issues } = await map('contacts', targets, [['1.5', 'north', 'North, s, East', 'x', '2026-01-02']], { customFields });
    expect(records[0]!.record.custom).to.deep.equal({ score: 1.5, region: 'n', regions: ['n', 's'], toString: 'x', since: '2026-01-02' });
    expect(told(issues)).to.deep.equal(['no-choice 0 c East']);
    for (const path of ['custom.constructor', 'custom.other', '__proto__', 'verified']) {
      let error: unknown;
      await map('contacts', [path], [['x']], { customFields }).catch((caught: unknown) => (error = caught));
      expect(error, path).to.be.an.instanceOf(RangeError);
    }
  });

  // Fails when a row that is shorter than the others throws, or one that is longer loses what it has.
  it('takes rows of any length', async () => {
    const { records } = await map('contacts', ['fullName', 'jobTitle'], [['Ana'], ['Bob', 'Chef', 'more']]);
    expect(records.map(({ record }) => record)).to.deep.equal([{ fullName: 'Ana' }, { fullName: 'Bob', jobTitle: 'Chef' }]);
  });

  describe('slices', () => {
    const rows = Array.from({ length: 1_050 }, (_, row) => [`Person ${row}`]);

    // Fails when more than a hundred rows are read without the page having its turn.
    it('are bounded', async () => {
      const seen: number[] = [];
      const { records } = await map('contacts', ['fullName'], rows, {
        clock: createEagerClock(),
        onProgress: ({ done }) => seen.push(done),
      });
      expect(records).to.have.length(1_050);
      expect(seen).to.deep.equal([100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_050]);
    });

    // Fails when work goes on after a cancel.
    it('stop at a cancel', async () => {
      const stop = new AbortController();
      const clock = createEagerClock((pause) => pause === 2 && stop.abort());
      let error: unknown;
      await map('contacts', ['fullName'], rows, { clock, signal: stop.signal }).catch((caught: unknown) => (error = caught));
      expect([toCrmError(error).code, clock.pauses]).to.deep.equal(['ABORTED', 2]);
    });
  });
});
