import {
  afterAgentReply, afterCustomerMessage,
  type Attachment, type Json, type Message, type RecordInput, type TextMark, type StoredRecord, type Ticket, type TicketChannel, type TicketPatch, type TicketPriority, type TicketStatus,
} from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { CrmError } from '../../errors.js';
import { patchOperation, rule, type CommandContext, type CommandOptions } from '../context.js';
import { createOperation, createOperations } from '../creation.js';
import type { Reader } from '../write.js';

/** A file that is already stored as a blob; see `CrmClient.storeFile`. */
export type MessageFile = Pick<Attachment, 'name' | 'mediaType' | 'size' | 'blob'> & { id?: string };

export interface MessageInput {
  /** The message's id, made by whoever writes it: the same id again is the same message. */
  id?: string;
  text: string;
  marks?: TextMark[];
  files?: readonly MessageFile[];
  inReplyTo?: string;
  kind?: Message['kind'];
  payload?: Json;
}

export interface StartTicketInput extends MessageInput {
  ticketId?: string;
  requesterId: string;
  /** The person, made in the same commit when the store does not know the id. */
  requester?: RecordInput<'contacts'>;
  channel: TicketChannel;
  /** Default: the beginning of the text. */
  subject?: string;
  priority?: TicketPriority;
  labels?: string[];
  assigneeId?: string;
  teamId?: string;
  /** Tickets that it follows. */
  linkedIds?: string[];
}

export interface SendMessageInput extends MessageInput {
  ticketId: string;
}

export interface ReplyInput extends MessageInput {
  ticketId: string;
  /** The ticket's status afterwards. Default: `pending` for a ticket that is new or open. */
  status?: Exclude<TicketStatus, 'new' | 'snoozed'>;
  /** Default: the client's actor. */
  authorId?: string;
  /** A bot's reply does not count as the first reply. Default: `agent`. */
  authorKind?: 'agent' | 'bot' | 'system';
}

/** What a message left: the ticket it stands in, and itself. */
export interface SentMessage {
  ticket: Ticket;
  message: Message;
}

const subjectLength = 80;

/** The first line of a text, cut at a word. */
function subjectOf(text: string): string {
  const line = text.trim().split('\n', 1)[0]!.trim();
  if (line.length <= subjectLength) return line;
  const cut = line.slice(0, subjectLength).replace(/\s+\S*$/, '').replace(/[\ud800-\udbff]$/, '');
  return `${cut}…`;
}

interface Author {
  direction: Message['direction'];
  authorId: string;
  authorKind: Message['authorKind'];
}

/** The fields without those that were not given: they have defaults, or stay away. */
const given = <Fields extends object>(fields: Fields) => fields as { [Field in keyof Fields]: Exclude<Fields[Field], undefined> };

function messageOperations(context: CommandContext, ticketId: string, input: MessageInput & { id: string }, author: Author, at: string): Operation[] {
  const { id, text, kind, marks, files = [], inReplyTo, payload } = input;
  const named = files.map((file) => ({ ...file, id: file.id ?? context.newId() }));
  return [
    createOperation(context, 'messages', {
      ...given({ id, text, kind, marks, inReplyTo, payload }),
      ticketId,
      attachments: named.map((file) => file.id),
      sentAt: at,
      ...author,
    }),
    ...named.map((file) => createOperation(context, 'attachments', { ...file, messageId: id })),
  ];
}

/** The tickets of a batch as its earlier operations leave them. */
class BatchTickets {
  readonly #reader: Reader;
  readonly #changed = new Map<string, Ticket>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async require(ticketId: string): Promise<Ticket> {
    return this.#changed.get(ticketId) ?? this.#reader.require('tickets', ticketId);
  }

  /** The operation that applies a rule's patch. */
  patch(ticket: Ticket, patch: TicketPatch): Operation {
    this.#changed.set(ticket.id, { ...ticket, ...patch });
    return patchOperation('tickets', ticket.id, patch);
  }
}

/** One message of a batch. `ticketId` is the ticket it is meant for. */
interface MessageTask {
  id: string;
  ticketId: string;
  draft(tickets: BatchTickets, reader: Reader): Promise<Operation[]>;
}

/** Runs a command that writes messages in one commit, and gives what each left, now or the first time it was sent. */
async function writeMessages(context: CommandContext, command: string, tasks: readonly MessageTask[], { commandId }: CommandOptions): Promise<SentMessage[]> {
  const before = new Map<string, SentMessage>();
  const { writes, committed } = await context.writer.commit(command, async (reader) => {
    const ops: Operation[] = [];
    const tickets = new BatchTickets(reader);
    await reader.load('messages', tasks.map(({ id }) => id));
    for (const task of tasks) {
      const message = reader.known('messages', task.id) as Message | undefined;
      if (message) {
        before.set(task.id, { message, ticket: await reader.require('tickets', message.ticketId) });
        continue;
      }
      ops.push(...(await task.draft(tickets, reader)));
    }
    return { ops, undoable: false, durability: 'strict', ...(commandId !== undefined && { dedupe: commandId }) };
  });
  // The command's id had been used: what it wrote then stands in the answer that the store kept, in the order of the batch.
  const kept = committed.records.flatMap((record) => (record ? [{ collection: collectionLike(record), after: record }] : []));
  const left = committed.repeated ? kept : writes;
  const messages = recordsIn<Message>(left, 'messages');
  const tickets = new Map(recordsIn<Ticket>(left, 'tickets').map((ticket) => [ticket.id, ticket]));
  return tasks.map(({ id }, i) => {
    const message = messages.find((one) => one.id === id) ?? (committed.repeated ? messages[i] : undefined);
    const ticket = message && tickets.get(message.ticketId);
    const sent = before.get(id) ?? (ticket && { message, ticket });
    if (!sent) throw new CrmError('CONFLICT', 'This command id was used by another command before. Give each command an id of its own.', { retryable: false });
    return sent;
  });
}

const recordsIn = <R>(writes: readonly { collection: string; after: StoredRecord | undefined }[], collection: string): R[] =>
  writes.flatMap((write) => (write.collection === collection && write.after ? [write.after as R] : []));

/** The collection of a kept record, of the two that a message command answers with. */
const collectionLike = (record: StoredRecord) => ('seq' in record ? 'messages' : 'requesterId' in record ? 'tickets' : '');

function ticketOperations(context: CommandContext, input: StartTicketInput & { ticketId: string; id: string }, at: string, linkedIds: string[] = []): Operation[] {
  const { ticketId, requesterId, channel, subject, priority, labels, assigneeId, teamId } = input;
  return [
    createOperation(context, 'tickets', {
      ...given({ priority, labels, assigneeId, teamId }),
      id: ticketId,
      subject: subject ?? subjectOf(input.text),
      channel,
      requesterId,
      waitingSince: at,
      lastMessageAt: at,
      lastActivityAt: at,
      linkedIds,
    }),
    ...messageOperations(context, ticketId, input, { direction: 'incoming', authorId: requesterId, authorKind: 'contact' }, at),
  ];
}

/** Opens tickets, each with the customer's first message. */
export function startTickets(context: CommandContext, inputs: readonly StartTicketInput[], options: CommandOptions = {}): Promise<SentMessage[]> {
  const made = new Set<string>();
  const tasks = inputs.map((input): MessageTask => {
    const named = { ...input, ticketId: input.ticketId ?? context.newId(), id: input.id ?? context.newId() };
    return {
      ...named,
      async draft(_tickets, reader) {
        const { requester, requesterId } = named;
        const unknown = requester && !made.has(requesterId) && !(await reader.find('contacts', requesterId));
        if (unknown) made.add(requesterId);
        const contact = unknown ? await createOperations(context, 'contacts', [{ ...requester, id: requesterId }]) : [];
        return [...contact, ...ticketOperations(context, named, context.now(), named.linkedIds)];
      },
    };
  });
  return writeMessages(context, 'startTicket', tasks, options);
}

/** Writes customers' messages. A ticket that is closed stays so: the message then opens a new one that is linked to it. */
export function sendMessages(context: CommandContext, inputs: readonly SendMessageInput[], options: CommandOptions = {}): Promise<SentMessage[]> {
  const tasks = inputs.map((input): MessageTask => {
    const id = input.id ?? context.newId();
    const nextTicketId = context.newId();
    return {
      id,
      ticketId: input.ticketId,
      async draft(tickets) {
        const at = context.now();
        const ticket = await tickets.require(input.ticketId);
        const effect = afterCustomerMessage(ticket, { at });
        if (effect.startsNew) {
          const { requesterId, channel, subject } = ticket;
          return ticketOperations(context, { ...input, id, ticketId: nextTicketId, requesterId, channel, subject }, at, [ticket.id]);
        }
        const author: Author = { direction: 'incoming', authorId: ticket.requesterId, authorKind: 'contact' };
        return [tickets.patch(ticket, effect.patch), ...messageOperations(context, ticket.id, { ...input, id }, author, at)];
      },
    };
  });
  return writeMessages(context, 'sendMessage', tasks, options);
}

/** Writes public replies. */
export function replyToTickets(context: CommandContext, inputs: readonly ReplyInput[], options: CommandOptions = {}): Promise<SentMessage[]> {
  const tasks = inputs.map((input): MessageTask => {
    const id = input.id ?? context.newId();
    const { authorKind = 'agent', authorId = context.actor.id } = input;
    return {
      id,
      ticketId: input.ticketId,
      async draft(tickets) {
        const at = context.now();
        const ticket = await tickets.require(input.ticketId);
        const patch = authorKind === 'agent' ? rule('status', () => afterAgentReply(ticket, { at, status: input.status })) : { lastMessageAt: at, lastActivityAt: at };
        const author: Author = { direction: 'outgoing', authorId, authorKind };
        return [tickets.patch(ticket, patch), ...messageOperations(context, ticket.id, { ...input, id }, author, at)];
      },
    };
  });
  return writeMessages(context, 'replyToTicket', tasks, options);
}
