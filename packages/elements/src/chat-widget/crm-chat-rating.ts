import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { chat } from '../i18n/en/chat.js';
import { Localizer } from '../internal/locale.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { textIn } from './chat-text.js';
import type { ChatSession } from './chat-session.js';

const scores = [1, 2, 3, 4, 5] as const;
type Score = (typeof scores)[number];

/** Mouths of five faces, from very bad to very good. */
const mouths: Readonly<Record<Score, string>> = {
  1: 'M8 17c1-2 2.4-3 4-3s3 1 4 3',
  2: 'M8.5 16.2c1-1 2.1-1.4 3.5-1.4s2.5.4 3.5 1.4',
  3: 'M8.5 15.5h7',
  4: 'M8.5 14.5c1 1.2 2.1 1.7 3.5 1.7s2.5-.5 3.5-1.7',
  5: 'M8 13.5c.8 2.4 2.2 3.5 4 3.5s3.2-1.1 4-3.5z',
};

/** Asks how the help was, once a conversation is over. */
export class CrmChatRating extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    css`
      :host {
        display: block;
        padding-block: 4px 8px;
      }
      .card {
        display: grid;
        gap: 12px;
        padding: 16px;
        border: 1px solid var(--_color-border);
        border-radius: 14px;
        background: var(--_color-surface-raised);
        text-align: center;
      }
      legend {
        inline-size: 100%;
        padding: 0;
        margin-block-end: 10px;
        font-weight: var(--_font-weight-semibold);
      }
      .scores {
        display: flex;
        justify-content: center;
        gap: 4px;
      }
      .score {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 48px;
        block-size: 48px;
        border-radius: var(--_radius-full);
        color: var(--_color-text-muted);
        cursor: pointer;
        transition:
          background-color var(--_duration-fast) var(--_ease-out),
          color var(--_duration-fast) var(--_ease-out);
      }
      .score:hover {
        background: var(--_color-surface-hover);
        color: var(--_color-text);
      }
      .score:has(:checked) {
        background: var(--_color-brand);
        color: var(--_color-on-brand);
      }
      .score:has(:focus-visible) {
        outline: 2px solid var(--_color-focus);
        outline-offset: 2px;
      }
      .score input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      svg {
        inline-size: 30px;
        block-size: 30px;
        fill: none;
        stroke: currentcolor;
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .chosen {
        min-block-size: 18px;
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
      }
      .field {
        text-align: start;
      }
      .thanks {
        padding: 4px 12px;
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
        text-align: center;
      }
      @media (forced-colors: active) {
        .score:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @query('textarea') protected readonly comment!: HTMLTextAreaElement | null;

  @property({ attribute: false }) session: ChatSession | undefined;
  @state() protected score: Score | undefined;
  @state() protected problem: string | undefined;
  /** Given here, until the workspace says so itself. */
  @state() protected given: number | undefined;

  protected readonly localizer = new Localizer(this, 'chat', chat);
  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#follow();
  }

  #follow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.isConnected ? this.session?.subscribe(() => this.requestUpdate()) : undefined;
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { score, session } = this;
    if (score === undefined || !session) return;
    try {
      await session.shown.rate(score, this.comment?.value.trim() || undefined);
      this.given = score;
      this.problem = undefined;
    } catch {
      this.problem = this.localizer.t('error.unknown');
    }
  };

  protected override render(): TemplateResult | typeof nothing {
    const t = textIn(this.localizer);
    const rated = this.given ?? this.session?.shown.conversation?.rating?.score;
    if (rated !== undefined) {
      const score = this.localizer.maybe(`score.${rated}`) ?? '';
      return html`<p class="thanks" role="status">${t('rateThanks')} ${t('rated', { score })}</p>`;
    }
    return html`<form class="card" lang=${this.localizer.locale} dir=${this.localizer.dir} @submit=${this.#onSubmit}>
      <fieldset>
        <legend>${t('rateQuestion')}</legend>
        <div class="scores">
          ${scores.map(
            (score) =>
              html`<label class="score" title=${t(`score.${score}`)}
                ><input
                  type="radio"
                  name="score"
                  .value=${String(score)}
                  aria-label=${t(`score.${score}`)}
                  .checked=${this.score === score}
                  @change=${() => (this.score = score)} /><svg viewBox="0 0 24 24" aria-hidden="true">
                  <circle cx="12" cy="12" r="10"></circle>
                  <path d="M9 9.5v.5M15 9.5v.5"></path>
                  <path d=${mouths[score]}></path></svg
              ></label>`,
          )}
        </div>
        <p class="chosen" aria-hidden="true">${this.score ? t(`score.${this.score}`) : nothing}</p>
      </fieldset>
      ${
        this.score === undefined
          ? nothing
          : html`<label class="field"
                ><span class="label">${t('rateComment')}</span><textarea class="input" rows="2" dir="auto" maxlength="1000"></textarea>
              </label>
              <button type="submit" class="button primary">${t('rateSubmit')}</button>`
      }
      ${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing}
    </form>`;
  }
}
