import { commands, type PortAssertion } from './commands.js';
import { reading } from './reading.js';
import { secrecy } from './secrecy.js';
import { Scene, type PortConformanceOptions } from './stage.js';

/** Random histories of one test, so that none takes long. */
const batch = 5;

const once: PortAssertion[] = [...commands, ...reading];

async function attempt(options: PortConformanceOptions, { number, run }: PortAssertion, turn = 0): Promise<void> {
  const scene = await new Scene(options, number, turn).open();
  try {
    try {
      await run(scene);
    } finally {
      // What was handed out wrongly says more than what came of it.
      scene.verify();
    }
  } catch (error) {
    if (error instanceof Error) error.message = `${error.message} (${options.name}, assertion ${number}, seed ${options.seed ?? 1}, history ${turn})`;
    throw error;
  } finally {
    await scene.close();
  }
}

/**
 * Tells whether a conversation port keeps to its contract: one test for each numbered assertion. All that is handed out, in answers, events
 * and errors, is held against a list of fields and searched for what is not the visitor's.
 */
export function runPortConformance(options: PortConformanceOptions): void {
  const { test, runs = 20 } = options;
  for (const assertion of once) test(`${assertion.number} ${assertion.title}`, () => attempt(options, assertion));
  for (const assertion of secrecy) {
    for (let from = 0; from < runs; from += batch) {
      const to = Math.min(from + batch, runs);
      test(`${assertion.number} ${assertion.title} (histories ${from} to ${to - 1})`, async () => {
        for (let turn = from; turn < to; turn++) await attempt(options, assertion, turn);
      });
    }
  }
}
