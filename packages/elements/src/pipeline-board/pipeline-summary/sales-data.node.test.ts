import { createClient, createMemoryAdapter, type CrmClient, type TotalRow } from '@crm-elements/data';
import { expect } from 'chai';
import { sharedData } from '../../../../../tools/test-support.js';
import { meanStays, rowsWhere, sumRows, winRate } from './figures.js';
import { liveRows } from './live-rows.js';
import { wonDeals, wonQuery } from './won-deals.js';

const files = ['sales_pipeline.csv', 'accounts.csv', 'products.csv', 'sales_teams.csv'];
const days = (ms: number | undefined) => ((ms ?? NaN) / 86_400_000).toFixed(2);

/** The first result that is exact. */
const first = <Value>(
  start: (next: (value: Value) => void, fail: (error: unknown) => void, signal: AbortSignal) => void,
): Promise<Value> => {
  const ending = new AbortController();
  return new Promise<Value>((resolve, reject) => start(resolve, reject, ending.signal)).finally(() => ending.abort());
};

describe('the summary of a sales team that is known', () => {
  let client: CrmClient | undefined;
  let pipelineId: string;

  before(async function () {
    this.timeout(60_000);
    const texts = await Promise.all(files.map(async (name) => ({ name, text: await sharedData(`deals/${name}`) })));
    if (texts.some(({ text }) => text === undefined)) return;
    const { guessCollection, guessMapping, importRecords, mapCsv, parseCsv, planImport } = await import('@crm-elements/interchange');
    const sources = [];
    for (const { name, text } of texts) {
      const table = await parseCsv(text!);
      const { collection } = guessCollection(table);
      sources.push({ name, collection, records: (await mapCsv(table, guessMapping(table, { collection }), { currency: 'USD' })).records });
    }
    client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });
    await importRecords(client, await planImport(client, sources, { seed: 'four files', at: '2026-11-23T12:00:00.000Z' }));
    pipelineId = (await client.pipelines.list()).records[0]!.id;
  });
  beforeEach(function () {
    if (!client) this.skip();
  });
  after(() => client?.close());

  const rows = (collection: 'deals' | 'stageChanges', totals: string, by?: readonly string[]) =>
    first<TotalRow[]>((next, fail, signal) =>
      liveRows(client!, collection, { totals, where: { pipelineId }, ...(by && { by }) }, { next, fail, signal }),
    );

  // Fails when deals are counted in the wrong state, a value that is not known is 0, or the rate is taken over all deals.
  it('has its numbers, values and win rate', async () => {
    const byStatus = await rows('deals', 'byStatus');
    const [open, won, lost] = ['open', 'won', 'lost'].map((status) => sumRows(rowsWhere(byStatus, 'status', status))) as [
      ReturnType<typeof sumRows>,
      ReturnType<typeof sumRows>,
      ReturnType<typeof sumRows>,
    ];
    expect([won.count, lost.count, open.count]).to.deep.equal([4_238, 2_473, 2_089]);
    expect(won.sums).to.deep.equal([{ currency: 'USD', amount: '1000553400' }]);
    expect([open.unvalued, open.sums, won.unvalued]).to.deep.equal([2_089, [], 0]);
    expect((winRate(won.count, lost.count)! * 100).toFixed(2)).to.equal('63.15');
  });

  // Fails when a deal begins with its import, or a deal whose end is not known is in the mean.
  it('has its mean time to win, and its months', async () => {
    const won = wonDeals(
      await first<TotalRow[]>((next, fail, signal) => {
        client!.deals.filtered(wonQuery(pipelineId), ({ state, totals }) => state === 'exact' && next(totals), { signal, onError: fail });
      }),
    );
    expect([days(won.timeToWin.ms), won.timeToWin.count, won.untimed]).to.deep.equal(['51.78', 4_238, 0]);
    expect(won.months.map(({ month }) => month)).to.include.members(['2017-03', '2017-12']);
    expect(won.months.reduce((sum, { count }) => sum + count, 0)).to.equal(4_238);
    expect(won.months.reduce((sum, { sums }) => sum + BigInt(sums[0]!.amount), 0n)).to.equal(1_000_553_400n);
  });

  // Fails when a move that makes a deal counts as a stay, or the sums of two moves are mixed up.
  it('has its mean time in a stage, over won and lost deals', async () => {
    const stays = [...meanStays(await rows('stageChanges', 'byTransition', ['fromStageId'])).values()];
    expect(stays.map(({ ms, count }) => [days(ms), count])).to.deep.equal([['47.99', 6_711]]);
  });
});
