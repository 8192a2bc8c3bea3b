import { consentStates, toInstant, withConsent, type Consent } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { consent } from '../i18n/en/consent.js';
import { plus } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import type { ConsentHistoryChange } from './card-commands.js';
import { consentChannels, consentName, consentPurposes, consentWord, legalBases } from './consent-words.js';
import { consentStyles } from './crm-contact-consent.styles.js';
import { renderConsent } from './render-consent.js';

/** A consent that is being granted: one that is there already, or a new one. */
interface Granting {
  readonly isNew: boolean;
  readonly channel: string;
  readonly purpose: string;
  readonly legalBasis: string;
}

type Wrong = 'purpose' | 'basis';

const isOf = ({ channel, purpose }: Pick<Consent, 'channel' | 'purpose'>, granting: Granting | undefined) =>
  granting !== undefined && !granting.isNew && granting.channel === channel && granting.purpose === purpose;

/**
 * What a contact agreed to, per channel and purpose: granted on a legal basis, withdrawn by one press, its history kept. Inside
 * `<crm-contact-card>`, which gives it all it needs.
 */
export class CrmContactConsent extends LitElement {
  static override styles = consentStyles;

  @property({ attribute: false }) contactId = '';
  @property({ attribute: false }) entries: readonly Consent[] = [];
  @property({ type: Boolean }) readonly = false;
  @property({ type: Number }) level = 3;
  /** Writes the entries that the change makes of the present ones; `text` says what was done. Resolves to whether it is. */
  @property({ attribute: false }) save: ((change: ConsentHistoryChange, text: string) => Promise<boolean>) | undefined;

  @state() protected granting: Granting | undefined;
  @state() protected wrong: readonly Wrong[] = [];
  @state() protected saving = false;

  readonly #localizer = new Localizer(this, 'consent', consent);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contactId') || this.readonly) this.granting = undefined;
  }

  protected override render(): TemplateResult {
    const localizer = this.#localizer;
    const { t, locale, dir } = localizer;
    const { granting } = this;
    const states = consentStates(this.entries);
    return html`<section aria-labelledby="heading" lang=${locale} dir=${dir}>
      ${heading(this.level, t('heading'), { id: 'heading', className: 'section-title' })}
      ${states.length === 0 ? html`<p class="nothing">${t('none')}</p>` : nothing}
      <ul class="list" role="list">
        ${repeat(
          states,
          ({ current }) => `${current.channel}/${current.purpose}`,
          (state) =>
            renderConsent({
              localizer,
              state,
              readonly: this.readonly,
              form: isOf(state.current, granting) ? this.#renderForm(granting!) : undefined,
              grant: () => this.#open({ ...state.current, isNew: false, legalBasis: '' }),
              withdraw: () => void this.#withdraw(state.current),
            }),
        )}
      </ul>
      ${
        granting?.isNew
          ? this.#renderForm(granting)
          : this.readonly
            ? nothing
            : html`<button
                type="button"
                class="button small add"
                @click=${() => this.#open({ isNew: true, channel: 'email', purpose: '', legalBasis: '' })}
              >
                ${icon(plus)}${t('add')}
              </button>`
      }
    </section>`;
  }

  #renderForm(granting: Granting): TemplateResult {
    const { t } = this.#localizer;
    const { isNew, channel, purpose } = granting;
    const purposeWrong = this.wrong.includes('purpose');
    return html`<form
      class="form"
      novalidate
      aria-label=${isNew ? t('add') : t('form.grant', { about: consentName(this.#localizer, granting) })}
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#grant();
      }}
      @keydown=${this.#onKeydown}
    >
      <div class="form-fields">
        ${
          isNew
            ? html`<label class="field"
                  ><span class="label">${t('field.channel')}</span>
                  <select
                    class="input"
                    id="channel"
                    @change=${(event: Event) => this.#change({ channel: (event.target as HTMLSelectElement).value })}
                  >
                    ${consentChannels.map((name) => html`<option value=${name} ?selected=${name === channel}>${t(`channel.${name}`)}</option>`)}
                  </select></label
                >
                <div class="field">
                  <label class="label" for="purpose">${t('field.purpose')}</label>
                  <input
                    class="input"
                    id="purpose"
                    dir="auto"
                    autocomplete="off"
                    list="purposes"
                    aria-required="true"
                    aria-invalid=${purposeWrong ? 'true' : nothing}
                    aria-describedby=${purposeWrong ? 'purpose-error' : nothing}
                    .value=${purpose}
                    @input=${(event: Event) => this.#change({ purpose: (event.target as HTMLInputElement).value })}
                  />
                  <datalist id="purposes">${consentPurposes.map((name) => html`<option value=${t(`purpose.${name}`)}></option>`)}</datalist>
                  ${purposeWrong ? html`<span class="field-error" id="purpose-error">${t('invalid.purpose')}</span>` : nothing}
                </div>`
            : nothing
        }
        ${this.#renderBasis(granting)}
      </div>
      <div class="foot">
        <button type="button" class="button small" @click=${() => this.#close()}>${t('cancel')}</button>
        <button type="submit" class="button small primary" aria-disabled=${this.saving ? 'true' : 'false'}>${t('grant')}</button>
      </div>
    </form>`;
  }

  #renderBasis({ legalBasis }: Granting): TemplateResult {
    const localizer = this.#localizer;
    const { t } = localizer;
    const wrong = this.wrong.includes('basis');
    return html`<div class="field">
      <label class="label" for="basis">${t('field.basis')}</label>
      <select
        class="input"
        id="basis"
        aria-required="true"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby=${wrong ? 'basis-error' : nothing}
        @change=${(event: Event) => this.#change({ legalBasis: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${legalBasis === ''}>${t('choose')}</option>
        ${legalBases.map((basis) => html`<option value=${basis} ?selected=${basis === legalBasis}>${consentWord(localizer, 'basis', basis)}</option>`)}
      </select>
      ${wrong ? html`<span class="field-error" id="basis-error">${t('invalid.basis')}</span>` : nothing}
    </div>`;
  }

  #change(part: Partial<Granting>): void {
    if (!this.granting) return;
    this.granting = { ...this.granting, ...part };
    if (this.wrong.length > 0) this.wrong = this.wrong.filter((field) => this.#check(this.granting!).includes(field));
  }

  #check({ purpose, legalBasis }: Granting): Wrong[] {
    return [...(purpose.trim() === '' ? (['purpose'] as const) : []), ...(legalBasis === '' ? (['basis'] as const) : [])];
  }

  #open(granting: Granting): void {
    this.granting = granting;
    this.wrong = [];
    this.#focus(granting.isNew ? '#channel' : '#basis');
  }

  /** Leaves the form; the focus goes to where it came from, or what stands there now. */
  #close(): void {
    const { granting } = this;
    this.granting = undefined;
    if (granting) this.#focusConsent(granting);
  }

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  #focusConsent({ isNew, channel, purpose }: Granting): void {
    const about = CSS.escape(`${channel}/${purpose}`);
    this.#focus(isNew ? '.add' : `[data-about="${about}"] button`);
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  async #grant(): Promise<void> {
    const { granting } = this;
    if (!granting || this.saving) return;
    this.wrong = this.#check(granting);
    if (this.wrong.length > 0) {
      this.#focus('[aria-invalid="true"]');
      return;
    }
    const { channel, legalBasis } = granting;
    const purpose = this.#purposeOf(granting.purpose);
    const about = consentName(this.#localizer, { channel, purpose });
    if (await this.#record({ channel, purpose, status: 'granted', legalBasis }, this.#localizer.t('granted', { about }))) this.#close();
  }

  /** A usual purpose by its name, whatever language it was written in; others as they were written. */
  #purposeOf(written: string): string {
    const text = written.trim();
    const { compare, t } = this.#localizer;
    return consentPurposes.find((name) => compare(t(`purpose.${name}`).toLowerCase(), text.toLowerCase()) === 0) ?? text;
  }

  async #withdraw({ channel, purpose }: Consent): Promise<void> {
    if (this.saving) return;
    const about = consentName(this.#localizer, { channel, purpose });
    await this.#record({ channel, purpose, status: 'withdrawn' }, this.#localizer.t('withdrawn', { about }));
  }

  /** What is recorded holds from this moment on, also over entries that others have added meanwhile. */
  async #record(change: Omit<Consent, 'at'>, text: string): Promise<boolean> {
    const entry = { ...change, at: toInstant(Date.now()) };
    this.saving = true;
    try {
      return (await this.save?.((entries) => withConsent(entries, entry), text)) ?? false;
    } finally {
      this.saving = false;
    }
  }
}
