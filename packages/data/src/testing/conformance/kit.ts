import type { Json, Model } from '@crm-elements/schema';
import type { Clock } from '../../clock.js';
import type { CreateOperation, DataAdapter, Operation, Query, StoredRecord, Subscription, WatchResult, WatchTarget } from '../../contract.js';
import type { CrmErrorCode } from '../../errors.js';
import { createRandom, type Random } from '../random.js';
import { createOperation } from '../record-factory.js';
import { equal, fail, flawOf, ok, refused, show } from './assert.js';
import { createKitClock, pause, type KitClock } from './kit-clock.js';

/**
 * Ways to bring faults about that no adapter has by itself. Each is optional; what needs a hook that is not given is left out, and the
 * kit's last test says so in its title.
 */
export interface ConformanceFaults {
  /** Empties the store from outside, as a browser does whose user clears the site's data. */
  wipe?: (name: string) => Promise<void> | void;
  /** Leaves behind, where there is no store yet, one that newer code wrote: older code may read it and not write. */
  newerStore?: (name: string) => Promise<void> | void;
  /** Makes something hold the store so that opening it has to wait, until the function returned is called. */
  blockOpening?: (name: string) => Promise<() => Promise<void> | void>;
  /** Lets writes of this adapter meet a full disk in the middle of a batch, deletes aside, until the function returned is called. */
  quota?: (adapter: DataAdapter) => Promise<() => Promise<void> | void>;
  /** Breaks the adapter's connection to its store, once. */
  disconnect?: (adapter: DataAdapter) => Promise<void> | void;
  /** Falsifies the kept totals of the first collection of the kit (contacts, or the outbox) behind the adapter's back; no adapter has the store open. */
  corruptTotals?: (name: string) => Promise<void> | void;
  /**
   * Packs the texts of messages that the adapter packs in the background, however few they are. No fault, but nothing else tells when that
   * happens. Give the adapter segments of a few texts, so that there are many.
   */
  packTexts?: (adapter: DataAdapter) => Promise<void> | void;
  /** Connections, listeners and timers that are still held although every adapter is closed. */
  leftovers?: () => Promise<number> | number;
}

export interface ConformanceOptions {
  /** What is tested; it stands in the names of the stores. */
  name: string;
  /** Makes an adapter over the store of that name and does not open it. The same name is the same store, as with two tabs. */
  create: (options: { name: string; clock: Clock }) => DataAdapter | Promise<DataAdapter>;
  /** The test runner's `it`. */
  test: (title: string, run: () => Promise<void>) => unknown;
  /** Numbers of assertions that are known to fail: they are run, and have to. */
  expect?: Readonly<Record<string, 'fails'>>;
  faults?: ConformanceFaults;
  /** Only the assertions with these numbers. */
  only?: readonly string[];
  /** The adapter's model; assertions about collections that it does not have are left out. `crmModel` when not given. */
  model?: Model;
  /** Where random data starts. Failures of property tests tell it. */
  seed?: number;
  /** How many histories a property test tries; 5 when not given. */
  runs?: number;
  /** Records in the tests of many; 2,000 when not given. */
  many?: number;
  /** Milliseconds after which something that has to come counts as not coming; 6,000 when not given. Tests that pass do not wait for it. */
  patience?: number;
}

/** A capability without which an assertion does not hold, and its gap is asserted instead. */
export type Gate = 'totals' | 'search' | 'changes' | 'blobs' | 'signals' | 'restore' | 'crossTab' | 'keyset';

/** One numbered assertion. */
export interface Assertion {
  number: string;
  title: string;
  gate?: Gate;
  /** Collections that it is about, where it is not about the kit's first one. */
  collections?: readonly string[];
  /** Without this hook it is left out. */
  hook?: keyof ConformanceFaults;
  /** Without this hook a part of it is left out. */
  partHook?: keyof ConformanceFaults;
  run: (kit: Kit) => Promise<void>;
  /** What holds where the capability is missing; for most the same for all of a gate. */
  gap?: (kit: Kit) => Promise<void>;
}

/** What one watch was given. */
export interface Recorder<T extends WatchTarget> extends Subscription {
  readonly results: WatchResult<T>[];
  readonly errors: Error[];
  /** The last result. */
  readonly last: WatchResult<T> | undefined;
  /** Waits for a result that is as wanted, the last one now or one to come. */
  until(wanted: (result: WatchResult<T>) => boolean, what: string): Promise<WatchResult<T>>;
}

/** The first collection of the kit: most assertions hold for any, and are made with this one. */
export interface Subject {
  collection: string;
  /** A field with a text that may be anything. */
  text: string;
}

export const subjectOf = (model: Model): Subject => {
  if (model.collections['contacts']) return { collection: 'contacts', text: 'fullName' };
  if (model.collections['outbox']) return { collection: 'outbox', text: 'name' };
  return fail('The kit needs a model with the collection "contacts" or "outbox".');
};

let stores = 0;

/** What an assertion works with: a store of its own, a clock, random numbers and helpers. */
export class Kit {
  readonly name: string;
  readonly model: Model;
  readonly subject: Subject;
  readonly clock: KitClock = createKitClock();
  readonly random: Random;
  readonly faults: ConformanceFaults;
  readonly runs: number;
  readonly many: number;
  readonly #patience: number;
  readonly #create: ConformanceOptions['create'];
  readonly #adapters: DataAdapter[] = [];
  readonly #names = new Set<string>();

  constructor({ name, create, faults = {}, runs = 5, many = 2_000, patience = 6_000 }: ConformanceOptions, model: Model, seed: number, run: string) {
    this.name = `${name}-${run}-${++stores}`;
    this.model = model;
    this.subject = subjectOf(model);
    this.random = createRandom(seed);
    this.faults = faults;
    this.runs = runs;
    this.many = many;
    this.#patience = patience;
    this.#create = create;
  }

  /** An adapter over the assertion's store (or another) that is not open yet. */
  async make(name = this.name): Promise<DataAdapter> {
    this.#names.add(name);
    const adapter = await this.#create({ name, clock: this.clock });
    this.#adapters.push(adapter);
    return adapter;
  }

  async open(name = this.name): Promise<DataAdapter> {
    const adapter = await this.make(name);
    await adapter.open();
    return adapter;
  }

  /** The operation that makes a record, of the kit's first collection unless another is named. */
  create(overrides: Readonly<Record<string, Json | undefined>> = {}, collection = this.subject.collection): CreateOperation {
    return createOperation(collection, overrides, this.model);
  }

  /** Makes records, in as many commits as the adapter's largest batch asks for. */
  async fill(adapter: DataAdapter, operations: readonly Operation[]): Promise<StoredRecord[]> {
    const records: StoredRecord[] = [];
    const size = Math.min(adapter.capabilities.maxBatch, 5_000);
    for (let i = 0; i < operations.length; i += size) {
      const committed = await adapter.commit({ ops: operations.slice(i, i + size) });
      for (const record of committed.records) if (record) records.push(record);
    }
    return records;
  }

  /** One record of the kit's first collection, or another, as the store has it. */
  async read(adapter: DataAdapter, id: string, collection = this.subject.collection): Promise<StoredRecord | undefined> {
    return (await adapter.get(collection, [id]))[0];
  }

  /** All pages of a query, one after the other. */
  async all(adapter: DataAdapter, query: Query, options?: { scan?: boolean }): Promise<StoredRecord[]> {
    const records: StoredRecord[] = [];
    for (let after: string | undefined; ; ) {
      const page = await adapter.query({ limit: 1_000, ...query, ...(after !== undefined && { after }) }, options);
      records.push(...page.records);
      if (page.next === undefined) return records;
      ok(page.next !== after, 'a page leads to itself');
      after = page.next;
    }
  }

  /** How many records the adapter's totals count. */
  async count(adapter: DataAdapter, collection = this.subject.collection): Promise<number> {
    return (await adapter.totals({ collection, totals: 'all' })).reduce((sum, { count }) => sum + count, 0);
  }

  /** Waits, looking again and again, until something holds. */
  async until(holds: () => unknown, what: string): Promise<void> {
    const end = this.#machine.now() + this.#patience;
    for (let wait = 0; ; wait = Math.min(20, wait + 1)) {
      if (await holds()) return;
      if (this.#machine.now() > end) fail(`${what}: it did not come in ${this.#patience} ms`);
      await pause(wait);
    }
  }

  readonly #machine = createKitClock();

  /** A watch whose results are kept. `listener` is called with each as well. */
  watch<T extends WatchTarget>(adapter: DataAdapter, target: T, listener: (result: WatchResult<T>) => void = () => undefined): Recorder<T> {
    const results: WatchResult<T>[] = [];
    const errors: Error[] = [];
    const subscription = adapter.watch(
      target,
      (result) => {
        results.push(result);
        listener(result);
      },
      (error) => errors.push(error),
    );
    const recorder: Recorder<T> = {
      results,
      errors,
      get last() {
        return results.at(-1);
      },
      until: async (wanted, what) => {
        await this.until(() => (errors[0] ? fail(`${what}: the watch failed with ${show(errors[0])}`) : results.length > 0 && wanted(results.at(-1)!)), what);
        return results.at(-1)!;
      },
      unsubscribe: () => subscription.unsubscribe(),
    };
    return recorder;
  }

  /** A watch that is refused, at once or by its error listener. */
  async refusedWatch(adapter: DataAdapter, target: WatchTarget, code: CrmErrorCode): Promise<void> {
    await refused(
      async () => {
        const recorder = this.watch(adapter, target);
        await this.until(() => recorder.errors.length + recorder.results.length > 0, 'a watch that is refused').finally(() => recorder.unsubscribe());
        if (recorder.errors[0]) throw recorder.errors[0];
        return recorder.last;
      },
      code,
      'the watch',
    );
  }

  /** Ends what the assertion opened and removes its stores. @returns what was left over */
  async finish(): Promise<string[]> {
    const problems: string[] = [];
    const attempt = async (what: string, work: () => Promise<unknown>) => {
      try {
        await work();
      } catch (error) {
        problems.push(`${what} failed: ${flawOf(error) ?? show(error)}`);
      }
    };
    for (const adapter of this.#adapters) await attempt('close', () => adapter.close());
    for (const adapter of this.#adapters) {
      const { watching } = adapter as { watching?: unknown };
      if (typeof watching === 'number' && watching > 0) problems.push(`${watching} watches were left after close`);
    }
    for (const name of this.#names) {
      await attempt('destroy', async () => (await this.#create({ name, clock: this.clock })).destroy());
    }
    if (this.clock.waiting > 0) problems.push(`${this.clock.waiting} timers were left after close`);
    return problems;
  }

  /** Nothing of a batch may be found afterwards: asserts that two looks at the store are the same. */
  async unchanged<T>(look: () => Promise<T>, during: () => Promise<unknown>, what: string): Promise<void> {
    const before = await look();
    await during();
    equal(await look(), before, what);
  }
}
