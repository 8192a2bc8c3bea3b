import { measure, type Row } from './measure.js';
import { dataSuite, type SuiteOptions } from './suites/data.js';

const suites = { data: dataSuite };

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

Object.assign(globalThis, { runSuite, suiteNames: Object.keys(suites) });
