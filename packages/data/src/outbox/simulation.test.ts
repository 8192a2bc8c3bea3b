import { deep } from '../../../../tools/test-support.js';
import { defects, happened, kinds, runHistory, type Setting } from './simulation.test-helper.js';

/** `CRM_SEED=123` repeats one history. */
const asked = typeof process === 'undefined' ? undefined : process.env['CRM_SEED'];

/** Histories that failed once. */
const regressions: readonly number[] = [];

/** A defect that this many histories do not show would not be found. */
const mostHistories = 2_000;

const seedsUpTo = (count: number): number[] =>
  asked === undefined ? [...regressions, ...Array.from({ length: count }, (_, i) => i + 1)] : [Number(asked)];

const settings: [string, Setting, number][] = [
  ['under locks', { locked: true }, deep ? 1_200 : 200],
  ['under a lease', { locked: false }, deep ? 1_200 : 200],
  ['through a port into a workspace', { locked: true, port: true }, deep ? 300 : 40],
];

describe('outbox, simulated', function () {
  this.timeout(600_000);

  for (const [how, setting, count] of settings) {
    // Fails when the outbox, or the port behind it, has any of the defects below.
    it(`loses nothing, doubles nothing and keeps each queue's order ${how}`, async () => {
      let given = 0;
      for (const seed of seedsUpTo(count)) given += await runHistory(seed, setting);
      if (asked === undefined && given < 1_000) throw new Error(`Only ${given} commands were given.`);
    });
  }

  it('met every kind of fault', () => {
    const missing = kinds.filter((kind) => !happened[kind]);
    if (asked === undefined && missing.length > 0) throw new Error(`Never happened: ${missing.join(', ')}`);
  });

  for (const defect of defects) {
    // Fails when what is checked would not see this defect.
    it(`would show the defect: ${defect}`, async () => {
      for (let seed = 1; seed <= mostHistories; seed++) {
        try {
          await runHistory(seed, { locked: true, defect });
        } catch {
          return;
        }
      }
      throw new Error(`${mostHistories} histories did not show it.`);
    });
  }
});
