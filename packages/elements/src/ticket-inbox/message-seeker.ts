import type { Message } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { WindowedList } from '../internal/controllers/windowed-list.js';
import type { ThreadData } from './thread-data.js';

/** How long a message that was sought is marked, in milliseconds; the styles say the same. */
const markedForMs = 3_000;

interface MessageSeekerOptions {
  readonly data: ThreadData;
  readonly list: WindowedList;
  /** It is in sight, and marked. */
  readonly reached: (message: Message) => void;
  /** It is not there, or cannot be read. */
  readonly missed: (error: unknown) => void;
}

/** Leads to one message of a conversation, however old it is, and marks it for a moment. */
export class MessageSeeker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: MessageSeekerOptions;
  #sought: { readonly messageId: string; readonly ticketId: string | undefined } | undefined;
  #marked: string | undefined;
  #marking: ReturnType<typeof setTimeout> | undefined;
  #isReading = false;

  constructor(host: ReactiveControllerHost, options: MessageSeekerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The message that is marked now. */
  get marked(): string | undefined {
    return this.#marked;
  }

  seek(messageId: string, ticketId: string | undefined): void {
    this.#unmark();
    this.#sought = { messageId, ticketId };
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const sought = this.#sought;
    if (!sought) return;
    const { data, list, reached } = this.#options;
    if (data.id !== sought.ticketId) return void (this.#sought = undefined);
    // The list has its first place only once it has entries and a height.
    if (data.state !== 'ready' || !list.range) return;
    const index = data.entries.findIndex(({ kind, key }) => kind === 'message' && key === sought.messageId);
    const entry = data.entries[index];
    if (entry?.kind !== 'message') return void this.#read(sought.messageId);
    this.#sought = undefined;
    list.scrollToIndex(index, { align: 'center' });
    // What it changes in the midst of an update comes with the next one.
    queueMicrotask(() => {
      this.#mark(sought.messageId);
      reached(entry.message);
    });
  }

  hostDisconnected(): void {
    this.#sought = undefined;
    this.#unmark();
  }

  async #read(messageId: string): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    const sought = this.#sought;
    const miss = (error?: unknown) => {
      if (this.#sought !== sought) return;
      this.#sought = undefined;
      this.#options.missed(error);
    };
    await this.#options.data.source.reach(messageId).then((there) => there || miss(), miss);
    this.#isReading = false;
    this.#host.requestUpdate();
  }

  #mark(messageId: string): void {
    this.#marked = messageId;
    this.#marking = setTimeout(() => {
      this.#unmark();
      this.#host.requestUpdate();
    }, markedForMs);
    this.#host.requestUpdate();
  }

  #unmark(): void {
    clearTimeout(this.#marking);
    this.#marked = undefined;
  }
}
