import type { CrmClient } from '@crm-elements/data';
import { fold } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { card } from '../i18n/en/card.js';
import { anchoredStyles, showAnchored } from '../internal/controllers/anchored.js';
import { openLayer } from '../internal/controllers/dismissible.js';
import { Localizer } from '../internal/locale.js';
import { content } from '../internal/styles/base.js';
import { fields } from '../internal/styles/fields.js';

/** A person chose a company, or wrote the name of one that is not there yet. */
export class CompanyChangeEvent extends Event {
  /** `null`: none, or a new one. */
  readonly companyId: string | null;
  readonly newCompany: string;
  readonly name: string;

  constructor(companyId: string | null, newCompany: string, name: string) {
    super('crm-company-change', { bubbles: true });
    this.companyId = companyId;
    this.newCompany = newCompany;
    this.name = name;
  }
}

interface Option {
  /** Undefined: to be made. */
  id: string | undefined;
  name: string;
}

const mostShown = 7;

/** A field for a company: existing ones are found while typing, and one that is not there can be made. */
export class CrmCompanyField extends LitElement {
  static override styles = [
    content,
    fields,
    anchoredStyles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      .options {
        padding: 4px;
        min-inline-size: 200px;
        max-inline-size: min(360px, 100vw - 16px);
        max-block-size: min(320px, 100vh - 24px);
        overflow-y: auto;
      }
      .option {
        padding: 6px 8px;
        border-radius: var(--_radius-control);
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .option.new {
        color: var(--_color-brand-text);
        font-weight: var(--_font-weight-medium);
      }
      .option:hover,
      .option[aria-selected='true'] {
        background: var(--_color-surface-hover);
      }
      .option[aria-selected='true'] {
        outline: 2px solid var(--_color-focus);
        outline-offset: -2px;
      }
      @media (pointer: coarse) {
        .option {
          padding-block: 12px;
        }
      }
      @media (forced-colors: active) {
        .option[aria-selected='true'] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) label = '';
  /** The name of the company that is chosen, or that is to be made. */
  @property({ attribute: false }) value = '';
  /** The company is to be made. */
  @property({ type: Boolean, attribute: 'is-new' }) isNew = false;

  @query('input') protected readonly input!: HTMLInputElement;
  @query('[role=listbox]') protected readonly listbox!: HTMLElement;

  @state() protected typed = '';
  @state() protected options: readonly Option[] = [];
  @state() protected active = -1;
  @state() protected expanded = false;

  readonly #localizer = new Localizer(this, 'card', card);
  #search: AbortController | undefined;
  #hide: (() => void) | undefined;
  #release: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#collapse();
  }

  override focus(options?: FocusOptions): void {
    if (this.input) this.input.focus(options);
    else void this.updateComplete.then(() => this.input.focus(options));
  }

  /** Takes what is typed: before a save. */
  commit(): void {
    if (this.typed.trim() === this.value.trim()) return;
    const found = this.options.find(({ id, name }) => id !== undefined && fold(name) === fold(this.typed));
    this.#choose(found ?? { id: undefined, name: this.typed.trim() });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) this.typed = this.value;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('expanded') || !this.expanded || this.#hide) return;
    this.#hide = showAnchored(this.listbox, this.input);
    this.#release = openLayer({ element: this, light: true, dismiss: () => this.#collapse() });
  }

  protected override render(): TemplateResult {
    const t = this.#localizer.t.bind(this.#localizer);
    return html`<div class="field" lang=${this.#localizer.locale} dir=${this.#localizer.dir}>
      <label class="label" for="input">${this.label}</label>
      <input
        class="input"
        id="input"
        dir="auto"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded=${this.expanded ? 'true' : 'false'}
        aria-controls="options"
        aria-activedescendant=${this.expanded && this.active >= 0 ? `option-${this.active}` : nothing}
        aria-describedby=${this.isNew ? 'hint' : nothing}
        .value=${this.typed}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
        @blur=${this.#onBlur}
      />
      ${this.isNew ? html`<span class="hint" id="hint">${t('company.isNew')}</span>` : nothing}
      <span class="visually-hidden" role="status"
        >${this.expanded ? t('company.found', { count: this.options.filter(({ id }) => id).length }) : nothing}</span
      >
      <ul class="anchored options" id="options" popover="manual" role="listbox" aria-label=${this.label}>
        ${this.expanded ? this.options.map((option, at) => this.#renderOption(option, at)) : nothing}
      </ul>
    </div>`;
  }

  #renderOption(option: Option, at: number): TemplateResult {
    return html`<li
      class="option ${option.id ? '' : 'new'}"
      id="option-${at}"
      role="option"
      aria-selected=${at === this.active ? 'true' : 'false'}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(option)}
    >
      ${option.id ? html`<bdi>${option.name}</bdi>` : this.#localizer.t('company.new', { name: option.name })}
    </li>`;
  }

  #onInput(): void {
    this.typed = this.input.value;
    void this.#find(this.typed.trim());
  }

  async #find(text: string): Promise<void> {
    this.#search?.abort();
    if (!text || !this.client) return this.#collapse();
    const search = (this.#search = new AbortController());
    const { companies, adapter } = this.client;
    const options = { signal: search.signal };
    const found = adapter.capabilities.search
      ? companies.search(text, { ...options, limit: mostShown })
      : companies.list({ where: { nameKey: { prefix: fold(text) } }, sort: [{ by: 'nameKey' }], limit: mostShown }, options);
    // Where nothing can be found, a new one can be made all the same.
    const { records } = await found.catch(() => ({ records: [] }));
    if (search.signal.aborted || this.typed.trim() !== text || !this.matches(':focus-within')) return;
    const known = records.map(({ id, name }) => ({ id, name }));
    const exact = known.some(({ name }) => fold(name) === fold(text));
    this.options = exact ? known : [...known, { id: undefined, name: text }];
    this.active = -1;
    this.expanded = true;
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const count = this.options.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (this.expanded)
        this.active = event.key === 'ArrowDown' ? (this.active + 1) % count : (Math.max(this.active, 0) + count - 1) % count;
      else void this.#find(this.typed.trim());
    } else if (event.key === 'Enter' && this.expanded) {
      const option = this.options[this.active];
      if (option) this.#choose(option);
      else this.commit();
      this.#collapse();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose({ id, name }: Option): void {
    this.#collapse();
    this.typed = name;
    this.dispatchEvent(new CompanyChangeEvent(id ?? null, id ? '' : name, name));
  }

  #collapse(): void {
    this.#search?.abort();
    this.#release?.();
    this.#hide?.();
    this.#release = this.#hide = undefined;
    this.expanded = false;
    this.active = -1;
  }

  #onBlur(): void {
    this.#collapse();
    // Not when another window takes the focus.
    if (document.hasFocus()) this.commit();
  }
}
