import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { createClient, systemClock, type Clock, type CrmClient, type DataAdapter, type FilteredQuery } from '@crm-elements/data';
import { createOperation, createRandom } from '@crm-elements/data/testing';
import { commitAll } from '../commit-all.js';
import { longestTask } from '../longest-task.js';
import type { Scenario } from '../measure.js';
import type { SuiteOptions } from './data.js';

const fillSize = 5_000;
const databaseName = 'benchmark-filter';
const random = createRandom(11);
const syllables = ['an', 'be', 'ca', 'do', 'el', 'fi', 'go', 'ha', 'is', 'jo', 'ka', 'lu', 'mi', 'no', 'or', 'pa', 'ri', 'sa', 'te', 'vi'];
const word = () => Array.from({ length: random.between(2, 4) }, () => random.pick(syllables)).join('');

const makeDeal = (number: number) =>
  createOperation('deals', {
    name: `${word()} ${word()}`,
    pipelineId: 'sales',
    stageId: `stage-${number % 6}`,
    rank: `a${String(number).padStart(7, '0')}`,
    amount: { amount: random.below(1_000_000), currency: random.pick(['EUR', 'USD', 'CHF']) },
    ownerId: `agent-${random.below(50)}`,
    tags: [random.pick(syllables), random.pick(syllables)],
    custom: { size: random.below(10) },
  });

/** What a board shows of a filter: all stages with their sums, in the order of the columns. */
const onBoard = (where: FilteredQuery['where']): FilteredQuery => ({
  where: [{ field: 'pipelineId', is: 'sales' }, ...where!],
  sort: [{ by: 'rank' }],
  group: ['stageId'],
  totals: 'byStage',
});

const filters: Readonly<Record<string, FilteredQuery>> = {
  'by custom field': onBoard([{ field: 'custom.size', is: 3 }]),
  'of all': onBoard([{ field: 'custom.size', is: { gte: 0 } }]),
  'part of a name': onBoard([{ field: 'name', is: { contains: 'anbe' } }]),
  'one of three, in another order': {
    ...onBoard([{ field: 'tags', is: { in: ['an', 'be', 'ca'] } }]),
    sort: [{ by: 'amount.amount', direction: 'desc' }],
  },
};

/** From the question to the exact answer, the records in sight among it. */
function ask(client: CrmClient, query: FilteredQuery): Promise<void> {
  const ending = new AbortController();
  return new Promise<void>((done, fail) => {
    client.deals.filtered(query, ({ state }) => state === 'exact' && done(), { signal: ending.signal, onError: fail });
  }).finally(() => ending.abort());
}

/** As little as a page may hold of this many deals, over an empty one, without a projection and with one. */
const heapMarks = { idle: 60, filtered: 100 };

/** What nobody looks at goes at once, not after half a minute: the projection of one round is no weight on the next. */
const hurried: Clock = { ...systemClock, after: (_ms, call) => systemClock.after(0, call) };

/** Each has a projection of its own. */
const newClient = (adapter: DataAdapter): CrmClient => createClient(adapter, { clock: hurried });

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error!);
  });

/** All records of a store of the page's own, read at once: the least that knowing all of them can cost. */
async function openRaw(records: readonly object[]): Promise<() => Promise<void>> {
  const opening = indexedDB.open(`${databaseName}-raw`, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('deals', { keyPath: 'id' });
  const database = await request(opening);
  const store = database.transaction('deals', 'readwrite').objectStore('deals');
  for (const record of records) store.put(record);
  await request(store.count());
  return async () => void (await request(database.transaction('deals').objectStore('deals').getAll()));
}

async function fill({ records, log }: SuiteOptions): Promise<{ adapter: DataAdapter; scan: () => Promise<void> }> {
  const adapter = createDexieAdapter({ name: databaseName });
  const deals: object[] = [];
  for (let done = 0; done < records; done += fillSize) {
    const operations = Array.from({ length: Math.min(fillSize, records - done) }, (_, i) => makeDeal(done + i));
    await commitAll(adapter, operations);
    deals.push(...operations.map(({ record }) => record));
    log(`filled ${Math.min(records, done + fillSize).toLocaleString('en')} of ${records.toLocaleString('en')}`);
  }
  return { adapter, scan: await openRaw(deals) };
}

/** Filters that no index serves: the first one reads everything, the next ones do not. */
export async function filterSuite(options: SuiteOptions): Promise<Scenario[]> {
  const { log, heap, quick } = options;
  const empty = await heap();
  const { adapter, scan } = await fill(options);
  const logHeap = async (what: string, atMost: number) => {
    const megabytes = ((await heap()) - empty) / 1e6;
    log(`heap over the empty page, ${what}: ${megabytes.toFixed(1)} MB, of ${atMost} MB${megabytes > atMost ? '  over' : ''}`);
  };
  const rounds = quick ? 3 : 8;
  const baseline = { name: 'raw getAll', run: scan };
  const first = filters['by custom field']!;
  const used = createClient(adapter);
  return [
    {
      name: 'first filter',
      rounds,
      repeat: 1,
      variants: [baseline, { name: 'until exact', run: () => ask(newClient(adapter), first) }],
      atMostMs: { 'until exact': 1_500 },
    },
    {
      name: 'longest task',
      rounds,
      repeat: 1,
      variants: [
        { name: 'page at rest', run: () => longestTask(new Promise((done) => setTimeout(done, 500))) },
        { name: 'first filter', run: () => longestTask(ask(newClient(adapter), first)) },
        { name: 'raw getAll', run: () => longestTask(scan()) },
      ],
      atMostMs: { 'first filter': 50 },
    },
    {
      name: 'filters afterwards',
      rounds,
      repeat: 1,
      async begin() {
        await logHeap('no filter', heapMarks.idle);
        // Whatever a filter looks at is there then.
        for (const query of Object.values(filters)) await ask(used, query);
        await logHeap('with the projection of all filters', heapMarks.filtered);
      },
      variants: [baseline, ...Object.entries(filters).map(([name, query]) => ({ name, run: () => ask(used, query) }))],
      atMostMs: Object.fromEntries(Object.keys(filters).map((name) => [name, 100])),
    },
  ];
}
