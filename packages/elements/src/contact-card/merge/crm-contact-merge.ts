import { CrmError, toCrmError, type CrmClient } from '@crm-elements/data';
import { displayName, type Contact, type CustomField } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CrmContactMergedEvent, CrmContactMergeEvent, CrmContactUnmergedEvent } from '../../events/contact-merge-events.js';
import { card } from '../../i18n/en/card.js';
import { consent } from '../../i18n/en/consent.js';
import { fields } from '../../i18n/en/fields.js';
import { merge } from '../../i18n/en/merge.js';
import { runCommand } from '../../internal/command.js';
import { CrmDataElement } from '../../internal/crm-data-element.js';
import { LiveController } from '../../internal/live.js';
import { Localizer } from '../../internal/locale.js';
import type { CrmDialog } from '../../internal/parts/crm-dialog.js';
import { skeletonLines } from '../../internal/parts/views.js';
import { ContactPhoto } from '../contact-photo.js';
import { isNamed, Names } from '../names.js';
import { mergeStyles } from './crm-contact-merge.styles.js';
import { choicesOf, mergeRows, type MergePick } from './merge-rows.js';
import type { MergeTexts } from './merge-text.js';
import { relatedCounts, type RelatedCounts } from './related-counts.js';
import { renderMergeForm } from './render-merge-form.js';

/** What the dialog compares. */
interface Compared {
  readonly contacts: readonly [Contact, Contact];
  readonly customFields: readonly CustomField[];
}

/** Where the person is: choosing, waiting for a write, or after it. */
type Step = 'choose' | 'merging' | 'merged' | 'undoing' | 'undone';

/** A form is no longer one behind so many fields. */
const mostFields = 500;

/**
 * The dialog in which one contact is made of two: what each of them holds side by side, what moves, and afterwards the way back.
 * `openMerge()` opens it.
 */
export class CrmContactMerge extends CrmDataElement {
  static override styles = [CrmDataElement.styles, mergeStyles];

  protected readonly localizer = new Localizer(this, 'merge', merge);
  readonly #card = new Localizer(this, 'card', card);
  readonly #consent = new Localizer(this, 'consent', consent);
  readonly #fields = new Localizer(this, 'fields', fields);
  readonly #names = new Names(this, () => this.#client);
  readonly #photos = [new ContactPhoto(this), new ContactPhoto(this)] as const;
  readonly #compared = new LiveController<Compared, readonly [string, string]>(this, this.clients, {
    args: () => this.contactIds,
    start: (client, ids, { next, fail }) => void this.#read(client, ids).then(next, fail),
  });
  readonly #counts = new LiveController<readonly [RelatedCounts, RelatedCounts], readonly [string, string]>(this, this.clients, {
    args: () => this.contactIds,
    start: (client, [a, b], { next, fail }) => void Promise.all([relatedCounts(client, a), relatedCounts(client, b)]).then(next, fail),
  });

  @query('crm-dialog') protected readonly dialog!: CrmDialog;

  /** The two contacts; the first one stays unless the person chooses the other. */
  @property({ attribute: false }) contactIds: readonly [string, string] = ['', ''];

  @state() protected step: Step = 'choose';
  @state() protected problem = '';
  /** What the last step came to, in words. */
  @state() protected result = '';
  @state() protected keepId: string | undefined;
  @state() protected picks: ReadonlyMap<string, MergePick> = new Map();

  #merged: { keptId: string; mergedId: string } | undefined;
  #tellClosed!: () => void;
  /** Resolves when the dialog is closed, or gone with what it stood in. */
  readonly whenClosed = new Promise<void>((resolve) => {
    this.#tellClosed = resolve;
  });

  get #client(): CrmClient | undefined {
    return this.clients.client;
  }

  get #keptId(): string {
    return this.keepId ?? this.contactIds[0];
  }

  get #mergedId(): string {
    return this.contactIds.find((id) => id !== this.#keptId) ?? '';
  }

  async #read(client: CrmClient, ids: readonly [string, string]): Promise<Compared> {
    const [contacts, { records: customFields }] = await Promise.all([
      client.contacts.getMany(ids),
      client.customFields.list({ where: { object: 'contacts' }, sort: [{ by: 'order' }], limit: mostFields }),
    ]);
    const [a, b] = contacts;
    if (!a || !b) throw new CrmError('NOT_FOUND', 'One of the contacts is gone.', { collection: 'contacts' });
    return { contacts: [a, b], customFields };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#tellClosed();
  }

  protected override firstUpdated(): void {
    this.dialog.show();
  }

  protected override willUpdate(): void {
    this.#compared.value?.contacts.forEach(({ photo }, at) => this.#photos[at]!.show(this.#client, photo));
  }

  get #texts(): MergeTexts {
    return {
      merge: this.localizer,
      card: this.#card,
      consent: this.#consent,
      fields: this.#fields,
      customFields: this.#compared.value?.customFields ?? [],
      nameOf: (collection, id) => (isNamed(collection) ? this.#names.get(collection, id) : null),
    };
  }

  #nameOf(id: string): string {
    const contact = this.#compared.value?.contacts.find((each) => each.id === id);
    return contact ? displayName(contact, undefined, this.#card.t('unnamed')) : '';
  }

  protected override render(): TemplateResult {
    const { localizer, step } = this;
    const { t } = localizer;
    const heading = step === 'merged' ? 'heading.done' : step === 'undone' ? 'heading.undone' : 'heading';
    return html`<div part="base" class="base" dir=${localizer.dir} lang=${localizer.locale}>
      <crm-dialog
        alert
        size="large"
        heading=${t(heading)}
        @crm-dialog-cancel=${this.#onCancel}
        @crm-dialog-close=${() => this.#tellClosed()}
      >
        <div class="content" aria-busy=${step === 'merging' || step === 'undoing' ? 'true' : 'false'}>${this.#renderStep()}</div>
        ${this.renderGround()} ${this.#renderButtons()}
      </crm-dialog>
    </div>`;
  }

  #renderStep(): TemplateResult {
    const { localizer, step, problem } = this;
    const { t } = localizer;
    if (step === 'merged' || step === 'undone' || step === 'undoing')
      return html`<p class="result">${this.result}</p>
        ${step === 'merged' ? html`<p class="hint">${t('later')}</p>` : nothing}
        ${step === 'undoing' ? html`<p class="progress"><progress aria-label=${t('undoing')}></progress>${t('undoing')}</p>` : nothing}
        ${problem ? html`<p class="field-error" role="alert">${problem}</p>` : nothing}`;
    const { value, state: reading, error } = this.#compared;
    if (reading === 'error')
      return html`<p class="section-error" role="alert">
        ${error?.code === 'NOT_FOUND' ? t('gone') : html`${t('failed')} ${error ? this.explain(error) : nothing}`}
        <button type="button" class="link-button" @click=${() => this.#compared.retry()}>${t('retry')}</button>
      </p>`;
    if (!value) return html`${skeletonLines(80)}<span class="visually-hidden">${t('loading')}</span>`;
    return renderMergeForm({
      texts: this.#texts,
      contacts: value.contacts,
      names: [this.#nameOf(value.contacts[0].id), this.#nameOf(value.contacts[1].id)],
      pictures: [this.#photos[0].address, this.#photos[1].address],
      counts: this.#counts.value,
      rows: mergeRows(...value.contacts),
      picks: this.picks,
      keepId: this.#keptId,
      busy: step === 'merging',
      problem,
      keep: (id) => (this.keepId = id),
      pick: (field, pick) => (this.picks = new Map([...this.picks, [field, pick]])),
      submit: () => void this.#merge(),
    });
  }

  #renderButtons(): TemplateResult {
    const { t } = this.localizer;
    const { step } = this;
    const close = () => this.dialog.close();
    if (step === 'merged' || step === 'undone' || step === 'undoing')
      return html`${
          step === 'undone'
            ? nothing
            : html`<button
                slot="footer"
                type="button"
                class="button undo"
                aria-disabled=${step === 'undoing' ? 'true' : 'false'}
                @click=${() => this.#undo()}
              >
                ${t('undoMerge')}
              </button>`
        }<button slot="footer" type="button" class="button primary done" @click=${close}>${t('ok')}</button>`;
    const unready = this.#compared.value === undefined || step === 'merging';
    return html`<button
        slot="footer"
        type="button"
        class="button"
        aria-disabled=${step === 'merging' ? 'true' : 'false'}
        @click=${() => step === 'choose' && close()}
      >
        ${t('cancel')}
      </button>
      <button
        slot="footer"
        type="button"
        class="button primary merge"
        aria-disabled=${unready ? 'true' : 'false'}
        @click=${() => this.#merge()}
      >
        ${t('merge')}
      </button>`;
  }

  /** What is being written cannot be left. */
  #onCancel(event: Event): void {
    if (this.step === 'merging' || this.step === 'undoing') event.preventDefault();
  }

  async #merge(): Promise<void> {
    const { value } = this.#compared;
    const client = this.#client;
    if (!value || !client || this.step !== 'choose') return;
    const keptId = this.#keptId;
    const mergedId = this.#mergedId;
    const choices = choicesOf(mergeRows(...value.contacts), this.picks, this.contactIds, keptId);
    const names = { kept: this.#nameOf(keptId), merged: this.#nameOf(mergedId) };
    this.problem = '';
    this.step = 'merging';
    let moved: number | undefined;
    const outcome = await runCommand(this, {
      command: 'contact-merge',
      before: new CrmContactMergeEvent(keptId, mergedId, choices),
      run: async () => ({ moved } = await client.mergeContacts({ keepId: keptId, mergeId: mergedId, choices })),
      after: () => new CrmContactMergedEvent(keptId, mergedId, moved),
    });
    const { t } = this.localizer;
    if (!('done' in outcome)) {
      this.step = 'choose';
      if ('failed' in outcome) this.#tellProblem(t('notMerged', { reason: this.explain(outcome.failed) }));
      return;
    }
    // What the page did is not ours to take back.
    this.#merged = moved === undefined ? undefined : { keptId, mergedId };
    this.#tellResult('merged', [t('done', names), ...(moved === undefined ? [] : [t('moved', { count: moved })])].join(' '));
  }

  async #undo(): Promise<void> {
    const client = this.#client;
    if (!client || !this.#merged || this.step !== 'merged') return;
    const { keptId, mergedId } = this.#merged;
    const { t } = this.localizer;
    this.problem = '';
    this.step = 'undoing';
    try {
      // Another step may lie on top of the list by now; the merge is taken back all the same.
      const isLast = client.undoState.command === 'mergeContacts';
      const { done, total } = (isLast ? await client.undo() : undefined) ?? (await client.unmergeContact(mergedId));
      this.dispatchEvent(new CrmContactUnmergedEvent(keptId, mergedId));
      this.#tellResult('undone', done === total ? t('undone') : t('undonePartly', { done, total }));
    } catch (error) {
      this.step = 'merged';
      this.#tellProblem(t('notUndone', { reason: this.explain(toCrmError(error)) }));
    }
  }

  #tellProblem(text: string): void {
    this.problem = text;
    this.announcer.alert(text);
  }

  #tellResult(step: 'merged' | 'undone', text: string): void {
    this.step = step;
    this.result = text;
    this.announcer.say(text);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.done')?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-merge': CrmContactMerge;
  }
}
