import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CrmContactSelectEvent } from '../../events/contact-events.js';
import type { PagesQuery } from './contact-pages.js';
import { idsOf } from './ids-of.js';

interface SelectingHost extends EventTarget, ReactiveControllerHost {
  selection: readonly string[];
}

interface SelectionGround {
  readonly client: () => CrmClient | undefined;
  /** What is shown now. */
  readonly asked: () => PagesQuery;
  /** How many there are; undefined as long as not all of them are known. */
  readonly count: () => number | undefined;
  /** Many were asked for at once: they are selected, or it is said why not. */
  readonly done: (count: number) => void;
  readonly failed: (error: CrmError) => void;
}

/** Which contacts are selected. There is no limit: of those that are not read, the ids are. */
export class ContactSelection implements ReactiveController {
  readonly #host: SelectingHost;
  readonly #ground: SelectionGround;
  #anchor = 0;
  #known: readonly string[] = [];
  #set: ReadonlySet<string> = new Set();
  #collecting: AbortController | undefined;
  #found = 0;

  constructor(host: SelectingHost, ground: SelectionGround) {
    this.#host = host;
    this.#ground = ground;
    host.addController(this);
  }

  get ids(): ReadonlySet<string> {
    if (this.#known !== this.#host.selection) {
      this.#known = this.#host.selection;
      this.#set = new Set(this.#known);
    }
    return this.#set;
  }

  /** How many are found so far, while those that are not read are being looked for. */
  get collecting(): number | undefined {
    return this.#collecting && this.#found;
  }

  hostDisconnected(): void {
    this.stop();
  }

  toggle(id: string, index: number): void {
    const next = new Set(this.ids);
    if (!next.delete(id)) next.add(id);
    this.#anchor = index;
    this.choose(next);
  }

  clear(): void {
    this.stop();
    if (this.ids.size > 0) this.choose([]);
  }

  /** Selects all from where selecting began up to here. */
  rangeTo(index: number): Promise<void> {
    const first = Math.min(this.#anchor, index);
    return this.#collect(first, Math.abs(this.#anchor - index) + 1, this.ids);
  }

  /** Selects all that are shown, and keeps what was selected besides. */
  all(): Promise<void> {
    return this.#collect(0, this.#ground.count() ?? Infinity, this.ids);
  }

  /** Gives up looking for ids; what was selected stays. */
  stop(): void {
    this.#collecting?.abort();
    this.#collecting = undefined;
  }

  choose(ids: Iterable<string>): void {
    const chosen = [...ids];
    this.#host.selection = chosen;
    this.#host.dispatchEvent(new CrmContactSelectEvent(chosen));
  }

  async #collect(first: number, count: number, kept: ReadonlySet<string>): Promise<void> {
    const client = this.#ground.client();
    if (!client || count === 0) return;
    this.stop();
    const collecting = (this.#collecting = new AbortController());
    const { signal } = collecting;
    this.#found = 0;
    const onProgress = (found: number) => {
      this.#found = found;
      if (!signal.aborted) this.#host.requestUpdate();
    };
    try {
      const ids = await idsOf(client, this.#ground.asked(), { first, count, signal, onProgress });
      if (signal.aborted) return;
      this.#collecting = undefined;
      this.choose(new Set([...kept, ...ids]));
      this.#ground.done(this.ids.size);
    } catch (error) {
      if (signal.aborted) return;
      this.#collecting = undefined;
      this.#ground.failed(toCrmError(error));
    } finally {
      this.#host.requestUpdate();
    }
  }
}
