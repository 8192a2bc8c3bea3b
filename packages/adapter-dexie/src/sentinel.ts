/** The part of `localStorage` that is used. */
export type SentinelStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The page's own, or `undefined` where it has none or may not use it. */
export function pageStorage(): SentinelStorage | undefined {
  try {
    return (globalThis as { localStorage?: SentinelStorage }).localStorage;
  } catch {
    return undefined;
  }
}

/**
 * Remembers, apart from the database, that a store held something, and which: a browser that empties databases often leaves this, and so
 * an emptied store does not look like a new one. Written with the first commit, never for a store that nobody wrote to.
 */
export class Sentinel {
  readonly #storage: SentinelStorage | undefined;
  readonly #key: string;
  #written: string | undefined;

  constructor(storage: SentinelStorage | undefined, name: string) {
    this.#storage = storage;
    this.#key = `crm-elements:${name}`;
  }

  /** Whether another instance than this one was written to before. */
  tellsOfAnother(instance: string): boolean {
    const known = this.#attempt((storage) => storage.getItem(this.#key));
    return known !== null && known !== undefined && known !== instance;
  }

  remember(instance: string): void {
    if (this.#written === instance) return;
    this.#written = instance;
    this.#attempt((storage) => storage.setItem(this.#key, instance));
  }

  forget(): void {
    this.#written = undefined;
    this.#attempt((storage) => storage.removeItem(this.#key));
  }

  /** Storage that is full or forbidden is as good as none. */
  #attempt<T>(work: (storage: SentinelStorage) => T): T | undefined {
    try {
      return this.#storage && work(this.#storage);
    } catch {
      return undefined;
    }
  }
}
