import type { CrmError } from '@crm-elements/data';
import type { TicketReply } from '../events/ticket-events.js';

/** A reply on its way. */
export interface QueuedReply extends TicketReply {
  /** It waits for its delay, is being sent, was held back because somebody else wrote, or could not be sent. */
  state: 'waiting' | 'sending' | 'held' | 'failed';
  /** When it is sent, in milliseconds since 1970. */
  readonly at: number;
  /** The newest message that the agent knew of when they began, or let it go all the same. */
  knownSeq: number;
  error?: CrmError | undefined;
}

interface QueueOptions {
  /** Whether somebody else wrote what the agent has not seen. */
  readonly isBlind: (reply: QueuedReply) => boolean;
  /** Sends it. Gives back what went wrong, if anything. */
  readonly send: (reply: QueuedReply) => Promise<CrmError | undefined>;
  readonly changed: () => void;
  readonly now?: () => number;
}

/**
 * Replies that wait for a moment before they are sent, so that they can be taken back. Those that failed, or that would be blind, stay until
 * somebody decides.
 */
export class SendQueue {
  readonly #options: QueueOptions;
  readonly #replies = new Map<string, QueuedReply>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #tick: ReturnType<typeof setInterval> | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  /** Those of a ticket, in the order in which they were written. */
  of(ticketId: string | undefined): readonly QueuedReply[] {
    return [...this.#replies.values()].filter((reply) => reply.ticketId === ticketId);
  }

  /** Whole seconds until one is sent. */
  secondsLeft({ at }: QueuedReply): number {
    return Math.max(0, Math.ceil((at - this.#now) / 1_000));
  }

  /** @param delay in milliseconds; 0 sends at once */
  add(reply: TicketReply, knownSeq: number, delay: number): void {
    const queued: QueuedReply = { ...reply, knownSeq, state: 'waiting', at: this.#now + delay };
    this.#replies.set(reply.messageId, queued);
    if (delay <= 0) {
      void this.#fire(queued);
      return;
    }
    this.#timers.set(
      reply.messageId,
      setTimeout(() => void this.#fire(queued), delay),
    );
    this.#tick ??= setInterval(() => this.#options.changed(), 1_000);
    this.#options.changed();
  }

  /** Takes one back that was not sent. */
  take(id: string): TicketReply | undefined {
    const reply = this.#replies.get(id);
    if (!reply || reply.state === 'sending') return undefined;
    this.#remove(id);
    return reply;
  }

  /** Sends one now: the delay is over, or the agent has decided. */
  sendNow(id: string, { evenIfBlind = false } = {}): void {
    const reply = this.#replies.get(id);
    if (!reply || reply.state === 'sending') return;
    if (evenIfBlind) reply.knownSeq = Infinity;
    void this.#fire(reply);
  }

  /** The page goes: what somebody pressed Send on is sent. */
  async flush(): Promise<void> {
    await Promise.all([...this.#replies.values()].filter(({ state }) => state === 'waiting').map((reply) => this.#fire(reply)));
  }

  end(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    clearInterval(this.#tick);
    this.#tick = undefined;
  }

  #remove(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#replies.delete(id);
    if (![...this.#replies.values()].some(({ state }) => state === 'waiting')) {
      clearInterval(this.#tick);
      this.#tick = undefined;
    }
    this.#options.changed();
  }

  async #fire(reply: QueuedReply): Promise<void> {
    const { messageId } = reply;
    clearTimeout(this.#timers.get(messageId));
    this.#timers.delete(messageId);
    if (this.#options.isBlind(reply)) {
      reply.state = 'held';
      this.#options.changed();
      return;
    }
    reply.state = 'sending';
    this.#options.changed();
    const error = await this.#options.send(reply);
    if (this.#replies.get(messageId) !== reply) return;
    if (!error) {
      this.#remove(messageId);
      return;
    }
    reply.state = 'failed';
    reply.error = error;
    this.#options.changed();
  }
}
