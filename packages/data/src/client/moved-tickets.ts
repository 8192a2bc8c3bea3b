import type { Contact, Ticket } from '@crm-elements/schema';
import type { DataAdapter } from '../contract.js';
import type { MergedRow } from './commands/merged-contacts.js';

/** The tickets that a merge took from a contact. They name the contact that stays, and are the merged one's as well. */
export interface MovedTickets {
  ids: readonly string[];
  /** The contact as it was when it was merged, if it is. */
  contact: Contact | undefined;
  has(ticket: Pick<Ticket, 'id' | 'requesterId'> | undefined): boolean;
}

async function mergedRow(adapter: DataAdapter, contactId: string): Promise<MergedRow | undefined> {
  const { records } = await adapter.query({ collection: 'trash', where: { recordKey: `contacts:${contactId}` }, limit: 1 });
  const [row] = records as unknown as (MergedRow | undefined)[];
  return row?.merge && row;
}

/**
 * Which tickets were this contact's before it was merged into another one. Of the other one's own tickets it is told nothing, and one that was
 * given to somebody else since is no longer among them.
 */
export async function movedTickets(adapter: DataAdapter, contactId: string): Promise<MovedTickets> {
  const row = await mergedRow(adapter, contactId);
  const ids = (row?.merge.moved ?? []).flatMap(({ collection, id, before }) =>
    collection === 'tickets' && before === contactId ? id : [],
  );
  const seen = new Set<string>();
  let holder = row?.record.mergedIntoId;
  // Whoever it was merged into may be merged as well.
  while (holder !== undefined && ids.length > 0 && !seen.has(holder)) {
    seen.add(holder);
    holder = (await mergedRow(adapter, holder))?.record.mergedIntoId ?? holder;
  }
  const known = new Set(ids);
  const contact = row?.record as unknown as Contact | undefined;
  return { ids, contact, has: (ticket) => ticket !== undefined && ticket.requesterId === holder && known.has(ticket.id) };
}
