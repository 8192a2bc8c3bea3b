import { toCrmError, type AdapterStatus, type CrmClient, type CrmError } from '@crm-elements/data';
import type { Actor } from '@crm-elements/schema';
import { ContextEvent } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { crmContext, type CrmContext } from '../provider/crm-context.js';
import { isProvided } from '../provider/is-provided.js';

interface ClientHost extends ReactiveControllerHost, HTMLElement {
  /** A client that the page gives. */
  client: CrmClient | undefined;
}

const pageIsRead = () =>
  new Promise<void>((done) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => setTimeout(done), { once: true });
    else setTimeout(done);
  });

/**
 * Finds the client of an element: the one that the page sets on it, that of the nearest `<crm-provider>`, or the page's default. The
 * element renders again when it changes. Nothing is looked for as long as `wanted` says that the element has data of its own.
 */
export class ClientController implements ReactiveController {
  readonly #host: ClientHost;
  readonly #wanted: () => boolean;
  #context: CrmContext | undefined;
  #ends: (() => void)[] = [];
  #search = 0;
  #looking = false;
  #status: AdapterStatus | undefined;
  #statusOf: CrmClient | undefined;
  #endStatus: (() => void) | undefined;

  constructor(host: ClientHost, wanted: () => boolean = () => true) {
    this.#host = host;
    this.#wanted = wanted;
    host.addController(this);
  }

  get client(): CrmClient | undefined {
    return this.#host.client ?? this.#context?.client;
  }

  get failure(): CrmError | undefined {
    return this.#host.client ? undefined : this.#context?.failure;
  }

  get readonly(): boolean {
    return this.#context?.readonly ?? false;
  }

  get isHostConnected(): boolean {
    return this.#host.isConnected;
  }

  /** How the store is; undefined as long as there is none. */
  get status(): AdapterStatus | undefined {
    return this.#status;
  }

  /** Acts as somebody from now on; undefined where the page has decided who acts. */
  get chooseActor(): ((actor: Actor) => void) | undefined {
    return this.#host.client ? undefined : this.#context?.chooseActor;
  }

  retry(): void {
    this.#context?.retry();
  }

  hostConnected(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#stop();
    this.#followStatus(undefined);
  }

  hostUpdate(): void {
    this.#follow();
    this.#followStatus(this.#host.isConnected ? this.client : undefined);
  }

  #follow(): void {
    const look = this.#host.isConnected && !this.#host.client && this.#wanted();
    if (look && !this.#looking) void this.#find();
    else if (!look && this.#looking) this.#stop();
  }

  async #find(): Promise<void> {
    this.#looking = true;
    const search = ++this.#search;
    if (this.#ask()) return;
    if (isProvided(this.#host) && !customElements.get('crm-provider')) {
      await customElements.whenDefined('crm-provider');
    } else {
      await pageIsRead();
    }
    const isOver = () => search !== this.#search || this.#ask();
    if (isOver()) return;
    try {
      // With the store comes what it asks for first.
      const [{ listenToDefaultStore }] = await Promise.all([import('../provider/store.js'), import('../provider/client-over.js')]);
      if (!isOver()) this.#ends.push(listenToDefaultStore((context) => this.#set(context)));
    } catch (error) {
      if (!isOver()) this.#set(this.#without(toCrmError(error)));
    }
  }

  /** What there is when not even the store's code could be loaded. */
  #without(failure: CrmError): CrmContext {
    const retry = () => {
      this.#set(undefined);
      void this.#find();
    };
    return { client: undefined, failure, readonly: false, retry, chooseActor: undefined };
  }

  /** Whether a provider answered. */
  #ask(): boolean {
    let answered = false;
    const search = this.#search;
    const callback = (context: CrmContext | undefined, unsubscribe?: () => void) => {
      if (search !== this.#search) {
        unsubscribe?.();
        return;
      }
      if (!answered && unsubscribe) this.#ends.push(unsubscribe);
      answered = true;
      this.#set(context);
    };
    this.#host.dispatchEvent(new ContextEvent(crmContext, this.#host, callback, true));
    return answered;
  }

  #set(context: CrmContext | undefined): void {
    if (context === this.#context) return;
    this.#context = context;
    this.#host.requestUpdate();
  }

  #stop(): void {
    this.#search++;
    this.#looking = false;
    for (const end of this.#ends.splice(0)) end();
  }

  #followStatus(client: CrmClient | undefined): void {
    if (client === this.#statusOf) return;
    this.#endStatus?.();
    this.#statusOf = client;
    this.#status = client?.status;
    const subscription = client?.onStatus((status) => {
      this.#status = status;
      this.#host.requestUpdate();
    });
    this.#endStatus = subscription && (() => subscription.unsubscribe());
  }
}
