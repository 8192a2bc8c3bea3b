import type { CrmClient, StoreState } from '@crm-elements/data';
import { toCrmError } from '@crm-elements/data';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CrmErrorEvent } from '../events/crm-error-event.js';
import { ClientController } from './client.js';
import { CrmElement } from './crm-element.js';
import { triangleAlert } from './icons.js';
import { openMenu } from './load-on-top.js';
import { icon } from './parts/icon.js';
import { views } from './parts/views.js';
import { Toasts } from './toasts.js';

/** States of the store that people are not told of: all is well, or it is not known yet. */
const quiet: ReadonlySet<string> = new Set(['ready', 'opening', 'closed']);
const grave: ReadonlySet<string> = new Set(['full', 'stale', 'emptied', 'blocked', 'disconnected']);

/** What a person can do about a state, where there is something. */
const remedies: Partial<Record<StoreState, 'reload' | 'connect' | 'export'>> = {
  stale: 'reload',
  disconnected: 'connect',
  full: 'export',
  memory: 'export',
};

/** The ground of elements that show records: it knows the client, and says when the store is not as it should be. */
export abstract class CrmDataElement extends CrmElement {
  static override styles: CSSResultGroup = [CrmElement.styles, views];

  /** A client to use instead of that of the provider or the page. */
  @property({ attribute: false })
  client: CrmClient | undefined;

  protected readonly toasts = new Toasts(this, () => this.localizer.t('close'));
  protected readonly clients = new ClientController(this, () => this.wantsClient);
  @state() protected exporting = false;
  #toldState: StoreState = 'ready';

  constructor() {
    super();
    this.addController({ hostUpdated: () => this.#tellStoreState() });
    this.addEventListener('crm-error', this.#onError);
  }

  /** Whether records are read from a store at all: not, when the page gives all that is shown. */
  protected get wantsClient(): boolean {
    return true;
  }

  protected override renderGround(): unknown {
    return [super.renderGround(), this.toasts.render()];
  }

  /** A menu that could not be opened cannot say so itself. The innermost element around it does. */
  #onError = (event: CrmErrorEvent): void => {
    if (event.detail.command !== openMenu || event.composedPath().find((node) => node instanceof CrmDataElement) !== this) return;
    const text = this.localizer.t('notOpened', { reason: this.explain(event.detail.error) });
    this.announcer.alert(text);
    this.toasts.show({ text, kind: 'danger', forMs: 10_000 });
  };

  /** An element inside another of ours leaves it to that one to speak of the store. */
  get #isInner(): boolean {
    const root = this.getRootNode();
    return root instanceof ShadowRoot && root.host instanceof CrmDataElement;
  }

  get #storeState(): StoreState {
    return this.clients.status?.state ?? 'ready';
  }

  /** A region that appears with its text is not read: so the announcer says what the bar shows. */
  #tellStoreState(): void {
    const state = this.#storeState;
    if (state === this.#toldState) return;
    this.#toldState = state;
    if (quiet.has(state) || this.#isInner) return;
    const text = this.localizer.maybe(`status.${state}`) ?? '';
    if (grave.has(state)) this.announcer.alert(text);
    else this.announcer.say(text);
  }

  /** Says what is wrong with the store, in a bar above the rest, and what can be done about it. */
  protected renderStoreStatus(): TemplateResult | typeof nothing {
    const state = this.#storeState;
    this.setState('offline', state === 'disconnected' || state === 'recovering');
    this.setState('readonly', this.clients.readonly || state === 'stale' || state === 'full');
    if (quiet.has(state) || this.#isInner) return nothing;
    const remedy = remedies[state];
    return html`<div class="banner ${grave.has(state) ? 'danger' : ''}" part="status">
      ${icon(triangleAlert)}<span>${this.localizer.maybe(`status.${state}`)}</span>
      ${remedy ? this.#renderRemedy(remedy) : nothing}
    </div>`;
  }

  #renderRemedy(remedy: 'reload' | 'connect' | 'export'): TemplateResult {
    const { t } = this.localizer;
    if (remedy === 'reload')
      return html`<button type="button" class="banner-action" @click=${() => location.reload()}>${t('status.reload')}</button>`;
    if (remedy === 'connect')
      return html`<button type="button" class="banner-action" @click=${() => this.#connect()}>${t('retry')}</button>`;
    return html`<button type="button" class="banner-action" aria-disabled=${this.exporting} @click=${() => this.#export()}>
      ${this.exporting ? t('status.exporting') : t('status.export')}
    </button>`;
  }

  #connect(): void {
    // How it goes is told by the store's next state.
    this.clients.client?.adapter.open().catch(() => undefined);
  }

  /** Everything that the store holds, as a file: what can be kept from a store that is full or about to be gone. */
  async #export(): Promise<void> {
    const adapter = this.clients.client?.adapter;
    if (!adapter || this.exporting) return;
    this.exporting = true;
    const { t } = this.localizer;
    try {
      const { exportStore } = await import('./export-store.js');
      const text = t('status.exported', { file: (await exportStore(adapter)).name });
      this.announcer.say(text);
      this.toasts.show({ text });
    } catch (thrown) {
      const text = t('status.notExported', { reason: this.explain(toCrmError(thrown)) });
      this.announcer.alert(text);
      this.toasts.show({ text, kind: 'danger', action: { label: t('retry'), run: () => void this.#export() } });
    } finally {
      this.exporting = false;
    }
  }
}
