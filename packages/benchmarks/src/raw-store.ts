import type { StoredRecord } from '@crm-elements/data';

const table = 'contacts';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error!);
  });

const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((done, fail) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => fail(transaction.error!);
  });

/** What a page that knows only contacts would write by hand on IndexedDB: the least that a list of them can cost. */
export class RawStore {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(name: string): Promise<RawStore> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(table, { keyPath: 'id' });
      store.createIndex('byName', 'nameKey');
      store.createIndex('byOwner', ['ownerId', 'nameKey']);
      store.createIndex('byCompany', ['companyId', 'nameKey']);
      store.createIndex('byLifecycle', ['lifecycleStage', 'nameKey']);
      store.createIndex('byTag', 'tags', { multiEntry: true });
    };
    return new RawStore(await settled(request));
  }

  get(id: string): Promise<StoredRecord | undefined> {
    return settled(this.#database.transaction(table).objectStore(table).get(id) as IDBRequest<StoredRecord | undefined>);
  }

  list(from: string, limit: number): Promise<StoredRecord[]> {
    const index = this.#database.transaction(table).objectStore(table).index('byName');
    return settled(index.getAll(IDBKeyRange.lowerBound(from), limit) as IDBRequest<StoredRecord[]>);
  }

  /** In one transaction; resolves when it has completed. */
  async put(records: readonly object[]): Promise<void> {
    const transaction = this.#database.transaction(table, 'readwrite');
    const store = transaction.objectStore(table);
    for (const record of records) store.put(record);
    await completed(transaction);
  }
}
