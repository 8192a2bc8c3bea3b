import {
  afterAgentReply, afterCustomerMessage, assignPatch, canChangeStatus, ratePatch, snoozePatch, statusPatch, wakePatch,
  type Attachment, type Json, type Message, type RecordInput, type TextMark, type StoredRecord, type Ticket, type TicketChannel, type TicketPatch, type TicketPriority, type TicketStatus,
} from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { CrmError, invalid } from '../../errors.js';
import { createOperation, patchOperation, recordsAfter, type CommandContext, type CommandOptions } from '../context.js';
import type { Draft, Reader } from '../writer.js';

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

function messageOperations(context: CommandContext, ticketId: string, input: MessageInput & { id: string }, author: Author, at: string): Operation[] {
  const files = (input.files ?? []).map((file) => ({ ...file, id: file.id ?? context.newId() }));
  return [
    createOperation(context, 'messages', {
      id: input.id,
      ticketId,
      text: input.text,
      kind: input.kind ?? 'text',
      marks: input.marks ?? [],
      attachments: files.map(({ id }) => id),
      sentAt: at,
      status: 'sent',
      ...author,
      ...(input.inReplyTo !== undefined && { inReplyTo: input.inReplyTo }),
      ...(input.payload !== undefined && { payload: input.payload }),
    }),
    ...files.map((file) => createOperation(context, 'attachments', { ...file, messageId: input.id })),
  ];
}

function rule(field: string, apply: () => TicketPatch): TicketPatch {
  try {
    return apply();
  } catch (error) {
    throw error instanceof RangeError ? invalid(field, error.message, { cause: error, collection: 'tickets' }) : error;
  }
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
  const { writes, committed } = await context.writer.run(command, [...new Set(tasks.map(({ ticketId }) => `tickets/${ticketId}`))], async (reader) => {
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
      id: ticketId,
      subject: subject ?? subjectOf(input.text),
      channel,
      requesterId,
      status: 'new',
      priority: priority ?? 'normal',
      labels: labels ?? [],
      waitingSince: at,
      lastMessageAt: at,
      lastActivityAt: at,
      linkedIds,
      ...(assigneeId !== undefined && { assigneeId }),
      ...(teamId !== undefined && { teamId }),
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
        const contact = unknown ? [createOperation(context, 'contacts', { ...requester, id: requesterId })] : [];
        return [...contact, ...ticketOperations(context, named, context.now())];
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

/** Changes many tickets by one rule each, in one commit. A rule that changes nothing writes nothing. */
async function changeTickets<Input extends { ticketId: string }>(
  context: CommandContext,
  command: string,
  inputs: readonly Input[],
  patchOf: (ticket: Ticket, input: Input) => Record<string, unknown> | { add?: Record<string, Json[]>; remove?: Record<string, Json[]> },
  { commandId }: CommandOptions,
  draft: Partial<Draft> = {},
): Promise<Ticket[]> {
  const ids = inputs.map(({ ticketId }) => ticketId);
  let present: Ticket[] = [];
  const { writes } = await context.writer.run(command, ids.map((id) => `tickets/${id}`), async (reader) => {
    await reader.load('tickets', ids);
    const ops: Operation[] = [];
    present = [];
    for (const input of inputs) {
      const ticket = await reader.require('tickets', input.ticketId);
      present.push(ticket);
      const patch = patchOf(ticket, input);
      if (Object.keys(patch).length === 0) continue;
      ops.push('add' in patch || 'remove' in patch ? { op: 'patch', collection: 'tickets', id: ticket.id, ...patch } : patchOperation('tickets', ticket.id, patch));
    }
    return { ops, ...draft, ...(commandId !== undefined && { dedupe: commandId }) };
  });
  const changed = new Map(recordsAfter<Ticket>(writes, 'tickets', ids).map((ticket) => [ticket.id, ticket]));
  return present.map((ticket) => changed.get(ticket.id) ?? ticket);
}

export interface AssignInput {
  ticketId: string;
  /** `null` takes it from whoever has it; not given leaves it. */
  assigneeId?: string | null;
  teamId?: string | null;
}

/** Gives tickets to agents, teams, or nobody. */
export const assignTickets = (context: CommandContext, inputs: readonly AssignInput[], options: CommandOptions = {}): Promise<Ticket[]> =>
  changeTickets(context, 'assignTicket', inputs, (ticket, { assigneeId, teamId }) => assignPatch(ticket, { assigneeId, teamId, at: context.now() }), options);

/** @throws CrmError VALIDATION when a ticket cannot go from its status to that one. */
export const setTicketStatuses = (
  context: CommandContext,
  inputs: readonly { ticketId: string; status: Exclude<TicketStatus, 'new' | 'snoozed'> }[],
  options: CommandOptions = {},
): Promise<Ticket[]> => changeTickets(context, 'setTicketStatus', inputs, (ticket, { status }) => rule('status', () => statusPatch(ticket, status, { at: context.now() })), options);

export const setTicketPriorities = (
  context: CommandContext,
  inputs: readonly { ticketId: string; priority: TicketPriority }[],
  options: CommandOptions = {},
): Promise<Ticket[]> => changeTickets(context, 'setTicketPriority', inputs, (ticket, { priority }) => (ticket.priority === priority ? {} : { priority }), options);

/** Adds labels to tickets and takes others off. */
export const labelTickets = (
  context: CommandContext,
  inputs: readonly { ticketId: string; add?: string[]; remove?: string[] }[],
  options: CommandOptions = {},
): Promise<Ticket[]> =>
  changeTickets(
    context,
    'labelTicket',
    inputs,
    ({ labels }, { add = [], remove = [] }) => {
      const next = [...new Set([...labels, ...add])].filter((label) => !remove.includes(label));
      return next.length === labels.length && next.every((label, i) => label === labels[i]) ? {} : { labels: next };
    },
    options,
  );

/** Puts tickets off. @throws CrmError VALIDATION when `until` is not in the future. */
export const snoozeTickets = (context: CommandContext, inputs: readonly { ticketId: string; until: string }[], options: CommandOptions = {}): Promise<Ticket[]> =>
  changeTickets(context, 'snoozeTicket', inputs, (ticket, { until }) => rule('until', () => snoozePatch(ticket, { until, at: context.now() })), options);

/** Opens the tickets whose snooze is over, and tells which. */
export async function wakeDueTickets(context: CommandContext): Promise<Ticket[]> {
  const { records } = await context.adapter.query({
    collection: 'tickets',
    where: { status: 'snoozed', snoozedUntil: { lte: context.now() } },
    sort: [{ by: 'snoozedUntil' }],
    limit: 1_000,
  });
  const due = records.map(({ id }) => ({ ticketId: id }));
  if (due.length === 0) return [];
  const isDue = (ticket: Ticket) => ticket.snoozedUntil != null && ticket.snoozedUntil <= context.now();
  return changeTickets(context, 'wakeTicket', due, (ticket) => (isDue(ticket) ? wakePatch(ticket, { at: context.now() }) : {}), {}, { undoable: false });
}

export interface SeenInput {
  ticketId: string;
  by: 'contact' | 'agent';
}

/** Notes that a side has seen all of a ticket; messages to that side become *read*. It is no change that anyone undoes or logs. */
export async function markTicketSeen(context: CommandContext, { ticketId, by }: SeenInput, { commandId }: CommandOptions = {}): Promise<void> {
  const direction = by === 'contact' ? 'outgoing' : 'incoming';
  await context.writer.run('markTicketSeen', [`tickets/${ticketId}`], async (reader) => {
    const at = context.now();
    const ticket = await reader.require('tickets', ticketId);
    const { records } = await reader.adapter.query({ collection: 'messages', where: { ticketId }, sort: [{ by: 'seq', direction: 'desc' }], limit: 1_000 });
    const mine = (records as unknown as Message[]).filter((message) => message.direction === direction);
    const firstRead = mine.findIndex(({ readAt }) => readAt != null);
    const unread = firstRead < 0 ? mine : mine.slice(0, firstRead);
    const seenField = by === 'contact' ? 'contactLastSeenAt' : 'agentLastSeenAt';
    const known = ticket[seenField];
    if (unread.length === 0 && known != null && ticket.lastMessageAt != null && known >= ticket.lastMessageAt) return { ops: [], ...(commandId !== undefined && { dedupe: commandId }) };
    return {
      undoable: false,
      loggedElsewhere: new Set([`tickets/${ticketId}`]),
      ops: [
        patchOperation('tickets', ticketId, { [seenField]: at }),
        ...unread.map(({ id, deliveredAt }) => patchOperation('messages', id, { readAt: at, status: 'read', deliveredAt: deliveredAt ?? at })),
      ],
      ...(commandId !== undefined && { dedupe: commandId }),
    };
  });
}

/** Notes that an agent's side has the customer's messages of a ticket: they become *delivered*. It is no change that anyone undoes or logs. */
export async function markTicketDelivered(context: CommandContext, { ticketId }: { ticketId: string }): Promise<void> {
  await context.writer.run('markTicketDelivered', [`tickets/${ticketId}`], async (reader) => {
    const at = context.now();
    const { records } = await reader.adapter.query({ collection: 'messages', where: { ticketId }, sort: [{ by: 'seq', direction: 'desc' }], limit: 1_000 });
    const incoming = (records as unknown as Message[]).filter(({ direction }) => direction === 'incoming');
    const firstKnown = incoming.findIndex(({ deliveredAt }) => deliveredAt != null);
    const fresh = firstKnown < 0 ? incoming : incoming.slice(0, firstKnown);
    return { undoable: false, ops: fresh.map(({ id }) => patchOperation('messages', id, { deliveredAt: at, status: 'delivered' })) };
  });
}

/** The customer's rating of a ticket. @throws CrmError VALIDATION for a score that is not 1 to 5. */
export async function rateTicket(
  context: CommandContext,
  { ticketId, score, comment }: { ticketId: string; score: number; comment?: string },
  options: CommandOptions = {},
): Promise<Ticket> {
  const [ticket] = await changeTickets(context, 'rateTicket', [{ ticketId }], (rated) => rule('score', () => ratePatch(rated, { score, comment, at: context.now() })), options, { undoable: false });
  return ticket!;
}

/** The customer ends the conversation: the ticket is resolved. */
export async function endConversation(context: CommandContext, { ticketId }: { ticketId: string }, options: CommandOptions = {}): Promise<Ticket> {
  const end = (ticket: Ticket) => (canChangeStatus(ticket.status, 'resolved') ? statusPatch(ticket, 'resolved', { at: context.now() }) : {});
  const [ticket] = await changeTickets(context, 'endConversation', [{ ticketId }], end, options, { undoable: false });
  return ticket!;
}
