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
const syllables = ['an', 'be', 'ca', 'do', 'el', 'fi', 'go', 'ha', 'is', 'jo', 'ka', 'lu', 'mi', 'no', 'or', 'pa', 'ri', 'sa', 'te', 'vi'];
const vocabulary = Array.from({ length: 20_000 }, () =>
  Array.from({ length: random.between(1, 4) }, () => random.pick(syllables)).join(''),
);

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

async function fill({ records, log }: SuiteOptions): Promise<Filled> {
  const adapter = createDexieAdapter({ name: 'benchmark-search' }) as PackingAdapter;
  await adapter.open();
  // Whoever holds the lock keeps the background from packing before it is timed.
  await navigator.locks.request('crm-elements:benchmark-search:texts', () => commitInChunks(adapter, records, log));
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

/** The search for some words beside a list along an index. */
function searches({ adapter, count }: Filled, name: string, rounds: number): Scenario {
  const list: Variant = {
    name: `list of ${listSize}`,
    async run(round) {
      for (let i = 0; i < repeat; i++) {
        const ticketId = `ticket-${((round * repeat + i) * 7_919) % Math.ceil(count / perTicket)}`;
        await adapter.query({ collection: 'messages', where: { ticketId }, sort: [{ by: 'seq', direction: 'desc' }], limit: listSize });
      }
    },
  };
  const search = (of: string, text: () => string): Variant => ({
    name: of,
    async run() {
      for (let i = 0; i < repeat; i++) await adapter.search({ collection: 'messages', text: text(), limit: listSize });
    },
  });
  return {
    name,
    rounds,
    repeat,
    variants: [
      list,
      search('two words', () => words(2).join(' ')),
      search('two frequent words', () => `${vocabulary[random.below(20)]!} ${vocabulary[random.below(20)]!}`),
      search('a word being typed', () => word().slice(0, 3)),
      search('one letter', () => word().slice(0, 1)),
    ],
    atMost: { 'two words': 5 },
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
    { ...searches(filled, `search, ${waiting} not packed`, rounds), begin: () => commitAll(adapter, unpacked) },
  ];
}
