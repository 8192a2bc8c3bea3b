import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { commitInChunks, type DataAdapter, type Query } from '@crm-elements/data';
import type { Model } from '@crm-elements/schema';
import { asOperation, type Contact } from '../contacts.js';
import { commitAll } from '../commit-all.js';
import { listSize, type ContactList, type ContactStore, type Listed } from './contact-store.js';

function queryOf(list: ContactList): Query {
  const sort = [{ by: 'nameKey', direction: list.descending ? 'desc' : 'asc' }] as const;
  const common = { collection: 'contacts', sort, limit: listSize };
  if (list.by === 'owner') return { ...common, where: { ownerId: list.ownerId } };
  if (list.by === 'prefix') return { ...common, where: { nameKey: { prefix: list.prefix } } };
  return { ...common, where: { nameKey: list.descending ? { lte: list.from } : { gte: list.from } } };
}

/** The Dexie adapter of this project. */
export class OwnStore implements ContactStore {
  readonly adapter: DataAdapter;
  readonly #versions = new Map<string, number>();

  constructor(adapter: DataAdapter) {
    this.adapter = adapter;
  }

  static async open(name: string, model?: Model): Promise<OwnStore> {
    const adapter = createDexieAdapter({ name, ...(model && { model }) });
    await adapter.open();
    return new OwnStore(adapter);
  }

  get(id: string): Promise<unknown> {
    return this.adapter.get('contacts', [id]);
  }

  async list(list: ContactList): Promise<Listed[]> {
    return (await this.adapter.query(queryOf(list))).records;
  }

  add(contacts: readonly Contact[]): Promise<void> {
    return commitAll(this.adapter, contacts.map(asOperation));
  }

  /** As an import does it: in chunks that can be cancelled and resumed. */
  async import(contacts: readonly Contact[]): Promise<void> {
    await commitInChunks(this.adapter, contacts.map(asOperation), { token: contacts[0]!.id });
  }

  async write(contact: Contact, jobTitle: string): Promise<void> {
    await this.patch(contact, { jobTitle });
  }

  /** With the version that it is known to have, as a client writes. @returns the commit's place */
  async patch({ id }: Contact, set: Readonly<Record<string, string>>): Promise<number> {
    const ifVersion = this.#versions.get(id) ?? 1;
    const { seq } = await this.adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id, set, ifVersion }] });
    this.#versions.set(id, ifVersion + 1);
    return seq;
  }

  watch(list: ContactList, show: (records: readonly Listed[]) => void): () => void {
    const subscription = this.adapter.watch({ query: queryOf(list) }, ({ page }) => show(page.records));
    return () => subscription.unsubscribe();
  }

  close(): Promise<void> {
    return this.adapter.close();
  }
}
