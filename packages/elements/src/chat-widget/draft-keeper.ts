import { newId, type Json } from '@crm-elements/schema';
import type { ChatDraft, ChatFile } from './chat.types.js';
import type { DeviceStore } from './device-store.js';

/** What is being written, with the id that the message will have: a draft whose message exists was sent. */
export interface KeptDraft extends ChatDraft {
  readonly id: string;
}

const pauseMs = 200;
const longestMs = 1_000;

const isKept = (value: unknown): value is { id: string; text: string; files?: ChatFile[]; inReplyTo?: string } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as KeptDraft).id === 'string' &&
  typeof (value as KeptDraft).text === 'string';

const keyOf = (conversationId: string) => `draft.${conversationId}`;

export const isEmptyDraft = ({ text, files, inReplyTo }: ChatDraft): boolean =>
  text === '' && files.length === 0 && inReplyTo === undefined;

/** Keeps what is being written, at each pause of the typing and when the page goes away. */
export class DraftKeeper {
  readonly #device: () => Promise<DeviceStore>;
  readonly #failed: (error: unknown) => void;
  readonly #drafts = new Map<string, KeptDraft>();
  readonly #waiting = new Map<string, { since: number; timer: ReturnType<typeof setTimeout> }>();

  constructor(device: () => Promise<DeviceStore>, failed: (error: unknown) => void) {
    this.#device = device;
    this.#failed = failed;
  }

  of(conversationId: string): KeptDraft {
    return this.#drafts.get(conversationId) ?? this.#fresh(conversationId);
  }

  #fresh(conversationId: string): KeptDraft {
    const draft: KeptDraft = { id: newId(), text: '', files: [] };
    this.#drafts.set(conversationId, draft);
    return draft;
  }

  set(conversationId: string, draft: ChatDraft): void {
    this.#drafts.set(conversationId, { ...draft, id: this.of(conversationId).id });
    const now = performance.now();
    const waiting = this.#waiting.get(conversationId);
    clearTimeout(waiting?.timer);
    const since = waiting?.since ?? now;
    const wait = Math.max(0, Math.min(pauseMs, since + longestMs - now));
    this.#waiting.set(conversationId, { since, timer: setTimeout(() => void this.#keep(conversationId), wait) });
  }

  /** Takes the draft away to be sent; what is typed from now on is the next message. */
  take(conversationId: string): KeptDraft {
    const draft = this.of(conversationId);
    this.#forgetTimer(conversationId);
    this.#fresh(conversationId);
    return draft;
  }

  /** The message is safe: the device need not hold its draft any more. */
  async taken(conversationId: string): Promise<void> {
    if (!this.#waiting.has(conversationId)) await this.#keep(conversationId);
  }

  /** Puts back what could not be sent, before what was typed since. */
  putBack(conversationId: string, draft: KeptDraft): void {
    const now = this.of(conversationId);
    const text = now.text === '' ? draft.text : `${draft.text}\n${now.text}`;
    this.#drafts.set(conversationId, { ...draft, text, files: [...draft.files, ...now.files] });
    this.set(conversationId, this.of(conversationId));
  }

  /** Reads what an earlier page left, unless something is being written already. */
  async restore(device: DeviceStore, conversationId: string, wasSent: (id: string) => boolean): Promise<void> {
    const kept = await device.get(keyOf(conversationId));
    const present = this.#drafts.get(conversationId);
    if (!isKept(kept) || wasSent(kept.id) || (present && !isEmptyDraft(present))) return;
    const { id, text, files = [], inReplyTo } = kept;
    this.#drafts.set(conversationId, { id, text, files, ...(inReplyTo !== undefined && { inReplyTo }) });
  }

  #forgetTimer(conversationId: string): void {
    clearTimeout(this.#waiting.get(conversationId)?.timer);
    this.#waiting.delete(conversationId);
  }

  async #keep(conversationId: string): Promise<void> {
    this.#forgetTimer(conversationId);
    const draft = this.of(conversationId);
    try {
      const device = await this.#device();
      if (isEmptyDraft(draft)) await device.drop(keyOf(conversationId));
      else await device.put(keyOf(conversationId), draft as unknown as Json);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Keeps now what waits for a pause. */
  async flush(): Promise<void> {
    await Promise.all([...this.#waiting.keys()].map((conversationId) => this.#keep(conversationId)));
  }

  /** Writes everything into another store. */
  async moveTo(device: DeviceStore): Promise<void> {
    for (const [conversationId, draft] of this.#drafts) {
      if (!isEmptyDraft(draft)) await device.put(keyOf(conversationId), draft as unknown as Json);
    }
  }

  clear(): void {
    for (const conversationId of [...this.#waiting.keys()]) this.#forgetTimer(conversationId);
    this.#drafts.clear();
  }
}
