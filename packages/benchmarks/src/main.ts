import { measure, type Row } from './measure.js';
import { serveOtherTab } from './other-tab.js';
import type { SuiteOptions } from './suites/data.js';

/** What runs in one page by itself. The board, which a mouse has to move over, is driven from outside (scripts/bench-board.mjs). */
const suites = {
  contacts: async (options: SuiteOptions) => (await import('./suites/contacts.js')).contactsSuite(options),
  data: async (options: SuiteOptions) => (await import('./suites/data.js')).dataSuite(options),
  filter: async (options: SuiteOptions) => (await import('./suites/filter.js')).filterSuite(options),
  search: async (options: SuiteOptions) => (await import('./suites/search.js')).searchSuite(options),
};

/** What only the program outside of the page can do. */
interface Outside {
  readonly heapAfterCollection: () => Promise<number>;
  readonly beforeTiming: () => Promise<void>;
}

/** Called by scripts/bench.mjs; what it logs is shown there. */
async function runSuite(
  name: keyof typeof suites,
  { only = '', ...options }: Omit<SuiteOptions, 'log' | 'heap'> & { only?: string },
): Promise<Row[]> {
  const log = (text: string) => console.log(text);
  const { heapAfterCollection: heap, beforeTiming } = globalThis as unknown as Outside;
  const rows: Row[] = [];
  const scenarios = await suites[name]({ ...options, log, heap });
  await beforeTiming();
  for (const scenario of scenarios) {
    if (!scenario.name.includes(only)) continue;
    log(scenario.name);
    rows.push(...(await measure(scenario)));
  }
  return rows;
}

const loadBoard = () => import('./board/stage.js');

/** The second tab that scripts/bench.mjs opens. */
const otherTab = async () => serveOtherTab((await import('./stores/filled-stores.js')).openers);

Object.assign(globalThis, { otherTab, runSuite, suiteNames: Object.keys(suites), loadBoard });
