import type { CrmClient } from '@crm-elements/data';
import type { Ticket } from '@crm-elements/schema';
import { CrmTicketSelectEvent } from '../events/ticket-events.js';
import type { TicketSource } from './ticket-source.js';
import { indexedSort, residentMost, whereOfTab, type TicketSort, type TicketTab } from './ticket-tabs.js';

interface SelectingHost extends EventTarget {
  selection: readonly string[];
  readonly tab: TicketTab;
  readonly sort: TicketSort;
  readonly search: string;
}

/** Which tickets of a list are selected, a thousand at most. Those that are not loaded are asked for by their place. */
export class TicketSelection {
  readonly #host: SelectingHost;
  readonly #source: TicketSource;
  readonly #client: () => CrmClient | undefined;
  #anchor = 0;
  #known: readonly string[] = [];
  #set = new Set<string>();

  constructor(host: SelectingHost, source: TicketSource, client: () => CrmClient | undefined) {
    this.#host = host;
    this.#source = source;
    this.#client = client;
  }

  get #ids(): ReadonlySet<string> {
    if (this.#known !== this.#host.selection) {
      this.#known = this.#host.selection;
      this.#set = new Set(this.#known);
    }
    return this.#set;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string, index: number): void {
    const next = new Set(this.#ids);
    if (!next.delete(id) && next.size < residentMost) next.add(id);
    this.#anchor = index;
    this.#choose(next);
  }

  clear(): void {
    if (this.#ids.size > 0) this.#choose([]);
  }

  /** Selects all from where selecting began up to here. */
  async rangeTo(index: number): Promise<void> {
    const first = Math.min(this.#anchor, index);
    const ids = await this.#idsOf(first, Math.abs(this.#anchor - index) + 1);
    this.#choose(new Set([...this.#ids, ...ids].slice(0, residentMost)));
  }

  async all(): Promise<void> {
    this.#choose(await this.#idsOf(0, Math.min(this.#source.count, residentMost)));
  }

  /** The selected tickets as they are now. */
  async tickets(): Promise<Ticket[]> {
    const ids = [...this.#ids];
    const loaded = new Map(ids.map((id) => [id, this.#source.find(id)]));
    const missing = ids.filter((id) => !loaded.get(id));
    const read = missing.length > 0 ? await this.#client()?.tickets.getMany(missing) : [];
    missing.forEach((id, i) => loaded.set(id, read?.[i]));
    return ids.flatMap((id) => loaded.get(id) ?? []);
  }

  async #idsOf(first: number, length: number): Promise<string[]> {
    const loaded = Array.from({ length }, (_, i) => this.#source.at(first + i)?.id);
    if (loaded.every((id) => id !== undefined)) return loaded;
    const actor = this.#client()?.actor;
    const { tab, sort } = this.#host;
    const page = await this.#client()?.tickets.list({
      where: whereOfTab(tab, actor?.kind === 'agent' ? actor.id : undefined),
      sort: indexedSort(tab, sort)!,
      offset: first,
      limit: Math.min(length, residentMost),
    });
    return page?.records.map(({ id }) => id) ?? [];
  }

  #choose(ids: Iterable<string>): void {
    const chosen = [...ids];
    this.#host.selection = chosen;
    this.#host.dispatchEvent(new CrmTicketSelectEvent(chosen));
  }
}
