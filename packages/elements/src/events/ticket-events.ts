import type { MessageFile } from '@crm-elements/data';
import type { Message, Note, TextMark, Ticket, TicketChannel, TicketPriority, TicketStatus } from '@crm-elements/schema';
import { CrmCommandEvent, CrmEvent } from './crm-event.js';

/** Somebody opens a ticket. `preventDefault()` leaves it to the page, which may have a page for it. */
export class CrmTicketOpenEvent extends CrmEvent<{
  ticketId: string;
  /** The message by which it was found, if it was. */
  messageId?: string;
}> {
  constructor(ticketId: string, messageId?: string) {
    super('crm-ticket-open', { ticketId, ...(messageId !== undefined && { messageId }) }, true);
  }
}

/** Other tickets are selected. */
export class CrmTicketSelectEvent extends CrmEvent<{ ticketIds: readonly string[] }> {
  constructor(ticketIds: readonly string[]) {
    super('crm-ticket-select', { ticketIds });
  }
}

/** How many tickets wait, for the title of a page; `undefined` is not known. */
export interface TicketCounts {
  /** New and open ones, whosoever they are. */
  readonly open: number | undefined;
  /** Of those, the ones of whoever sits here. */
  readonly mine: number | undefined;
  readonly unassigned: number | undefined;
}

/** The numbers of open tickets have changed: for the page's title or an icon. */
export class CrmTicketCountEvent extends CrmEvent<TicketCounts> {
  constructor(counts: TicketCounts) {
    super('crm-ticket-count', counts);
  }
}

/** What is about to be written into a ticket. */
export interface TicketReply {
  readonly ticketId: string;
  /** The id of the message: the same id again is the same message. */
  readonly messageId: string;
  readonly text: string;
  readonly marks: readonly TextMark[];
  readonly files: readonly MessageFile[];
  /** The status of the ticket afterwards, where the agent chose one. */
  readonly status?: 'resolved' | 'open' | undefined;
}

/** A public reply is about to be sent. It comes when the delay is over, not when the agent presses Send. */
export class CrmTicketReplyEvent extends CrmCommandEvent<TicketReply> {
  constructor(reply: TicketReply) {
    super('crm-ticket-reply', reply);
  }
}

/** A public reply was sent. */
export class CrmTicketRepliedEvent extends CrmEvent<{ ticketId: string; message: Message | undefined }> {
  constructor(ticketId: string, message: Message | undefined) {
    super('crm-ticket-replied', { ticketId, message });
  }
}

/** A note that customers never see is about to be written. */
export class CrmTicketNoteEvent extends CrmCommandEvent<{ ticketId: string; noteId: string; text: string; marks: readonly TextMark[] }> {
  constructor(note: { ticketId: string; noteId: string; text: string; marks: readonly TextMark[] }) {
    super('crm-ticket-note', note);
  }
}

/** A note was written. */
export class CrmTicketNotedEvent extends CrmEvent<{ ticketId: string; note: Note | undefined }> {
  constructor(ticketId: string, note: Note | undefined) {
    super('crm-ticket-noted', { ticketId, note });
  }
}

/** Tickets are about to be given to an agent, or with `null` to nobody. */
export class CrmTicketAssignEvent extends CrmCommandEvent<{ ticketIds: readonly string[]; assigneeId: string | null }> {
  constructor(ticketIds: readonly string[], assigneeId: string | null) {
    super('crm-ticket-assign', { ticketIds, assigneeId });
  }
}

/** Tickets were given to an agent or to nobody. */
export class CrmTicketAssignedEvent extends CrmEvent<{ ticketIds: readonly string[]; assigneeId: string | null }> {
  constructor(ticketIds: readonly string[], assigneeId: string | null) {
    super('crm-ticket-assigned', { ticketIds, assigneeId });
  }
}

/** One change of tickets. */
export type TicketChange =
  | { readonly status: Exclude<TicketStatus, 'new' | 'snoozed'> }
  | { readonly priority: TicketPriority }
  | { readonly addLabels: readonly string[]; readonly removeLabels: readonly string[] }
  /** An instant. */
  | { readonly snoozeUntil: string };

/** The status, priority, labels or snooze of tickets is about to change. */
export class CrmTicketUpdateEvent extends CrmCommandEvent<{ ticketIds: readonly string[]; change: TicketChange }> {
  constructor(ticketIds: readonly string[], change: TicketChange) {
    super('crm-ticket-update', { ticketIds, change });
  }
}

/** The status, priority, labels or snooze of tickets has changed. */
export class CrmTicketUpdatedEvent extends CrmEvent<{ ticketIds: readonly string[]; change: TicketChange }> {
  constructor(ticketIds: readonly string[], change: TicketChange) {
    super('crm-ticket-updated', { ticketIds, change });
  }
}

/** A ticket that an agent opens for a customer. */
export interface TicketStart {
  readonly ticketId: string;
  readonly requesterId: string;
  /** The customer's name and e-mail address, where they were not known before. */
  readonly requester?: { readonly fullName: string; readonly email?: string } | undefined;
  readonly channel: TicketChannel;
  readonly subject: string;
  readonly text: string;
}

/** A ticket is about to be made. */
export class CrmTicketStartEvent extends CrmCommandEvent<TicketStart> {
  constructor(start: TicketStart) {
    super('crm-ticket-start', start);
  }
}

/** A ticket was made. */
export class CrmTicketStartedEvent extends CrmEvent<{ ticketId: string; ticket: Ticket | undefined }> {
  constructor(ticketId: string, ticket: Ticket | undefined) {
    super('crm-ticket-started', { ticketId, ticket });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-ticket-open': CrmTicketOpenEvent;
    'crm-ticket-select': CrmTicketSelectEvent;
    'crm-ticket-count': CrmTicketCountEvent;
    'crm-ticket-reply': CrmTicketReplyEvent;
    'crm-ticket-replied': CrmTicketRepliedEvent;
    'crm-ticket-note': CrmTicketNoteEvent;
    'crm-ticket-noted': CrmTicketNotedEvent;
    'crm-ticket-assign': CrmTicketAssignEvent;
    'crm-ticket-assigned': CrmTicketAssignedEvent;
    'crm-ticket-update': CrmTicketUpdateEvent;
    'crm-ticket-updated': CrmTicketUpdatedEvent;
    'crm-ticket-start': CrmTicketStartEvent;
    'crm-ticket-started': CrmTicketStartedEvent;
  }
}
