import type { OutboxCommand } from '@crm-elements/data';
import type { Json } from '@crm-elements/schema';
import { traceKey } from './traces.js';

interface Mirrored {
  values: Record<string, Json>;
  commands: OutboxCommand[];
}

/** Keeps what a store in memory holds for as long as the tab lives, in one entry of its `sessionStorage`. */
export class SessionMirror {
  readonly #key: string;
  readonly #content: Mirrored;

  constructor(name: string) {
    this.#key = traceKey(name);
    this.#content = this.#load();
  }

  #load(): Mirrored {
    try {
      const { values, commands } = JSON.parse(sessionStorage.getItem(this.#key) ?? '{}') as Partial<Mirrored>;
      return { values: { ...values }, commands: Array.isArray(commands) ? commands : [] };
    } catch {
      return { values: {}, commands: [] };
    }
  }

  /** What an earlier page of this tab left. */
  read(): Mirrored {
    return { values: { ...this.#content.values }, commands: [...this.#content.commands] };
  }

  keepValue(key: string, value: Json): void {
    this.#content.values[key] = value;
    this.#write();
  }

  dropValue(key: string): void {
    delete this.#content.values[key];
    this.#write();
  }

  keepCommands(commands: OutboxCommand[]): void {
    this.#content.commands = commands;
    this.#write();
  }

  clear(): void {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept where storage is blocked.
    }
  }

  #write(): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#content));
    } catch {
      // Full or blocked: the conversation then ends with the page, as without this.
    }
  }
}
