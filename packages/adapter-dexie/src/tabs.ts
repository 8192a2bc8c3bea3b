import { CrmError, type Bus, type Subscription } from '@crm-elements/data';
import { requireJson } from '@crm-elements/data/engine';
import { findUnstorable, type Json } from '@crm-elements/schema';

/** What tabs tell each other. Nothing of it is taken at its word: the store is read. */
type TabMessage =
  { crm: 1; kind: 'committed'; seq: number } | { crm: 1; kind: 'emptied' } | { crm: 1; kind: 'signal'; topic: string; payload: string };

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
  if (
    kind === 'signal' &&
    typeof topic === 'string' &&
    topic.length <= maxTopic &&
    typeof payload === 'string' &&
    payload.length <= maxSignal
  ) {
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
function openChannel(name: string): Bus | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(`crm-elements:${name}`);
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => listener(data);
      return { unsubscribe: () => (channel.onmessage = null) };
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
  /** Opens the channel; `undefined` where somebody else passed one in, and closes it. */
  #open: (() => Bus | undefined) | undefined;
  #bus: Bus | undefined;
  #listening: Subscription | undefined;

  constructor(events: TabEvents) {
    this.#events = events;
  }

  /** @param given what to use in the place of a channel of the browser */
  start(name: string, given: Bus | undefined): void {
    if (given) return this.#listen(given);
    this.#open = () => openChannel(name);
    this.resume();
  }

  #listen(bus: Bus): void {
    this.#bus = bus;
    this.#listening = bus.listen((message) => this.#receive(message));
  }

  /** Closes the channel of a page that may go into the back/forward cache: browsers keep no page there that has one open, or drop it at the next message. */
  pause(): void {
    if (this.#open) this.#leave()?.close();
  }

  /** Opens the channel again. What was said meanwhile was not heard. */
  resume(): void {
    const bus = this.#bus ? undefined : this.#open?.();
    if (bus) this.#listen(bus);
  }

  stop(): void {
    this.pause();
    this.#open = undefined;
    this.#leave();
  }

  #leave(): Bus | undefined {
    const bus = this.#bus;
    this.#listening?.unsubscribe();
    this.#bus = undefined;
    return bus;
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
      throw new CrmError('VALIDATION', `A signal has a topic of ${maxTopic} characters and a payload of ${maxSignal} at most.`);
    }
    this.#post({ crm: 1, kind: 'signal', topic, payload: text });
  }

  /** A channel that fails is as good as none: the store is what counts. */
  #post(message: TabMessage): void {
    try {
      if (this.#bus) return this.#bus.post(message);
      // A write that was under way when the page was left.
      const bus = this.#open?.();
      bus?.post(message);
      bus?.close();
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
