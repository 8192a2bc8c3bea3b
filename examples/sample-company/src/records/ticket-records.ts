import {
  afterAgentReply,
  afterCustomerMessage,
  assignPatch,
  ratePatch,
  snoozePatch,
  statusPatch,
  type AuditEvent,
  type Json,
  type Message,
  type Note,
  type Ticket,
  type TicketPatch,
} from '@crm-elements/schema';
import type { Conversation, Turn } from '../conversations/conversation.js';
import type { Calendar } from '../time.js';
import { idOf, marked, mentionedIn, whole } from './make.js';

interface Thread {
  ticket: Ticket;
  messages: Message[];
  notes: Note[];
  events: AuditEvent[];
}

type Author = Pick<Message, 'direction' | 'authorId' | 'authorKind'>;

/** A conversation as it comes about turn by turn, by the rules of the domain: who waits, since when, who has seen what. */
class Telling {
  readonly #calendar: Calendar;
  readonly #key: string;
  readonly #messages: Message[] = [];
  readonly #notes: Note[] = [];
  readonly #events: AuditEvent[] = [];
  #ticket: Ticket;

  constructor({ key, subject, from, channel, priority, labels = [], team, turns }: Conversation, number: number, calendar: Calendar) {
    this.#calendar = calendar;
    this.#key = key;
    const [first, ...rest] = turns;
    if (first?.kind !== 'says') throw new RangeError(`The conversation "${key}" does not begin with the customer.`);
    const at = calendar.ago(first.ago);
    const requesterId = idOf.contact(from);
    this.#ticket = whole(
      'tickets',
      {
        id: idOf.ticket(key),
        subject,
        channel,
        priority,
        requesterId,
        labels: [...labels],
        teamId: team && idOf.team(team),
        waitingSince: at,
        lastMessageAt: at,
        lastActivityAt: at,
      },
      { createdAt: at, updatedAt: calendar.now, number },
    );
    this.#log({}, at, requesterId, 'create');
    this.#message(first.text, at, { direction: 'incoming', authorId: requesterId, authorKind: 'contact' });
    for (const turn of rest) this.#take(turn, calendar.ago(turn.ago));
  }

  get thread(): Thread {
    return { ticket: this.#ticket, messages: this.#messages, notes: this.#notes, events: this.#events };
  }

  #take(turn: Turn, at: string): void {
    const { requesterId } = this.#ticket;
    switch (turn.kind) {
      case 'says': {
        this.#see('contact', at);
        const effect = afterCustomerMessage(this.#ticket, { at });
        if (effect.startsNew) throw new RangeError(`The conversation "${this.#key}" is closed when the customer writes.`);
        this.#patch(effect.patch, at, requesterId);
        return this.#message(turn.text, at, { direction: 'incoming', authorId: requesterId, authorKind: 'contact' });
      }
      case 'replies': {
        const authorId = idOf.agent(turn.by);
        this.#see('agent', at);
        this.#patch(afterAgentReply(this.#ticket, { at, status: turn.status }), at, authorId);
        return this.#message(turn.text, at, { direction: 'outgoing', authorId, authorKind: 'agent' });
      }
      case 'note': {
        this.#see('agent', at);
        return this.#note(turn.text, at, idOf.agent(turn.by));
      }
      case 'assigns':
        return this.#patch(assignPatch(this.#ticket, { assigneeId: idOf.agent(turn.to), at }), at, idOf.agent(turn.by));
      case 'sets':
        return this.#patch(statusPatch(this.#ticket, turn.status, { at }), at, idOf.agent(turn.by));
      case 'snoozes':
        return this.#patch(snoozePatch(this.#ticket, { until: this.#calendar.ahead(turn.until), at }), at, idOf.agent(turn.by));
      case 'rates': {
        this.#see('contact', at);
        return this.#patch(ratePatch(this.#ticket, { score: turn.score, comment: turn.comment, at }), at, requesterId);
      }
      case 'seen':
        return this.#see(turn.by, at);
    }
  }

  #patch(patch: TicketPatch, at: string, byId: string): void {
    const before = this.#ticket;
    this.#ticket = { ...before, ...patch };
    this.#log(
      Object.fromEntries(
        Object.entries(patch)
          .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field] ?? null))
          .map(([field, value]) => [field, [(before[field] ?? null) as Json, (value ?? null) as Json]]),
      ),
      at,
      byId,
    );
  }

  #log(diff: AuditEvent['diff'], at: string, byId: string, op: AuditEvent['op'] = 'update'): void {
    if (op === 'update' && Object.keys(diff).length === 0) return;
    const id = `sample-event-${this.#key}-${String(this.#events.length + 1)}`;
    const byKind = byId === this.#ticket.requesterId ? 'contact' : 'agent';
    this.#events.push(
      whole(
        'auditEvents',
        { id, record: 'tickets', recordId: this.#ticket.id, op, diff, at, byId, byKind, origin: 'sample-company' },
        { createdAt: at, updatedAt: this.#calendar.now },
      ),
    );
  }

  #message(source: string, at: string, author: Author): void {
    const seq = this.#messages.length + 1;
    const arrived = author.direction === 'incoming';
    this.#messages.push(
      whole(
        'messages',
        {
          id: `sample-message-${this.#key}-${String(seq)}`,
          ticketId: this.#ticket.id,
          ...author,
          ...marked(source),
          sentAt: at,
          status: arrived ? 'delivered' : 'sent',
          ...(arrived && { deliveredAt: at }),
        },
        { createdAt: at, updatedAt: this.#calendar.now, seq },
      ),
    );
  }

  #note(source: string, at: string, authorId: string): void {
    const { text, marks } = marked(source);
    const { id: ticketId, mentionedIds, lastActivityAt } = this.#ticket;
    const id = `sample-note-${this.#key}-${String(this.#notes.length + 1)}`;
    this.#notes.push(
      whole(
        'notes',
        { id, text, marks, authorId, targets: [{ type: 'ticket', id: ticketId }] },
        { createdAt: at, updatedAt: this.#calendar.now },
      ),
    );
    this.#ticket = {
      ...this.#ticket,
      mentionedIds: [...new Set([...mentionedIds, ...mentionedIn(marks)])],
      lastActivityAt: at > lastActivityAt ? at : lastActivityAt,
    };
  }

  /** A side reads what the other wrote. */
  #see(by: 'contact' | 'agent', at: string): void {
    const direction = by === 'contact' ? 'outgoing' : 'incoming';
    for (const message of this.#messages) {
      if (message.direction !== direction || message.readAt != null) continue;
      Object.assign(message, { readAt: at, deliveredAt: message.deliveredAt ?? at, status: 'read' });
    }
    this.#ticket = { ...this.#ticket, [by === 'contact' ? 'contactLastSeenAt' : 'agentLastSeenAt']: at };
  }
}

/** All conversations, numbered in the order in which they began. */
export function threadsOf(conversations: readonly Conversation[], calendar: Calendar): Thread[] {
  const startOf = ({ turns: [first] }: Conversation) => calendar.ago(first?.ago ?? '0m');
  const inOrder = [...conversations].sort((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0));
  return inOrder.map((conversation, i) => new Telling(conversation, i + 1, calendar).thread);
}
