import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import type { Message } from '@crm-elements/schema';
import { CrmTicketNotedEvent, CrmTicketNoteEvent, CrmTicketRepliedEvent, CrmTicketReplyEvent } from '../events/ticket-events.js';
import { runCommand } from '../internal/command.js';
import type { Composed } from './crm-ticket-composer.js';
import { SendQueue, type QueuedReply } from './send-queue.js';
import type { InboxGround } from './ticket-actions.js';

/** What a conversation tells about itself to whoever sends in it. */
interface SendingOptions {
  readonly ground: InboxGround;
  readonly changed: () => void;
  /** The messages of the ticket that is shown. */
  readonly messages: () => readonly Message[];
  readonly ticketId: () => string | undefined;
  /** Whether a customer's message came into sight by itself. */
  readonly isInSight: () => boolean;
}

/** Sends what agents write: notes at once, replies after a moment in which they can be taken back, and none past what somebody else wrote. */
export class ThreadSending {
  readonly #options: SendingOptions;
  readonly queue: SendQueue;
  /** The newest message when the agent began to write, by ticket. */
  readonly #began = new Map<string, number>();

  constructor(options: SendingOptions) {
    this.#options = options;
    this.queue = new SendQueue({
      changed: options.changed,
      isBlind: (reply) => this.unseenSince(reply.ticketId, reply.knownSeq) !== undefined,
      send: (reply) => this.#reply(reply),
    });
  }

  get #client(): CrmClient | undefined {
    return this.#options.ground.clients.client;
  }

  get #newest(): number {
    return this.#options.messages().at(-1)?.seq ?? 0;
  }

  /** The agent begins to write in the ticket that is shown. */
  begin(ticketId: string): void {
    this.#began.set(ticketId, this.#newest);
  }

  /** The agent has read what came in between. */
  acknowledge(ticketId: string): void {
    if (this.#began.has(ticketId)) this.begin(ticketId);
  }

  /** What came in between without the agent's seeing it. */
  collision(ticketId: string): Message | undefined {
    const known = this.#began.get(ticketId);
    return known === undefined ? undefined : this.unseenSince(ticketId, known);
  }

  unseenSince(ticketId: string, known: number): Message | undefined {
    if (ticketId !== this.#options.ticketId()) return undefined;
    const me = this.#client?.actor.id;
    return this.#options
      .messages()
      .findLast(({ seq, direction, authorId }) => seq > known && (direction === 'outgoing' ? authorId !== me : !this.#options.isInSight()));
  }

  /** Writes a note, or lets a reply go after a delay. Resolves to what went wrong. */
  async submit(ticketId: string, { writing, text, marks, files, status }: Composed, delay: number): Promise<CrmError | undefined> {
    const id = this.#client?.newId() ?? crypto.randomUUID();
    if (writing === 'note') return this.#note({ ticketId, noteId: id, text, marks });
    this.queue.add({ ticketId, messageId: id, text, marks, files, status }, this.#began.get(ticketId) ?? this.#newest, delay);
    this.#began.delete(ticketId);
    return undefined;
  }

  async #note(note: ConstructorParameters<typeof CrmTicketNoteEvent>[0]): Promise<CrmError | undefined> {
    const { host, announcer, localizer } = this.#options.ground;
    const { ticketId, noteId, text, marks } = note;
    const outcome = await runCommand(host, {
      command: 'ticket-note',
      before: new CrmTicketNoteEvent(note),
      run: async () =>
        this.#client?.addNote({ id: noteId, text, marks: [...marks], targets: [{ type: 'ticket', id: ticketId }] }, { commandId: noteId }),
      after: (made) => new CrmTicketNotedEvent(ticketId, made),
    });
    if ('failed' in outcome) return outcome.failed;
    if ('vetoed' in outcome) return toCrmError(new DOMException('The page did not allow it.', 'AbortError'));
    announcer.say(localizer.t('noted.say'));
    return undefined;
  }

  async #reply(reply: QueuedReply): Promise<CrmError | undefined> {
    const { host, announcer, localizer } = this.#options.ground;
    const { ticketId, messageId, text, marks, files, status } = reply;
    const outcome = await runCommand<Message | undefined>(host, {
      command: 'ticket-reply',
      before: new CrmTicketReplyEvent({ ticketId, messageId, text, marks, files, status }),
      run: async () => {
        const sent = await this.#client?.replyToTicket(
          { ticketId, id: messageId, text, marks: [...marks], files, ...(status && { status }) },
          { commandId: messageId },
        );
        return sent?.message;
      },
      after: (message) => new CrmTicketRepliedEvent(ticketId, message),
    });
    if ('failed' in outcome) {
      announcer.alert(localizer.t('sendFailed.say'));
      return outcome.failed;
    }
    if ('vetoed' in outcome) return toCrmError(new DOMException('The page did not allow it.', 'AbortError'));
    announcer.say(localizer.t('sent.say'));
    return undefined;
  }
}
