import type { CrmClient } from '@crm-elements/data';
import type { NamedRecord } from './pipeline-board.types.js';

/** Names kept at most; those asked for longest ago go first. */
const most = 2_000;
/** So many are watched at a time. */
const watched = 400;
/** Names that come into sight one after the other are watched together. */
const settleMs = 400;

/**
 * The names of companies that deals point to: read in one batch for all that is asked for in a rendering, and watched together once the
 * board has come to rest.
 */
export class CompanyNames {
  readonly #client: CrmClient;
  readonly #changed: () => void;
  /** `null`: there is none of that id. */
  readonly #known = new Map<string, NamedRecord | null>();
  readonly #wanted = new Set<string>();
  #running = new AbortController();
  #watching: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: CrmClient, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
  }

  /** A name, if it is there; it is read otherwise, and the board renders again. */
  find(id: string): NamedRecord | undefined {
    const known = this.#known.get(id);
    if (known === undefined && !this.#running.signal.aborted && !this.#wanted.has(id)) {
      if (this.#wanted.size === 0) queueMicrotask(() => void this.#read());
      this.#wanted.add(id);
    }
    return known ?? undefined;
  }

  /** Stops reading and watching, and keeps what is known. */
  pause(): void {
    this.#running.abort();
    this.#watching?.abort();
    clearTimeout(this.#timer);
    this.#wanted.clear();
  }

  resume(): void {
    if (!this.#running.signal.aborted) return;
    this.#running = new AbortController();
    if (this.#known.size > 0) this.#watch();
  }

  #set(id: string, record: NamedRecord | null): boolean {
    const before = this.#known.get(id);
    this.#known.delete(id);
    this.#known.set(id, record);
    if (this.#known.size > most) this.#known.delete(this.#known.keys().next().value!);
    return before?.name !== record?.name;
  }

  async #read(): Promise<void> {
    const { signal } = this.#running;
    const ids = [...this.#wanted];
    this.#wanted.clear();
    if (signal.aborted || ids.length === 0) return;
    // A company that cannot be read leaves a card without its name, which is no reason to fail.
    const found = await this.#client.companies.getMany(ids, { signal }).catch(() => []);
    if (signal.aborted) return;
    ids.forEach((id, i) => this.#set(id, found[i] ? { id, name: found[i].name } : null));
    this.#changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#watch(), settleMs);
  }

  #watch(): void {
    this.#watching?.abort();
    const { signal } = (this.#watching = new AbortController());
    const ids = [...this.#known.keys()].slice(-watched);
    this.#client.companies.live(
      { where: { id: { in: ids } }, limit: watched },
      ({ records }) => {
        const changes = records.filter(({ id, name }) => this.#set(id, { id, name }));
        if (changes.length > 0) this.#changed();
      },
      { signal, onError: () => undefined },
    );
  }
}
