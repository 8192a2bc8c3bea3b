import type { CrmClient } from '@crm-elements/data';
import { toCrmError } from '@crm-elements/data';
import type { Deal, StoredRecord } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CrmCompanyOpenEvent, CrmContactOpenEvent } from '../events/contact-events.js';
import { CrmDealOpenEvent } from '../events/deal-open-event.js';
import { imports } from '../i18n/en/imports.js';
import { adoptStyles } from '../internal/adopt-styles.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { recordHref } from '../internal/links.js';
import { Localizer } from '../internal/locale.js';
import { heading } from '../internal/parts/heading.js';
import { errorView, skeletonLines } from '../internal/parts/views.js';
import { importStyles } from './import.styles.js';
import type { Step } from './import.types.js';
import { renderDrop } from './render-drop.js';
import { placeOf, shownSteps } from './shown-steps.js';
import type { ImportSteps } from './steps.js';

/**
 * Brings records in from CSV files and vCards, several at once: they are chosen, matched, looked at, and only then written. It can be stopped
 * and gone on with, also after a reload, and taken back.
 *
 * What an import that is under way follows from is kept as the setting `import` of the agent, in the store that it writes to, until it is
 * done or forgotten: names of the files, a mark of their content, and what was chosen. Nothing of what they hold.
 *
 * @slot loading - Instead of the skeleton.
 * @slot error - Instead of what is said when the store could not be reached, or an import could not be worked out.
 * @csspart base - All of the import.
 * @csspart status - Says what is wrong with the store.
 * @csspart steps - Which of the four steps it is.
 * @csspart drop - Where files can be dropped.
 * @csspart files - The files that were chosen.
 * @csspart file - One of them.
 * @csspart notice - Says that an import of before was not finished.
 * @csspart mapping - What becomes of the columns of a file.
 * @csspart choices - What holds for all files.
 * @csspart section - A part of what there is to check.
 * @csspart names - Names that no record is called by.
 * @csspart counts - How many records of each kind.
 * @csspart list - Rows of the files, with what there is to say about them.
 * @csspart report - What was not taken, and why.
 * @csspart error - Says what went wrong.
 * @csspart toast - A short notice.
 * @cssstate loading - The store is awaited, or what it has to say about imports of before.
 * @cssstate error - The store could not be reached.
 * @cssstate writing - Records are being written or removed.
 * @cssstate readonly - Nothing can be changed.
 * @cssstate offline - The store cannot be reached.
 * @fires {CrmImportStartEvent} crm-import-start - Before the first record is written. Cancelable.
 * @fires {CrmImportDoneEvent} crm-import-done - All records were written.
 * @fires {CrmContactOpenEvent} crm-contact-open - A contact that was made was pressed. Cancelable.
 * @fires {CrmCompanyOpenEvent} crm-company-open - A company that was made was pressed. Cancelable.
 * @fires {CrmDealOpenEvent} crm-deal-open - A deal that was made was pressed. Cancelable.
 * @fires {CrmErrorEvent} crm-error - Something failed; the import has said so.
 */
export class CrmImport extends CrmDataElement {
  static override styles = [CrmDataElement.styles, importStyles];

  protected readonly localizer = new Localizer(this, 'imports', imports);
  #steps: ImportSteps | undefined;
  #isLoading = false;
  /** Files that came before there was anything to read them with. */
  #waiting: readonly File[] = [];

  /** Files to import: setting them is as if somebody had dropped them. */
  @property({ attribute: false }) files: readonly File[] = [];
  /** Leaves its own title out, where the page has one. */
  @property({ type: Boolean, attribute: 'hide-title' }) hideTitle = false;
  /** Where a contact's own page is, such as `/people/{id}`. */
  @property({ attribute: 'contact-href' }) contactHref: string | undefined;
  /** Where a company's own page is. */
  @property({ attribute: 'company-href' }) companyHref: string | undefined;
  /** Where a deal's own page is. */
  @property({ attribute: 'deal-href' }) dealHref: string | undefined;

  @state() protected failed = false;
  @state() protected dragging = false;
  @state() protected pasting = false;

  @query('#step') protected readonly stepHeading!: HTMLElement | null;

  /** Whether records are being written or removed at the moment. */
  get busy(): boolean {
    return this.#steps?.session.isBusy ?? false;
  }

  /** Says that it is still writing, to whoever wants to leave. */
  warnBusy(): void {
    this.announcer.alert(this.localizer.t('busy'));
    this.toasts.show({ text: this.localizer.t('busy') });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One that is moved goes on.
    queueMicrotask(() => !this.isConnected && this.#steps?.session.stop());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { client } = this.clients;
    if (this.#steps && this.#steps.session.client !== client) {
      this.#steps.end();
      this.#steps = undefined;
    }
    if (changed.has('files')) this.#waiting = [...this.#waiting, ...this.files];
    if (client && !this.#steps && !this.failed && !this.#isLoading) void this.#load(client);
  }

  protected override updated(): void {
    // Not within the update: what is taken is drawn by the next one.
    if (this.#steps && this.#waiting.length > 0) void this.updateComplete.then(() => this.#take([]));
  }

  async #load(client: CrmClient): Promise<void> {
    this.#isLoading = true;
    try {
      await this.updateComplete;
      const { ImportSteps: Steps, stepStyles } = await import('./steps.js');
      adoptStyles(this, stepStyles);
      if (client !== this.clients.client) return;
      this.#steps = new Steps(this, client, {
        isReadonly: () => this.#isReadonly,
        explain: (error) => this.explain(error),
        say: (text) => this.announcer.say(text),
        alert: (text) => this.announcer.alert(text),
        focusStep: () => void this.#focusStep(),
        renderName: (collection, record, name) => this.#renderName(collection, record, name),
      });
    } catch (thrown) {
      this.failed = true;
      this.announcer.alert(this.explain(toCrmError(thrown)));
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }

  #retry(): void {
    this.failed = false;
    if (this.clients.failure) this.clients.retry();
  }

  get #isReadonly(): boolean {
    return this.clients.readonly || ['stale', 'emptied'].includes(this.clients.status?.state ?? 'ready');
  }

  #take(files: readonly File[]): void {
    this.#waiting = [...this.#waiting, ...files];
    if (!this.#steps || this.#waiting.length === 0) return;
    const all = this.#waiting;
    this.#waiting = [];
    void this.#steps.add(all);
  }

  /** What is new stands below its heading: that is where one reads on. */
  async #focusStep(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const { stepHeading } = this;
    if (!stepHeading) return;
    stepHeading.tabIndex = -1;
    stepHeading.focus();
  }

  // What comes in

  /** Files that are dropped beside the place for them must not make the browser leave the page. */
  #onDrag(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragging = event.type === 'dragover' && !this.#isReadonly;
    if (event.type === 'drop' && !this.busy) this.#take([...event.dataTransfer.files]);
  }

  #onPaste(event: ClipboardEvent): void {
    if (event.composedPath().some((node) => node instanceof HTMLElement && node.matches('input, textarea')) || this.busy) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length > 0) this.#take(files);
    else if (text.trim() !== '') this.#takeText(text);
  }

  #takeText(text: string): void {
    this.pasting = false;
    this.#take([new File([text], this.localizer.t('paste.name'))]);
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (this.pasting) {
      this.pasting = false;
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.paste')?.focus());
    } else if (!this.#steps?.back()) return;
    event.preventDefault();
  }

  // What is seen

  /** The name of a record that was made: it opens what it names. */
  #renderName(collection: string, record: { id: string }, name: string): TemplateResult {
    const { id } = record;
    const [question, href] =
      collection === 'contacts'
        ? [() => new CrmContactOpenEvent(id), recordHref(this.contactHref, id)]
        : collection === 'companies'
          ? [() => new CrmCompanyOpenEvent(id), recordHref(this.companyHref, id)]
          : [() => new CrmDealOpenEvent(record as StoredRecord as unknown as Deal), recordHref(this.dealHref, id)];
    const open = (click: Event) => !this.dispatchEvent(question()) && click.preventDefault();
    return href
      ? html`<a href=${href} @click=${open}><bdi>${name}</bdi></a>`
      : html`<button type="button" class="link-button" @click=${open}><bdi>${name}</bdi></button>`;
  }

  protected override render(): TemplateResult {
    const { localizer, headingLevel, hideTitle } = this;
    const { t } = localizer;
    const status = this.renderStoreStatus();
    const step = this.#steps?.session.step ?? 'choose';
    const failed = this.failed || this.clients.failure !== undefined;
    const loading = !failed && !this.#steps?.session.isReady;
    this.setState('loading', loading);
    this.setState('error', failed);
    this.setState('writing', this.busy);
    return html`<section
      part="base"
      class="base"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-label=${t('title')}
      aria-busy=${loading ? 'true' : 'false'}
      @dragover=${this.#onDrag}
      @dragleave=${this.#onDrag}
      @drop=${this.#onDrag}
      @paste=${this.#onPaste}
      @keydown=${this.#onKeydown}
    >
      ${status}
      <div class="inside ${hideTitle ? 'bare' : ''}">
        ${hideTitle ? nothing : heading(headingLevel, t('title'), { className: 'title' })} ${this.#renderSteps(step)}
        ${heading(headingLevel + (hideTitle ? 0 : 1), this.#steps?.title ?? t('choose.title'), { id: 'step', className: 'step-title' })}
        ${failed ? this.#renderFailure() : this.#renderStep(step, loading)}
      </div>
      ${this.renderGround()}
    </section>`;
  }

  #renderSteps(step: Step): TemplateResult {
    const { t } = this.localizer;
    const at = placeOf(step);
    return html`<ol class="steps" part="steps" aria-label=${t('steps')}>
      ${shownSteps.map(
        (name, i) =>
          html`<li class=${i < at ? 'past' : ''} aria-current=${i === at ? 'step' : nothing}>
            <span class="number numeric" aria-hidden="true">${this.localizer.number(i + 1)}</span
            ><span class="step-name">${t(`step.${name}`)}</span>
          </li>`,
      )}
    </ol>`;
  }

  #renderFailure(): TemplateResult {
    const { t } = this.localizer;
    const { failure } = this.clients;
    const actions = html`<button type="button" class="button" @click=${() => this.#retry()}>${t('retry')}</button>`;
    const text = failure ? this.explain(failure) : t('error.UNAVAILABLE');
    return html`<slot name="error">${errorView({ title: t('failed'), text, actions })}</slot>`;
  }

  #renderLoading(): TemplateResult {
    return html`<slot name="loading">${skeletonLines(60, 100, 80)}</slot
      ><span class="visually-hidden">${this.localizer.t('loading')}</span>`;
  }

  #renderStep(step: Step, loading: boolean): unknown {
    if (step !== 'choose') return [this.#steps?.renderStep(), this.#steps?.renderFooter()];
    return [
      renderDrop({
        localizer: this.localizer,
        readonly: this.#isReadonly,
        dragging: this.dragging,
        pasting: this.pasting,
        hasFiles: (this.#steps?.session.files.length ?? 0) > 0,
        take: (files) => this.#take(files),
        paste: (on) => this.#paste(on),
        takeText: (text) => this.#takeText(text),
      }),
      loading ? this.#renderLoading() : this.#steps?.renderChosen(),
      this.#steps?.renderFooter(),
    ];
  }

  #paste(on: boolean): void {
    this.pasting = on;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(on ? 'textarea' : '.paste')?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-import': CrmImport;
  }
}
