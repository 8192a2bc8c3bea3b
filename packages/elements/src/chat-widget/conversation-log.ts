import type { PortHistory, PortMessage } from '@crm-elements/data';

/** The loaded end of a conversation: all of its messages from some point on, in their order. */
export class ConversationLog {
  #messages: readonly PortMessage[] = [];
  /** There are older ones that are not loaded. */
  more = false;

  get messages(): readonly PortMessage[] {
    return this.#messages;
  }

  get last(): PortMessage | undefined {
    return this.#messages.at(-1);
  }

  has(id: string): boolean {
    return this.#messages.some((message) => message.id === id);
  }

  /** Takes the newest messages, loaded at the start or again after an interruption. */
  takeNewest({ messages, more }: PortHistory): void {
    const first = messages[0]?.seq;
    const last = this.last?.seq;
    // What was loaded before is kept only where it joins on to what came now.
    const joins = first !== undefined && last !== undefined && (first <= last + 1 || !more);
    if (joins) this.#merge(messages, first);
    else {
      this.#messages = messages;
      this.more = more;
    }
  }

  takeOlder({ messages, more }: PortHistory): void {
    const known = new Set(this.#messages.map(({ id }) => id));
    this.#messages = [...messages.filter(({ id }) => !known.has(id)), ...this.#messages];
    this.more = more;
  }

  /** Takes a new message, or a known one in its new state. @returns whether it was not there before */
  take(message: PortMessage): boolean {
    const at = this.#messages.findIndex(({ id }) => id === message.id);
    if (at >= 0) {
      this.#messages = this.#messages.with(at, message);
      return false;
    }
    const first = this.#messages[0];
    // It is loaded with its neighbours when somebody scrolls there.
    if (first && this.more && message.seq < first.seq) return false;
    const after = this.#messages.findLastIndex(({ seq, id }) => seq < message.seq || (seq === message.seq && id < message.id));
    this.#messages = this.#messages.toSpliced(after + 1, 0, message);
    return true;
  }

  remove(id: string): void {
    this.#messages = this.#messages.filter((message) => message.id !== id);
  }

  /** Of a stretch that was read again only what is in it now stays. */
  #merge(messages: readonly PortMessage[], from: number): void {
    this.#messages = [...this.#messages.filter(({ seq }) => seq < from), ...messages];
  }
}
