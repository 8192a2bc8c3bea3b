import type { CrmClient, CrmError } from '@crm-elements/data';
import type { Agent, Contact, Message, Note, Ticket } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import { Attachments } from './attachments.js';
import { Presence } from './presence.js';
import { threadEntries, type ThreadEntry } from './thread-entries.js';
import { ThreadSource } from './thread-source.js';

/** What a conversation is asked for, or given. */
interface ThreadHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly ticketId: string | undefined;
  readonly ticket: Ticket | undefined;
  readonly messages: readonly Message[] | undefined;
  readonly notes: readonly Note[];
  readonly contact: Contact | undefined;
  readonly agents: readonly Agent[] | undefined;
}

interface ThreadDataOptions {
  /** Another ticket is shown from now on. */
  readonly turned: () => void;
  /** Somebody wrote while the conversation was shown. */
  readonly heard: (message: Message) => void;
}

/** All that a conversation reads: its ticket, its messages and what stands beside them, the people, and who else is here. */
export class ThreadData implements ReactiveController {
  readonly source: ThreadSource;
  readonly presence: Presence;
  readonly attachments: Attachments;
  readonly #host: ThreadHost;
  readonly #clients: ClientController;
  readonly #options: ThreadDataOptions;
  readonly #ticket: LiveController<Ticket | undefined, readonly [string]>;
  readonly #contact: LiveController<Contact | undefined, readonly [string]>;
  readonly #agents: LiveController<readonly Agent[], readonly []>;
  #entries: readonly ThreadEntry[] = [];
  #parts: readonly unknown[] = [];
  #id: string | undefined;
  #unreadFrom: string | undefined;
  #opened = false;
  #newest = 0;
  #seeing = false;

  constructor(host: ThreadHost, clients: ClientController, options: ThreadDataOptions) {
    this.#host = host;
    this.#clients = clients;
    this.#options = options;
    const changed = () => host.requestUpdate();
    this.source = new ThreadSource(changed);
    this.presence = new Presence(changed);
    this.attachments = new Attachments(changed);
    this.#ticket = new LiveController<Ticket | undefined, readonly [string]>(host, clients, {
      args: () => (host.ticket || host.messages || host.ticketId === undefined ? undefined : [host.ticketId]),
      start: (client, [id], { next, fail, signal }) =>
        client.tickets.live({ where: { id } }, ({ records: [ticket] }) => next(ticket), { signal, onError: fail }),
    });
    this.#contact = new LiveController<Contact | undefined, readonly [string]>(host, clients, {
      args: () => (this.ticket && !host.contact && !host.messages ? [this.ticket.requesterId] : undefined),
      start: (client, [id], { next, fail, signal }) =>
        client.contacts.live({ where: { id } }, ({ records: [contact] }) => next(contact), { signal, onError: fail }),
    });
    this.#agents = new LiveController<readonly Agent[], readonly []>(host, clients, {
      args: () => (host.agents || host.messages ? undefined : []),
      start: (client, _args, { next, fail, signal }) =>
        client.agents.live({ sort: [{ by: 'nameKey' }], limit: 1_000 }, ({ records }) => next(records), { signal, onError: fail }),
    });
    host.addController(this);
  }

  get client(): CrmClient | undefined {
    return this.#clients.client;
  }

  /** Whoever sits here. */
  get me(): string | undefined {
    const actor = this.client?.actor;
    return actor?.kind === 'agent' ? actor.id : undefined;
  }

  /** The ticket that is shown. */
  get id(): string | undefined {
    return this.#id;
  }

  get ticket(): Ticket | undefined {
    return this.#host.ticket ?? this.#ticket.value;
  }

  get contact(): Contact | undefined {
    return this.#host.contact ?? this.#contact.value;
  }

  get agents(): readonly Agent[] {
    return this.#host.agents ?? this.#agents.value ?? [];
  }

  get entries(): readonly ThreadEntry[] {
    return this.#entries;
  }

  /** Why the conversation is not, or no longer, as the store has it. */
  get error(): CrmError | undefined {
    if (this.#host.messages || this.#host.ticketId === undefined) return undefined;
    return this.source.error ?? this.#ticket.error ?? this.#clients.failure;
  }

  get state(): 'empty' | 'loading' | 'error' | 'gone' | 'ready' {
    if (this.#host.messages) return 'ready';
    if (this.#host.ticketId === undefined) return 'empty';
    // What was shown stays: whoever writes in it must not lose their text.
    if (this.source.isReady && this.#ticket.value) return 'ready';
    if (this.error) return 'error';
    if (this.source.state !== 'ready' || this.#ticket.state !== 'ready') return 'loading';
    return 'gone';
  }

  hostDisconnected(): void {
    this.source.end();
    this.presence.end();
    this.attachments.end();
  }

  /** Follows what is asked for. @param pending the ids of replies that are not sent yet @param now milliseconds since 1970 */
  follow(pending: (ticketId: string | undefined) => readonly string[], now: number): void {
    const { ticket, ticketId, messages, notes, isConnected } = this.#host;
    const id = ticket?.id ?? ticketId;
    if (id !== this.#id) this.#turnTo(id);
    if (messages) this.source.give(messages, notes);
    else if (isConnected) {
      this.source.follow(this.client, ticketId);
      this.presence.follow(this.client, ticketId);
    }
    this.#take();
    this.#arrange(pending(id), now);
  }

  retry(): void {
    if (!this.error) return;
    if (this.#clients.failure) this.#clients.retry();
    for (const live of [this.#ticket, this.#contact, this.#agents]) if (live.state === 'error') live.retry();
    this.source.retry();
  }

  loadOlder(): void {
    // What goes wrong leaves the button, which tries again.
    this.source.loadOlder().catch(() => undefined);
  }

  /** The files of these entries are in sight. */
  wantFiles(indexes: Iterable<number>): void {
    this.attachments.want(
      this.client,
      [...indexes].flatMap((index) => {
        const entry = this.#entries[index];
        return entry?.kind === 'message' ? entry.message.attachments : [];
      }),
    );
  }

  /** The agent looks at the ticket: the customer's messages are read. */
  markSeen(): void {
    const { client, ticket, me } = this;
    const id = this.#id;
    if (!client || !ticket || id === undefined || me === undefined || this.#host.messages) return;
    if (this.#seeing || document.hidden || this.state !== 'ready') return;
    const last = this.source.messages.findLast(({ direction }) => direction === 'incoming');
    const { agentLastSeenAt, lastMessageAt, waitingSince } = ticket;
    const isKnown = waitingSince == null || (agentLastSeenAt != null && lastMessageAt != null && agentLastSeenAt >= lastMessageAt);
    if (!last || (last.readAt != null && isKnown)) return;
    this.#seeing = true;
    const again = () => (this.#seeing = false);
    // That it was seen is not worth a word when it cannot be written: it is tried again later.
    client.markTicketSeen({ ticketId: id, by: 'agent' }).then(again, () => setTimeout(again, 5_000));
  }

  #turnTo(id: string | undefined): void {
    this.#id = id;
    this.#unreadFrom = undefined;
    this.#opened = false;
    this.#newest = 0;
    this.#options.turned();
  }

  /** Looks at what has come: where the unread begins, what is to be heard. */
  #take(): void {
    const { messages } = this.source;
    const { ticket } = this;
    if (this.source.state !== 'ready' || !ticket || ticket.id !== this.#id) return;
    if (this.#opened) for (const message of messages) if (message.seq > this.#newest) this.#options.heard(message);
    if (!this.#opened) {
      this.#opened = true;
      const seen = ticket.agentLastSeenAt ?? '';
      const unread = messages.findIndex(({ direction, sentAt, readAt }) => direction === 'incoming' && readAt == null && sentAt > seen);
      // All of a new ticket is unread: a line above it would say nothing.
      this.#unreadFrom = unread > 0 ? messages[unread]!.id : undefined;
    }
    this.#newest = Math.max(this.#newest, messages.at(-1)?.seq ?? 0);
  }

  /** Puts the entries in order, when there are others than before. */
  #arrange(pending: readonly string[], now: number): void {
    const { messages, notes, events, hasOlder } = this.source;
    const parts = [messages, notes, events, hasOlder, this.#unreadFrom, ...pending];
    if (parts.length === this.#parts.length && parts.every((part, i) => part === this.#parts[i])) return;
    this.#parts = parts;
    const unreadFrom = this.#unreadFrom;
    this.#entries = threadEntries({ messages, notes, events, hasOlder, unreadFrom, pending, now: new Date(now).toISOString() });
  }
}
