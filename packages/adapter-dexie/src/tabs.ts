import { CrmError, type Bus, type Subscription } from '@crm-elements/data';
import { requireJson } from '@crm-elements/data/engine';
import { findUnstorable, type Json } from '@crm-elements/schema';

/** What tabs tell each other. Nothing of it is taken at its word: the store is read. */
type TabMessage = { crm: 1; kind: 'committed'; seq: number } | { crm: 1; kind: 'emptied' } | { crm: 1; kind: 'signal'; topic: string; payload: string };

/** Code units of a signal's payload as JSON. */
const maxSignal = 4_096;
const maxTopic = 100;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A message of the known shape, or `undefined` for whatever else came over the channel. */
function readMessage(message: unknown): TabMessage | undefined {
  if (!isObject(message) || message.crm !== 1) return undefined;
  const { kind, seq, topic, payload } = message;
  if (kind === 'committed' && Number.isSafeInteger(seq)) return { crm: 1, kind, seq: seq as number };
  if (kind === 'emptied') return { crm: 1, kind };
  if (kind === 'signal' && typeof topic === 'string' && topic.length <= maxTopic && typeof payload === 'string' && payload.length <= maxSignal) {
    return { crm: 1, kind, topic, payload };
  }
  return undefined;
}

/** A signal's payload; `undefined` for what is no plain JSON. */
function readPayload(text: string): Json | undefined {
  try {
    const payload = JSON.parse(text) as Json;
    return findUnstorable(payload) ? undefined : payload;
  } catch {
    return undefined;
  }
}

/** A channel of the browser between the pages of this origin; `undefined` where there is none. */
export function openChannel(name: string): Bus | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(`crm-elements:${name}`);
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => {
      const onMessage = ({ data }: MessageEvent<unknown>) => listener(data);
      channel.addEventListener('message', onMessage);
      return { unsubscribe: () => channel.removeEventListener('message', onMessage) };
    },
    close: () => channel.close(),
  };
}

export interface TabEvents {
  /** Another tab says that it committed, or that it emptied the store: worth a look. */
  hint(): void;
}

/** The connection to the other tabs that have this store open. */
export class Tabs {
  readonly #events: TabEvents;
  readonly #topics = new Map<string, Set<(payload: Json) => void>>();
  #bus: Bus | undefined;
  #listening: Subscription | undefined;

  constructor(events: TabEvents) {
    this.#events = events;
  }

  start(bus: Bus): void {
    this.#bus = bus;
    this.#listening = bus.listen((message) => this.#receive(message));
  }

  stop(): void {
    this.#listening?.unsubscribe();
    this.#bus = undefined;
  }

  #receive(data: unknown): void {
    const message = readMessage(data);
    if (message?.kind === 'signal') this.#deliver(message.topic, message.payload);
    else if (message) this.#events.hint();
  }

  #deliver(topic: string, text: string): void {
    for (const listener of [...(this.#topics.get(topic) ?? [])]) {
      const payload = readPayload(text);
      if (payload === undefined) return;
      try {
        listener(payload);
      } catch (error) {
        console.error('crm-elements: a listener of signals threw', error);
      }
    }
  }

  committed(seq: number): void {
    this.#post({ crm: 1, kind: 'committed', seq });
  }

  emptied(): void {
    this.#post({ crm: 1, kind: 'emptied' });
  }

  /** @throws CrmError VALIDATION for what is no plain JSON, or too long */
  signal(topic: string, payload: Json): void {
    requireJson('payload', payload);
    const text = JSON.stringify(payload);
    if (topic.length > maxTopic || text.length > maxSignal) {
      throw new CrmError('VALIDATION', `A signal has a topic of ${maxTopic} characters and a payload of ${maxSignal} at most. Store what is larger.`);
    }
    this.#post({ crm: 1, kind: 'signal', topic, payload: text });
  }

  /** A channel that fails is as good as none: the store is what counts. */
  #post(message: TabMessage): void {
    try {
      this.#bus?.post(message);
    } catch {
      // Closed by the browser, or by whoever passed it in.
    }
  }

  onSignal(topic: string, listener: (payload: Json) => void): Subscription {
    const own = (payload: Json) => listener(payload);
    const listeners = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listeners.add(own));
    return {
      unsubscribe: () => {
        listeners.delete(own);
        if (listeners.size === 0) this.#topics.delete(topic);
      },
    };
  }
}
