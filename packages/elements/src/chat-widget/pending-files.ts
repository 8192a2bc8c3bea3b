import { toCrmError, type CrmError } from '@crm-elements/data';
import type { ChatFile } from './chat.types.js';

/** A file on its way into the composer. */
export interface ReadingFile {
  readonly id: number;
  readonly name: string;
  /** 0 to 1. */
  readonly progress: number;
}

export type FileRefusal = { name: string; why: 'too-large' | 'empty' | 'too-many' } | { name: string; why: 'failed'; error: CrmError };

interface FilesHost {
  limits(): { fileBytes: number; files: number };
  keep(file: { name: string; bytes: Uint8Array }, signal: AbortSignal): Promise<ChatFile>;
  /** How many stand in the composer already. */
  present(): number;
  added(file: ChatFile): void;
  refused(refusal: FileRefusal): void;
  changed(): void;
}

const longestName = 200;

/** Keeps the end, which tells what kind of file it is. */
function shortName(name: string): string {
  if (name.length <= longestName) return name || 'file';
  const dot = name.lastIndexOf('.');
  const end = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  return `${name.slice(0, longestName - end.length - 1)}…${end}`;
}

/** Reads files that somebody picks, pastes or drops, and keeps them on the device until they are sent. Each can be cancelled. */
export class PendingFiles {
  readonly #host: FilesHost;
  #reading: readonly (ReadingFile & { cancel: AbortController })[] = [];
  #nextId = 1;

  constructor(host: FilesHost) {
    this.#host = host;
  }

  get reading(): readonly ReadingFile[] {
    return this.#reading;
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const { fileBytes, files: most } = this.#host.limits();
      const why =
        this.#host.present() + this.#reading.length >= most
          ? 'too-many'
          : file.size > fileBytes
            ? 'too-large'
            : file.size === 0
              ? 'empty'
              : undefined;
      if (why) this.#host.refused({ name: file.name, why });
      else void this.#read(file);
    }
  }

  cancel(id: number): void {
    this.#reading.find((file) => file.id === id)?.cancel.abort();
  }

  cancelAll(): void {
    for (const { cancel } of this.#reading) cancel.abort();
  }

  async #read(file: File): Promise<void> {
    const id = this.#nextId++;
    const name = shortName(file.name);
    const cancel = new AbortController();
    this.#reading = [...this.#reading, { id, name, progress: 0, cancel }];
    this.#host.changed();
    try {
      const bytes = await this.#bytes(file, cancel.signal, (progress) => {
        this.#reading = this.#reading.map((one) => (one.id === id ? { ...one, progress } : one));
        this.#host.changed();
      });
      const kept = await this.#host.keep({ name, bytes }, cancel.signal);
      if (!cancel.signal.aborted) this.#host.added(kept);
    } catch (error) {
      if (!cancel.signal.aborted) this.#host.refused({ name, why: 'failed', error: toCrmError(error) });
    } finally {
      this.#reading = this.#reading.filter((one) => one.id !== id);
      this.#host.changed();
    }
  }

  async #bytes(file: File, signal: AbortSignal, progress: (share: number) => void): Promise<Uint8Array> {
    const bytes = new Uint8Array(file.size);
    const reader = file.stream().getReader();
    let at = 0;
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return bytes.subarray(0, at);
      bytes.set(value, at);
      at += value.byteLength;
      progress(at / file.size);
    }
  }
}
