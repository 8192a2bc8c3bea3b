import { onTyping, typingMs, type CrmClient, type Subscription } from '@crm-elements/data';

/** Whoever looks at a ticket says so again and again; who has not for so long has gone, or crashed. In milliseconds. */
const beatMs = 10_000;
const goneMs = 25_000;
const topic = 'ticket.viewing';

interface Viewing {
  readonly ticketId: string;
  readonly agentId: string;
  /** Tells windows of one person apart. */
  readonly window: string;
  readonly kind: 'here' | 'asks' | 'leaves';
}

const isId = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 128;

/** Signals come from outside and are checked like all that does. */
function readViewing(payload: unknown): Viewing | undefined {
  if (payload === null || typeof payload !== 'object') return undefined;
  const { ticketId, agentId, window, kind } = payload as Partial<Record<keyof Viewing, unknown>>;
  if (!isId(ticketId) || !isId(agentId) || !isId(window)) return undefined;
  if (kind !== 'here' && kind !== 'asks' && kind !== 'leaves') return undefined;
  return { ticketId, agentId, window, kind };
}

/** Somebody who writes in the ticket now. */
export type Typist = { readonly by: 'contact' } | { readonly by: 'agent'; readonly agentId: string; readonly writing: 'reply' | 'note' };

/** Who else looks at a ticket, and who writes in it. What is known goes away by itself: nobody has to say goodbye. */
export class Presence {
  readonly #changed: () => void;
  #client: CrmClient | undefined;
  #ticketId: string | undefined;
  #subscriptions: Subscription[] = [];
  #beat: ReturnType<typeof setInterval> | undefined;
  #sweep: ReturnType<typeof setTimeout> | undefined;
  #viewers = new Map<string, { agentId: string; until: number }>();
  #typists = new Map<string, { typist: Typist; until: number }>();
  #window = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The ids of other agents who look at the ticket. */
  get viewers(): readonly string[] {
    return [...new Set([...this.#viewers.values()].map(({ agentId }) => agentId))];
  }

  get typists(): readonly Typist[] {
    return [...this.#typists.values()].map(({ typist }) => typist);
  }

  follow(client: CrmClient | undefined, ticketId: string | undefined): void {
    if (client === this.#client && ticketId === this.#ticketId) return;
    this.end();
    this.#client = client;
    this.#ticketId = ticketId;
    if (!client || ticketId === undefined) return;
    this.#window = client.newId();
    this.#subscriptions = [
      onTyping(client, (signal) => {
        if (signal.ticketId !== ticketId) return;
        if (signal.by === 'contact') this.#type('contact', { by: 'contact' });
        else if (signal.agentId !== client.actor.id)
          this.#type(signal.agentId, { by: 'agent', agentId: signal.agentId, writing: signal.writing });
      }),
      client.onSignal(topic, (payload) => {
        const viewing = readViewing(payload);
        if (viewing?.ticketId === ticketId && viewing.agentId !== client.actor.id) this.#see(viewing);
      }),
    ];
    this.#say('asks');
    this.#beat = setInterval(() => this.#say('here'), beatMs);
  }

  /** A message came: whoever wrote it has stopped. */
  wrote(by: string): void {
    if (this.#typists.delete(by)) this.#changed();
  }

  end(): void {
    if (this.#client && this.#ticketId !== undefined) this.#say('leaves');
    for (const subscription of this.#subscriptions.splice(0)) subscription.unsubscribe();
    clearInterval(this.#beat);
    clearTimeout(this.#sweep);
    this.#sweep = undefined;
    this.#viewers.clear();
    this.#typists.clear();
    this.#client = undefined;
    this.#ticketId = undefined;
  }

  #say(kind: Viewing['kind']): void {
    const { actor } = this.#client!;
    if (actor.kind !== 'agent') return;
    try {
      this.#client!.signal(topic, { ticketId: this.#ticketId!, agentId: actor.id, window: this.#window, kind });
    } catch {
      // A store that is closed carries no signals; nobody is told who looks.
    }
  }

  #see({ agentId, window, kind }: Viewing): void {
    if (kind === 'leaves') this.#viewers.delete(window);
    else this.#viewers.set(window, { agentId, until: Date.now() + goneMs });
    if (kind === 'asks') this.#say('here');
    this.#schedule();
    this.#changed();
  }

  #type(key: string, typist: Typist): void {
    this.#typists.set(key, { typist, until: Date.now() + typingMs });
    this.#schedule();
    this.#changed();
  }

  #schedule(): void {
    clearTimeout(this.#sweep);
    const next = Math.min(...[...this.#viewers.values(), ...this.#typists.values()].map(({ until }) => until));
    if (next === Infinity) return;
    this.#sweep = setTimeout(
      () => {
        const now = Date.now();
        for (const known of [this.#viewers, this.#typists]) for (const [key, { until }] of known) if (until <= now) known.delete(key);
        this.#schedule();
        this.#changed();
      },
      Math.max(50, next - Date.now()),
    );
  }
}
