import { crmModel, newId } from '@crm-elements/schema';
import type { AdapterCapabilities } from '../../contract.js';
import { seedOf } from '../random.js';
import { fail, ok, show } from './assert.js';
import { assertions } from './assertions.js';
import { gaps } from './gaps.js';
import { Kit, type Assertion, type ConformanceOptions, type Gate } from './kit.js';
import { watchRejections } from './rejections.js';

const missing: Record<Gate, (capabilities: AdapterCapabilities) => boolean> = {
  totals: ({ totals }) => totals === 'none',
  search: ({ search }) => !search,
  changes: ({ changes }) => !changes,
  blobs: ({ blobs }) => !blobs,
  signals: ({ signals }) => !signals,
  restore: ({ restore }) => !restore,
  crossTab: ({ crossTab }) => !crossTab,
  keyset: ({ paging }) => paging !== 'keyset',
};

const titleOf = ({ number, title }: Assertion) => `${number} ${title}`;

/** The assertions that a run makes, and the words for those that it leaves out. */
function choose({ faults = {}, model = crmModel, only }: ConformanceOptions): { chosen: Assertion[]; leftOut: string[] } {
  const leftOut: string[] = [];
  const wanted = assertions.filter(({ number }) => !only || only.includes(number));
  const chosen = wanted.filter(({ number, hook, partHook, collections = [] }) => {
    const absent = collections.filter((name) => !(name in model.collections));
    if (absent.length > 0) leftOut.push(`${number} (no ${absent.join(', ')})`);
    else if (hook && !faults[hook]) leftOut.push(`${number} (no hook "${hook}")`);
    else {
      if (partHook && !faults[partHook]) leftOut.push(`${number} in part (no hook "${partHook}")`);
      return true;
    }
    return false;
  });
  return { chosen, leftOut };
}

/** The state of one run of the kit. */
class Run {
  readonly #options: ConformanceOptions;
  readonly #id = newId().slice(-12);
  readonly #leftovers: string[] = [];
  readonly #rejections: string[] = [];
  #stopWatching: (() => void) | undefined;

  constructor(options: ConformanceOptions) {
    this.#options = options;
  }

  async one(assertion: Assertion): Promise<void> {
    const { expect = {}, model = crmModel, seed = 1, only } = this.#options;
    if (!only || only.includes('92')) this.#stopWatching ??= watchRejections((reason) => this.#rejections.push(show(reason)));
    const own = seedOf(seed, assertion.number);
    const attempt = () => this.#attempt(assertion, new Kit(this.#options, model, own, this.#id), seed);
    if (expect[assertion.number] !== 'fails') return attempt();
    let failed = false;
    try {
      await attempt();
    } catch {
      failed = true;
    }
    ok(failed, `The declared gap ${assertion.number} does not fail: remove it from "expect".`);
  }

  async #attempt(assertion: Assertion, kit: Kit, seed: number): Promise<void> {
    let failed = true;
    try {
      await this.#assert(assertion, kit);
      failed = false;
    } catch (error) {
      if (error instanceof Error) error.message = `${error.message} (${this.#options.name}, assertion ${assertion.number}, seed ${seed})`;
      throw error;
    } finally {
      const problems = (await kit.finish()).map((problem) => `after ${assertion.number}: ${problem}`);
      // What a failed assertion leaves behind says nothing.
      if (!failed) this.#leftovers.push(...problems);
    }
  }

  async #assert(assertion: Assertion, kit: Kit): Promise<void> {
    const { gate } = assertion;
    const lacking = gate && missing[gate]((await kit.make()).capabilities);
    if (!lacking) return assertion.run(kit);
    const gap = assertion.gap ?? gaps[gate];
    if (gap) return gap(kit);
    const worked = await assertion.run(kit).then(
      () => true,
      () => false,
    );
    if (worked) fail(`The adapter declares that it lacks "${gate}", and yet this holds.`);
  }

  /** 92 */
  rejections(): Promise<void> {
    this.#stopWatching?.();
    return this.#rejections.length === 0 ? Promise.resolve() : fail(`Rejections that nobody handled: ${this.#rejections.join(' · ')}`);
  }

  /** 93 */
  async leftovers(): Promise<void> {
    const held = (await this.#options.faults?.leftovers?.()) ?? 0;
    const problems = held > 0 ? [...this.#leftovers, `${held} things are held after everything was closed`] : this.#leftovers;
    if (problems.length > 0) fail(problems.join(' · '));
  }
}

/**
 * Tells whether an adapter keeps to the contract: one test for each numbered assertion of the kit. What the adapter's capabilities lack is
 * not left out: the gap has to be there (calls are refused as UNSUPPORTED, other tabs' commits stay unseen, offset pages shift).
 */
export function runAdapterConformance(options: ConformanceOptions): void {
  const { test, only, expect = {} } = options;
  const run = new Run(options);
  const { chosen, leftOut } = choose(options);
  const numbers = new Set(['92', '93', ...assertions.map(({ number }) => number)]);
  const unknown = [...(only ?? []), ...Object.keys(expect)].filter((number) => !numbers.has(number) || (expect[number] && ['92', '93'].includes(number)));
  if (unknown.length > 0) fail(`"only" and "expect" name ${unknown.join(', ')}: no such assertion, or one about the whole run.`);
  for (const assertion of chosen) test(titleOf(assertion), () => run.one(assertion));
  if (!only || only.includes('92')) test('92 no rejection goes unhandled in the whole run', () => run.rejections());
  if (!only || only.includes('93')) test('93 no timer or listener is left after close', () => run.leftovers());
  if (leftOut.length > 0) test(`left out: ${leftOut.join(', ')}`, () => Promise.resolve());
}

/** What one assertion came to. */
export interface ConformanceResult {
  title: string;
  error?: unknown;
}

/** Runs the kit without a test runner and tells what each assertion came to. */
export async function reportAdapterConformance(options: Omit<ConformanceOptions, 'test'>): Promise<ConformanceResult[]> {
  const tests: { title: string; run: () => Promise<void> }[] = [];
  runAdapterConformance({ ...options, test: (title, run) => tests.push({ title, run }) });
  const results: ConformanceResult[] = [];
  for (const { title, run } of tests) {
    try {
      await run();
      results.push({ title });
    } catch (error) {
      results.push({ title, error });
    }
  }
  return results;
}
