import type { Clock, DataAdapter } from '@crm-elements/data';
import type { ConformanceFaults } from '@crm-elements/data/testing';
import { crmModel, type Model } from '@crm-elements/schema';
import type { DexieAdapter } from './dexie-adapter.js';
import { createDexieAdapter, type DexieAdapterOptions } from './index.js';

/** The browser's IndexedDB as an object that a test can change something of. */
export const plainIndexedDB = (): IDBFactory => ({
  cmp: (a, b) => indexedDB.cmp(a, b),
  databases: () => indexedDB.databases(),
  deleteDatabase: (name) => indexedDB.deleteDatabase(name),
  open: (name, version) => indexedDB.open(name, version),
});

/** What is done to the connections of one adapter. */
interface Handle {
  page: TestPage;
  connections: IDBDatabase[];
  /** Requests after which the connection breaks. */
  breaksAfter: number | undefined;
  /** Writes meet a full disk at the so-manieth row of a transaction. */
  full: boolean;
}

/** Rows that still fit into one transaction on a full disk: what a delete writes. */
const roomLeft = 12;

function isOpen(connection: IDBDatabase): boolean {
  try {
    connection.transaction([...connection.objectStoreNames].slice(0, 1)).abort();
    return true;
  } catch {
    return false;
  }
}

/** Lets a transaction end as the browser lets it when there is no room: aborted, the reason in `error`, no request told. */
function fillUp(transaction: IDBTransaction): void {
  const objectStore = transaction.objectStore.bind(transaction);
  const known = new WeakSet<IDBObjectStore>();
  let rows = 0;
  transaction.objectStore = (name) => {
    const store = objectStore(name);
    if (known.has(store)) return store;
    known.add(store);
    const put = store.put.bind(store);
    store.put = (value, key) => {
      const request = put(value, key);
      if (++rows === roomLeft) {
        Object.defineProperty(transaction, 'error', { value: new DOMException('The disk is full.', 'QuotaExceededError') });
        transaction.abort();
      }
      return request;
    };
    return store;
  };
}

/** Who waits to hear that the browser closed a connection: neither real nor fake databases take an event from a page. */
const closeListeners = new WeakMap<IDBDatabase, ((event: Event) => void)[]>();

function recordCloseListeners(connection: IDBDatabase): void {
  const listeners: ((event: Event) => void)[] = [];
  closeListeners.set(connection, listeners);
  const add = connection.addEventListener.bind(connection) as (...args: unknown[]) => void;
  connection.addEventListener = (type: string, listener: (event: Event) => void) => {
    if (type === 'close') listeners.push(listener);
    add(type, listener);
  };
}

function tellClosed(connection: IDBDatabase): void {
  connection.onclose?.(new Event('close'));
  for (const listener of closeListeners.get(connection) ?? []) listener(new Event('close'));
}

/** Lets the connection break at the so-manieth request of a transaction, as when the browser's storage process dies. */
function breakAfter(transaction: IDBTransaction, handle: Handle): void {
  let left = handle.breaksAfter!;
  const objectStore = transaction.objectStore.bind(transaction);
  transaction.objectStore = (name) => {
    if (left-- <= 0 && handle.breaksAfter !== undefined) {
      handle.breaksAfter = undefined;
      const connection = transaction.db;
      Object.defineProperty(transaction, 'error', { value: new DOMException('Connection is closing.', 'UnknownError') });
      transaction.abort();
      connection.close();
      tellClosed(connection);
    }
    return objectStore(name);
  };
}

/** An IndexedDB like the browser's, whose connections can be looked at and broken. */
function watchedIndexedDB(handle: Handle, real = globalThis.indexedDB): IDBFactory {
  return {
    ...plainIndexedDB(),
    open: (name, version) => {
      const request = real.open(name, version);
      request.addEventListener('success', () => {
        const connection = request.result;
        handle.connections.push(connection);
        recordCloseListeners(connection);
        const transaction = connection.transaction.bind(connection);
        connection.transaction = (names, mode, options) => {
          const begun = transaction(names, mode, options);
          if (handle.full && mode === 'readwrite') fillUp(begun);
          if (handle.breaksAfter !== undefined) breakAfter(begun, handle);
          return begun;
        };
      });
      return request;
    },
  };
}

/** A page whose listeners can be counted, and which can be sent away and brought back. */
export class TestPage extends EventTarget {
  listeners = 0;
  /** What was listened to. */
  readonly types: string[] = [];
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });

  constructor() {
    super();
    for (const target of [this, this.document]) {
      const add = target.addEventListener.bind(target);
      const remove = target.removeEventListener.bind(target);
      target.addEventListener = (type, listener, options) => {
        this.listeners++;
        this.types.push(type);
        add(type, listener, options);
      };
      target.removeEventListener = (type, listener, options) => {
        this.listeners--;
        remove(type, listener, options);
      };
    }
  }
}

export const finished = (request: IDBRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('The request failed.'));
  });

/** Makes adapters and the faults that befall them. */
export class FaultyBrowser {
  readonly #model: Model;
  readonly #handles = new Map<DataAdapter, Handle>();

  constructor(model: Model = crmModel) {
    this.#model = model;
  }

  readonly create = (options: { name: string; clock?: Clock } & DexieAdapterOptions): DataAdapter => {
    const handle: Handle = { page: new TestPage(), connections: [], breaksAfter: undefined, full: false };
    // Few texts make many segments.
    const adapter = createDexieAdapter({
      model: this.#model,
      segmentSize: 7,
      page: handle.page,
      ...options,
      indexedDB: watchedIndexedDB(handle, options.indexedDB),
    });
    this.#handles.set(adapter, handle);
    return adapter;
  };

  /** Connections and page listeners that are still held. */
  held(): number {
    const handles = [...this.#handles.values()];
    return (
      handles.flatMap(({ connections }) => connections).filter(isOpen).length + handles.reduce((sum, { page }) => sum + page.listeners, 0)
    );
  }

  connectionsOf(adapter: DataAdapter): IDBDatabase[] {
    return this.#handles.get(adapter)!.connections.filter(isOpen);
  }

  pageOf(adapter: DataAdapter): TestPage {
    return this.#handles.get(adapter)!.page;
  }

  /** Breaks an adapter's connections: told of, as Chromium does, or only noticed at the next call. */
  disconnect(adapter: DataAdapter, told: boolean): void {
    for (const connection of this.connectionsOf(adapter)) {
      connection.close();
      if (told) tellClosed(connection);
    }
  }

  /** Lets the connection break in the middle of the next call, at its so-manieth look at a table. */
  disconnectAfter(adapter: DataAdapter, requests: number): void {
    this.#handles.get(adapter)!.breaksAfter = requests;
  }

  /** The connection breaks no more. */
  forgive(adapter: DataAdapter): void {
    this.#handles.get(adapter)!.breaksAfter = undefined;
  }

  quota(adapter: DataAdapter): () => void {
    const handle = this.#handles.get(adapter)!;
    handle.full = true;
    return () => {
      handle.full = false;
    };
  }

  async wipe(name: string): Promise<void> {
    await finished(indexedDB.deleteDatabase(name));
  }

  /** A newer version of the model that older code must not write to. */
  readonly newer = (): Model => ({ ...this.#model, version: this.#model.version + 1, minimumWriter: this.#model.version + 1 });

  async newerStore(name: string): Promise<void> {
    const adapter = createDexieAdapter({ name, model: this.newer(), page: null });
    await adapter.open();
    await adapter.close();
  }

  /** An older page that does not let go. */
  async blockOpening(name: string): Promise<() => void> {
    const request = indexedDB.open(name, 1);
    await finished(request);
    return () => request.result.close();
  }

  async corruptTotals(name: string, [collection = ''] = Object.keys(this.#model.collections)): Promise<void> {
    const request = indexedDB.open(name);
    await finished(request);
    const connection = request.result;
    const transaction = connection.transaction('_totals', 'readwrite');
    const rows = transaction.objectStore('_totals');
    const all = rows.getAll(IDBKeyRange.bound([collection], [collection, []]));
    await finished(all);
    for (const [i, row] of (all.result as { k: IDBValidKey; count: number }[]).entries()) {
      if (i % 3 === 0) rows.put({ ...row, count: row.count + 5 });
      if (i % 3 === 1) rows.delete(row.k);
    }
    await new Promise((done) => transaction.addEventListener('complete', done));
    connection.close();
  }

  /** Everything that the kit can bring about. */
  get faults(): ConformanceFaults {
    let disconnected = 0;
    return {
      wipe: (name) => this.wipe(name),
      newerStore: (name) => this.newerStore(name),
      blockOpening: (name) => this.blockOpening(name),
      quota: (adapter) => Promise.resolve(this.quota(adapter)),
      disconnect: (adapter) => this.disconnect(adapter, disconnected++ % 2 === 0),
      corruptTotals: (name) => this.corruptTotals(name),
      packTexts: (adapter) => (adapter as DexieAdapter).packTexts(1),
      leftovers: () => this.held(),
    };
  }
}
