import type { Contact } from '../contacts.js';

/** Fifty contacts in the order of their names: from a name on, of one owner, or with names that begin so. */
export type ContactList = ({ by: 'name'; from: string } | { by: 'owner'; ownerId: string } | { by: 'prefix'; prefix: string }) & {
  descending: boolean;
};

export const listSize = 50;

/** What a list gives: plain records, or objects that read like them. */
export interface Listed {
  readonly id: string;
  readonly jobTitle?: unknown;
}

/** Contacts in one kind of store, as a page would use it that has decided for it. */
export interface ContactStore {
  get(id: string): Promise<unknown>;
  list(list: ContactList): Promise<readonly Listed[]>;
  /** In one go; resolves when the browser has them. */
  add(contacts: readonly Contact[]): Promise<void>;
  /** Gives one contact another job title. */
  write(contact: Contact, jobTitle: string): Promise<void>;
  /** Shows a list as it is now, and after each change. */
  watch(list: ContactList, show: (records: readonly Listed[]) => void): () => void;
  close(): Promise<void>;
}

export type OpenStore = (name: string) => Promise<ContactStore>;
