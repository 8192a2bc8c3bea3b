import { toCrmError, type AdapterStatus, type CrmClient, type CrmError, type DataAdapter, type Subscription } from '@crm-elements/data';
import type { Actor } from '@crm-elements/schema';
import { ContextProvider } from '@lit/context';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmErrorEvent } from '../events/crm-error-event.js';
import { CrmReadyEvent, CrmStatusChangeEvent } from '../events/provider-events.js';
import { version } from '../version.js';
import { crmContext, type CrmContext } from './crm-context.js';
import { Store } from './store.js';

/**
 * Gives a client, a language and a theme to all elements below it. Several on one page are apart from each other.
 *
 * @slot - What the client is for.
 * @fires {CrmReadyEvent} crm-ready - The store is open.
 * @fires {CrmStatusChangeEvent} crm-status-change - The store is in another state.
 * @fires {CrmErrorEvent} crm-error - The store could not be opened.
 */
export class CrmProvider extends LitElement {
  /** The release that the class is of. */
  static readonly version: string = version;
  static override styles = css`
    :host {
      display: contents;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
    :host([theme='auto']) {
      color-scheme: light dark;
    }
  `;

  /** The name of the IndexedDB database. Not looked at when there is an adapter or a client. */
  @property()
  database = 'crm-elements';

  /** The language of all elements below, as BCP 47. Default: the nearest `lang`. */
  @property()
  locale: string | undefined;

  /** Default: as the page around it. */
  @property({ reflect: true })
  theme: 'light' | 'dark' | 'auto' | undefined;

  /** Nothing can be changed below. */
  @property({ type: Boolean, reflect: true })
  readonly = false;

  /** Where the records are, instead of the database. It stays its owner's to close. */
  @property({ attribute: false })
  adapter: DataAdapter | undefined;

  /** A client that is there already, instead of adapter and database. */
  @property({ attribute: false })
  client: CrmClient | undefined;

  /** Who acts. Default: whoever was chosen on this device, and the system before that. */
  @property({ attribute: false })
  actor: Actor | undefined;

  readonly #provided = new ContextProvider(this, { context: crmContext });
  #store: Store | undefined;
  #endStore: (() => void) | undefined;
  #status: Subscription | undefined;
  #followed: CrmClient | undefined;
  #isReady = false;
  #failed: CrmError | undefined;

  /** The client that elements below get; undefined until the store's code is there. */
  get currentClient(): CrmClient | undefined {
    return this.#provided.value?.client;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Elements below ask before the first rendering, and are answered: there is a provider, its client is to come.
    if (!this.hasUpdated) this.#provided.setValue(this.#given());
    else this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A provider that is only moved keeps its store.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const names = ['database', 'adapter', 'client', 'actor', 'readonly'] as const;
    if (names.some((name) => changed.has(name))) {
      this.#close();
      this.#open();
    }
  }

  #given(): CrmContext {
    return { client: this.client, failure: undefined, readonly: this.readonly, retry: () => undefined, chooseActor: undefined };
  }

  #open(): void {
    if (!this.isConnected || this.#store) return;
    if (this.client) {
      this.#give(this.#given());
      return;
    }
    const { database, adapter, actor, readonly } = this;
    const store = (this.#store = new Store({ database, adapter, actor, readonly }));
    this.#endStore = store.listen((context) => this.#give(context));
  }

  #close(): void {
    this.#endStore?.();
    this.#status?.unsubscribe();
    this.#followed = undefined;
    this.#isReady = false;
    const store = this.#store;
    this.#store = undefined;
    store?.close().catch((error: unknown) => this.dispatchEvent(new CrmErrorEvent(toCrmError(error), 'close')));
  }

  #give(context: CrmContext): void {
    this.#provided.setValue(context);
    if (context.failure && context.failure !== this.#failed) this.dispatchEvent(new CrmErrorEvent(context.failure, 'open'));
    this.#failed = context.failure;
    const { client } = context;
    if (!client || client === this.#followed) return;
    this.#followed = client;
    this.#status?.unsubscribe();
    this.#status = client.onStatus((status) => this.#tell(client, status));
    this.#tell(client, client.status, true);
  }

  #tell(client: CrmClient, status: AdapterStatus, first = false): void {
    if (!first) this.dispatchEvent(new CrmStatusChangeEvent(status));
    if (this.#isReady || !['ready', 'memory', 'full', 'stale', 'emptied'].includes(status.state)) return;
    this.#isReady = true;
    this.dispatchEvent(new CrmReadyEvent(client));
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-provider': CrmProvider;
  }
}
