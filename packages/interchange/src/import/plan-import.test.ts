import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import type { Company, Contact, Deal, Note, Stage, StageChange } from '@crm-elements/schema';
import { expect } from 'chai';
import type { CsvProgress } from '../csv/csv.types.js';
import { createEagerClock } from '../csv/eager-clock.test-helper.js';
import type { CsvCollection, CsvDraft, CsvRelation, DraftFields } from '../csv/mapping.types.js';
import { importRecords } from './import-records.js';
import type { ImportSource, RowSource } from './import.types.js';
import { planImport, type PlanImportOptions } from './plan-import.js';

const at = '2026-11-23T12:00:00.000Z';

type Row<Name extends CsvCollection> = DraftFields<Name> & { of?: Partial<CsvDraft>; names?: Record<string, string> };

const relatedOf: Record<string, CsvRelation['collection']> = {
  companyId: 'companies',
  ownerId: 'agents',
  stageId: 'stages',
  lineItems: 'products',
};

/** A file of these records; `names` are the related records that a row names. */
function file<Name extends CsvCollection>(collection: Name, rows: readonly Row<Name>[]): RowSource {
  const records = rows.map(({ of = {}, names = {}, ...record }, row): CsvDraft => {
    const relations = Object.entries(names).map(([field, name]) => ({
      field: field as CsvRelation['field'],
      collection: relatedOf[field]!,
      name,
      column: field,
    }));
    return { row, line: row + 2, record: record as DraftFields<Name>, relations, notes: [], ...of };
  });
  return { name: `${collection}.csv`, collection, records };
}

describe('an import of files', () => {
  let client: CrmClient;
  const plan = (sources: readonly ImportSource[], options: PlanImportOptions = {}) =>
    planImport(client, sources, { seed: 'test', at, ...options });
  const all = async <R>(collection: string) => (await client.adapter.query({ collection, limit: 1_000 })).records as unknown as R[];

  beforeEach(() => {
    client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });
  });
  afterEach(() => client.close());

  // Fails when somebody is taken for another by a name or a shared telephone alone, or a person is made twice.
  it('tells who is there already: by e-mail address, by name and number together, by what the file calls them', async () => {
    const known = await client.saveContacts([
      { fullName: 'Ana Diaz', emails: ['Ana@Example.com'], phones: ['+34 600 111 222'] },
      { fullName: 'Bo Lee', externalIds: { import: '17' } },
    ]);
    const { duplicates, counts, operations } = await plan([
      file('contacts', [
        { fullName: 'A. Diaz', emails: ['ana@example.com'] },
        { fullName: 'ana diaz', phones: ['+34600111222'] },
        { fullName: 'Eve Diaz', phones: ['+34600111222'] },
        { fullName: 'Ana Diaz' },
        { fullName: 'Somebody', of: { key: '17' } },
        { fullName: 'New One', emails: ['new@example.com'] },
        { fullName: 'The same', emails: ['NEW@example.com'] },
      ]),
    ]);
    const newOne = operations.find(({ record }) => record['fullName'] === 'New One')!.record.id;
    expect(duplicates.map(({ line, by, id, inFiles }) => [line, by, id, inFiles])).to.deep.equal([
      [2, 'email', known[0]!.id, false],
      [3, 'phone', known[0]!.id, false],
      [6, 'key', known[1]!.id, false],
      [8, 'email', newOne, true],
    ]);
    expect(counts).to.deep.equal({ contacts: 3 });
    expect(
      (await plan([file('contacts', [{ fullName: 'A. Diaz', emails: ['ana@example.com'] }])], { duplicates: 'create' })).counts,
    ).to.deep.equal({ contacts: 1 });
  });

  // Fails when a record names another by an id that it does not get, or a duplicate's relations lead to what is not written.
  it('lets records name each other, across files and those that are there', async () => {
    const there = await client.companies.create({ name: 'Łódź Works' });
    const made = await plan([
      file('contacts', [
        { fullName: 'One', names: { companyId: 'LODZ works', ownerId: 'Mia' } },
        { fullName: 'Two', names: { companyId: 'Acme' }, of: { notes: ['Met at the fair.', 'Likes tea.'] } },
        { fullName: 'Three', names: { companyId: 'Acme Inc.' } },
      ]),
      file('companies', [{ name: 'Acme' }, { name: 'lodz works' }]),
      file('agents', [{ name: 'Mia', email: 'mia@example.com' }]),
    ]);
    expect(made.counts).to.deep.equal({ agents: 1, companies: 1, contacts: 3, notes: 2 });
    expect(made.unresolved.map(({ name, kind }) => [name, kind])).to.deep.equal([['Acme Inc.', 'near']]);
    await importRecords(client, made);
    const contacts = new Map((await all<Contact>('contacts')).map((contact) => [contact.fullName, contact]));
    const acme = (await all<Company>('companies')).find(({ name }) => name === 'Acme')!;
    const [mia] = await all<{ id: string }>('agents');
    expect([contacts.get('One')!.companyId, contacts.get('One')!.ownerId]).to.deep.equal([there.id, mia!.id]);
    expect([contacts.get('Two')!.companyId, contacts.get('Three')!.companyId]).to.deep.equal([acme.id, undefined]);
    const two = contacts.get('Two')!.id;
    const notes = (await all<Note>('notes')).map(({ text, targets, authorId }) => [text, targets, authorId]);
    expect(notes).to.deep.equal(['Met at the fair.', 'Likes tea.'].map((text) => [text, [{ type: 'contact', id: two }], 'ana']));
  });

  // Fails when the company of a person is lost because nobody made it before, or is made for each way to write it.
  it('makes companies that nobody has heard of, where nobody said otherwise', async () => {
    const people = file('contacts', [
      { fullName: 'One', names: { companyId: 'Acme' } },
      { fullName: 'Two', names: { companyId: 'ACME ' } },
      { fullName: 'Three', names: { companyId: 'Brass Works' } },
    ]);
    await client.companies.create({ name: 'Brassworks' });
    const left = await plan([people], { unknownCompanies: 'leave' });
    expect([left.counts, left.unresolved.map(({ name }) => name)]).to.deep.equal([{ contacts: 3 }, ['Acme', 'ACME ', 'Brass Works']]);
    const made = await plan([people]);
    const unresolved = made.unresolved.map(({ name, kind }) => [name, kind]);
    expect([made.counts, unresolved]).to.deep.equal([{ companies: 1, contacts: 3 }, [['Brass Works', 'near']]]);
    await importRecords(client, made);
    const [acme] = (await all<Company>('companies')).filter(({ name }) => name === 'Acme');
    expect((await all<Contact>('contacts')).map(({ companyId }) => companyId)).to.have.members([acme!.id, acme!.id, undefined]);
    expect((await plan([people])).operations).to.deep.equal([]);
  });

  // Fails when one bad row ends the import, or is left out without a word.
  it('leaves out what its collection does not keep, says why, and takes the rest', async () => {
    const { issues, counts } = await plan([file('contacts', [{ fullName: 'Good' }, { fullName: 'Bad', keepInTouchDays: -1 }])]);
    expect(issues.map(({ line, code, field }) => [line, code, field])).to.deep.equal([[3, 'invalid', 'keepInTouchDays']]);
    expect(issues[0]!.message).to.match(/ The row is left out\.$/);
    expect(counts).to.deep.equal({ contacts: 1 });
  });

  // Fails when a step works through all rows at once, goes on although it was cancelled, or its progress goes back.
  it('leaves the page its turn in each step, and can be cancelled in any', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => ({
      fullName: `Person ${i}`,
      emails: [`p${i}@example.com`],
      names: { companyId: `Firm ${i % 7}` },
    }));
    const told: CsvProgress[] = [];
    const clock = createEagerClock();
    const { operations } = await plan([file('contacts', rows)], { clock, onProgress: (progress) => told.push(progress) });
    expect(operations.length).to.equal(607);
    const done = told.map((progress) => progress.done);
    expect([done, told.at(-1)]).to.deep.equal([done.toSorted((a, b) => a - b), { done: 2_400, total: 2_400 }]);
    // Four times through the entries, fifty between two looks at the clock.
    expect(clock.pauses).to.be.at.least(4 * 12);
    for (const at of [1, 13, 30, 40, clock.pauses]) {
      const ending = new AbortController();
      const cancelled = plan([file('contacts', rows)], {
        clock: createEagerClock((pause) => pause === at && ending.abort()),
        signal: ending.signal,
      });
      expect(await cancelled.catch((error: { code: string }) => error.code), `cancelled in pause ${at}`).to.equal('ABORTED');
    }
  });

  describe('of deals', () => {
    const deals = file('deals', [
      { name: 'Won', amount: { amount: 500_00, currency: 'EUR' }, closedAt: '2026-03-01T00:00:00.000Z', names: { stageId: 'Won', lineItems: 'Lamp' }, of: { createdAt: '2026-02-01T00:00:00.000Z' } }, // prettier-ignore
      { name: 'Working', names: { stageId: 'Talking', lineItems: 'Lamp' }, of: { createdAt: '2026-02-15T00:00:00.000Z' } },
      { name: 'Idea', names: { stageId: 'Ideas' } },
      {
        name: 'Turned round',
        closedAt: '2026-01-01T00:00:00.000Z',
        names: { stageId: 'Lost' },
        of: { createdAt: '2026-02-01T00:00:00.000Z' },
      },
    ]);
    const lamps = file('products', [{ name: 'Lamp', price: { amount: 99_00, currency: 'EUR' } }]);

    // Fails when a stage of the file is lost, stages stand in the order of the rows, a deal stands where it was not, or time is invented.
    it('makes the stages that there are not, and the history that the file tells', async () => {
      await importRecords(client, await plan([deals, lamps]));
      const stages = (await all<Stage>('stages')).sort((a, b) => a.order - b.order);
      expect(stages.map(({ name, kind }) => [name, kind])).to.deep.equal([['Ideas', 'open'], ['Talking', 'open'], ['Won', 'won'], ['Lost', 'lost']]); // prettier-ignore
      const nameOf = (id: string | null) => stages.find((stage) => stage.id === id)?.name;
      const made = new Map((await all<Deal>('deals')).map((deal) => [deal.name, deal]));
      expect(
        [...made.values()].map(({ name, stageId, status, stageEnteredAt }) => [name, nameOf(stageId), status, stageEnteredAt.slice(0, 10)]),
      ).to.have.deep.members([
        ['Won', 'Won', 'won', '2026-03-01'],
        ['Working', 'Talking', 'open', '2026-02-15'],
        ['Idea', 'Ideas', 'open', '2026-11-23'],
        ['Turned round', 'Lost', 'lost', '2026-01-01'],
      ]);
      const changes = (await all<StageChange>('stageChanges')).map(({ dealId, fromStageId, toStageId, at: moment, durationMs }) =>
        [
          [...made.values()].find(({ id }) => id === dealId)!.name,
          nameOf(fromStageId) ?? '',
          nameOf(toStageId),
          moment.slice(0, 10),
          durationMs / 86_400_000,
        ].join(' '),
      );
      expect(changes.sort()).to.deep.equal(['Idea  Ideas 2026-11-23 0', 'Turned round  Lost 2026-01-01 0', 'Won  Talking 2026-02-01 0', 'Won Talking Won 2026-03-01 28', 'Working  Talking 2026-02-15 0']); // prettier-ignore
      expect(
        ['Won', 'Working'].map((name) => made.get(name)!.lineItems.map((line) => [line.name, line.quantity, line.unitPrice.amount])),
      ).to.deep.equal([[['Lamp', 1_000, 500_00]], [['Lamp', 1_000, 99_00]]]);
    });

    // Fails when deals go elsewhere than was said, jump over those that stand there, or a stage of the same name is made twice.
    it('puts them into a pipeline that there is, behind the deals that stand there', async () => {
      const { pipeline, stages } = await client.createPipeline({
        name: 'Own',
        currency: 'EUR',
        stages: [
          { name: 'talking', probability: 2_000 },
          { name: 'Done', kind: 'won' },
        ],
      });
      const before = await client.createDeal({ name: 'Before', stageId: stages[0]!.id });
      await importRecords(client, await plan([deals, lamps], { pipeline: { id: pipeline.id } }));
      const now = (await all<Stage>('stages')).filter(({ pipelineId }) => pipelineId === pipeline.id).map(({ name }) => name);
      expect(now).to.have.members(['talking', 'Done', 'Ideas', 'Won', 'Lost']);
      const here = (await all<Deal>('deals')).filter(({ stageId }) => stageId === stages[0]!.id).sort((a, b) => (a.rank < b.rank ? -1 : 1));
      expect(here.map(({ name }) => name)).to.deep.equal([before.name, 'Working']);
      const refused = await plan([deals], { pipeline: { id: 'gone' } }).catch((error: { code: string }) => error.code);
      expect(refused).to.equal('NOT_FOUND');
    });

    // Fails when a product without a price is lost without a word.
    it('says where neither price nor amount is known', async () => {
      const { issues } = await plan([deals]);
      expect(issues.map(({ line, code, value }) => [line, code, value])).to.deep.equal([[3, 'no-price', 'Lamp']]);
    });
  });
});
