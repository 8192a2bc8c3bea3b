import {
  CrmError,
  later,
  OutboxEntries,
  toCrmError,
  type DataAdapter,
  type Locks,
  type Outbox,
  type OutboxCommand,
  type OutboxOptions,
  type Subscription,
} from '@crm-elements/data';
import { uncheckedDeviceModel, type Json } from '@crm-elements/schema';
import type { ChatConsent } from './chat.types.js';
import type { SessionMirror } from './session-mirror.js';

export interface DeviceStoreOptions {
  /** The widget's name: each has a store of its own. */
  name: string;
  consent: ChatConsent;
  deliver: OutboxOptions['deliver'];
  onChange: NonNullable<OutboxOptions['onChange']>;
  /** The store was emptied: the visitor has signed out in another tab, or the browser cleared it. */
  onEmptied: () => void;
}

const collection = 'values';
const maxTries = 5;

/** How soon what delivers is asked for again when it could not be loaded, in milliseconds. */
const loadAgainMs = 5_000;

/** What brings messages to the workspace is not needed to keep them here. */
const loadDelivery = later(() => import('./delivery.js'));

export const deviceDatabase = (name: string): string => `crm-device-${name}`;

async function adapterFor({ name, consent }: DeviceStoreOptions): Promise<DataAdapter> {
  if (consent === 'persistent') {
    const { createDexieAdapterFor } = await import('@crm-elements/adapter-dexie');
    return createDexieAdapterFor(uncheckedDeviceModel, { name: deviceDatabase(name) });
  }
  const { createMemoryAdapter } = await import('@crm-elements/data/memory');
  return createMemoryAdapter({ model: uncheckedDeviceModel });
}

/**
 * What a visitor's device keeps for itself: who the visitor is, what is being typed, what waits to be sent. Apart from the workspace, so
 * that it goes on when that fails, and so that signing out removes it and nothing else. With the consent `session` it lives in memory and
 * is mirrored for the life of the tab; with `none` it ends with the page.
 */
export class DeviceStore {
  readonly consent: ChatConsent;
  readonly entries: OutboxEntries;
  readonly #outboxOptions: OutboxOptions;
  readonly #adapter: DataAdapter;
  readonly #mirror: SessionMirror | undefined;
  readonly #onEmptied: () => void;
  readonly #subscriptions: Subscription[] = [];
  readonly #writes = new Map<string, Promise<void>>();
  #outbox: Outbox | undefined;
  #loadAgain: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(adapter: DataAdapter, { consent, deliver, onChange, onEmptied }: DeviceStoreOptions, mirror?: SessionMirror) {
    this.consent = consent;
    this.#adapter = adapter;
    this.#onEmptied = onEmptied;
    this.#mirror = mirror;
    const locks = consent === 'persistent' ? (navigator.locks as Locks | undefined) : undefined;
    this.entries = new OutboxEntries(adapter);
    this.#outboxOptions = { store: adapter, deliver, onChange, capMs: 15_000, ...(locks && { locks }) };
    this.#subscriptions.push(
      adapter.onStatus(({ state }) => {
        if (state === 'emptied' && !this.#ended) this.#onEmptied();
      }),
    );
  }

  /** Whether the browser keeps it when the page is gone: not, where it blocks storage. */
  get isKept(): boolean {
    return this.consent === 'persistent' && this.#adapter.status.state !== 'memory';
  }

  /** Takes up what an earlier page of this tab left. */
  async restore(): Promise<void> {
    const mirror = this.#mirror;
    if (!mirror) return;
    const { values, commands } = mirror.read();
    for (const [key, value] of Object.entries(values)) await this.put(key, value);
    for (const command of commands) await this.enqueue({ ...command, queue: command.queue ?? command.id });
    const onError = () => undefined;
    this.#subscriptions.push(
      this.entries.live((entries) => mirror.keepCommands(entries.map(({ id, queue, name, payload }) => ({ id, queue, name, payload }))), {
        onError,
      }),
    );
  }

  /** Resolves when the device has the command for good. */
  async enqueue(command: OutboxCommand & { queue: string }): Promise<void> {
    await (this.#outbox ? this.#outbox.enqueue(command) : this.entries.add(command));
  }

  /** @throws CrmError UNAVAILABLE when it cannot be loaded */
  async outbox(): Promise<Outbox> {
    const { createOutbox } = await loadDelivery();
    return (this.#outbox ??= createOutbox(this.#outboxOptions));
  }

  /** Delivers what waits, now and from now on. */
  async deliver({ wake = false } = {}): Promise<void> {
    clearTimeout(this.#loadAgain);
    try {
      const outbox = await this.outbox();
      if (this.#ended) return;
      outbox.start();
      if (wake) outbox.wake();
    } catch {
      // Everything stays on the device until then.
      if (!this.#ended) this.#loadAgain = setTimeout(() => void this.deliver({ wake }), loadAgainMs);
    }
  }

  async get<T>(key: string): Promise<T | undefined> {
    const [record] = await this.#adapter.get(collection, [key]);
    return record?.['value'] as T | undefined;
  }

  /** Keeps a value; writes of one key happen in their order, and only the last of those that wait. */
  put(key: string, value: Json): Promise<void> {
    this.#mirror?.keepValue(key, value);
    return this.#inTurn(key, () => this.#put(key, value));
  }

  drop(key: string): Promise<void> {
    this.#mirror?.dropValue(key);
    return this.#inTurn(key, async () => void (await this.#adapter.commit({ ops: [{ op: 'delete', collection, id: key }] })));
  }

  #inTurn(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.#writes.get(key) ?? Promise.resolve();
    const turn: Promise<void> = before.catch(() => undefined).then(() => (this.#writes.get(key) === turn ? work() : undefined));
    this.#writes.set(key, turn);
    return turn;
  }

  async #put(key: string, value: Json): Promise<void> {
    for (let tries = 1; ; tries++) {
      const [present] = await this.#adapter.get(collection, [key]);
      try {
        await this.#adapter.commit(
          {
            ops: [
              present
                ? { op: 'patch', collection, id: key, set: { value }, ifVersion: present.version }
                : { op: 'create', collection, record: { id: key, value } },
            ],
          },
          { durability: 'strict' },
        );
        return;
      } catch (error) {
        const { code } = toCrmError(error);
        if ((code !== 'CONFLICT' && code !== 'NOT_FOUND') || tries >= maxTries) throw error;
      }
    }
  }

  /** Calls with a value whenever a tab has changed it. */
  watch(key: string, listener: (value: unknown) => void): Subscription {
    return this.#adapter.watch(
      { ids: { collection, ids: [key] } },
      ({ records }) => listener(records[0]?.['value']),
      () => undefined,
    );
  }

  async keepFile(bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
    const { key } = await this.#adapter.blob({ op: 'put', bytes, ...(signal && { signal }) });
    return key;
  }

  /** @throws CrmError NOT_FOUND when the browser has removed it */
  async file(key: string): Promise<Uint8Array> {
    const blob = await this.#adapter.blob({ op: 'get', key });
    if (!blob) throw new CrmError('NOT_FOUND', 'The file is no longer on this device. Add it again.');
    return blob.bytes;
  }

  /** Removes the bytes of files that were sent; those of the last hour stay, as they may be on the way. */
  async tidy(): Promise<void> {
    await this.#adapter.blob({ op: 'collect', minAgeMs: 3_600_000 });
  }

  async close(): Promise<void> {
    await this.stop();
    await this.#adapter.close();
  }

  /** Removes everything; other tabs hear of it. */
  async wipe(): Promise<void> {
    await this.stop();
    this.#mirror?.clear();
    await this.#adapter.destroy();
  }

  /** Delivers no more, and hears of nothing. */
  async stop(): Promise<void> {
    this.#ended = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    clearTimeout(this.#loadAgain);
    await this.#outbox?.stop();
  }
}

async function mirrorFor({ name, consent }: DeviceStoreOptions): Promise<SessionMirror | undefined> {
  if (consent !== 'session') return undefined;
  const { SessionMirror } = await import('./session-mirror.js');
  return new SessionMirror(name);
}

/** @throws CrmError when the browser does not open it */
export async function openDeviceStore(options: DeviceStoreOptions): Promise<DeviceStore> {
  const [adapter, mirror] = await Promise.all([adapterFor(options), mirrorFor(options)]);
  await adapter.open();
  const store = new DeviceStore(adapter, options, mirror);
  await store.restore();
  return store;
}
