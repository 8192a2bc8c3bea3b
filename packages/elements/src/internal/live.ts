import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClientController } from './client.js';

export type LiveState = 'idle' | 'loading' | 'ready' | 'error';

interface LiveSource<Value, Args extends readonly unknown[]> {
  /** What it depends on: when one of them changes, it starts anew. Undefined: nothing is wanted now. */
  args: () => Args | undefined;
  /** Subscribes, and hands on each result. Everything that it starts ends with the signal. */
  start: (
    client: CrmClient,
    args: Args,
    handle: { next: (value: Value) => void; fail: (error: unknown) => void; signal: AbortSignal },
  ) => void;
  /** Called with each result, before the element renders. */
  onValue?: (value: Value) => void;
}

const same = (a: readonly unknown[], b: readonly unknown[]) => a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/**
 * Keeps one live result of the client in an element, through the life of the element: it starts when there is a client, starts anew when
 * what it depends on changes, and ends when the element leaves the page. The last result stays until the next one comes.
 */
export class LiveController<Value, Args extends readonly unknown[]> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clients: ClientController;
  readonly #source: LiveSource<Value, Args>;
  #client: CrmClient | undefined;
  #args: Args | undefined;
  #running: AbortController | undefined;
  #state: LiveState = 'idle';
  #value: Value | undefined;
  #error: CrmError | undefined;

  constructor(host: ReactiveControllerHost, clients: ClientController, source: LiveSource<Value, Args>) {
    this.#host = host;
    this.#clients = clients;
    this.#source = source;
    host.addController(this);
  }

  /** `loading` only until the first result for these arguments. */
  get state(): LiveState {
    return this.#clients.failure && this.#state !== 'ready' ? 'error' : this.#state;
  }

  get value(): Value | undefined {
    return this.#value;
  }

  get error(): CrmError | undefined {
    return this.#error ?? (this.state === 'error' ? this.#clients.failure : undefined);
  }

  /** Starts again after a failure. */
  retry(): void {
    if (this.#clients.failure) this.#clients.retry();
    this.#end();
    this.#args = undefined;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const args = this.#source.args();
    const { client } = this.#clients;
    if (!args) {
      this.#end();
      this.#args = undefined;
      this.#state = 'idle';
      this.#value = undefined;
      this.#error = undefined;
      return;
    }
    const fresh = this.#args === undefined || !same(args, this.#args);
    if (this.#running && !fresh && client === this.#client) return;
    if (!fresh && client === this.#client && this.#state === 'error') return;
    this.#end();
    if (fresh || client !== this.#client) {
      // What is shown of other arguments would be wrong under these.
      if (fresh) this.#value = undefined;
      this.#state = 'loading';
      this.#error = undefined;
    }
    this.#args = args;
    this.#client = client;
    if (client && this.#clients.isHostConnected) this.#start(client, args);
  }

  hostDisconnected(): void {
    // Kept as it is: an element that is moved goes on from there.
    this.#end();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  #start(client: CrmClient, args: Args): void {
    const running = (this.#running = new AbortController());
    const { signal } = running;
    const fail = (thrown: unknown) => {
      if (signal.aborted) return;
      this.#end();
      this.#state = 'error';
      this.#error = toCrmError(thrown);
      this.#host.requestUpdate();
    };
    const next = (value: Value) => {
      if (signal.aborted) return;
      this.#value = value;
      this.#state = 'ready';
      this.#error = undefined;
      this.#source.onValue?.(value);
      this.#host.requestUpdate();
    };
    try {
      this.#source.start(client, args, { next, fail, signal });
    } catch (error) {
      fail(error);
    }
  }

  #end(): void {
    this.#running?.abort();
    this.#running = undefined;
  }
}
