import { findUnstorable } from '@crm-elements/schema';
import { systemClock, type Clock } from '../clock.js';
import type {
  Batch, BlobOperation, BlobResult, ChangePage, ChangesOptions, CommitOptions, Committed, DataAdapter, Page, Query, QueryOptions, ReadOptions,
  RestoreContent, RestoreOptions, SearchQuery, StoredRecord, Subscription, TotalRow, TotalsQuery, WatchResult, WatchTarget,
} from '../contract.js';
import { copyJson } from '../engine/batch.js';
import { CrmError, type CrmErrorCode } from '../errors.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { createRandom, type Random } from './random.js';

/** Where a fault may be: a call, or (`watch`) the giving out of one result. */
export type FaultPlace = 'open' | 'get' | 'query' | 'search' | 'totals' | 'commit' | 'changes' | 'blob' | 'restore' | 'watch';

const faultKinds = ['fail-before', 'fail-after', 'delay', 'repeat', 'hang'] as const;
/**
 * What goes wrong. `fail-before`: the call fails and nothing happened · `fail-after`: it happened and the answer is lost · `delay`: it
 * happens later · `repeat`: it arrives twice, and the caller is given the first answer · `hang`: it neither happens nor is answered
 * until the adapter is closed. For a result of a watch: it is lost and the error listener told · told after it · it comes later, those
 * behind it too · it comes twice · it and all behind it stay out.
 */
export type FaultKind = (typeof faultKinds)[number];

/** When which fault happens. Without `at`, `every` and `chance` it always does. */
export interface FaultRule {
  on: FaultPlace | readonly FaultPlace[];
  fault: FaultKind;
  /** At these calls of one place, counted from 1. */
  at?: number | readonly number[];
  /** At each so-manieth call of one place. */
  every?: number;
  /** By chance: 0 is never, 1 always. */
  chance?: number;
  /** The code of the error; UNAVAILABLE when not given. */
  error?: CrmErrorCode;
  /** How long a delay is, in milliseconds; 10 when not given. */
  ms?: number;
}

export interface FaultPlan {
  /** The same seed gives the same faults to the same calls. */
  seed: number;
  /** The first rule that applies is used. */
  rules: readonly FaultRule[];
  /** For delays; the machine's time when not given. */
  clock?: Clock;
}

export interface FaultyAdapter extends DataAdapter {
  /** The faults that happened, by kind: a test that injected none has shown nothing. */
  readonly injected: Readonly<Record<FaultKind, number>>;
  /** No faults from now on. */
  heal(): void;
}

/** A copy, so that a caller who goes on with its arguments does not reach a call that is late. What is not plain stays for the adapter to refuse. */
const copyOf = <T>(value: T): T => (findUnstorable(value) === null ? copyJson(value) : value);

class Faulty extends ForwardAdapter implements FaultyAdapter {
  readonly injected = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  readonly #rules: readonly FaultRule[];
  readonly #random: Random;
  readonly #clock: Clock;
  readonly #calls = new Map<FaultPlace, number>();
  readonly #hanging = new Set<(error: CrmError) => void>();
  #healed = false;

  constructor(inner: DataAdapter, { seed, rules, clock = systemClock }: FaultPlan) {
    super(inner);
    this.#rules = rules;
    this.#random = createRandom(seed);
    this.#clock = clock;
  }

  heal(): void {
    this.#healed = true;
  }

  /** The rule that applies to this call. Chances are drawn whether or not they are needed, so that one rule does not disturb another. */
  #rule(place: FaultPlace): FaultRule | undefined {
    const call = (this.#calls.get(place) ?? 0) + 1;
    this.#calls.set(place, call);
    const applying = this.#rules.filter(({ on, at, every, chance }) => {
      if (!([] as FaultPlace[]).concat(on).includes(place)) return false;
      const drawn = chance === undefined || this.#random.chance(chance);
      return drawn && (at === undefined || ([] as number[]).concat(at).includes(call)) && (every === undefined || call % every === 0);
    });
    const [rule] = applying;
    if (!rule || this.#healed) return undefined;
    this.injected[rule.fault]++;
    return rule;
  }

  #error(place: FaultPlace, { fault, error = 'UNAVAILABLE' }: FaultRule): CrmError {
    const when = fault === 'fail-after' ? 'The answer was lost' : 'It did not happen';
    return new CrmError(error, `${when}: an injected fault of "${place}".`, { data: { injected: fault } });
  }

  async #call<T>(place: FaultPlace, work: () => Promise<T>): Promise<T> {
    const rule = this.#rule(place);
    if (!rule) return work();
    switch (rule.fault) {
      case 'fail-before':
        throw this.#error(place, rule);
      case 'fail-after':
        await work();
        throw this.#error(place, rule);
      case 'delay':
        await new Promise<void>((done) => this.#clock.after(rule.ms ?? 10, done));
        return work();
      case 'repeat': {
        const answer = await work();
        await work().catch(() => undefined);
        return answer;
      }
      case 'hang':
        return new Promise<T>((_, reject) => this.#hanging.add(reject));
    }
  }

  override open(options?: { signal?: AbortSignal }): Promise<void> {
    return this.#call('open', () => super.open(options));
  }

  override get(collection: string, ids: readonly string[], options?: ReadOptions): Promise<(StoredRecord | undefined)[]> {
    const own = copyOf(ids);
    return this.#call('get', () => super.get(collection, own, options));
  }

  override query(query: Query, options?: QueryOptions): Promise<Page> {
    const own = copyOf(query);
    return this.#call('query', () => super.query(own, options));
  }

  override search(query: SearchQuery, options?: ReadOptions): Promise<Page> {
    const own = copyOf(query);
    return this.#call('search', () => super.search(own, options));
  }

  override totals(query: TotalsQuery, options?: ReadOptions): Promise<TotalRow[]> {
    const own = copyOf(query);
    return this.#call('totals', () => super.totals(own, options));
  }

  override commit(batch: Batch, options?: CommitOptions): Promise<Committed> {
    const own = copyOf(batch);
    return this.#call('commit', () => super.commit(own, options));
  }

  override changes(options?: ChangesOptions): Promise<ChangePage> {
    return this.#call('changes', () => super.changes(options));
  }

  override blob<Op extends BlobOperation>(operation: Op): Promise<BlobResult<Op>> {
    const own = operation?.op === 'put' ? { ...operation, bytes: operation.bytes instanceof Uint8Array ? operation.bytes.slice() : operation.bytes } : operation;
    return this.#call('blob', () => super.blob(own));
  }

  override restore(content: RestoreContent, options?: RestoreOptions): Promise<void> {
    return this.#call('restore', () => super.restore(content, options));
  }

  override watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription {
    /** Results that wait for one that is late. */
    let late: WatchResult<T>[] | undefined;
    let silent = false;
    const report = onError ?? ((error: Error) => console.error('crm-elements: a watch failed', error));
    const give = (result: WatchResult<T>) => {
      if (!silent) listener(result);
    };
    const subscription = super.watch(
      target,
      (result) => {
        if (late) return void late.push(result);
        const rule = this.#rule('watch');
        if (rule?.fault === 'delay') {
          late = [result];
          this.#clock.after(rule.ms ?? 10, () => {
            const held = late ?? [];
            late = undefined;
            held.forEach(give);
          });
          return;
        }
        if (rule?.fault === 'hang') silent = true;
        if (silent) return;
        if (rule?.fault !== 'fail-before') give(result);
        if (rule?.fault === 'repeat') give(copyJson(result));
        if (rule?.fault.startsWith('fail')) report(this.#error('watch', rule));
      },
      onError,
    );
    return {
      unsubscribe: () => {
        silent = true;
        subscription.unsubscribe();
      },
    };
  }

  /** Calls that hang end, so that nothing waits for ever. */
  #release(): void {
    for (const reject of this.#hanging) reject(new CrmError('CLOSED', `The store "${this.name}" was closed while a call hung.`));
    this.#hanging.clear();
  }

  override close(): Promise<void> {
    this.#release();
    return super.close();
  }

  override destroy(): Promise<void> {
    this.#release();
    return super.destroy();
  }
}

/** An adapter that goes wrong at chosen points, for testing what stands on it. The adapter beneath stays as it is. */
export const createFaultyAdapter = (adapter: DataAdapter, plan: FaultPlan): FaultyAdapter => new Faulty(adapter, plan);
