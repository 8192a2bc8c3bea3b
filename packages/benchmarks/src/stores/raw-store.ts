import { asRaw, type Contact } from '../contacts.js';
import { listSize, type ContactList, type ContactStore, type Listed } from './contact-store.js';

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

/** `getAll` with a direction, which the types do not know yet. */
type GetAll = (options: { query: IDBKeyRange; count: number; direction: IDBCursorDirection }) => IDBRequest<Listed[]>;

function rangeOf(list: ContactList): { index: string; range: IDBKeyRange } {
  if (list.by === 'owner') return { index: 'byOwner', range: IDBKeyRange.bound([list.ownerId], [list.ownerId, []]) };
  if (list.by === 'prefix') return { index: 'byName', range: IDBKeyRange.bound(list.prefix, `${list.prefix}\uffff`) };
  return { index: 'byName', range: list.descending ? IDBKeyRange.upperBound(list.from) : IDBKeyRange.lowerBound(list.from) };
}

/** What a page that knows only contacts would write by hand on IndexedDB: the least that each of these can cost. */
export class RawStore implements ContactStore {
  readonly #database: IDBDatabase;
  readonly #channel: BroadcastChannel;
  readonly #lookAgain = new Set<() => void>();

  constructor(database: IDBDatabase) {
    this.#database = database;
    this.#channel = new BroadcastChannel(database.name);
    this.#channel.onmessage = () => this.#changed();
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

  get(id: string): Promise<unknown> {
    return settled(this.#database.transaction(table).objectStore(table).get(id));
  }

  list(list: ContactList): Promise<Listed[]> {
    const { index: name, range } = rangeOf(list);
    const index = this.#database.transaction(table).objectStore(table).index(name);
    if (!list.descending) return settled(index.getAll(range, listSize) as IDBRequest<Listed[]>);
    return settled((index.getAll as unknown as GetAll).call(index, { query: range, count: listSize, direction: 'prev' }));
  }

  /** The first contacts of a lifecycle stage, and how many there are of it: a column of a board, as it is done naively. */
  async column(stage: string): Promise<void> {
    const index = this.#database.transaction(table).objectStore(table).index('byLifecycle');
    const range = IDBKeyRange.bound([stage], [stage, []]);
    await Promise.all([settled(index.getAll(range, listSize)), settled(index.count(range))]);
  }

  count(index: string, range: IDBKeyRange): Promise<number> {
    return settled(this.#database.transaction(table).objectStore(table).index(index).count(range));
  }

  add(contacts: readonly Contact[]): Promise<void> {
    return this.put(contacts.map(asRaw));
  }

  write(contact: Contact, jobTitle: string): Promise<void> {
    return this.put([{ ...asRaw(contact), jobTitle }]);
  }

  async put(records: readonly object[]): Promise<void> {
    const transaction = this.#database.transaction(table, 'readwrite');
    const store = transaction.objectStore(table);
    for (const record of records) store.put(record);
    await completed(transaction);
    this.#channel.postMessage(0);
    this.#changed();
  }

  #changed(): void {
    for (const look of this.#lookAgain) look();
  }

  watch(list: ContactList, show: (records: readonly Listed[]) => void): () => void {
    const look = () => void this.list(list).then(show);
    this.#lookAgain.add(look);
    look();
    return () => void this.#lookAgain.delete(look);
  }

  close(): Promise<void> {
    this.#channel.close();
    this.#database.close();
    return Promise.resolve();
  }
}
