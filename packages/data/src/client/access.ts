import type { Actor, CollectionName, StoredRecord } from '@crm-elements/schema';
import type { Condition, DataAdapter, Subscription } from '../contract.js';
import { notOwn, toCrmError } from '../errors.js';
import { later } from '../later.js';
import type { VisitorRules } from './visitor.js';

const loadRules = later(() => import('./visitor.js'));

/**
 * What an actor may do. Staff may do everything; a *contact* reads own tickets with their messages and writes to them, and is refused
 * otherwise. In a browser's own store this prevents mistakes; it is not secrecy: whoever can open the page's storage can read all of it.
 */
export class Access {
  readonly #actor: Actor;
  readonly #adapter: DataAdapter;
  #rules: VisitorRules | undefined;

  constructor(actor: Actor, adapter: DataAdapter) {
    this.#actor = actor;
    this.#adapter = adapter;
  }

  get isVisitor(): boolean {
    return this.#actor.kind === 'contact';
  }

  /** The rules for a customer; `undefined` for staff. */
  async #load(): Promise<VisitorRules | undefined> {
    if (!this.isVisitor) return undefined;
    const { VisitorRules: Rules } = await loadRules();
    return (this.#rules ??= new Rules(this.#actor.id, this.#adapter));
  }

  /** @throws CrmError FORBIDDEN for a customer. */
  requireStaff(): void {
    if (this.isVisitor) throw notOwn();
  }

  /** @throws CrmError FORBIDDEN when the ticket is another's, or is not there: a customer is not told which. */
  async requireTicket(ticketId: string): Promise<void> {
    await (await this.#load())?.requireTicket(ticketId);
  }

  async requireSelf(contactId: string): Promise<void> {
    if ((await this.#load()) && contactId !== this.#actor.id) throw notOwn();
  }

  async checkQuery(collection: CollectionName, { where = {} }: { where?: Readonly<Record<string, Condition>> }): Promise<void> {
    await (await this.#load())?.checkQuery(collection, where);
  }

  async checkRecords(collection: CollectionName, records: readonly (StoredRecord | undefined)[]): Promise<void> {
    await (await this.#load())?.checkRecords(collection, records);
  }

  /** The record as the actor gets to see it. A customer sees none before something was allowed. */
  project(collection: CollectionName, record: StoredRecord): StoredRecord {
    if (!this.isVisitor) return record;
    if (!this.#rules) throw notOwn();
    return this.#rules.project(collection, record);
  }

  /** Starts a subscription once it is allowed; staff need not wait. */
  guard(check: () => Promise<void>, start: () => Subscription, onError: ((error: Error) => void) | undefined): Subscription {
    if (!this.isVisitor) return start();
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
