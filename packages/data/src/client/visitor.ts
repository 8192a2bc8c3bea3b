import type { CollectionName, Message, StoredRecord, Ticket } from '@crm-elements/schema';
import type { Condition, DataAdapter } from '../contract.js';
import { notOwn } from '../errors.js';
import { movedTickets } from './moved-tickets.js';

/** All that a customer gets to see of a ticket, a message, an attachment, and of themselves. Whatever is added to a record later stays inside. */
const visibleFields: Partial<Record<CollectionName, readonly string[]>> = {
  tickets: [
    'id', 'version', 'createdAt', 'updatedAt', 'number', 'subject', 'channel', 'status', 'requesterId', 'lastMessageAt', 'resolvedAt', 'csat', 'contactLastSeenAt', 'agentLastSeenAt',
  ],
  messages: [
    'id', 'version', 'createdAt', 'updatedAt', 'ticketId', 'seq', 'direction', 'kind', 'payload', 'authorId', 'authorKind', 'text', 'marks', 'attachments', 'inReplyTo', 'sentAt',
    'deliveredAt', 'readAt', 'status',
  ],
  attachments: ['id', 'version', 'createdAt', 'updatedAt', 'messageId', 'name', 'mediaType', 'size', 'blob'],
  contacts: ['id', 'version', 'createdAt', 'updatedAt', 'name', 'fullName', 'emails', 'phones', 'languages', 'timeZone', 'verified'],
};

/** The single value that a condition asks for. */
function equalTo(condition: Condition | undefined): unknown {
  if (condition === null || typeof condition !== 'object') return condition;
  return 'eq' in condition ? condition.eq : undefined;
}

/** What a customer may see and do. Loaded for clients that act as one. */
export class VisitorRules {
  readonly #id: string;
  readonly #adapter: DataAdapter;

  constructor(id: string, adapter: DataAdapter) {
    this.#id = id;
    this.#adapter = adapter;
  }

  #requireSelf(contactId: unknown): void {
    if (contactId !== this.#id) throw notOwn();
  }

  async requireTicket(ticketId: string): Promise<void> {
    const [ticket] = (await this.#adapter.get('tickets', [ticketId])) as unknown as (Ticket | undefined)[];
    await this.#requireOwn(ticket);
  }

  async #requireOwn(ticket: Ticket | undefined): Promise<void> {
    if (ticket?.requesterId === this.#id) return;
    if (!(await movedTickets(this.#adapter, this.#id)).has(ticket)) throw notOwn();
  }

  async #requireMessage(messageId: string): Promise<void> {
    const [message] = (await this.#adapter.get('messages', [messageId])) as unknown as (Message | undefined)[];
    if (!message) throw notOwn();
    await this.requireTicket(message.ticketId);
  }

  async checkQuery(collection: CollectionName, where: Readonly<Record<string, Condition>>): Promise<void> {
    if (collection === 'tickets' && equalTo(where.requesterId) === this.#id) return;
    const ticketId = equalTo(where.ticketId);
    if (collection === 'messages' && typeof ticketId === 'string') return this.requireTicket(ticketId);
    const messageId = equalTo(where.messageId);
    if (collection === 'attachments' && typeof messageId === 'string') return this.#requireMessage(messageId);
    throw notOwn();
  }

  async checkRecords(collection: CollectionName, records: readonly (StoredRecord | undefined)[]): Promise<void> {
    if (!visibleFields[collection]) throw notOwn();
    for (const record of records) {
      // A customer is not told whether there is such a record.
      if (!record) throw notOwn();
      if (collection === 'contacts') this.#requireSelf(record.id);
      else if (collection === 'tickets') await this.#requireOwn(record as unknown as Ticket);
      else if (collection === 'messages') await this.requireTicket(record.ticketId as string);
      else await this.#requireMessage(record.messageId as string);
    }
  }

  project(collection: CollectionName, record: StoredRecord): StoredRecord {
    const fields = visibleFields[collection];
    if (!fields) throw notOwn();
    return Object.fromEntries(fields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]]))) as StoredRecord;
  }
}
