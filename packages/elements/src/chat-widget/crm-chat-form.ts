import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { chat } from '../i18n/en/chat.js';
import { Localizer } from '../internal/locale.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { textIn } from './chat-text.js';
import type { ChatForm } from './chat.types.js';
import type { ChatSession } from './chat-session.js';
import { errorsOf, type FieldError, type FieldValues } from './forms.js';
import { renderFields, valuesOf } from './render-fields.js';

/** Questions of a message, answered together. */
export class CrmChatForm extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    css`
      :host {
        display: block;
        inline-size: 260px;
        max-inline-size: 100%;
        margin-block: 6px 2px;
      }
      form {
        display: grid;
        gap: 12px;
        padding: 14px;
        border: 1px solid var(--_color-border);
        border-radius: 14px;
        background: var(--_color-surface-raised);
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .done {
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
      }
    `,
  ];

  @query('form') protected readonly form!: HTMLFormElement;

  @property({ attribute: false }) session: ChatSession | undefined;
  @property({ attribute: false }) payload: ChatForm | undefined;
  @property({ attribute: false }) messageId = '';
  @property({ type: Boolean }) answered = false;

  @state() protected errors: Record<string, FieldError> = {};

  protected readonly localizer = new Localizer(this, 'chat', chat);
  #values: FieldValues = {};

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { session, payload } = this;
    if (!session || !payload) return;
    const values = (this.#values = valuesOf(this.form, payload.fields));
    this.errors = errorsOf(payload.fields, values);
    const [wrong] = Object.keys(this.errors);
    if (wrong !== undefined) {
      await this.updateComplete;
      (this.form.elements.namedItem(wrong) as HTMLElement | null)?.focus();
      return;
    }
    const given = payload.fields.filter(({ name }) => values[name] !== '' && values[name] !== undefined);
    const answers = Object.fromEntries(given.map(({ name, type }) => [name, type === 'number' ? Number(values[name]) : values[name]!]));
    // As words too: whoever reads the conversation need not know the form.
    const text = given.map(({ name, label }) => `${label}: ${values[name] === true ? '✓' : String(values[name])}`).join('\n');
    await session.shown.send(text, { inReplyTo: this.messageId, answers });
  };

  protected override render(): TemplateResult {
    const t = textIn(this.localizer);
    if (this.answered) return html`<p class="done">${t('answered')}</p>`;
    const texts = { label: ({ label = '' }) => label, error: (error: FieldError) => t(error), choose: t('choose') };
    return html`<form novalidate data-people lang=${this.localizer.locale} dir=${this.localizer.dir} @submit=${this.#onSubmit}>
      ${renderFields(this.payload?.fields ?? [], { values: this.#values, errors: this.errors, texts, prefix: 'field' })}
      <button type="submit" class="button primary">${t('formSend')}</button>
    </form>`;
  }
}
