import { Dexie, liveQuery, type Table } from 'dexie';
import { asRaw, type Contact } from '../contacts.js';
import { listSize, type ContactList, type ContactStore, type Listed } from './contact-store.js';

/** Dexie as its documentation shows it, with the indexes that the lists need. */
export class PlainDexieStore implements ContactStore {
  readonly #database: Dexie;
  readonly #contacts: Table<Listed, string>;

  constructor(database: Dexie) {
    this.#database = database;
    this.#contacts = database.table('contacts');
  }

  static async open(name: string): Promise<PlainDexieStore> {
    const database = new Dexie(name);
    database.version(1).stores({ contacts: 'id, nameKey, [ownerId+nameKey], [companyId+nameKey], [lifecycleStage+nameKey], *tags' });
    await database.open();
    return new PlainDexieStore(database);
  }

  get(id: string): Promise<unknown> {
    return this.#contacts.get(id);
  }

  list(list: ContactList): Promise<Listed[]> {
    const contacts = this.#contacts;
    const found =
      list.by === 'owner'
        ? contacts.where('[ownerId+nameKey]').between([list.ownerId, Dexie.minKey], [list.ownerId, Dexie.maxKey])
        : list.by === 'prefix'
          ? contacts.where('nameKey').startsWith(list.prefix)
          : list.descending
            ? contacts.where('nameKey').belowOrEqual(list.from)
            : contacts.where('nameKey').aboveOrEqual(list.from);
    return (list.descending ? found.reverse() : found).limit(listSize).toArray();
  }

  async add(contacts: readonly Contact[]): Promise<void> {
    await this.#contacts.bulkAdd(contacts.map(asRaw));
  }

  async write(contact: Contact, jobTitle: string): Promise<void> {
    await this.#contacts.put({ ...asRaw(contact), jobTitle });
  }

  watch(list: ContactList, show: (records: readonly Listed[]) => void): () => void {
    const subscription = liveQuery(() => this.list(list)).subscribe(show);
    return () => subscription.unsubscribe();
  }

  close(): Promise<void> {
    this.#database.close();
    return Promise.resolve();
  }
}
