import type { CrmClient } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';

/** A record that another one names, as far as a card shows it. */
export interface NamedRecord {
  readonly id: string;
  readonly name: string;
}

/** A mention of a contact in a page. */
export interface Mention extends HTMLElement {
  contactId: string | undefined;
  contact: Contact | undefined;
  client: CrmClient | undefined;
}

/** All that stand in the page: what is read for one of them is read for all. */
export const mentions = new Set<Mention>();
