import type { Json } from '@crm-elements/schema';
import type { TicketClient } from '../client/ticket-client.js';
import type { DataAdapter, Subscription } from '../contract.js';

const typingTopic = 'ticket.typing';

/** How long a signal holds: whoever goes on writing says so again, in milliseconds. */
export const typingMs = 5_000;

/**
 * Somebody is writing in a ticket. An agent's side sends `reply` for what the customer will read, and `note` for what stays inside: a
 * customer's side is told of replies only.
 */
export type TypingSignal =
  | { by: 'contact'; ticketId: string; text?: string }
  | { by: 'agent'; ticketId: string; agentId: string; writing: 'reply' | 'note' };

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length > 0 && value.length <= most;

/** What another window said, if it is a typing signal: signals come from outside and are checked like all that does. */
function readTypingSignal(payload: Json): TypingSignal | undefined {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return undefined;
  const { by, ticketId, agentId, writing, text } = payload;
  if (!isText(ticketId, 128)) return undefined;
  if (by === 'contact') return { by, ticketId, ...(isText(text, 2_048) && { text }) };
  if (by !== 'agent' || !isText(agentId, 128) || (writing !== 'reply' && writing !== 'note')) return undefined;
  return { by, ticketId, agentId, writing };
}

type Signaller = Pick<TicketClient, 'adapter' | 'signal' | 'onSignal'>;

/** Signals reach other windows. Whoever shares an adapter on one page hears of each other here. */
const onPage = new WeakMap<DataAdapter, Set<(signal: TypingSignal) => void>>();

/** Tells everyone on this store, in this window and others, that somebody is writing. */
export function sendTyping(client: Signaller, signal: TypingSignal): void {
  client.signal(typingTopic, signal);
  for (const listener of [...(onPage.get(client.adapter) ?? [])]) listener({ ...signal });
}

/** Hears of whoever is writing, oneself included. */
export function onTyping(client: Signaller, listener: (signal: TypingSignal) => void): Subscription {
  const others = client.onSignal(typingTopic, (payload) => {
    const signal = readTypingSignal(payload);
    if (signal) listener(signal);
  });
  const own = (signal: TypingSignal) => listener(signal);
  const here = onPage.get(client.adapter) ?? new Set();
  onPage.set(client.adapter, here.add(own));
  return {
    unsubscribe() {
      others.unsubscribe();
      here.delete(own);
    },
  };
}
