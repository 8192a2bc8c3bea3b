import type { CrmClient } from '../../client/client.js';
import { systemClock } from '../../clock.js';
import type { ConversationPort, PortEvent } from '../../port/conversation-port.js';
import { fail, flawOf, show } from '../conformance/assert.js';
import { createRandom, seedOf, type Random } from '../random.js';
import { everythingIn, handOuts, type HandOut } from './shapes.js';

/** What a port is tested on: visitors on one side, the company's staff on the other. */
export interface PortStage {
  /** A port of a visitor. The same id again is the same visitor, in another window. */
  port(visitorId: string): ConversationPort | Promise<ConversationPort>;
  /** The company's side, over the same records. */
  client: CrmClient;
  /** Ends what is not ended by closing the ports. */
  close(): Promise<void>;
}

export interface PortConformanceOptions {
  /** What is tested. */
  name: string;
  /** Makes an empty stage. */
  create: () => PortStage | Promise<PortStage>;
  /** The test runner's `it`. */
  test: (title: string, run: () => Promise<void>) => unknown;
  /** Where random data starts. Failures tell it. */
  seed?: number;
  /** How many random histories are tried; 20 when not given. */
  runs?: number;
  /** Real milliseconds after which something counts as not happening; 6,000 when not given. */
  patience?: number;
}

/** Stands in everything that a visitor must never get. */
export const secret = 'S3CRET';

export const pause = (ms = 0): Promise<void> => new Promise((done) => systemClock.after(ms, done));

type Methods = Exclude<HandOut, 'event'>;

/** One stage, with everything that its visitors are handed. */
export class Scene {
  readonly random: Random;
  readonly #options: PortConformanceOptions;
  readonly #visitors: Visitor[] = [];
  #stage: PortStage | undefined;
  #ids = 0;

  constructor(options: PortConformanceOptions, title: string, run = 0) {
    this.#options = options;
    this.random = createRandom(seedOf(options.seed ?? 1, `${title}${run}`));
  }

  get client(): CrmClient {
    return this.#stage!.client;
  }

  async open(): Promise<this> {
    this.#stage = await this.#options.create();
    return this;
  }

  /** @throws ConformanceError when something was handed out that may not be */
  verify(): void {
    for (const { problems } of this.#visitors) if (problems.length > 0) fail(problems.slice(0, 3).join(' · '));
  }

  async close(): Promise<void> {
    for (const { port } of this.#visitors) await port.close();
    await this.#stage!.close();
  }

  /** An id that was not used before. */
  id(kind = 'id'): string {
    return `${kind}-${++this.#ids}`;
  }

  /** A visitor's port, each hand-out of which is looked at; `knows` is for one who owns the secrets. */
  async visitor(visitorId: string, { knows = false }: { knows?: boolean } = {}): Promise<Visitor> {
    const visitor = new Visitor(await this.#stage!.port(visitorId), knows);
    this.#visitors.push(visitor);
    return visitor;
  }

  async until(holds: () => unknown, what: string): Promise<void> {
    const { patience = 6_000 } = this.#options;
    for (let waited = 0, wait = 0; !(await holds()); waited += wait + 1, wait = Math.min(20, wait + 1)) {
      if (waited > patience) fail(`${what}: it did not come in ${patience} ms`);
      await pause(wait);
    }
  }

  /** Every record with its version: what the store holds. */
  async state(): Promise<string[]> {
    const state: string[] = [];
    for (const collection of Object.keys(this.client.adapter.model.collections)) {
      for (let after: string | undefined, more = true; more; ) {
        const page = await this.client.adapter.query({ collection, limit: 1_000, ...(after !== undefined && { after }) });
        state.push(...page.records.map(({ id, version }) => `${collection}/${id}@${version}`));
        after = page.next;
        more = after !== undefined;
      }
    }
    return state;
  }
}

/** A visitor's side. What it is handed has to be on the list, and to hold nothing that is not the visitor's. */
export class Visitor {
  readonly port: ConversationPort;
  readonly id: string;
  readonly events: PortEvent[] = [];
  /** What was handed out and may not be. */
  readonly problems: string[] = [];

  readonly #knows: boolean;

  constructor(port: ConversationPort, knows: boolean) {
    this.port = port;
    this.#knows = knows;
    this.id = port.visitorId;
  }

  #inspect(what: HandOut, value: unknown): void {
    const flaws = handOuts[what](value, what);
    if (flaws.length > 0) this.problems.push(`${this.id} was handed what is not on the list: ${flaws.slice(0, 5).join(' · ')}`);
    this.#search(what, value);
  }

  #search(what: string, value: unknown): void {
    const found = everythingIn(value);
    if (found.includes(secret) && !this.#knows) this.problems.push(`${this.id} was handed what is not the visitor's, by ${what}: ${show(value)} ${found.slice(0, 400)}`);
    // A key of a stored file would be a way to it.
    if (/\b[0-9a-f]{64}\b/.test(found)) this.problems.push(`${this.id} was handed the key of a file, by ${what}: ${show(value)}`);
  }

  /** Calls the port. What it hands out, errors included, is looked at. */
  async call<Name extends Methods>(name: Name, ...args: Parameters<ConversationPort[Name]>): Promise<Awaited<ReturnType<ConversationPort[Name]>>> {
    let value: Awaited<ReturnType<ConversationPort[Name]>>;
    try {
      value = (await (this.port[name] as (...args: unknown[]) => Promise<unknown>).apply(this.port, args)) as typeof value;
    } catch (thrown) {
      const flaw = flawOf(thrown);
      if (flaw) fail(`${name} was refused with a wrong kind of error: ${flaw}`);
      this.#search(`an error of ${name}`, thrown);
      throw thrown;
    }
    this.#inspect(name, value);
    return value;
  }

  /** Listens until the port is closed; resolves when nothing is missed any more. */
  async listen(): Promise<void> {
    const subscription = this.port.events(
      (event) => {
        this.events.push(event);
        this.#inspect('event', event);
      },
      (error) => this.#search('an error of events', error),
    );
    await subscription.ready;
  }
}
