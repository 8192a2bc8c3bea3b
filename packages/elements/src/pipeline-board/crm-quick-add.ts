import type { Stage } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { deal } from '../i18n/en/deal.js';
import { amountExample, readAmount } from '../internal/amounts.js';
import { Localizer } from '../internal/locale.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import type { BoardActions } from './board-actions.js';

/** The form in which a deal is made with a name and a value. It stays open for the next one. A part of a column. */
export class CrmQuickAdd extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    css`
      .quick {
        display: grid;
        gap: 8px;
        margin: 4px 8px 8px;
        padding: 10px;
        border: 1px solid var(--_color-brand-border);
        border-radius: var(--_radius-card);
        background: var(--_color-surface);
      }
      .quick-buttons {
        display: flex;
        gap: 8px;
      }
    `,
  ];

  readonly #localizer = new Localizer(this, 'deal', deal);

  @query('[name=name]') protected readonly nameField!: HTMLInputElement;
  @query('[name=amount]') protected readonly amountField!: HTMLInputElement;

  @state() protected wrong: 'name' | 'amount' | undefined;
  @state() protected saving = false;

  @property({ attribute: false }) stage!: Stage;
  @property({ attribute: false }) actions!: BoardActions;
  @property({ attribute: false }) currency = 'EUR';

  protected override firstUpdated(_changed: PropertyValues): void {
    this.nameField.focus();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.saving) return;
    const name = this.nameField.value.trim();
    const amount = readAmount(this.amountField.value, this.currency, this.#localizer.locale);
    this.wrong = name === '' ? 'name' : amount === undefined ? 'amount' : undefined;
    if (name === '') this.nameField.focus();
    else if (amount === undefined) this.amountField.focus();
    if (name === '' || amount === undefined) return;
    this.saving = true;
    const done = await this.actions.add(this.stage, name, amount);
    this.saving = false;
    if (!done || !this.isConnected) return;
    this.nameField.value = '';
    this.amountField.value = '';
    this.nameField.focus();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.actions.startAdding(undefined);
  }

  protected override render(): TemplateResult {
    const { wrong } = this;
    const localizer = this.#localizer;
    const described = (field: typeof wrong) => (wrong === field ? 'error' : nothing);
    return html`<form
      class="quick"
      novalidate
      @submit=${(event: Event) => void this.#submit(event)}
      @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event)}
    >
      <label class="field"
        ><span class="label">${localizer.t('newName')}</span>
        <input
          class="input"
          name="name"
          autocomplete="off"
          dir="auto"
          placeholder=${localizer.t('newNameHint')}
          aria-invalid=${wrong === 'name'}
          aria-describedby=${described('name')}
        />
      </label>
      <label class="field"
        ><span class="label">${localizer.t('newValue', { currency: this.currency })}</span>
        <input
          class="input numeric"
          name="amount"
          autocomplete="off"
          inputmode="decimal"
          aria-invalid=${wrong === 'amount'}
          aria-describedby=${described('amount')}
        />
      </label>
      ${wrong ? html`<p class="field-error" id="error" role="alert">${wrong === 'name' ? localizer.t('nameNeeded') : localizer.t('wrong.amount', { example: amountExample(localizer.locale) })}</p>` : nothing}
      <div class="quick-buttons">
        <button type="submit" class="button primary small" aria-disabled=${this.saving}>${localizer.t('addIt')}</button>
        <button type="button" class="button quiet small" @click=${() => this.actions.startAdding(undefined)}>
          ${localizer.t('cancel')}
        </button>
      </div>
    </form>`;
  }
}
