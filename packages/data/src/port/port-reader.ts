import type { Contact, Message, Ticket } from '@crm-elements/schema';
import { movedTickets } from '../client/moved-tickets.js';
import type { TicketClient } from '../client/ticket-client.js';
import type { PortAgent, PortAttachment, PortConversation, PortMessage } from './conversation-port.js';
import { asked, forbidden } from './port-errors.js';
import { toPortAgent, toPortAttachment, toPortConversation, toPortMessage } from './projection.js';

/** Unread answers are counted among so many of the newest messages. */
const newest = 100;

export interface PortReaderOptions {
  /** Acts as the visitor, and reads only. */
  visitor: TicketClient;
  /** Reads what a visitor may not ask for by themselves: who the agents are, whose a ticket is. Nothing of it leaves but by projection. */
  desk: TicketClient;
  visitorId: string;
}

/** Reads what is the visitor's own, and makes of it what a visitor sees. */
export class PortReader {
  readonly #visitor: TicketClient;
  readonly #desk: TicketClient;
  readonly #visitorId: string;

  constructor({ visitor, desk, visitorId }: PortReaderOptions) {
    this.#visitor = visitor;
    this.#desk = desk;
    this.#visitorId = visitorId;
  }

  /** The ticket, if it is there and is the visitor's. */
  async find(ticketId: string): Promise<Ticket | undefined> {
    const ticket = await asked(this.#desk.tickets.get(ticketId));
    if (!ticket || ticket.requesterId === this.#visitorId) return ticket;
    return (await this.#moved()).has(ticket) ? ticket : undefined;
  }

  #moved() {
    return asked(movedTickets(this.#desk.adapter, this.#visitorId));
  }

  /** Who the visitor was before an agent made one of two contacts. */
  async formerSelf(): Promise<Contact | undefined> {
    return (await this.#moved()).contact;
  }

  /** @throws CrmError FORBIDDEN when it is another's, or is not there */
  async own(ticketId: string): Promise<Ticket> {
    const ticket = await this.find(ticketId);
    if (!ticket) throw forbidden();
    return ticket;
  }

  async tickets(limit: number): Promise<Ticket[]> {
    const where = { requesterId: this.#visitorId };
    const { records } = await asked(this.#visitor.tickets.list({ where, sort: [{ by: 'lastActivityAt', direction: 'desc' }], limit }));
    return this.withMoved(records, limit);
  }

  /** These tickets and those that name another contact since a merge, the latest first. */
  async withMoved(tickets: readonly Ticket[], limit: number): Promise<Ticket[]> {
    const moved = await this.#moved();
    if (moved.ids.length === 0) return [...tickets];
    const taken = (await asked(this.#desk.tickets.getMany(moved.ids))).filter((ticket) => moved.has(ticket)) as Ticket[];
    return [...tickets, ...taken].sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1)).slice(0, limit);
  }

  /** Messages of an own ticket, in their order. */
  async list(ticketId: string, { after, before, limit }: { after?: number | undefined; before?: number | undefined; limit: number }): Promise<{ messages: Message[]; more: boolean }> {
    const forwards = after !== undefined;
    const seq = forwards ? { gt: after, ...(before !== undefined && { lt: before }) } : before !== undefined ? { lt: before } : undefined;
    const page = await asked(
      this.#visitor.messages.list({ where: { ticketId, ...(seq && { seq }) }, sort: [{ by: 'seq', direction: forwards ? 'asc' : 'desc' }], limit }),
    );
    return { messages: forwards ? page.records : page.records.reverse(), more: page.next !== undefined };
  }

  async agents(ids: readonly string[]): Promise<Map<string, PortAgent>> {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return new Map();
    const agents = await asked(this.#desk.agents.getMany(unique));
    return new Map(agents.flatMap((agent) => (agent ? [[agent.id, toPortAgent(agent)]] : [])));
  }

  async #attachments(messages: readonly Message[]): Promise<Map<string, PortAttachment>> {
    const owners = new Map(messages.flatMap(({ id, attachments }) => attachments.map((attachment) => [attachment, id] as const)));
    if (owners.size === 0) return new Map();
    const found = await asked(this.#desk.attachments.getMany([...owners.keys()]));
    // A message may name a file of another; it then stays out.
    return new Map(found.flatMap((file) => (file && owners.get(file.id) === file.messageId ? [[file.id, toPortAttachment(file)]] : [])));
  }

  async messages(messages: readonly Message[]): Promise<PortMessage[]> {
    const authors = messages.flatMap(({ authorKind, authorId }) => (authorKind === 'agent' ? authorId : []));
    const [agents, attachments] = await Promise.all([this.agents(authors), this.#attachments(messages)]);
    const context = { reach: this.#desk.adapter.capabilities.reach, agents, attachments };
    return messages.map((message) => toPortMessage(message, context));
  }

  async conversation(ticket: Ticket): Promise<PortConversation> {
    const { messages } = await this.list(ticket.id, { limit: newest });
    const unread = messages.filter(({ direction, readAt }) => direction === 'outgoing' && readAt == null).length;
    const [last] = await this.messages(messages.slice(-1));
    return toPortConversation(ticket, unread, last);
  }

  /** @throws CrmError FORBIDDEN when the file is none of an own conversation's */
  async file(attachmentId: string): Promise<PortAttachment & { bytes: Uint8Array }> {
    const attachment = await asked(this.#desk.attachments.get(attachmentId));
    const message = attachment && (await asked(this.#desk.messages.get(attachment.messageId)));
    if (!message?.attachments.includes(attachmentId)) throw forbidden();
    await this.own(message.ticketId);
    const blob = await asked(this.#desk.adapter.blob({ op: 'get', key: attachment!.blob }));
    if (!blob) throw forbidden();
    return { ...toPortAttachment(attachment!), bytes: blob.bytes };
  }

  async online(): Promise<boolean> {
    const { agents, adapter } = this.#desk;
    if (adapter.capabilities.totals === 'none') {
      const { records } = await asked(agents.list({ where: { active: true }, sort: [{ by: 'nameKey' }], limit: 1_000 }));
      return records.some(({ availability }) => availability === 'online');
    }
    const rows = await asked(agents.totals({ totals: 'byActive', where: { active: true, availability: 'online' } }));
    return rows.some(({ count }) => count > 0);
  }
}
