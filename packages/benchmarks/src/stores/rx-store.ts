import { createRxDatabase, type RxCollection, type RxDatabase, type RxQuery } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { asRaw, type Contact } from '../contacts.js';
import { listSize, type ContactList, type ContactStore, type Listed } from './contact-store.js';

interface RxContact extends Listed {
  readonly nameKey: string;
  readonly ownerId: string;
  readonly jobTitle: string;
}

const key = { type: 'string', maxLength: 100 } as const;

/** It indexes texts of a known length that every record has, and no lists. The rest of a contact is kept as it is. */
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: key, nameKey: key, ownerId: key, companyId: key, lifecycleStage: key, jobTitle: { type: 'string' } },
  required: ['id', 'nameKey', 'ownerId', 'companyId', 'lifecycleStage'],
  indexes: ['nameKey', ['ownerId', 'nameKey'], ['companyId', 'nameKey'], ['lifecycleStage', 'nameKey']],
} as const;

/** RxDB over its Dexie storage, the one that is free. */
export class RxStore implements ContactStore {
  readonly #database: RxDatabase;
  readonly #contacts: RxCollection<RxContact>;

  constructor(database: RxDatabase, contacts: RxCollection<RxContact>) {
    this.#database = database;
    this.#contacts = contacts;
  }

  static async open(name: string): Promise<RxStore> {
    const database = await createRxDatabase({ name, storage: getRxStorageDexie() });
    const { contacts } = await database.addCollections({ contacts: { schema: schema as never } });
    return new RxStore(database, contacts);
  }

  get(id: string): Promise<unknown> {
    return this.#contacts.findOne(id).exec();
  }

  #query(list: ContactList): RxQuery<RxContact, Listed[]> {
    const direction = list.descending ? 'desc' : 'asc';
    const limit = listSize;
    if (list.by === 'owner') {
      return this.#contacts.find({ selector: { ownerId: list.ownerId }, sort: [{ ownerId: direction }, { nameKey: direction }], limit });
    }
    const sort = [{ nameKey: direction }] as const;
    const range =
      list.by === 'prefix'
        ? { $gte: list.prefix, $lt: `${list.prefix}\uffff` }
        : list.descending
          ? { $lte: list.from }
          : { $gte: list.from };
    return this.#contacts.find({ selector: { nameKey: range }, sort: [...sort], limit });
  }

  list(list: ContactList): Promise<Listed[]> {
    return this.#query(list).exec();
  }

  async add(contacts: readonly Contact[]): Promise<void> {
    const { error } = await this.#contacts.bulkInsert(contacts.map(asRaw) as unknown as RxContact[]);
    if (error.length > 0) throw new Error(`RxDB refused ${error.length} contacts.`);
  }

  async write({ id }: Contact, jobTitle: string): Promise<void> {
    const contact = await this.#contacts.findOne(id).exec();
    await contact!.incrementalPatch({ jobTitle });
  }

  watch(list: ContactList, show: (records: readonly Listed[]) => void): () => void {
    const subscription = this.#query(list).$.subscribe(show);
    return () => subscription.unsubscribe();
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}
