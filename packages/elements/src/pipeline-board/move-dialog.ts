import type { RecordPatch } from '@crm-elements/data';
import type { Deal, Stage } from '@crm-elements/schema';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { readField, renderField, type FieldContext } from './deal-fields.js';
import { fieldsStyles } from './deal-fields.styles.js';
import { dealName } from './render-card.js';

/** Fields that a stage asks for before a deal may come in. */
export interface FieldsQuestion {
  readonly kind: 'fields';
  readonly deal: Deal;
  readonly to: Stage;
  readonly fields: readonly string[];
}

/** A place, by its number. */
export interface PositionQuestion {
  readonly kind: 'position';
  readonly deal: Deal;
  readonly stages: readonly Stage[];
  readonly stageId: string;
  /** How many places there are for the deal in a stage. */
  readonly places: (stageId: string) => number;
  readonly at: number;
}

export type Question = FieldsQuestion | PositionQuestion;
export type AnswerOf<Q extends Question> = Q extends FieldsQuestion
  ? { changes: RecordPatch<'deals'> }
  : { stageId: string; position: number };

/** Asks in place for what a move needs. A part of the board and the panel. */
export class CrmMoveDialog extends LitElement {
  static override styles = [content, buttons, fields, fieldsStyles];

  @property({ attribute: false }) context!: FieldContext;

  @state() protected question: Question | undefined;
  @state() protected wrong: ReadonlyMap<string, string> = new Map();
  @state() protected stageId = '';

  #answer: ((answer: AnswerOf<Question> | undefined) => void) | undefined;

  /** Resolves with the answer, or undefined when the person would rather not. */
  ask<Q extends Question>(question: Q): Promise<AnswerOf<Q> | undefined> {
    this.#finish(undefined);
    this.question = question;
    this.wrong = new Map();
    this.stageId = question.kind === 'position' ? question.stageId : '';
    return new Promise((done) => (this.#answer = done as (answer: AnswerOf<Question> | undefined) => void));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#finish(undefined);
  }

  #finish(answer: AnswerOf<Question> | undefined): void {
    this.#answer?.(answer);
    this.#answer = undefined;
    this.question = undefined;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const { question } = this;
    if (!question) return;
    if (question.kind === 'position') this.#submitPosition(question);
    else this.#submitFields(question);
  }

  #submitPosition({ places }: PositionQuestion): void {
    const text = this.renderRoot.querySelector<HTMLInputElement>('[name=position]')!.value.trim();
    const position = Number(text);
    const count = places(this.stageId);
    if (text === '' || !Number.isInteger(position) || position < 1 || position > count) {
      this.wrong = new Map([['position', this.context.localizer.t('positionWrong', { count })]]);
      this.renderRoot.querySelector<HTMLInputElement>('[name=position]')!.focus();
      return;
    }
    this.#finish({ stageId: this.stageId, position });
  }

  #submitFields({ fields: wanted }: FieldsQuestion): void {
    const { localizer } = this.context;
    const wrong = new Map<string, string>();
    let changes: RecordPatch<'deals'> = {};
    for (const field of wanted) {
      const read = readField(this.renderRoot, field, this.context);
      if ('wrong' in read) {
        wrong.set(field, read.wrong);
        continue;
      }
      const value = Object.values(read.changes)[0];
      if (value == null || (Array.isArray(value) && value.length === 0)) wrong.set(field, localizer.t('wrong.needed'));
      else changes = { ...changes, ...read.changes };
    }
    this.wrong = wrong;
    if (wrong.size === 0) this.#finish({ changes });
    else this.renderRoot.querySelector<HTMLElement>(`#gate-${CSS.escape([...wrong.keys()][0]!)}`)?.focus();
  }

  protected override render(): TemplateResult {
    const { question, context } = this;
    const localizer = context?.localizer;
    return html`<crm-dialog
      ?open=${question !== undefined}
      heading=${question ? this.#heading(question) : ''}
      close-label=${localizer?.t('close') ?? ''}
      @crm-dialog-close=${() => this.#finish(undefined)}
    >
      ${
        question
          ? html`<form id="form" class="form" novalidate @submit=${(event: Event) => this.#submit(event)}>
              ${question.kind === 'position' ? this.#renderPosition(question) : this.#renderFields(question)}
              <button type="submit" hidden></button>
            </form>`
          : nothing
      }
      <button slot="footer" type="button" class="button" @click=${() => this.#finish(undefined)}>${localizer?.t('cancel')}</button>
      <button slot="footer" type="button" class="button primary" @click=${(event: Event) => this.#submit(event)}>
        ${localizer?.t('moveIt')}
      </button>
    </crm-dialog>`;
  }

  #heading(question: Question): string {
    const { localizer } = this.context;
    const deal = dealName(question.deal, localizer);
    if (question.kind === 'position') return localizer.t('positionTitle', { deal });
    return question.to.kind === 'lost' && question.fields.length === 1 && question.fields[0] === 'lostReason'
      ? localizer.t('lostTitle', { deal })
      : localizer.t('gateTitle', { stage: question.to.name });
  }

  #renderError(field: string): TemplateResult | typeof nothing {
    const text = this.wrong.get(field);
    return text ? html`<p class="field-error" id="error-${field}" role="alert">${text}</p>` : nothing;
  }

  #renderFields({ deal, to, fields: wanted }: FieldsQuestion): TemplateResult {
    const { localizer } = this.context;
    const onlyReason = wanted.length === 1 && wanted[0] === 'lostReason';
    return html`${onlyReason ? nothing : html`<p class="hint">${localizer.t('gateText', { stage: to.name, deal: dealName(deal, localizer) })}</p>`}
    ${wanted.map(
      (field) =>
        html`<div class="asked">
          ${renderField(deal, field, this.context, { id: `gate-${field}`, wrong: this.wrong.has(field), describedBy: this.wrong.has(field) ? `error-${field}` : undefined })}
          ${this.#renderError(field)}
        </div>`,
    )}`;
  }

  #renderPosition({ stages, places, at }: PositionQuestion): TemplateResult {
    const { localizer } = this.context;
    const count = places(this.stageId);
    return html`<label class="field"
        ><span class="label">${localizer.t('stage')}</span>
        <select class="input" name="stage" @change=${(event: Event) => (this.stageId = (event.target as HTMLSelectElement).value)}>
          ${stages.map(({ id, name }) => html`<option dir="auto" value=${id} ?selected=${id === this.stageId}>${name}</option>`)}
        </select>
      </label>
      <label class="field"
        ><span class="label">${localizer.t('position')}</span>
        <input
          class="input numeric"
          name="position"
          inputmode="numeric"
          autocomplete="off"
          value=${at}
          autofocus
          aria-invalid=${this.wrong.has('position')}
          aria-describedby=${this.wrong.has('position') ? 'error-position' : 'hint-position'}
        />
      </label>
      ${this.wrong.has('position') ? this.#renderError('position') : html`<p class="hint" id="hint-position">${localizer.t('positionHint', { count })}</p>`}`;
  }
}
