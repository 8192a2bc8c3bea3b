import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { peopleWork } from '../../i18n/en/people-work.js';
import { plus, x } from '../../internal/icons.js';
import { Localizer } from '../../internal/locale.js';
import type { CrmPopover } from '../../internal/parts/crm-popover.js';
import type { TagsChangeEvent } from '../../internal/parts/crm-tag-input.js';
import { icon } from '../../internal/parts/icon.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields as fieldStyles } from '../../internal/styles/fields.js';
import type { ContactRule, ContactRules, RuleTest } from './contact-rules.js';
import { newRule, testsOf, type FilterField } from './filter-fields.js';

/** The conditions were changed; some may not be complete yet. */
export class RulesChangeEvent extends Event {
  readonly rules: ContactRules;

  constructor(rules: ContactRules) {
    super('crm-rules-change', { bubbles: true });
    this.rules = rules;
  }
}

/** Texts and numbers are typed one letter after the other. */
const settleMs = 250;

/**
 * Puts conditions together, in a popover at any button of the same root.
 *
 * @fires {RulesChangeEvent} crm-rules-change - bubbles, does not leave the root
 */
export class CrmContactFilter extends LitElement {
  static override styles = [
    content,
    buttons,
    fieldStyles,
    css`
      :host {
        display: contents;
      }
      .form {
        display: grid;
        gap: 12px;
        inline-size: 360px;
        max-inline-size: 100%;
      }
      .match {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .match .input {
        inline-size: auto;
      }
      .rule {
        display: grid;
        gap: 8px;
        padding: 10px;
        border: 1px solid var(--_color-border);
        border-radius: var(--_radius-control);
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
        gap: 6px;
      }
      .choices {
        display: grid;
        max-block-size: 204px;
        overflow: auto;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 28px;
        padding-inline: 4px;
        font-size: var(--_font-size-sm);
      }
      .choice .count {
        margin-inline-start: auto;
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
        font-variant-numeric: tabular-nums;
      }
      .foot {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .foot .total {
        flex: 1;
        color: var(--_color-text-muted);
        font-size: var(--_font-size-sm);
      }
      @media (pointer: coarse) {
        .choice {
          min-block-size: 44px;
        }
      }
    `,
  ];

  @query('crm-popover') protected readonly popup!: CrmPopover;

  @property({ attribute: false }) rules: ContactRules = { match: 'all', rules: [] };
  @property({ attribute: false }) fields: readonly FilterField[] = [];
  /** How many meet the conditions, in words. */
  @property({ attribute: false }) total = '';

  @state() protected isOpen = false;
  /** As it stands here, with conditions that are not complete. */
  @state() protected draft: ContactRules = { match: 'all', rules: [] };

  protected readonly localizer = new Localizer(this, 'peopleWork', peopleWork);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = '';
  #given = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Opens at a button; closes if it is open there. The first condition is begun. */
  async show(trigger: HTMLElement): Promise<void> {
    const [first] = this.fields;
    if (this.draft.rules.length === 0 && first) this.draft = { ...this.draft, rules: [newRule(first)] };
    this.isOpen = true;
    await this.updateComplete;
    this.popup.toggle(trigger);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('rules')) return;
    const given = JSON.stringify(this.rules);
    // What comes back of what was told here is the same; anything else comes from outside.
    if (given !== this.#given && given !== this.#told) this.draft = this.rules;
    this.#given = given;
  }

  #change(draft: ContactRules, afterMs = 0): void {
    this.draft = draft;
    clearTimeout(this.#timer);
    const tell = () => {
      this.#told = JSON.stringify(draft);
      this.dispatchEvent(new RulesChangeEvent(draft));
    };
    if (afterMs > 0) this.#timer = setTimeout(tell, afterMs);
    else tell();
  }

  #replace(at: number, rule: ContactRule, afterMs = 0): void {
    this.#change({ ...this.draft, rules: this.draft.rules.map((other, i) => (i === at ? rule : other)) }, afterMs);
  }

  async #remove(at: number): Promise<void> {
    this.#change({ ...this.draft, rules: this.draft.rules.filter((_, i) => i !== at) });
    await this.updateComplete;
    const selects = this.renderRoot.querySelectorAll<HTMLElement>('select.field-of');
    (selects[Math.min(at, selects.length - 1)] ?? this.renderRoot.querySelector<HTMLElement>('.add'))?.focus();
  }

  async #add(): Promise<void> {
    const used = new Set(this.draft.rules.map(({ field }) => field));
    const field = this.fields.find(({ key }) => !used.has(key)) ?? this.fields[0];
    if (!field) return;
    this.#change({ ...this.draft, rules: [...this.draft.rules, newRule(field)] });
    await this.updateComplete;
    [...this.renderRoot.querySelectorAll<HTMLElement>('select.field-of')].at(-1)?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    return html`<crm-popover label=${t('filter.title')} align="end" @crm-popover-close=${() => (this.isOpen = false)}>
      ${this.isOpen ? this.#renderForm() : nothing}
    </crm-popover>`;
  }

  #renderForm(): TemplateResult {
    const { t } = this.localizer;
    const { match, rules } = this.draft;
    return html`<div class="form" dir=${this.localizer.dir} lang=${this.localizer.locale}>
      ${
        rules.length > 1
          ? html`<label class="match"
              >${t('filter.match')}
              <select
                class="input"
                @change=${(event: Event) =>
                  this.#change({ ...this.draft, match: (event.target as HTMLSelectElement).value as ContactRules['match'] })}
              >
                ${(['all', 'any'] as const).map((each) => html`<option value=${each} .selected=${live(match === each)}>${t(`filter.${each}`)}</option>`)}
              </select></label
            >`
          : nothing
      }
      ${rules.map((rule, at) => this.#renderRule(rule, at))}
      <div class="foot">
        <button type="button" class="button small add" @click=${() => this.#add()}>${icon(plus)}${t('filter.add')}</button>
        ${
          rules.length > 0
            ? html`<button type="button" class="button quiet small" @click=${() => this.#change({ match: 'all', rules: [] })}>
                ${t('filter.clear')}
              </button>`
            : nothing
        }
      </div>
      <div class="foot">
        <span class="total">${this.total}</span>
        <button type="button" class="button primary" @click=${() => this.popup.close()}>${t('filter.done')}</button>
      </div>
    </div>`;
  }

  #renderRule(rule: ContactRule, at: number): TemplateResult {
    const { t } = this.localizer;
    const n = at + 1;
    const field = this.fields.find(({ key }) => key === rule.field);
    const option = ({ key, label, isCustom }: FilterField) =>
      html`<option value=${key} dir=${isCustom ? 'auto' : nothing} .selected=${live(key === rule.field)}>${label}</option>`;
    const custom = this.fields.filter(({ isCustom }) => isCustom);
    const change = (event: Event) =>
      this.#replace(at, newRule(this.fields.find(({ key }) => key === (event.target as HTMLSelectElement).value)!));
    const changeTest = (event: Event) => {
      const is = (event.target as HTMLSelectElement).value as RuleTest;
      const fresh = newRule(field!, is);
      // What was chosen for one test goes for a like one.
      this.#replace(at, typeof fresh.value === typeof rule.value && rule.value !== undefined ? { ...fresh, value: rule.value } : fresh);
    };
    return html`<div class="rule" role="group" aria-label=${t('filter.rule', { n })}>
      <div class="line">
        <select class="input field-of" aria-label=${t('filter.field', { n })} @change=${change}>
          ${field ? nothing : html`<option dir="auto" value=${rule.field} selected>${rule.field}</option>`}
          ${this.fields.filter(({ isCustom }) => !isCustom).map(option)}
          ${custom.length > 0 ? html`<optgroup label=${t('filter.custom')}>${custom.map(option)}</optgroup>` : nothing}
        </select>
        <select class="input" aria-label=${t('filter.test', { n })} ?disabled=${!field} @change=${changeTest}>
          ${(field ? testsOf[field.kind] : [rule.is]).map((is) => html`<option value=${is} .selected=${live(is === rule.is)}>${t(`test.${is}`)}</option>`)}
        </select>
        <button type="button" class="button quiet icon-only" aria-label=${t('filter.remove', { n })} @click=${() => this.#remove(at)}>
          ${icon(x)}
        </button>
      </div>
      ${field ? this.#renderValue(rule, field, at) : nothing}
    </div>`;
  }

  #renderValue(rule: ContactRule, field: FilterField, at: number): TemplateResult | typeof nothing {
    const { t } = this.localizer;
    const label = t('filter.value', { n: at + 1 });
    if (Array.isArray(rule.value)) {
      const chosen = rule.value as readonly (string | null)[];
      if (field.kind === 'tags')
        return html`<crm-tag-input
          label=${label}
          label-hidden
          .tags=${chosen.filter((value) => value !== null)}
          .suggestions=${field.choices.flatMap(({ value }) => value ?? [])}
          .removeLabel=${(value: string) => t('filter.removeValue', { value })}
          @crm-tags-change=${({ tags }: TagsChangeEvent) => this.#replace(at, { ...rule, value: tags })}
        ></crm-tag-input>`;
      return this.#renderChoices(rule, field, at, chosen, label);
    }
    if (typeof rule.value === 'number' || rule.is === 'least' || rule.is === 'most')
      return html`<input
        class="input"
        type="number"
        step="any"
        aria-label=${label}
        .value=${live(typeof rule.value === 'number' ? String(rule.value) : '')}
        @input=${(event: Event) => {
          const { value, valueAsNumber } = event.target as HTMLInputElement;
          const { value: _, ...rest } = rule;
          this.#replace(at, value === '' || Number.isNaN(valueAsNumber) ? rest : { ...rest, value: valueAsNumber }, settleMs);
        }}
      />`;
    if (rule.is === 'contains')
      return html`<input
        class="input"
        dir="auto"
        aria-label=${label}
        .value=${live(String(rule.value))}
        @input=${(event: Event) => this.#replace(at, { ...rule, value: (event.target as HTMLInputElement).value }, settleMs)}
      />`;
    return nothing;
  }

  #renderChoices(
    rule: ContactRule,
    { choices }: FilterField,
    at: number,
    chosen: readonly (string | null)[],
    label: string,
  ): TemplateResult {
    if (choices.length === 0) return html`<p class="hint">${this.localizer.t('filter.noChoices')}</p>`;
    const toggle = (value: string | null, on: boolean) =>
      this.#replace(at, { ...rule, value: on ? [...chosen, value] : chosen.filter((other) => other !== value) });
    return html`<div class="choices" role="group" aria-label=${label}>
      ${choices.map(
        ({ value, label: text, isData, count }) =>
          html`<label class="choice"
            ><input
              type="checkbox"
              class="checkbox"
              .checked=${live(chosen.includes(value))}
              @change=${(event: Event) => toggle(value, (event.target as HTMLInputElement).checked)}
            />${isData ? html`<bdi class="truncate">${text}</bdi>` : html`<span class="truncate">${text}</span>`}${
              count === undefined ? nothing : html`<span class="count">${this.localizer.number(count)}</span>`
            }</label
          >`,
      )}
    </div>`;
  }
}
