import type { Message, Ticket } from '@crm-elements/schema';
import type { TicketClient } from '../client/ticket-client.js';
import type { Clock } from '../clock.js';
import type { Subscription } from '../contract.js';
import type { PortEvent, PortSubscription } from './conversation-port.js';
import { portError } from './port-errors.js';
import type { PortReader } from './port-reader.js';
import { onTyping, typingMs } from './typing-signal.js';

/** Conversations that are listened to, the latest. */
export const listened = 20;
/** Of each, the newest messages whose changes are heard. */
const heard = 100;

export interface PortEventsOptions {
  visitorId: string;
  visitor: TicketClient;
  desk: TicketClient;
  reader: PortReader;
  clock: Clock;
  listener: (event: PortEvent) => void;
  onError: ((error: Error) => void) | undefined;
}

/** A conversation that is listened to. What was told of it is kept as JSON, so that only what a visitor sees counts as a change. */
interface Listened {
  version: number;
  subscription: Subscription;
  shown: string | undefined;
  messages: Map<string, { version: number; seq: number; shown: string }>;
}

/** Follows the visitor's conversations and tells what of them changes, one thing after the other. */
export class PortEvents implements PortSubscription {
  readonly ready: Promise<void>;
  readonly #options: PortEventsOptions;
  readonly #conversations = new Map<string, Listened>();
  readonly #subscriptions: Subscription[] = [];
  readonly #typing = new Map<string, () => void>();
  /** What has to be looked at before the start is done; afterwards everything is told. */
  #baseline: Set<string> | undefined = new Set(['tickets', 'availability']);
  #setReady!: () => void;
  #online: boolean | undefined;
  /** The tickets that name the visitor. */
  #named: readonly Ticket[] = [];
  /** Those that do so no longer, as the visitor's contact is merged into another one. */
  #moved: { ids: string; subscription: Subscription } | undefined;
  #work: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(options: PortEventsOptions) {
    this.#options = options;
    this.ready = new Promise((done) => (this.#setReady = done));
    const { visitor, desk, visitorId } = options;
    const onError = (error: Error) => this.#fail(error);
    this.#subscriptions.push(
      visitor.tickets.live(
        { where: { requesterId: visitorId }, sort: [{ by: 'lastActivityAt', direction: 'desc' }], limit: listened },
        ({ records }) => this.#then(() => this.#tickets(records)),
        { onError },
      ),
      desk.adapter.capabilities.totals === 'none'
        ? desk.agents.live({ where: { active: true }, sort: [{ by: 'nameKey' }], limit: 1_000 }, () => this.#then(() => this.#availability()), { onError })
        : desk.agents.liveTotals({ totals: 'byActive', where: { active: true } }, () => this.#then(() => this.#availability()), { onError }),
      onTyping(desk, (signal) => {
        if (signal.by === 'agent' && signal.writing === 'reply') this.#then(() => this.#startTyping(signal.ticketId, signal.agentId));
      }),
    );
  }

  unsubscribe(): void {
    this.#ended = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#moved?.subscription.unsubscribe();
    for (const { subscription } of this.#conversations.values()) subscription.unsubscribe();
    for (const cancel of this.#typing.values()) cancel();
    this.#typing.clear();
    this.#setReady();
  }

  /** One look after the other, so that events come in order. */
  #then(look: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#ended) return;
      try {
        await look();
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    const { onError } = this.#options;
    const told = portError(error);
    if (onError) onError(told);
    else console.error('crm-elements: listening to conversations failed', told);
  }

  #emit(event: PortEvent): void {
    if (this.#ended || this.#baseline) return;
    try {
      this.#options.listener(event);
    } catch (error) {
      console.error('crm-elements: a listener of a conversation port threw', error);
    }
  }

  #looked(at: string): void {
    if (!this.#baseline?.delete(at) || this.#baseline.size > 0) return;
    this.#baseline = undefined;
    this.#setReady();
  }

  async #tickets(named: readonly Ticket[]): Promise<void> {
    this.#named = named;
    const tickets = await this.#options.reader.withMoved(named, listened);
    this.#followMoved(tickets.filter(({ requesterId }) => requesterId !== this.#options.visitorId).map(({ id }) => id));
    const present = new Set(tickets.map(({ id }) => id));
    for (const [id, { subscription }] of this.#conversations) {
      if (present.has(id)) continue;
      subscription.unsubscribe();
      this.#conversations.delete(id);
      this.#stopTyping(id, false);
      // It may only have been pushed out by later ones.
      if (!(await this.#options.reader.find(id))) this.#emit({ type: 'conversation-removed', id });
    }
    for (const ticket of tickets) {
      const known = this.#conversations.get(ticket.id);
      if (known?.version === ticket.version) continue;
      if (known) known.version = ticket.version;
      else this.#listen(ticket);
      await this.#conversation(ticket.id);
    }
    this.#looked('tickets');
  }

  #followMoved(ids: readonly string[]): void {
    const key = ids.join();
    if (this.#ended || key === (this.#moved?.ids ?? '')) return;
    this.#moved?.subscription.unsubscribe();
    const look = () => this.#then(() => this.#tickets(this.#named));
    const watch = () => this.#options.desk.adapter.watch({ ids: { collection: 'tickets', ids } }, look, (error) => this.#fail(error));
    this.#moved = ids.length > 0 ? { ids: key, subscription: watch() } : undefined;
  }

  #listen({ id, version }: Ticket): void {
    this.#baseline?.add(id);
    const subscription = this.#options.visitor.messages.live(
      { where: { ticketId: id }, sort: [{ by: 'seq', direction: 'desc' }], limit: heard },
      ({ records }) => this.#then(() => this.#messages(id, [...records].reverse())),
      { onError: (error) => this.#fail(error) },
    );
    this.#conversations.set(id, { version, subscription, shown: undefined, messages: new Map() });
  }

  /** Tells of a conversation when something of it changed that a visitor sees. */
  async #conversation(id: string): Promise<void> {
    const { reader } = this.#options;
    const ticket = await reader.find(id);
    const known = this.#conversations.get(id);
    if (!ticket || !known) return;
    const conversation = await reader.conversation(ticket);
    const shown = JSON.stringify(conversation);
    if (shown === known.shown) return;
    known.shown = shown;
    this.#emit({ type: 'conversation', conversation });
  }

  async #messages(id: string, messages: readonly Message[]): Promise<void> {
    const { reader } = this.#options;
    const known = this.#conversations.get(id)?.messages;
    // Whose the conversation is may have changed between this result and now.
    if (!known || !(await reader.find(id))) return this.#looked(id);
    const from = messages[0]?.seq ?? 0;
    const present = new Set(messages.map((message) => message.id));
    let changed = false;
    for (const [messageId, { seq }] of known) {
      if (present.has(messageId)) continue;
      known.delete(messageId);
      if (seq < from && messages.length === heard) continue;
      changed = true;
      this.#emit({ type: 'message-removed', conversationId: id, id: messageId });
    }
    const fresh = messages.filter((message) => known.get(message.id)?.version !== message.version);
    for (const [i, message] of (await reader.messages(fresh)).entries()) {
      const shown = JSON.stringify(message);
      const before = known.get(message.id);
      known.set(message.id, { version: fresh[i]!.version, seq: message.seq, shown });
      if (before?.shown === shown) continue;
      changed = true;
      if (message.from === 'agent') this.#stopTyping(id, true);
      this.#emit({ type: 'message', message });
    }
    if (changed) await this.#conversation(id);
    this.#looked(id);
  }

  async #availability(): Promise<void> {
    const online = await this.#options.reader.online();
    if (online !== this.#online) this.#emit({ type: 'availability', availability: { online } });
    this.#online = online;
    this.#looked('availability');
  }

  async #startTyping(conversationId: string, agentId: string): Promise<void> {
    if (!this.#conversations.has(conversationId)) return;
    const agent = (await this.#options.reader.agents([agentId])).get(agentId);
    if (this.#ended) return;
    this.#typing.get(conversationId)?.();
    this.#typing.set(conversationId, this.#options.clock.after(typingMs, () => this.#stopTyping(conversationId, true)));
    this.#emit({ type: 'typing', conversationId, active: true, ...(agent && { agent }) });
  }

  #stopTyping(conversationId: string, tell: boolean): void {
    const cancel = this.#typing.get(conversationId);
    if (!cancel) return;
    cancel();
    this.#typing.delete(conversationId);
    if (tell) this.#emit({ type: 'typing', conversationId, active: false });
  }
}
