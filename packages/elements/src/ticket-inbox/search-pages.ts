import type { CrmClient, Page } from '@crm-elements/data';
import type { Ticket } from '@crm-elements/schema';

/** Tickets of a page. */
export const ticketsPage = 50;
const peoplePage = 20;

/** What is read page by page. A page that could not be read is read again by the next call. */
export class Pages<R> {
  readonly #read: (after: { after?: string }) => Promise<Page<R>>;
  #next: string | undefined;
  #done = false;

  constructor(read: (after: { after?: string }) => Promise<Page<R>>) {
    this.#read = read;
  }

  get done(): boolean {
    return this.#done;
  }

  async next(): Promise<readonly R[]> {
    if (this.#done) return [];
    const { records, next } = await this.#read(this.#next === undefined ? {} : { after: this.#next });
    this.#next = next;
    this.#done = next === undefined;
    return records;
  }
}

/** The tickets of people whose names and addresses meet a search. */
export class PeoplesTickets {
  readonly #client: CrmClient;
  readonly #signal: AbortSignal;
  readonly #people: Pages<{ id: string }>;
  #reading: Pages<Ticket>[] = [];
  /** What was read though another page could not be. */
  #kept: Ticket[] = [];

  constructor(client: CrmClient, text: string, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
    this.#people = new Pages((after) => client.contacts.search(text, { limit: peoplePage, signal, ...after }));
  }

  get done(): boolean {
    return this.#people.done && this.#reading.length === 0;
  }

  async next(): Promise<readonly Ticket[]> {
    if (this.#reading.length === 0) {
      const people = await this.#people.next();
      this.#reading = people.map(({ id }) => this.#of(id));
    }
    await Promise.all(this.#reading.map(async (tickets) => void this.#kept.push(...(await tickets.next()))));
    this.#reading = this.#reading.filter(({ done }) => !done);
    return this.#kept.splice(0);
  }

  #of(requesterId: string): Pages<Ticket> {
    const newest = [{ by: 'lastActivityAt', direction: 'desc' }] as const;
    return new Pages((after) =>
      this.#client.tickets.list({ where: { requesterId }, sort: newest, limit: ticketsPage, ...after }, { signal: this.#signal }),
    );
  }
}
