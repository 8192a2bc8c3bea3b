import type { Actor, CollectionName, Message, StoredRecord, Ticket } from '@crm-elements/schema';
import type { Condition, DataAdapter, Subscription } from '../contract.js';
import { CrmError, toCrmError } from '../errors.js';

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

/**
 * What an actor may do. Staff may do everything; a *contact* reads own tickets with their messages and writes to them, and is refused
 * otherwise. In a browser's own store this prevents mistakes; it is not secrecy: whoever can open the page's storage can read all of it.
 */
export class Access {
  readonly #actor: Actor;
  readonly #adapter: DataAdapter;

  constructor(actor: Actor, adapter: DataAdapter) {
    this.#actor = actor;
    this.#adapter = adapter;
  }

  get #isVisitor(): boolean {
    return this.#actor.kind === 'contact';
  }

  #refuse(): never {
    throw new CrmError('FORBIDDEN', 'A customer sees and changes their own conversations only.');
  }

  /** @throws CrmError FORBIDDEN for a customer. */
  requireStaff(): void {
    if (this.#isVisitor) this.#refuse();
  }

  /** @throws CrmError FORBIDDEN when the ticket is another's, or is not there: a customer is not told which. */
  async requireTicket(ticketId: string): Promise<void> {
    if (!this.#isVisitor) return;
    const [ticket] = (await this.#adapter.get('tickets', [ticketId])) as unknown as (Ticket | undefined)[];
    if (ticket?.requesterId !== this.#actor.id) this.#refuse();
  }

  requireSelf(contactId: string): void {
    if (this.#isVisitor && contactId !== this.#actor.id) this.#refuse();
  }

  async checkQuery(collection: CollectionName, { where = {} }: { where?: Readonly<Record<string, Condition>> }): Promise<void> {
    if (!this.#isVisitor) return;
    if (collection === 'tickets' && equalTo(where.requesterId) === this.#actor.id) return;
    const ticketId = equalTo(where.ticketId);
    if (collection === 'messages' && typeof ticketId === 'string') return this.requireTicket(ticketId);
    const messageId = equalTo(where.messageId);
    if (collection === 'attachments' && typeof messageId === 'string') return this.#requireMessage(messageId);
    this.#refuse();
  }

  async #requireMessage(messageId: string): Promise<void> {
    const [message] = (await this.#adapter.get('messages', [messageId])) as unknown as (Message | undefined)[];
    if (!message) this.#refuse();
    await this.requireTicket(message.ticketId);
  }

  async checkRecords(collection: CollectionName, records: readonly (StoredRecord | undefined)[]): Promise<void> {
    if (!this.#isVisitor) return;
    if (!visibleFields[collection]) this.#refuse();
    for (const record of records) {
      // A customer is not told whether there is such a record.
      if (!record) this.#refuse();
      if (collection === 'contacts') this.requireSelf(record.id);
      else if (collection === 'tickets') this.requireSelf(record.requesterId as string);
      else if (collection === 'messages') await this.requireTicket(record.ticketId as string);
      else await this.#requireMessage(record.messageId as string);
    }
  }

  /** The record as the actor gets to see it. */
  project(collection: CollectionName, record: StoredRecord): StoredRecord {
    if (!this.#isVisitor) return record;
    const fields = visibleFields[collection];
    if (!fields) this.#refuse();
    return Object.fromEntries(fields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]]))) as StoredRecord;
  }

  /** Starts a subscription once it is allowed; staff need not wait. */
  guard(check: () => Promise<void>, start: () => Subscription, onError: ((error: Error) => void) | undefined): Subscription {
    if (!this.#isVisitor) return start();
    let running: Subscription | undefined;
    let ended = false;
    check().then(
      () => {
        if (!ended) running = start();
      },
      (error: unknown) => {
        if (ended) return;
        if (onError) onError(toCrmError(error));
        else console.error('crm-elements: a live query was refused', error);
      },
    );
    return {
      unsubscribe() {
        ended = true;
        running?.unsubscribe();
      },
    };
  }
}
