import type { Agent, Company, Deal, Stage } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { CrmCompanyOpenEvent, CrmContactOpenEvent } from '../events/contact-events.js';
import { CrmDealDismissEvent } from '../events/deal-events.js';
import { deal } from '../i18n/en/deal.js';
import { ClockController } from '../internal/controllers/clock.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { x } from '../internal/icons.js';
import { recordHref } from '../internal/links.js';
import { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';
import { findRecords, type FieldContext } from './deal-fields.js';
import { DealMoves } from './deal-moves.js';
import { panelStyles } from './deal-panel.styles.js';
import { dateOf } from './filter.js';
import type { CrmMoveDialog } from './move-dialog.js';
import { PanelData } from './panel-data.js';
import { PanelEdit } from './panel-edit.js';
import { PanelNote } from './panel-note.js';
import { renderEditor, renderPanelFields } from './render-panel-fields.js';
import { renderPanelHead } from './render-panel-head.js';
import { renderPanelState } from './render-panel-state.js';
import { renderHistory, renderTimeline } from './render-timeline.js';
import { UndoTurns } from './undo.js';

/**
 * One deal in full: its fields, each changed in its place, the stages it went through, and what happened, with room for a note.
 * It stands beside a board, or alone on a page.
 *
 * @slot loading - In place of the skeleton.
 * @slot empty - In place of what is shown when there is no such deal.
 * @slot error - In place of what is shown when it cannot be read.
 * @slot actions - Buttons of the page, beside the name.
 * @slot - More about the deal, below its fields.
 *
 * @csspart status - The bar that says what is wrong with the store.
 * @csspart header - The name and what is done with the deal as a whole.
 * @csspart heading - The name.
 * @csspart fields - The fields.
 * @csspart field - One of them.
 * @csspart timeline - What happened.
 * @csspart timeline-entry - One thing that happened.
 *
 * @cssstate loading - The deal is being read.
 * @cssstate empty - There is no such deal.
 * @cssstate error - It cannot be read.
 * @cssstate ready - It is shown.
 * @cssstate saving - A change is being stored.
 * @cssstate offline - The store cannot be reached.
 * @cssstate readonly - Nothing may be changed.
 *
 * @fires {CrmDealUpdateEvent} crm-deal-update - Before fields are changed. Cancelable; `respondWith(promise)` takes it over.
 * @fires {CrmDealUpdatedEvent} crm-deal-updated - Fields have been changed.
 * @fires {CrmDealMoveEvent} crm-deal-move - Before the deal goes to another stage. Cancelable; `respondWith(promise)` takes it over.
 * @fires {CrmDealMovedEvent} crm-deal-moved - The deal has gone to another stage.
 * @fires {CrmDealNoteEvent} crm-deal-note - Before a note is written. Cancelable; `respondWith(promise)` takes it over.
 * @fires {CrmDealNotedEvent} crm-deal-noted - A note has been written.
 * @fires {CrmDealDismissEvent} crm-deal-dismiss - The person wants to close the panel.
 * @fires {CrmContactOpenEvent} crm-contact-open - A person was pressed. Cancelable.
 * @fires {CrmCompanyOpenEvent} crm-company-open - The company was pressed. Cancelable.
 * @fires {CrmErrorEvent} crm-error - Something failed, and the person was told.
 */
export class CrmDealPanel extends CrmDataElement {
  static override styles = [CrmDataElement.styles, panelStyles];

  protected readonly localizer = new Localizer(this, 'deal', deal);
  readonly #clock = new ClockController(this);
  readonly #data = new PanelData(this, this.clients);
  readonly #edit = new PanelEdit(this, {
    localizer: this.localizer,
    deal: () => this.#data.deal ?? undefined,
    client: () => this.#client,
    fields: () => this.#fields,
    say: (text) => this.announcer.say(text),
    alert: (text) => this.announcer.alert(text),
    explain: (error) => this.explain(error),
  });
  readonly #undo = new UndoTurns({
    localizer: this.localizer,
    client: () => this.#client,
    toast: (toast) => this.toasts.show(toast),
    say: (text) => this.announcer.say(text),
    alert: (text) => this.announcer.alert(text),
    explain: (error) => this.explain(error),
    begin: () => () => undefined,
  });
  readonly #moves = new DealMoves({
    target: this,
    localizer: this.localizer,
    fields: () => this.#fields,
    client: () => this.#client,
    stage: (id) => this.#data.stages.find((stage) => stage.id === id),
    countIn: () => undefined,
    position: () => undefined,
    positionAt: () => undefined,
    ask: (question) => this.dialog.ask(question),
    hold: () => {
      this.setState('saving', true);
      return () => this.setState('saving', false);
    },
    say: (text) => this.announcer.say(text),
    alert: (text) => this.announcer.alert(text),
    toast: (toast) => void this.toasts.show(toast),
    explain: (error) => this.explain(error),
    offerUndo: (text) => this.#undo.offer(text),
  });
  readonly #note = new PanelNote({
    target: this,
    localizer: this.localizer,
    client: () => this.#client,
    field: () => this.renderRoot.querySelector<HTMLTextAreaElement>('.note-text')!,
    announcer: this.announcer,
    toasts: this.toasts,
    explain: (error) => this.explain(error),
  });
  #focused: string | undefined;

  @query('crm-move-dialog') protected readonly dialog!: CrmMoveDialog;

  /** The deal of the store that is shown. */
  @property({ attribute: 'deal-id' })
  dealId: string | undefined;

  /** It has a button that closes it, takes focus when it opens, and closes with Escape. */
  @property({ type: Boolean })
  closable = false;

  /** The page's own addresses of deals, such as `/deals/{id}`: the name then has a link to that page. */
  @property({ attribute: 'deal-href' })
  dealHref: string | undefined;

  /** The page's own addresses of contacts, such as `/people/{id}`. */
  @property({ attribute: 'contact-href' })
  contactHref: string | undefined;

  /** The page's own addresses of companies, such as `/companies/{id}`. */
  @property({ attribute: 'company-href' })
  companyHref: string | undefined;

  /** A deal to show instead of one of the store. Nothing is written: the page hears of each change and gives the deal anew. */
  @property({ attribute: false })
  deal: Deal | undefined;

  /** The stages of `.deal`. */
  @property({ attribute: false })
  stages: readonly Stage[] | undefined;

  /** Who may own `.deal`. */
  @property({ attribute: false })
  agents: readonly Agent[] | undefined;

  /** The companies of `.deal`. */
  @property({ attribute: false })
  companies: readonly Pick<Company, 'id' | 'name'>[] | undefined;

  protected override get wantsClient(): boolean {
    return this.deal === undefined && this.dealId !== undefined;
  }

  get #client() {
    return this.deal === undefined ? this.clients.client : undefined;
  }

  get #isReadonly(): boolean {
    const state = this.clients.status?.state;
    return this.deal === undefined && (this.clients.readonly || state === 'stale' || state === 'full');
  }

  get #fields(): FieldContext {
    const client = this.#client;
    const { currency, agents, customFields, company, contacts } = this.#data;
    return {
      localizer: this.localizer,
      currency,
      agents,
      customFields,
      find: client ? (collection, text) => findRecords(client, collection, text) : undefined,
      nameOf: (collection, id) =>
        collection === 'companies' ? (company?.id === id ? company.name : undefined) : contacts.find((one) => one.id === id)?.name,
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#onKeyDown);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dealId') && changed.get('dealId') !== undefined && this.#edit.field !== undefined) this.#edit.stop();
  }

  protected override updated(): void {
    // A panel that opens beside a board takes focus; so does it when another deal is opened.
    const id = this.#data.deal?.id;
    if (!this.closable || id === undefined || id === this.#focused) return;
    this.#focused = id;
    this.renderRoot.querySelector<HTMLElement>('.panel-title')?.focus({ preventScroll: true });
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as Element;
    if (event.key === 'Escape' && this.closable && !event.defaultPrevented && !target.matches('textarea')) {
      event.preventDefault();
      event.stopPropagation();
      this.#dismiss();
    } else if (
      event.key.toLowerCase() === 'z' &&
      (event.ctrlKey || event.metaKey) &&
      !event.altKey &&
      !target.matches('input:not([type=checkbox]), textarea') &&
      this.#client
    ) {
      event.preventDefault();
      event.stopPropagation();
      void this.#undo.turn(event.shiftKey ? 'redo' : 'undo');
    }
  };

  #dismiss(): void {
    this.dispatchEvent(new CrmDealDismissEvent(this.#data.deal?.id ?? this.dealId ?? ''));
  }

  async #moveTo(deal: Deal, stageId: string): Promise<void> {
    await this.#moves.move({ deal, toStageId: stageId, place: 'top' });
    // The choice shows where the deal is, also when it could not go.
    this.requestUpdate();
  }

  #openContact = (id: string, event: Event): void => {
    if (!this.dispatchEvent(new CrmContactOpenEvent(id))) event.preventDefault();
  };

  #openCompany = (id: string, event: Event): void => {
    if (!this.dispatchEvent(new CrmCompanyOpenEvent(id))) event.preventDefault();
  };

  protected override render(): TemplateResult {
    const { localizer } = this;
    const { state, deal } = this.#data;
    for (const name of ['loading', 'empty', 'error', 'ready']) this.setState(name, name === state);
    return html`<section part="base" class="base" dir=${localizer.dir} lang=${localizer.locale} aria-label=${localizer.t('deal')}>
      ${this.renderStoreStatus()}
      <div class="scroll">${deal ? this.#renderDeal(deal) : this.#renderState(state)}</div>
      <crm-move-dialog .context=${this.#fields}></crm-move-dialog>
      ${this.renderGround()}
    </section>`;
  }

  #renderClose(): TemplateResult | typeof nothing {
    if (!this.closable) return nothing;
    const { localizer } = this;
    return html`<button
      type="button"
      class="button quiet icon-only close"
      aria-label=${localizer.t('backToBoard')}
      title=${localizer.t('backToBoard')}
      @click=${() => this.#dismiss()}
    >
      ${icon(x)}
    </button>`;
  }

  #renderState(state: PanelData['state']): TemplateResult {
    const { error } = this.#data;
    const text = error && this.explain(error);
    return html`<div class="alone">${this.#renderClose()}</div>
      ${renderPanelState(state, this.localizer, { text, retry: () => this.#data.retry() })}`;
  }

  #renderDeal(deal: Deal): TemplateResult {
    const { localizer } = this;
    const { now } = this.#clock;
    const data = this.#data;
    return html`${this.#renderHead(deal)}
      <div class="section">
        ${renderPanelFields({
          deal,
          data,
          edit: this.#edit,
          context: this.#fields,
          today: dateOf(now),
          readonly: this.#isReadonly,
          contactHref: this.contactHref,
          companyHref: this.companyHref,
          openContact: this.#openContact,
          openCompany: this.#openCompany,
        })}
      </div>
      <slot></slot>
      ${
        data.changes.length > 0
          ? html`<div class="section">
              <div class="section-title" role="heading" aria-level=${this.headingLevel + 1}>${localizer.t('history')}</div>
              ${renderHistory({ changes: data.changes, stages: data.stages, localizer, now })}
            </div>`
          : nothing
      }
      ${
        data.hasTimeline
          ? html`<div class="section">
              <div class="section-title" role="heading" aria-level=${this.headingLevel + 1}>${localizer.t('timeline')}</div>
              ${this.#isReadonly ? nothing : this.#note.render(deal)} ${renderTimeline(data, localizer, now)}
            </div>`
          : nothing
      }`;
  }

  #renderHead(deal: Deal): TemplateResult {
    return renderPanelHead({
      deal,
      stages: this.#data.stages,
      localizer: this.localizer,
      headingLevel: this.headingLevel,
      readonly: this.#isReadonly,
      href: recordHref(this.dealHref, deal.id),
      editor: this.#edit.field === 'name' ? renderEditor('name', { deal, edit: this.#edit, context: this.#fields }) : undefined,
      close: this.#renderClose(),
      editName: () => this.#edit.start('name'),
      moveTo: (stageId) => void this.#moveTo(deal, stageId),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-panel': CrmDealPanel;
  }
}
