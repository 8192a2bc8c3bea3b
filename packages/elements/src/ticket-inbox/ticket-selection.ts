import type { CrmClient } from '@crm-elements/data';
import type { Ticket } from '@crm-elements/schema';
import { CrmTicketSelectEvent } from '../events/ticket-events.js';
import type { TicketSource } from './ticket-source.js';
import { selectedMost } from './ticket-tabs.js';

interface SelectingHost extends EventTarget {
  selection: readonly string[];
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
    if (!next.delete(id) && next.size < selectedMost) next.add(id);
    this.#anchor = index;
    this.#choose(next);
  }

  clear(): void {
    if (this.#ids.size > 0) this.#choose([]);
  }

  /** Selects all from where selecting began up to here. */
  async rangeTo(index: number): Promise<void> {
    const first = Math.min(this.#anchor, index);
    const ids = await this.#source.idsOf(first, Math.abs(this.#anchor - index) + 1);
    this.#choose(new Set([...this.#ids, ...ids].slice(0, selectedMost)));
  }

  async all(): Promise<void> {
    this.#choose(await this.#source.idsOf(0, Math.min(this.#source.count, selectedMost)));
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

  #choose(ids: Iterable<string>): void {
    const chosen = [...ids];
    this.#host.selection = chosen;
    this.#host.dispatchEvent(new CrmTicketSelectEvent(chosen));
  }
}
