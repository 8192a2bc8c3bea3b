import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { compareMessages, type AuditEvent, type Message, type Note } from '@crm-elements/schema';
import type { SourceState } from './ticket-source.js';

/** Messages that are kept live, and those of one page of older ones. */
const pageSize = 60;
/** Messages of one page where a conversation is read far back. */
const longPage = 1_000;
const mostAsides = 500;

/**
 * What was said in a ticket: the newest messages live, older ones by the page when somebody goes back to them, notes and log entries
 * beside them.
 */
export class ThreadSource {
  readonly #changed: () => void;
  #client: CrmClient | undefined;
  #ticketId: string | undefined;
  #running: AbortController | undefined;
  #live: readonly Message[] = [];
  #older = new Map<string, Message>();
  #cursor: string | undefined;
  #all: readonly Message[] = [];
  #notes: readonly Note[] = [];
  #events: readonly AuditEvent[] = [];
  #state: SourceState = 'idle';
  #isReady = false;
  #error: CrmError | undefined;
  #loadingOlder: Promise<void> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): SourceState {
    return this.#state;
  }

  get error(): CrmError | undefined {
    return this.#error;
  }

  /** Whether messages were read, though it may have failed since. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** By `seq`: another array after each change. */
  get messages(): readonly Message[] {
    return this.#all;
  }

  get notes(): readonly Note[] {
    return this.#notes;
  }

  get events(): readonly AuditEvent[] {
    return this.#events;
  }

  get hasOlder(): boolean {
    return this.#cursor !== undefined;
  }

  get isLoadingOlder(): boolean {
    return this.#loadingOlder !== undefined;
  }

  follow(client: CrmClient | undefined, ticketId: string | undefined): void {
    if (client === this.#client && ticketId === this.#ticketId && (this.#running || !client || !ticketId)) return;
    const moved = client === this.#client && ticketId === this.#ticketId;
    this.end();
    this.#client = client;
    this.#ticketId = ticketId;
    if (!moved) this.#empty(ticketId ? 'loading' : 'idle');
    if (client && ticketId) this.#start(client, ticketId);
  }

  /** Shows what the page gives instead of reading anything. */
  give(messages: readonly Message[], notes: readonly Note[]): void {
    this.end();
    this.#client = undefined;
    this.#ticketId = undefined;
    if (this.#live !== messages) {
      this.#live = messages;
      this.#all = [...messages].sort(compareMessages);
    }
    this.#notes = notes;
    this.#events = [];
    this.#cursor = undefined;
    this.#state = 'ready';
    this.#isReady = true;
  }

  /** Reads the page before the oldest message that is there. */
  loadOlder(limit = pageSize): Promise<void> {
    this.#loadingOlder ??= this.#loadPage(limit).finally(() => {
      this.#loadingOlder = undefined;
      this.#changed();
    });
    return this.#loadingOlder;
  }

  /** Reads back to a message of the ticket, however old. @returns whether there is such a message */
  async reach(messageId: string): Promise<boolean> {
    const isThere = () => this.#all.some(({ id }) => id === messageId);
    const client = this.#client;
    const ticketId = this.#ticketId;
    if (isThere() || !client || !ticketId) return isThere();
    const sought = await client.messages.get(messageId);
    if (sought?.ticketId !== ticketId) return false;
    while (!isThere() && this.hasOlder && this.#ticketId === ticketId) {
      await this.#loadingOlder;
      // Some more, so that what stands around it is seen too.
      const missing = (this.#all[0]?.seq ?? 0) - sought.seq + pageSize / 2;
      if (!isThere() && this.hasOlder) await this.loadOlder(Math.min(Math.max(missing, pageSize), longPage));
    }
    return isThere();
  }

  retry(): void {
    this.end();
    this.#error = undefined;
    if (!this.isReady) this.#state = 'loading';
    if (this.#client && this.#ticketId) this.#start(this.#client, this.#ticketId);
    this.#changed();
  }

  end(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  #empty(state: SourceState): void {
    this.#live = [];
    this.#older.clear();
    this.#cursor = undefined;
    this.#all = [];
    this.#notes = [];
    this.#events = [];
    this.#state = state;
    this.#isReady = false;
    this.#error = undefined;
  }

  #start(client: CrmClient, ticketId: string): void {
    const { signal } = (this.#running = new AbortController());
    const fail = (error: unknown) => {
      if (signal.aborted) return;
      // The watch goes on: what it tells next is shown.
      this.#state = 'error';
      this.#error = toCrmError(error);
      this.#changed();
    };
    const options = { signal, onError: fail };
    const newest = { direction: 'desc' as const };
    client.messages.live(
      { where: { ticketId }, sort: [{ by: 'seq', ...newest }], limit: pageSize },
      ({ records, next }) => this.#take(records, next),
      options,
    );
    client.notes.live(
      { where: { targetKey: `ticket:${ticketId}` }, sort: [{ by: 'createdAt', ...newest }], limit: mostAsides },
      ({ records }) => {
        this.#notes = records;
        this.#changed();
      },
      options,
    );
    client.auditEvents.live(
      { where: { recordKey: `tickets:${ticketId}` }, sort: [{ by: 'at', ...newest }], limit: mostAsides },
      ({ records }) => {
        this.#events = records;
        this.#changed();
      },
      options,
    );
  }

  /** @param records the newest messages, newest first */
  #take(records: readonly Message[], next: string | undefined): void {
    const live = [...records].reverse();
    const [first] = live;
    // What no longer fits into the live page has not gone away.
    if (first) for (const message of this.#live) if (compareMessages(message, first) < 0) this.#older.set(message.id, message);
    if (!this.#isReady) this.#cursor = next;
    this.#live = live;
    this.#state = 'ready';
    this.#isReady = true;
    this.#error = undefined;
    this.#join();
  }

  async #loadPage(limit: number): Promise<void> {
    const client = this.#client;
    const ticketId = this.#ticketId;
    const after = this.#cursor;
    if (!client || !ticketId || after === undefined) return;
    this.#changed();
    const page = await client.messages.list({ where: { ticketId }, sort: [{ by: 'seq', direction: 'desc' }], limit, after });
    if (this.#ticketId !== ticketId || this.#client !== client) return;
    for (const message of page.records) this.#older.set(message.id, message);
    this.#cursor = page.next;
    this.#join();
  }

  #join(): void {
    for (const { id } of this.#live) this.#older.delete(id);
    this.#all = [...[...this.#older.values()].sort(compareMessages), ...this.#live];
    this.#changed();
  }
}
