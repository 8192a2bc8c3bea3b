import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import type { DataAdapter } from '@crm-elements/data';
import { newId } from '@crm-elements/schema';

/** A part of the page that shows or changes the store. The signal ends when the page lets go of this adapter. */
export type Part = (adapter: DataAdapter, signal: AbortSignal) => void;

/** The page's hold of one store. After an erasure it goes on with a new, empty one, and so do the parts. */
export class Session {
  readonly database: string;
  /** Stands in the changes that this window makes. */
  readonly origin = `window-${newId().slice(-6)}`;
  readonly #parts: Part[] = [];
  #adapter: DataAdapter | undefined;
  #held = new AbortController();

  constructor(database: string) {
    this.database = database;
  }

  get adapter(): DataAdapter {
    if (!this.#adapter) throw new Error('connect() comes first.');
    return this.#adapter;
  }

  use(part: Part): void {
    this.#parts.push(part);
  }

  connect(): void {
    this.#held.abort();
    this.#held = new AbortController();
    const { signal } = this.#held;
    const adapter = createDexieAdapter({ name: this.database });
    this.#adapter = adapter;
    for (const part of this.#parts) part(adapter, signal);
    // What went wrong stands in the status.
    adapter.open().catch(() => undefined);
  }

  /** Removes the store and all that is in it, and goes on with an empty one. */
  async erase(): Promise<void> {
    const { adapter } = this;
    this.#held.abort();
    try {
      await adapter.destroy();
    } finally {
      this.connect();
    }
  }
}
