import { measure, type Row } from './measure.js';
import type { SuiteOptions } from './suites/data.js';

/** What runs in one page by itself. The board, which a mouse has to move over, is driven from outside (scripts/bench-board.mjs). */
const suites = { data: async (options: SuiteOptions) => (await import('./suites/data.js')).dataSuite(options) };

/** Called by scripts/bench.mjs; what it logs is shown there. */
async function runSuite(name: keyof typeof suites, options: Omit<SuiteOptions, 'log'>): Promise<Row[]> {
  const log = (text: string) => console.log(text);
  const rows: Row[] = [];
  for (const scenario of await suites[name]({ ...options, log })) {
    log(scenario.name);
    rows.push(...(await measure(scenario)));
  }
  return rows;
}

const loadBoard = () => import('./board/stage.js');

Object.assign(globalThis, { runSuite, suiteNames: Object.keys(suites), loadBoard });
