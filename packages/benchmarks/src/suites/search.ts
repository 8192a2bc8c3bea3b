import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import type { CreateOperation, DataAdapter } from '@crm-elements/data';
import { createOperation, createRandom } from '@crm-elements/data/testing';
import { commitAll } from '../commit-all.js';
import { longestTask } from '../longest-task.js';
import type { Scenario, Variant } from '../measure.js';
import type { SuiteOptions } from './data.js';

const fillSize = 5_000;
const listSize = 50;
/** Messages of one ticket: a list of them is the baseline. */
const perTicket = 200;
/** Messages that are not packed yet in the scenario of them: as many as wait before they are worth packing. */
const waiting = 400;
const repeat = 5;

/** What the store packs by itself in the background is done here at once. */
type PackingAdapter = DataAdapter & { packTexts(least: number): Promise<void> };

const random = createRandom(7);
const onsets = ['', ...'b br c ch d f fl g gr h j k l m n p pr qu r s sh st t th tr v w'.split(' ')];
const nuclei = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const codas = ['', '', 'l', 'm', 'n', 'nd', 'r', 's', 'st', 't'];
const syllable = () => random.pick(onsets) + random.pick(nuclei) + random.pick(codas);

/** Different words, the frequent ones the shorter, as in a language. */
function makeVocabulary(size: number): string[] {
  const known = new Set<string>();
  while (known.size < size) {
    const syllables = 1 + Number(known.size >= 200) + Number(known.size >= 5_000);
    known.add(Array.from({ length: syllables }, syllable).join(''));
  }
  return [...known];
}

const vocabulary = makeVocabulary(20_000);

/** The frequent words of a language make most of its texts: the rank of a word falls off as Zipf has it. */
const word = () => vocabulary[Math.floor(vocabulary.length ** (random.below(1_000_000) / 1_000_000)) - 1]!;
const words = (count: number) => Array.from({ length: count }, word);

function makeMessage(number: number): CreateOperation {
  const sentAt = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();
  return createOperation('messages', {
    ticketId: `ticket-${Math.floor(number / perTicket)}`,
    text: words(random.between(4, 50)).join(' '),
    sentAt,
  });
}

interface Filled {
  adapter: PackingAdapter;
  /** How many messages there are. */
  count: number;
}

const name = 'benchmark-search';

async function fill({ records, log }: SuiteOptions): Promise<Filled> {
  const adapter = createDexieAdapter({ name }) as PackingAdapter;
  await adapter.open();
  // Whoever holds the lock keeps the background from packing before it is timed.
  await navigator.locks.request(`crm-elements:${name}:texts`, () => commitInChunks(adapter, records, log));
  return { adapter, count: records };
}

async function commitInChunks(adapter: DataAdapter, records: number, log: SuiteOptions['log']): Promise<void> {
  for (let done = 0; done < records; done += fillSize) {
    await commitAll(
      adapter,
      Array.from({ length: Math.min(fillSize, records - done) }, (_, i) => makeMessage(done + i)),
    );
    log(`filled ${Math.min(records, done + fillSize).toLocaleString('en')} of ${records.toLocaleString('en')}`);
  }
}

function packing({ adapter }: Filled, log: SuiteOptions['log']): Scenario {
  const rest = () => new Promise((done) => setTimeout(done, 1_000));
  const pack = async () => {
    const start = performance.now();
    await adapter.packTexts(1);
    log(`packed in ${((performance.now() - start) / 1_000).toFixed(1)} s`);
  };
  // There is something to pack once only, and that is in the round of warming up.
  let longest: Promise<number> | undefined;
  return {
    name: 'longest task',
    rounds: 1,
    repeat: 1,
    variants: [
      { name: 'page at rest', run: () => longestTask(rest()) },
      { name: 'packing all texts', run: () => (longest ??= longestTask(pack())) },
    ],
    atMostMs: { 'packing all texts': 50 },
  };
}

const list = (adapter: DataAdapter, count: number, number: number) =>
  adapter.query({
    collection: 'messages',
    where: { ticketId: `ticket-${(number * 7_919) % Math.ceil(count / perTicket)}` },
    sort: [{ by: 'seq', direction: 'desc' }],
    limit: listSize,
  });

const search = (adapter: DataAdapter, text: string) => adapter.search({ collection: 'messages', text, limit: listSize });

/** What is searched for: each time something else. */
const searchedFor = {
  'two words': () => words(2).join(' '),
  'two frequent words': () => `${vocabulary[random.below(20)]!} ${vocabulary[random.below(20)]!}`,
  'a word being typed': () => word().slice(0, 3),
  'one letter': () => word().slice(0, 1),
};

/** Searches beside a list along an index. */
function searches({ adapter, count }: Filled, name: string, rounds: number): Scenario {
  const variant = (of: string, run: (number: number) => Promise<unknown>): Variant => ({
    name: of,
    async run(round) {
      for (let i = 0; i < repeat; i++) await run(round * repeat + i);
    },
  });
  return {
    name,
    rounds,
    repeat,
    variants: [
      variant(`list of ${listSize}`, (number) => list(adapter, count, number)),
      ...Object.entries(searchedFor).map(([of, text]) => variant(of, () => search(adapter, text()))),
    ],
    atMost: { 'two words': 5 },
  };
}

/** The first search of a page, which has nothing of the index in memory yet, beside the first list of a page. */
function firstSearches({ count }: Filled, rounds: number): Scenario {
  const variant = (of: string, run: (adapter: DataAdapter, number: number) => Promise<unknown>): Variant => ({
    name: of,
    async run(round) {
      const adapter = createDexieAdapter({ name });
      await adapter.open();
      const start = performance.now();
      await run(adapter, round);
      const took = performance.now() - start;
      await adapter.close();
      return took;
    },
  });
  return {
    name: 'search, just opened',
    rounds,
    repeat: 1,
    variants: [
      variant(`list of ${listSize}`, (adapter, number) => list(adapter, count, number)),
      ...Object.entries(searchedFor).map(([of, text]) => variant(of, (adapter) => search(adapter, text()))),
    ],
  };
}

/** The search in texts of messages. `--records 500000` shows how it grows. */
export async function searchSuite(options: SuiteOptions): Promise<Scenario[]> {
  const filled = await fill(options);
  const { adapter, count } = filled;
  const rounds = options.quick ? 10 : 40;
  const unpacked = Array.from({ length: waiting }, (_, i) => makeMessage(count + i));
  return [
    packing(filled, options.log),
    searches(filled, 'search, all packed', rounds),
    firstSearches(filled, rounds),
    { ...searches(filled, `search, ${waiting} not packed`, rounds), begin: () => commitAll(adapter, unpacked) },
  ];
}
