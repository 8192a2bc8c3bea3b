/** What is done to tickets beside writing in them. Loaded with the first such command, which has its turn already. */
import {
  assignPatch, canChangeStatus, ratePatch, snoozePatch, statusPatch, wakePatch, type Json, type Message, type Ticket, type TicketPriority, type TicketStatus,
} from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { patchOperation, recordsAfter, rule, type CommandContext, type CommandOptions } from '../context.js';
import type { Draft } from '../writer.js';

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
  const { writes } = await context.writer.commit(command, async (reader) => {
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
  const wake = () => changeTickets(context, 'wakeTicket', due, (ticket) => (isDue(ticket) ? wakePatch(ticket, { at: context.now() }) : {}), {}, { undoable: false });
  return context.writer.turn(due.map(({ ticketId }) => `tickets/${ticketId}`), wake);
}

export interface SeenInput {
  ticketId: string;
  by: 'contact' | 'agent';
}

/** Notes that a side has seen all of a ticket; messages to that side become *read*. It is no change that anyone undoes or logs. */
export async function markTicketSeen(context: CommandContext, { ticketId, by }: SeenInput, { commandId }: CommandOptions = {}): Promise<void> {
  const direction = by === 'contact' ? 'outgoing' : 'incoming';
  await context.writer.commit('markTicketSeen', async (reader) => {
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
  await context.writer.commit('markTicketDelivered', async (reader) => {
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
