import type { CrmClient } from '@crm-elements/data';
import { displayName, type Contact } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Collections whose records have a name. */
const named = ['companies', 'agents', 'stages', 'contacts', 'deals', 'tickets', 'pipelines', 'teams'] as const;
export type Named = (typeof named)[number];

export const isNamed = (collection: string): collection is Named => (named as readonly string[]).includes(collection);

/** What a record is called. */
export function nameOfRecord(collection: Named, record: unknown): string {
  if (collection === 'contacts') return displayName(record as Contact);
  const { name, subject } = record as { readonly name?: string; readonly subject?: string };
  return name ?? subject ?? '';
}

/**
 * Names of records that others point at. What is wanted within one task is read in one call a collection, and once: a list of a thousand
 * entries by ten people costs one read.
 */
export class Names implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: () => CrmClient | undefined;
  #of: CrmClient | undefined;
  #names = new Map<string, string | null>();
  /** Those that were asked for since the host came into the page. */
  #fresh = new Set<string>();
  #wanted = new Map<Named, Set<string>>();
  #asked = false;

  constructor(host: ReactiveControllerHost, client: () => CrmClient | undefined) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  /** The name; undefined as long as it is not known, `null` when there is no such record. */
  get(collection: Named, id: string | null | undefined): string | null | undefined {
    if (!id) return null;
    const client = this.#client();
    if (client !== this.#of) {
      this.#of = client;
      this.#names.clear();
      this.#fresh.clear();
      this.#wanted.clear();
    }
    const key = `${collection}/${id}`;
    if (client && !this.#fresh.has(key)) {
      this.#fresh.add(key);
      this.#want(client, collection, id);
    }
    return this.#names.get(key);
  }

  /** Takes a name from somebody who has just made or read it. */
  learn(collection: Named, id: string, name: string): void {
    this.#names.set(`${collection}/${id}`, name);
    this.#fresh.add(`${collection}/${id}`);
  }

  hostConnected(): void {
    // Elsewhere they may have been changed meanwhile. What is shown stays until the answer is there.
    this.#fresh.clear();
  }

  #want(client: CrmClient, collection: Named, id: string): void {
    const ids = this.#wanted.get(collection) ?? new Set();
    this.#wanted.set(collection, ids.add(id));
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => {
      this.#asked = false;
      void this.#read(client);
    });
  }

  async #read(client: CrmClient): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    await Promise.all(
      wanted.map(async ([collection, ids]) => {
        const list = [...ids];
        // A name that cannot be read is no reason to show nothing: what fails is said by the record itself.
        const records = await client[collection].getMany(list).catch(() => []);
        if (client !== this.#of) return;
        list.forEach((id, i) => this.#names.set(`${collection}/${id}`, records[i] ? nameOfRecord(collection, records[i]) : null));
      }),
    );
    this.#host.requestUpdate();
  }
}
