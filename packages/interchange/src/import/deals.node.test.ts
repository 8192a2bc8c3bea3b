import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import type { Deal, Stage, StageChange, StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import { sharedData } from '../../../../tools/test-support.js';
import { guessCollection, guessMapping } from '../csv/guess-mapping.js';
import { mapCsv } from '../csv/map-csv.js';
import { parseCsv } from '../csv/parse-csv.js';
import { importRecords } from './import-records.js';
import type { ImportPlan, ImportSource } from './import.types.js';
import { planImport, type PlanImportOptions } from './plan-import.js';

const files = ['sales_pipeline.csv', 'accounts.csv', 'products.csv', 'sales_teams.csv'];
const at = '2026-11-23T12:00:00.000Z';

/** The files as a person would give them: in any order, and with every guess taken. */
async function sources(): Promise<ImportSource[] | undefined> {
  const all: ImportSource[] = [];
  for (const name of files) {
    const text = await sharedData(`deals/${name}`);
    if (text === undefined) return undefined;
    const table = await parseCsv(text);
    const { collection } = guessCollection(table);
    const { records } = await mapCsv(table, guessMapping(table, { collection: collection }), { currency: 'USD' });
    all.push({ name, collection: collection, records });
  }
  return all;
}

async function everyOf<R>(client: CrmClient, collection: string): Promise<R[]> {
  const records: StoredRecord[] = [];
  for (let after: string | undefined; ;) {
    const page = await client.adapter.query({ collection, limit: 1_000, ...(after !== undefined && { after }) });
    records.push(...page.records);
    if (page.next === undefined) return records as unknown as R[];
    after = page.next;
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const days = (ms: number): number => ms / 86_400_000;

describe('four files of a sales team, imported together', () => {
  let given: ImportSource[] | undefined;
  let plan: ImportPlan;
  /** The store that everything was imported into. */
  let whole: CrmClient;
  const clients: CrmClient[] = [];

  function fresh(): CrmClient {
    clients.push(createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } }));
    return clients.at(-1)!;
  }

  const planned = (client: CrmClient, options: PlanImportOptions = {}) =>
    planImport(client, given!, { seed: 'four files', at, ...options });

  before(async function () {
    this.timeout(60_000);
    given = await sources();
    if (!given) return;
    whole = fresh();
    plan = await planned(whole);
    await importRecords(whole, plan);
  });
  beforeEach(function () {
    if (!given) this.skip();
    this.timeout(60_000);
  });
  after(() => Promise.all(clients.map((client) => client.close())));

  // Fails when the report leaves out what a person has to know, or says it wrong.
  it('tells before what is not found and what is not known', () => {
    expect(plan.counts).to.deep.equal({ pipelines: 1, stages: 4, agents: 35, companies: 85, deals: 8_800, stageChanges: 15_511 });
    expect(
      plan.unresolved.map(({ collection, name, kind, proposals }) => [
        collection,
        name,
        kind,
        ...proposals.map((proposal) => proposal.name),
      ]),
    ).to.deep.equal([['products', 'GTXPro', 'near', 'GTX Pro']]);
    const gaps = Object.fromEntries(plan.gaps.map(({ collection, field, count }) => [`${collection}.${field}`, count]));
    expect(gaps).to.deep.equal({ 'deals.companyId': 1_425, 'deals.amount': 2_089, 'deals.createdAt': 500 });
    expect([plan.duplicates, plan.already]).to.deep.equal([[], 0]);
  });

  // Fails when a deal is counted in the wrong stage, or an amount that is not known as 0.
  it('are counted as they are, by the totals of the store', async () => {
    const [pipeline] = await everyOf<{ id: string }>(whole, 'pipelines');
    const rows = await whole.adapter.totals({
      collection: 'deals',
      totals: 'byStatus',
      where: { pipelineId: pipeline!.id },
      by: ['status'],
    });
    const byStatus = Object.fromEntries(
      rows.map(({ group, count, sums }) => [Object.values(group)[0], [count, String(sums?.['amount'] ?? 0)]]),
    );
    expect(byStatus['won']).to.deep.equal([4_238, '1000553400']);
    expect([byStatus['lost']![0], byStatus['open']![0]]).to.deep.equal([2_473, 2_089]);
    const deals = await everyOf<Deal>(whole, 'deals');
    expect(deals.filter(({ amount }) => amount === null).length).to.equal(2_089);
    expect(new Set(deals.map(({ rank, stageId }) => `${stageId} ${rank}`)).size).to.equal(8_800);
  });

  // Fails when a deal's beginning or end is lost, or its time is counted from something else.
  it('tell by their stage changes how many were won, and how long that took', async () => {
    const stages = new Map((await everyOf<Stage>(whole, 'stages')).map((stage) => [stage.id, stage]));
    const changes = await everyOf<StageChange>(whole, 'stageChanges');
    const ended = (kind: Stage['kind']) =>
      changes.filter(({ toStageId, fromStageId }) => fromStageId !== null && stages.get(toStageId)!.kind === kind);
    const [won, lost] = [ended('won'), ended('lost')];
    expect([won.length, lost.length]).to.deep.equal([4_238, 2_473]);
    expect((won.length / (won.length + lost.length)).toFixed(4)).to.equal('0.6315');
    expect(mean(won.map(({ durationMs }) => days(durationMs))).toFixed(2)).to.equal('51.78');
    expect(mean(lost.map(({ durationMs }) => days(durationMs))).toFixed(2)).to.equal('41.48');
    expect(new Set(won.map(({ fromStageId }) => stages.get(fromStageId!)!.name))).to.deep.equal(new Set(['Engaging']));
  });

  // Fails when a product is not found under the name that a person said it has.
  it('have a line for what was sold, under the name of the price list where a person said which it is', async () => {
    const named = async (client: CrmClient) =>
      (await everyOf<Deal>(client, 'deals')).flatMap(({ lineItems }) => lineItems.map(({ name }) => name));
    expect((await named(whole)).filter((name) => name === 'GTXPro').length).to.be.greaterThan(1_000);
    const client = fresh();
    const { proposals } = plan.unresolved[0]!;
    const decided = await planned(client, { decisions: { products: new Map([['GTXPro', proposals[0]!.id]]) } });
    expect(decided.unresolved).to.deep.equal([]);
    await importRecords(client, decided);
    expect((await named(client)).filter((name) => name === 'GTXPro').length).to.equal(0);
  });

  // Fails when the same files make everything twice.
  it('are known again when they are given once more', async () => {
    expect((await planned(whole)).operations).to.deep.equal([]);
    const again = await planned(whole, { seed: 'another day' });
    expect(again.duplicates.length).to.equal(35 + 85 + 8_800);
    expect(again.counts).to.deep.equal({});
  });

  // Fails when an import that was cancelled leaves a deal without its history, or cannot be gone on with exactly, in this window or in another.
  for (const [where, goOn] of [
    ['in the same window', () => Promise.resolve(plan)],
    ['after a reload', planned],
  ] as const) {
    it(`can be cancelled anywhere and gone on with ${where}, to the same end`, async () => {
      const client = fresh();
      const cancel = new AbortController();
      let chunks = 20;
      const refused = await importRecords(client, plan, { signal: cancel.signal, onProgress: () => --chunks || cancel.abort() }).then(
        () => undefined,
        (error: { code: string }) => error.code,
      );
      expect(refused).to.equal('ABORTED');
      const changed = new Set((await everyOf<StageChange>(client, 'stageChanges')).map(({ dealId }) => dealId));
      expect((await everyOf<Deal>(client, 'deals')).filter(({ id }) => !changed.has(id))).to.deep.equal([]);

      const rest = await goOn(client);
      expect(rest.already + rest.operations.length).to.equal(plan.operations.length);
      await importRecords(client, rest);
      // Ranks go on behind those that are there: the order is the same, their texts need not be.
      const plain = ({ createdAt: _, updatedAt: __, rank: ___, ...record }: StoredRecord) => record;
      for (const collection of ['pipelines', 'stages', 'agents', 'companies', 'deals', 'stageChanges']) {
        const [one, other] = await Promise.all(
          [client, whole].map(async (each) => (await everyOf<StoredRecord>(each, collection)).map(plain)),
        );
        expect(JSON.stringify(one)).to.equal(JSON.stringify(other));
      }
      const inStages = async (each: CrmClient) => {
        const ranked = (await everyOf<Deal>(each, 'deals')).sort((a, b) => (a.rank < b.rank ? -1 : 1));
        return (await everyOf<Stage>(each, 'stages')).map(({ id }) =>
          ranked.filter(({ stageId }) => stageId === id).map((deal) => deal.id),
        );
      };
      expect(await inStages(client)).to.deep.equal(await inStages(whole));
    });
  }
});
