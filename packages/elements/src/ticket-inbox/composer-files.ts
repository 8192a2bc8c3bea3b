import type { CrmClient, MessageFile } from '@crm-elements/data';

/** A file that is being attached, or is. */
export interface ComposerFile {
  readonly key: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly stored?: MessageFile | undefined;
}

export const mostFiles = 10;
export const largestFile = 10 * 1_024 * 1_024;

export type FileRefusal =
  { readonly why: 'large' | 'many'; readonly name: string } | { readonly why: 'failed'; readonly name: string; readonly error: unknown };

/** The files of a message that is being written: kept in the store as soon as they are chosen. */
export class ComposerFiles {
  readonly #changed: () => void;
  readonly #refused: (refusal: FileRefusal) => void;
  readonly #stops = new Map<number, AbortController>();
  #files: readonly ComposerFile[] = [];
  #next = 1;
  readonly #adding = new Set<Promise<void>>();

  constructor(changed: () => void, refused: (refusal: FileRefusal) => void) {
    this.#changed = changed;
    this.#refused = refused;
  }

  get all(): readonly ComposerFile[] {
    return this.#files;
  }

  get isLoading(): boolean {
    return this.#files.some(({ stored }) => !stored);
  }

  /** Waits until all of them are stored, or refused. */
  async settled(): Promise<void> {
    while (this.#adding.size > 0) await Promise.all(this.#adding);
  }

  get stored(): MessageFile[] {
    return this.#files.flatMap(({ stored }) => stored ?? []);
  }

  /** Bytes of one file, at most. */
  limit(client: CrmClient | undefined): number {
    return Math.min(largestFile, client?.adapter.capabilities.maxBlobBytes ?? largestFile);
  }

  /** Puts back files that were taken away with a text, all of them stored. */
  restore(stored: readonly MessageFile[]): void {
    this.#files = stored.map((file) => ({ key: this.#next++, name: file.name, size: file.size, stored: file }));
    this.#changed();
  }

  async add(client: CrmClient, chosen: Iterable<File>): Promise<void> {
    const adding = [...chosen].map((file) => this.#add(client, file));
    for (const one of adding) {
      this.#adding.add(one);
      void one.then(() => this.#adding.delete(one));
    }
    await Promise.all(adding);
  }

  remove(key: number): void {
    this.#stops.get(key)?.abort();
    this.#stops.delete(key);
    this.#files = this.#files.filter((file) => file.key !== key);
    this.#changed();
  }

  async #add(client: CrmClient, file: File): Promise<void> {
    const { name, size } = file;
    if (this.#files.length >= mostFiles) return this.#refused({ why: 'many', name });
    if (size > this.limit(client)) return this.#refused({ why: 'large', name });
    const key = this.#next++;
    const stop = new AbortController();
    this.#stops.set(key, stop);
    this.#files = [...this.#files, { key, name, size }];
    this.#changed();
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const stored = await client.storeFile({ bytes, name, signal: stop.signal });
      this.#files = this.#files.map((present) => (present.key === key ? { ...present, stored } : present));
      this.#changed();
    } catch (error) {
      if (stop.signal.aborted) return;
      this.remove(key);
      this.#refused({ why: 'failed', name, error });
    } finally {
      this.#stops.delete(key);
    }
  }
}
