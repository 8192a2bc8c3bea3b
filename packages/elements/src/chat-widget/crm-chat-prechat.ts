import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { chat } from '../i18n/en/chat.js';
import { Localizer } from '../internal/locale.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { textIn } from './chat-text.js';
import type { ChatPrechatField } from './chat.types.js';
import type { ChatSession } from './chat-session.js';
import { errorsOf, type FieldError } from './forms.js';
import { renderFields, valuesOf } from './render-fields.js';

const identityFields = ['name', 'email', 'phone'] as const;
type IdentityField = (typeof identityFields)[number];
const isIdentity = (name: string): name is IdentityField => (identityFields as readonly string[]).includes(name);

/** Asks who somebody is before they write for the first time. */
export class CrmChatPrechat extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    css`
      :host {
        display: block;
        overflow-y: auto;
      }
      form {
        display: grid;
        gap: 14px;
        padding: 16px;
      }
      .first {
        font-size: var(--_font-size-lg);
        font-weight: var(--_font-weight-semibold);
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .input,
      .button {
        min-block-size: 40px;
      }
      @media (pointer: coarse) {
        .input,
        .button {
          min-block-size: 44px;
          font-size: 16px;
        }
      }
    `,
  ];

  @query('form') protected readonly form!: HTMLFormElement;

  @property({ attribute: false }) session: ChatSession | undefined;
  @property({ attribute: false }) fields: readonly ChatPrechatField[] = [];
  /** Called when all is answered. */
  @property({ attribute: false }) done: () => void = () => undefined;

  @state() protected errors: Record<string, FieldError> = {};

  protected readonly localizer = new Localizer(this, 'chat', chat);

  override focus(): void {
    // It may have come a moment ago only.
    void this.updateComplete.then(() => (this.form?.elements[0] as HTMLElement | undefined)?.focus());
  }

  readonly #onInput = (): void => {
    this.session?.prechat.type(valuesOf(this.form, this.fields));
  };

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const values = valuesOf(this.form, this.fields);
    this.errors = errorsOf(this.fields, values);
    const [wrong] = Object.keys(this.errors);
    if (wrong !== undefined) {
      await this.updateComplete;
      (this.form.elements.namedItem(wrong) as HTMLElement | null)?.focus();
      return;
    }
    const given = Object.entries(values).filter(([, value]) => value !== '' && value !== false);
    const identity = Object.fromEntries(given.filter(([name]) => isIdentity(name)).map(([name, value]) => [name, String(value).trim()]));
    this.session?.answer(identity, Object.fromEntries(given.filter(([name]) => !isIdentity(name))));
    this.done();
  };

  protected override render(): TemplateResult {
    const t = textIn(this.localizer);
    const label = ({ name, label: own, required }: { name: string; label?: string; required?: boolean }) => {
      const text = own ?? (isIdentity(name) ? t(`field.${name}`) : name);
      return required ? text : t('optional', { label: text });
    };
    const texts = { label, error: (error: FieldError) => t(error), choose: t('choose') };
    const identity = this.session?.identity ?? {};
    const values = { ...identity, ...this.session?.prechat.typed } as Record<string, string | boolean>;
    return html`<form
      novalidate
      data-people
      lang=${this.localizer.locale}
      dir=${this.localizer.dir}
      @submit=${this.#onSubmit}
      @input=${this.#onInput}
    >
      <p class="first">${t('prechat')}</p>
      ${renderFields(this.fields, { values, errors: this.errors, texts, prefix: 'field' })}
      <button type="submit" class="button primary">${t('prechatStart')}</button>
    </form>`;
  }
}
