import type { CrmClient, Subscription } from '@crm-elements/data';
import { displayName, type Contact } from '@crm-elements/schema';

/** Contacts that are kept though nobody shows them now. */
const kept = 500;

/** The people behind what is shown: one live read for all of them together, whoever comes into sight. */
export class People {
  readonly #changed: () => void;
  readonly #known = new Map<string, Contact | undefined>();
  #client: CrmClient | undefined;
  #watched: readonly string[] = [];
  #watch: Subscription | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get(id: string): Contact | undefined {
    return this.#known.get(id);
  }

  /** Whether the store was asked: a person who is not there then is unknown. */
  has(id: string): boolean {
    return this.#known.has(id);
  }

  name(id: string, unknown: string): string | undefined {
    const contact = this.#known.get(id);
    if (contact) return displayName(contact, undefined, unknown);
    return this.#known.has(id) ? unknown : undefined;
  }

  /** Says who is in sight. Reads anew only when somebody among them is not read yet. */
  want(client: CrmClient | undefined, ids: Iterable<string>): void {
    if (client !== this.#client) {
      this.end();
      this.#known.clear();
      this.#client = client;
    }
    if (!client) return;
    const wanted = [...new Set(ids)];
    if (wanted.length === 0 || wanted.every((id) => this.#watched.includes(id))) return;
    this.#watch?.unsubscribe();
    this.#watched = wanted;
    this.#watch = client.adapter.watch(
      { ids: { collection: 'contacts', ids: wanted } },
      ({ records }) => {
        wanted.forEach((id, i) => {
          this.#known.delete(id);
          this.#known.set(id, records[i] as unknown as Contact | undefined);
        });
        for (const id of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - kept))) this.#known.delete(id);
        this.#changed();
      },
      // Names that cannot be read stay grey bars: the list that they stand in says what is wrong.
      () => undefined,
    );
  }

  end(): void {
    this.#watch?.unsubscribe();
    this.#watch = undefined;
    this.#watched = [];
  }
}
