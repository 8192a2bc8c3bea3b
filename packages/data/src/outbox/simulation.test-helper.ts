import { deviceModel, type OutboxEntry } from '@crm-elements/schema';
import { createClient } from '../client/client.js';
import type { Clock } from '../clock.js';
import type { Batch, CommitOptions, DataAdapter, Page, Query, ReadOptions } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { deliverTo } from '../port/deliver.js';
import { createLocalPort } from '../port/local-port.js';
import { createFixedClock } from '../testing/fixed-clock.js';
import { createMemoryLocks, type TabLocks } from '../testing/memory-locks.js';
import { createRandom, type Random } from '../testing/random.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { createOutbox, type Outbox } from './outbox.js';

/** Faults that happened in a run, by kind. A kind that never happened was not tested. */
export const happened: Record<string, number> = {};
const count = (kind: string) => void (happened[kind] = (happened[kind] ?? 0) + 1);

/** All kinds; the last two befall a workspace behind a port. */
export const kinds = [
  'tab killed',
  'tab frozen',
  'clock set',
  'read failed',
  'write failed',
  'write without answer',
  'killed in a write',
  'sending failed',
  'answer lost',
  'no answer',
  'sent twice on the way',
  'refused',
  'retried',
  'edited',
  'discarded',
  'delivered after another tab was killed',
  'workspace failed',
  'workspace without answer',
];

/** Mistakes that an outbox, its receiver or who uses them could make. Each has to be seen by what is checked here. */
export const defects = [
  'acknowledges before the commit',
  'acknowledges what was not kept',
  'drops on error',
  'marks as sent before the answer',
  'gives each try another id',
  'no dedupe',
  'lock never freed',
  'two tabs deliver',
  'ids begin anew after a crash',
  'retried ones go behind',
  'retries what was refused',
  'drops what was refused',
  'forgets what a killed tab was sending',
  'no limit of time',
  'signing out wipes what waits',
] as const;
export type Defect = (typeof defects)[number];

export interface Setting {
  /** Under Web Locks; under a lease when not. */
  locked: boolean;
  /** Through a port into a workspace that fails at times. */
  port?: boolean;
  defect?: Defect;
}

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

  kill(freesLocks: boolean): void {
    this.alive = false;
    this.#frozen = undefined;
    if (freesLocks) this.locks.crash();
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

/** A company's store: away at times, and at times it writes and does not say so. */
class Workspace extends ForwardAdapter {
  readonly #world: World;

  constructor(world: World) {
    super(createMemoryAdapter({ clock: world.clock }));
    this.#world = world;
  }

  override async commit(batch: Batch, options?: CommitOptions) {
    if (this.#world.strikes(0.05, 'workspace failed')) throw new CrmError('UNAVAILABLE', 'The store is away.');
    const committed = await super.commit(batch, options);
    if (this.#world.strikes(0.05, 'workspace without answer')) throw new CrmError('TIMEOUT', 'There was no answer.');
    return committed;
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
    return this.#tab.hear(this.#read(async () => this.#world.misread(await super.query(query))));
  }

  override commit(batch: Batch, options?: CommitOptions) {
    return this.#tab.hear(this.#write(() => super.commit(this.#world.miswrite(batch), options)));
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
    if (world.strikes(0.02, 'write failed'))
      throw new CrmError(world.random.pick(['UNAVAILABLE', 'QUOTA', 'TIMEOUT']), 'It was not written.');
    const result = await call();
    if (world.tabs.length > 1 && world.strikes(0.005, 'killed in a write')) world.kill(this.#tab);
    await world.delay();
    if (world.strikes(0.02, 'write without answer')) throw new CrmError('UNAVAILABLE', 'The connection broke; it may have been written.');
    return result;
  }
}

/** A device with several tabs over one store, and the receiver of its commands. */
export class World {
  readonly random: Random;
  readonly clock = createFixedClock();
  readonly store = createMemoryAdapter({ model: deviceModel, clock: this.clock });
  readonly tabs: Tab[] = [];
  readonly effects: Effect[] = [];
  readonly answers = new Map<string, 'taken' | 'refused'>();
  /** Commands whose enqueue was confirmed. */
  readonly promised: { id: string; sense: number }[] = [];
  readonly discarded = new Set<string>();
  readonly removed = new Set<string>();
  readonly problems: string[] = [];
  readonly #locks: (() => TabLocks) | undefined;
  readonly #workspace: Workspace | undefined;
  readonly #deliverToPort: ReturnType<typeof deliverTo> | undefined;
  readonly #defect: Defect | undefined;
  readonly #places = new Map<string, number>();
  faulty = true;
  online = true;
  #attempts: { tab: Tab; signal: AbortSignal }[] = [];
  #commands = 0;
  /** What a command says; no two say the same. */
  #senses = 0;
  #kills = 0;

  constructor(seed: number, { locked, port, defect }: Setting) {
    this.random = createRandom(seed);
    this.#locks = locked ? createMemoryLocks() : undefined;
    this.#defect = defect;
    if (!port) return;
    this.#workspace = new Workspace(this);
    this.#deliverToPort = deliverTo(
      createLocalPort(createClient(this.#workspace, { clock: this.clock }), { visitorId: 'visitor', clock: this.clock }),
    );
  }

  /** Reads as code with certain defects would. */
  misread(page: Page): Page {
    const records = page.records as unknown as OutboxEntry[];
    if (this.#defect === 'retried ones go behind') records.sort((a, b) => a.attempts - b.attempts || a.seq - b.seq);
    if (this.#defect === 'forgets what a killed tab was sending')
      return { ...page, records: page.records.filter(({ state }) => state !== 'sending') };
    return page;
  }

  /** Writes as code with certain defects would. */
  miswrite(batch: Batch): Batch {
    if (this.#defect !== 'drops what was refused') return batch;
    return {
      ...batch,
      ops: batch.ops.map((op) =>
        op.op === 'patch' && op.set?.['state'] === 'failed' ? { op: 'delete', collection: op.collection, id: op.id } : op,
      ),
    };
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
    const tab = new Tab(this, (this.#defect === 'two tabs deliver' ? createMemoryLocks() : (this.#locks ?? createMemoryLocks()))());
    tab.outbox = createOutbox({
      store: new FaultyStore(this.store, this, tab),
      clock: tab.clock,
      random: () => this.random.next(),
      ...(this.#locks && { locks: tab.locks }),
      ...(this.#defect === 'no limit of time' && { timeoutMs: 1e12 }),
      deliver: (entry, { signal }) => this.#misdeliver(entry, (sent) => this.#deliver(tab, sent, signal)),
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
    if (this.#defect === 'ids begin anew after a crash') this.#commands = 0;
    tab.kill(this.#defect !== 'lock never freed');
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  /** Sends as code with certain defects would. */
  async #misdeliver(entry: OutboxEntry, send: (entry: OutboxEntry) => Promise<void>): Promise<void> {
    if (this.#defect === 'gives each try another id') return send({ ...entry, id: `${entry.id}-${entry.attempts}` });
    const sending = send(entry);
    if (this.#defect === 'marks as sent before the answer') return void sending.catch(() => undefined);
    try {
      await sending;
    } catch (error) {
      if (this.#defect === 'drops on error') return;
      if (this.#defect === 'retries what was refused') throw new CrmError('UNAVAILABLE', 'It may be taken another time.');
      throw error;
    }
  }

  /** The way to the receiver: it fails, loses, repeats and delays. */
  #deliver(tab: Tab, entry: OutboxEntry, signal: AbortSignal): Promise<void> {
    if (this.#locks) {
      // Under a lease a tab that was frozen may begin what its successor has done; one command stays one command all the same.
      if (this.removed.has(entry.id)) this.problems.push(`${entry.id} was sent again after it was done`);
      if (this.#attempts.some((other) => other.tab !== tab && other.tab.alive && !other.signal.aborted))
        this.problems.push('two tabs delivered at once');
    }
    this.#attempts = [...this.#attempts.filter((attempt) => !attempt.signal.aborted), { tab, signal }];
    return tab.hear(this.#send(entry));
  }

  async #send(entry: OutboxEntry): Promise<void> {
    await this.delay();
    if (!this.online || this.strikes(0.15, 'sending failed'))
      throw new CrmError(this.random.pick(['OFFLINE', 'UNAVAILABLE', 'TIMEOUT']), 'It did not arrive.');
    this.#places.set(entry.id, entry.seq);
    const answer = await this.#take(entry);
    if (this.strikes(0.05, 'sent twice on the way'))
      this.clock.after(this.random.below(100_000), () => void this.#take(entry).catch(() => undefined));
    if (this.strikes(0.03, 'no answer')) return new Promise(() => undefined);
    await this.delay();
    if (this.strikes(0.08, 'answer lost')) throw new CrmError('TIMEOUT', 'The answer was lost.');
    if (answer === 'refused') throw new CrmError('VALIDATION', 'It is refused.');
  }

  /** Into the workspace through the port, or into the list of effects that stands for both. */
  async #take(entry: OutboxEntry): Promise<'taken' | 'refused'> {
    if (!this.#deliverToPort) return this.#receive(entry);
    const { bad, sense } = entry.payload as { bad: boolean; sense: number };
    try {
      await this.#deliverToPort({ ...entry, name: 'start', payload: { conversationId: entry.queue, text: bad ? '' : String(sense) } });
      return 'taken';
    } catch (error) {
      if ((error as CrmError).code !== 'VALIDATION') throw error;
      count('refused');
      return 'refused';
    }
  }

  #receive({ id, queue, seq, payload }: OutboxEntry): 'taken' | 'refused' {
    const known = this.answers.get(id);
    // A refusal has no effect and is not kept: an edited command may be taken.
    if (known === 'taken' && this.#defect !== 'no dedupe') return known;
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
    const sense = ++this.#senses;
    const payload = { sense, bad: this.random.chance(0.05) };
    const queue = `q${this.random.below(3)}`;
    const give = (tries: number): void => {
      const kept = () => void this.promised.push({ id, sense });
      if (this.#defect === 'acknowledges before the commit') kept();
      tab.outbox.enqueue({ id, queue, name: 'send', payload }).then(kept, () => {
        if (this.#defect === 'acknowledges what was not kept') kept();
        // The person presses the button again.
        else if (tries > 0 && tab.alive) give(tries - 1);
      });
    };
    give(this.random.below(4));
  }

  async #tend(): Promise<void> {
    const failed = ((await this.store.query({ collection: 'outbox', sort: [{ by: 'seq' }] })).records as unknown as OutboxEntry[]).filter(
      ({ state }) => state === 'failed',
    );
    if (failed.length === 0) return;
    const entry = this.random.pick(failed);
    const { outbox } = this.random.pick(this.#live);
    const dare = (call: Promise<boolean>, then: () => void) =>
      void call.then(
        (done) => done && then(),
        () => undefined,
      );
    const choice = this.random.below(3);
    if (choice === 0) dare(outbox.retry(entry.id), () => count('retried'));
    else if (choice === 1) dare(outbox.edit(entry.id, { ...(entry.payload as object), bad: false }), () => count('edited'));
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
    else if (choice === 90 && this.#defect === 'signing out wipes what waits') {
      const { records } = await this.store.query({ collection: 'outbox', limit: 1_000 });
      await this.store.commit({ ops: records.map(({ id: gone }) => ({ op: 'delete', collection: 'outbox', id: gone })) });
    } else if (choice < 92) {
      count('tab killed');
      this.kill(random.pick(this.tabs));
    } else if (choice < 94) {
      if (this.tabs.length < 3) this.open();
    } else if (choice < 96) {
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
      if (
        records
          .sort((a, b) => (a.seq as number) - (b.seq as number))
          .every(({ queue, state }) => (state === 'failed' ? stuck.add(queue) : stuck.has(queue)))
      )
        return;
    }
    const { records } = await this.store.query({ collection: 'outbox', limit: 1_000 });
    this.problems.push(`it does not come to rest: ${JSON.stringify(records)}`);
  }

  async end(): Promise<void> {
    for (const tab of this.tabs) await tab.outbox.stop();
    await this.store.close();
    await this.#workspace?.close();
  }

  /** What agents read. */
  async #readWorkspace(workspace: Workspace): Promise<void> {
    for (const queue of ['q0', 'q1', 'q2']) {
      const { records } = await workspace.query({
        collection: 'messages',
        where: { ticketId: queue },
        sort: [{ by: 'seq' }],
        limit: 1_000,
      });
      for (const { id, text } of records) this.effects.push({ id, queue, seq: this.#places.get(id)!, payload: { sense: Number(text) } });
    }
  }

  async check(): Promise<void> {
    if (this.#workspace) await this.#readWorkspace(this.#workspace);
    const { records } = await this.store.query({ collection: 'outbox', limit: 1_000 });
    const waiting = new Set(records.map(({ id }) => id));
    const senses = new Set(
      [...this.effects, ...(records as unknown as OutboxEntry[])].map(({ payload }) => (payload as { sense: number }).sense),
    );
    const times = new Map<string, number>();
    for (const { id } of this.effects) times.set(id, (times.get(id) ?? 0) + 1);
    if (new Set(this.effects.map(({ payload }) => (payload as { sense: number }).sense)).size < this.effects.length)
      this.problems.push('the same was taken twice');
    for (const [id, many] of times) {
      if (many > 1) this.problems.push(`${id} had its effect ${many} times`);
      if (waiting.has(id)) this.problems.push(`${id} had its effect and still waits`);
    }
    for (const { id, sense } of this.promised) {
      if (!senses.has(sense) && !this.discarded.has(id)) this.problems.push(`${id} is lost`);
    }
    const last = new Map<string, number>();
    for (const { id, queue, seq } of this.effects) {
      if (seq <= (last.get(queue) ?? 0)) this.problems.push(`${id} overtook another in ${queue}`);
      last.set(queue, seq);
    }
  }
}

/** The client's commands are loaded when first needed, which takes real time: a schedule waits for nothing but promises. */
let loaded: Promise<void> | undefined;
const loadCommands = () =>
  (loaded ??= (async () => {
    const store = createMemoryAdapter();
    await createLocalPort(createClient(store), { visitorId: 'visitor' }).start({ id: 'first', conversationId: 'first', text: 'Hello' });
    await store.close();
  })());

/** One history of 80 steps, the same for the same seed. @returns how many commands were given for good */
export async function runHistory(seed: number, setting: Setting): Promise<number> {
  if (setting.port) await loadCommands();
  const world = new World(seed, setting);
  world.open();
  world.open();
  for (let i = 0; i < 80; i++) await world.step();
  await world.heal();
  await world.check();
  await world.end();
  if (world.problems.length > 0) throw new Error(`CRM_SEED=${seed} ${JSON.stringify(setting)}: ${world.problems.slice(0, 5).join(' · ')}`);
  return world.promised.length;
}
