import { deviceModel, type OutboxEntry } from '@crm-elements/schema';
import { propertyRuns } from '../../../../tools/test-support.js';
import type { Clock } from '../clock.js';
import type { Batch, CommitOptions, DataAdapter, Query, ReadOptions } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFixedClock } from '../testing/fixed-clock.js';
import { createMemoryLocks, type TabLocks } from '../testing/memory-locks.js';
import { createRandom, type Random } from '../testing/random.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { createOutbox, type Outbox } from './outbox.js';

/** Faults that happened in a run, by kind. A kind that never happened was not tested. */
const happened: Record<string, number> = {};
const count = (kind: string) => void (happened[kind] = (happened[kind] ?? 0) + 1);

const kinds = [
  'tab killed', 'tab frozen', 'clock set', 'read failed', 'write failed', 'write without answer', 'killed in a write', 'sending failed', 'answer lost', 'no answer',
  'sent twice on the way', 'refused', 'retried', 'edited', 'discarded', 'delivered after another tab was killed',
];

const settle = async () => {
  for (let i = 0; i < 120; i++) await Promise.resolve();
};

interface Effect {
  id: string;
  queue: string;
  seq: number;
  payload: unknown;
}

/** What a tab's code does only as long as the tab lives, and not while it is frozen. */
class Tab {
  alive = true;
  readonly locks: TabLocks;
  readonly clock: Clock;
  outbox!: Outbox;
  #frozen: (() => void)[] | undefined;

  constructor(world: World, locks: TabLocks) {
    this.locks = locks;
    this.clock = {
      now: () => world.clock.now(),
      after: (ms, call) =>
        world.clock.after(ms, () => {
          if (this.#frozen) this.#frozen.push(call);
          else if (this.alive) call();
        }),
    };
  }

  get frozen(): boolean {
    return this.#frozen !== undefined;
  }

  freeze(): void {
    this.#frozen ??= [];
  }

  thaw(): void {
    const calls = this.#frozen ?? [];
    this.#frozen = undefined;
    for (const call of calls) if (this.alive) call();
  }

  kill(): void {
    this.alive = false;
    this.#frozen = undefined;
    this.locks.crash();
  }

  /** What comes back to this tab from outside. A tab that is gone never hears it. */
  hear<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const later = (go: () => void) => {
        if (!this.alive) return;
        if (this.#frozen) this.#frozen.push(go);
        else go();
      };
      call.then(
        (value) => later(() => resolve(value)),
        (error: Error) => later(() => reject(error)),
      );
    });
  }
}

class FaultyStore extends ForwardAdapter {
  readonly #world: World;
  readonly #tab: Tab;

  constructor(inner: DataAdapter, world: World, tab: Tab) {
    super(inner);
    this.#world = world;
    this.#tab = tab;
  }

  override get(collection: string, ids: readonly string[], options?: ReadOptions) {
    return this.#tab.hear(this.#read(() => super.get(collection, ids, options)));
  }

  override query(query: Query) {
    return this.#tab.hear(this.#read(() => super.query(query)));
  }

  override commit(batch: Batch, options?: CommitOptions) {
    return this.#tab.hear(this.#write(() => super.commit(batch, options)));
  }

  async #read<T>(call: () => Promise<T>): Promise<T> {
    await this.#world.delay();
    if (this.#world.strikes(0.01, 'read failed')) throw new CrmError('UNAVAILABLE', 'The connection broke.');
    return call();
  }

  async #write<T>(call: () => Promise<T>): Promise<T> {
    const world = this.#world;
    await world.delay();
    if (!this.#tab.alive) return new Promise(() => undefined);
    if (world.strikes(0.02, 'write failed')) throw new CrmError(world.random.pick(['UNAVAILABLE', 'QUOTA', 'TIMEOUT']), 'It was not written.');
    const result = await call();
    if (world.tabs.length > 1 && world.strikes(0.005, 'killed in a write')) world.kill(this.#tab);
    await world.delay();
    if (world.strikes(0.02, 'write without answer')) throw new CrmError('UNAVAILABLE', 'The connection broke; it may have been written.');
    return result;
  }
}

/** A device with several tabs over one store, and the receiver of its commands. */
class World {
  readonly random: Random;
  readonly clock = createFixedClock();
  readonly store = createMemoryAdapter({ model: deviceModel, clock: this.clock });
  readonly tabs: Tab[] = [];
  readonly effects: Effect[] = [];
  readonly answers = new Map<string, 'taken' | 'refused'>();
  /** Commands whose enqueue was confirmed. */
  readonly promised = new Map<string, unknown>();
  readonly discarded = new Set<string>();
  readonly removed = new Set<string>();
  readonly problems: string[] = [];
  readonly #locks: (() => TabLocks) | undefined;
  faulty = true;
  online = true;
  #attempts: { tab: Tab; signal: AbortSignal }[] = [];
  #commands = 0;
  #kills = 0;

  constructor(seed: number, locked: boolean) {
    this.random = createRandom(seed);
    this.#locks = locked ? createMemoryLocks() : undefined;
  }

  /** Whether a fault happens now. */
  strikes(probability: number, kind: string): boolean {
    if (!this.faulty || !this.random.chance(probability)) return false;
    count(kind);
    return true;
  }

  async delay(): Promise<void> {
    if (this.faulty && this.random.chance(0.2)) await new Promise<void>((done) => this.clock.after(this.random.below(400), done));
  }

  open(): void {
    const tab = new Tab(this, (this.#locks ?? createMemoryLocks())());
    tab.outbox = createOutbox({
      store: new FaultyStore(this.store, this, tab),
      clock: tab.clock,
      random: () => this.random.next(),
      ...(this.#locks && { locks: tab.locks }),
      deliver: (entry, { signal }) => this.#deliver(tab, entry, signal),
      onChange: ({ entry, state }) => {
        if (state !== 'delivered') return;
        this.removed.add(entry.id);
        if (this.#kills > 0 && entry.attempts > 1) count('delivered after another tab was killed');
      },
    });
    this.tabs.push(tab);
    tab.outbox.start();
  }

  kill(tab: Tab): void {
    this.#kills++;
    tab.kill();
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  /** The way to the receiver: it fails, loses, repeats and delays. */
  #deliver(tab: Tab, entry: OutboxEntry, signal: AbortSignal): Promise<void> {
    if (this.#locks) {
      // Under a lease a tab that was frozen may begin what its successor has done; one command stays one command all the same.
      if (this.removed.has(entry.id)) this.problems.push(`${entry.id} was sent again after it was done`);
      if (this.#attempts.some((other) => other.tab !== tab && other.tab.alive && !other.signal.aborted)) this.problems.push('two tabs delivered at once');
    }
    this.#attempts = [...this.#attempts.filter((attempt) => !attempt.signal.aborted), { tab, signal }];
    return tab.hear(this.#send(entry));
  }

  async #send(entry: OutboxEntry): Promise<void> {
    await this.delay();
    if (!this.online || this.strikes(0.15, 'sending failed')) throw new CrmError(this.random.pick(['OFFLINE', 'UNAVAILABLE', 'TIMEOUT']), 'It did not arrive.');
    const answer = this.#receive(entry);
    if (this.strikes(0.05, 'sent twice on the way')) this.clock.after(this.random.below(100_000), () => void this.#receive(entry));
    if (this.strikes(0.03, 'no answer')) return new Promise(() => undefined);
    await this.delay();
    if (this.strikes(0.08, 'answer lost')) throw new CrmError('TIMEOUT', 'The answer was lost.');
    if (answer === 'refused') throw new CrmError('VALIDATION', 'It is refused.');
  }

  #receive({ id, queue, seq, payload }: OutboxEntry): 'taken' | 'refused' {
    const known = this.answers.get(id);
    // A refusal has no effect and is not kept: an edited command may be taken.
    if (known === 'taken') return known;
    if ((payload as { bad?: boolean }).bad) {
      count('refused');
      this.answers.set(id, 'refused');
      return 'refused';
    }
    this.answers.set(id, 'taken');
    this.effects.push({ id, queue, seq, payload });
    return 'taken';
  }

  get #live(): Tab[] {
    return this.tabs.filter((tab) => !tab.frozen);
  }

  #enqueue(): void {
    const tab = this.random.pick(this.#live);
    const id = `c${this.#commands++}`;
    const payload = { id, bad: this.random.chance(0.05) };
    const queue = `q${this.random.below(3)}`;
    const give = (tries: number): void => {
      tab.outbox.enqueue({ id, queue, name: 'send', payload }).then(
        () => void this.promised.set(id, payload),
        // The person presses the button again.
        () => tries > 0 && tab.alive && give(tries - 1),
      );
    };
    give(this.random.below(4));
  }

  async #tend(): Promise<void> {
    const failed = ((await this.store.query({ collection: 'outbox', sort: [{ by: 'seq' }] })).records as unknown as OutboxEntry[]).filter(({ state }) => state === 'failed');
    if (failed.length === 0) return;
    const entry = this.random.pick(failed);
    const { outbox } = this.random.pick(this.#live);
    const dare = (call: Promise<boolean>, then: () => void) => void call.then((done) => done && then(), () => undefined);
    const choice = this.random.below(3);
    if (choice === 0) dare(outbox.retry(entry.id), () => count('retried'));
    else if (choice === 1) dare(outbox.edit(entry.id, { id: entry.id, bad: false }), () => count('edited'));
    else {
      // Also one without an answer may have been discarded.
      this.discarded.add(entry.id);
      dare(outbox.discard(entry.id), () => count('discarded'));
    }
  }

  async step(): Promise<void> {
    const { random } = this;
    const choice = random.below(100);
    if (this.#live.length === 0) this.open();
    if (choice < 40) this.#enqueue();
    else if (choice < 80) this.clock.advance(random.pick([1, 50, 500, 2_000, 10_000, 70_000]));
    else if (choice < 84) this.online = !this.online;
    else if (choice < 87) random.pick(this.#live).outbox.wake();
    else if (choice < 90) await this.#tend();
    else if (choice < 92) {
      count('tab killed');
      this.kill(random.pick(this.tabs));
    } else if (choice < 94) this.tabs.length < 3 && this.open();
    else if (choice < 96) {
      count('tab frozen');
      random.pick(this.#live).freeze();
    } else if (choice < 98) for (const tab of this.tabs) tab.thaw();
    else {
      count('clock set');
      this.clock.set(this.clock.now() + random.pick([-3_600_000, 3_600_000, 365 * 86_400_000]));
    }
    await settle();
  }

  /** All is well from now on: what waits has to arrive. */
  async heal(): Promise<void> {
    this.faulty = false;
    this.online = true;
    for (const tab of this.tabs) tab.thaw();
    if (this.tabs.length === 0) this.open();
    for (let i = 0; i < 300; i++) {
      this.clock.advance(2_000);
      await settle();
      const { records } = await this.store.query({ collection: 'outbox', limit: 1_000 });
      const stuck = new Set<unknown>();
      if (records.sort((a, b) => (a.seq as number) - (b.seq as number)).every(({ queue, state }) => (state === 'failed' ? stuck.add(queue) : stuck.has(queue)))) return;
    }
    const { records } = await this.store.query({ collection: 'outbox', limit: 1_000 });
    this.problems.push(`it does not come to rest: ${JSON.stringify(records)}`);
  }

  async end(): Promise<void> {
    for (const tab of this.tabs) await tab.outbox.stop();
    await this.store.close();
  }

  async check(): Promise<void> {
    const { records } = await this.store.query({ collection: 'outbox', limit: 1_000 });
    const waiting = new Set(records.map(({ id }) => id));
    const times = new Map<string, number>();
    for (const { id } of this.effects) times.set(id, (times.get(id) ?? 0) + 1);
    for (const [id, many] of times) {
      if (many > 1) this.problems.push(`${id} had its effect ${many} times`);
      if (waiting.has(id)) this.problems.push(`${id} had its effect and still waits`);
    }
    for (const id of this.promised.keys()) {
      if (!times.has(id) && !waiting.has(id) && !this.discarded.has(id)) this.problems.push(`${id} is lost`);
    }
    const last = new Map<string, number>();
    for (const { id, queue, seq } of this.effects) {
      if (seq <= (last.get(queue) ?? 0)) this.problems.push(`${id} overtook another in ${queue}`);
      last.set(queue, seq);
    }
  }
}

async function run(seed: number, locked: boolean): Promise<void> {
  const world = new World(seed, locked);
  world.open();
  world.open();
  for (let i = 0; i < 80; i++) await world.step();
  await world.heal();
  await world.check();
  await world.end();
  if (world.problems.length > 0) throw new Error(`Seed ${seed}, ${locked ? 'locks' : 'lease'}: ${world.problems.slice(0, 5).join(' · ')}`);
}

describe('outbox, simulated', () => {
  for (const [how, locked] of [['under locks', true], ['under a lease', false]] as const) {
    it(`loses nothing, doubles nothing and keeps each queue's order ${how}`, async function () {
      this.timeout(600_000);
      const seeds = propertyRuns(200);
      for (let seed = 1; seed <= seeds; seed++) await run(seed, locked);
    });
  }

  it('met every kind of fault', () => {
    const missing = kinds.filter((kind) => !happened[kind]);
    if (missing.length > 0) throw new Error(`Never happened: ${missing.join(', ')}`);
  });
});
