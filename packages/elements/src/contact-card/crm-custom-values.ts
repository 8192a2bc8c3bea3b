import type { CustomField, CustomValues } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { fields } from '../i18n/en/fields.js';
import { triangleAlert } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import { badges } from '../internal/styles/badges.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { customRows } from './custom-rows.js';
import type { NameOfRecord } from './custom-text.js';
import { factStyles } from './facts.styles.js';
import { renderCustomValue, type RecordWay } from './render-custom-value.js';

/** The values of fields that a company added to its contacts. Inside `<crm-contact-card>`, which gives it all it needs. */
export class CrmCustomValues extends LitElement {
  static override styles = [
    content,
    buttons,
    badges,
    factStyles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      :host([hidden]) {
        display: none;
      }
      .fact {
        grid-template-columns: minmax(88px, 2fr) minmax(0, 5fr);
      }
      .fact dt,
      .fact dd {
        overflow-wrap: anywhere;
      }
      .fact dd:has(.way-text) {
        padding-block: 0;
      }
      .as-written {
        white-space: pre-line;
      }
      .values {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
      }
      .values .badge {
        white-space: normal;
      }
      .yes-no,
      .missing {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        --_icon: 14px;
      }
      .missing {
        align-items: flex-start;
        color: var(--_color-warning-text);
      }
      .missing .icon {
        margin-block-start: 3px;
      }
      .open {
        padding: 0;
        border: 0;
        border-radius: 3px;
        background: none;
        color: var(--_color-text);
        font: inherit;
        text-align: start;
        text-decoration: underline;
        text-decoration-color: var(--_color-border-strong);
        cursor: pointer;
      }
      .compact {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        font-size: var(--_font-size-sm);
      }
      .pair {
        display: flex;
        gap: 6px;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .pair dt {
        color: var(--_color-text-muted);
      }
      .pair dd {
        min-inline-size: 0;
      }
      .pair .way-text {
        min-block-size: 24px;
      }
    `,
  ];

  @property({ attribute: false }) fields: readonly CustomField[] = [];
  @property({ attribute: false }) custom: CustomValues | undefined;
  @property({ type: Boolean }) compact = false;
  @property({ type: Number }) level = 3;
  @property({ attribute: false }) nameOf: NameOfRecord = () => undefined;
  /** The way to a record that a value points at. */
  @property({ attribute: false }) wayTo: (collection: string, id: string) => RecordWay | undefined = () => undefined;
  /** Why the fields could not be read; values are then shown under their keys. */
  @property({ attribute: false }) problem: string | undefined;
  @property({ attribute: false }) retry: (() => void) | undefined;

  readonly #localizer = new Localizer(this, 'fields', fields);

  protected override render(): TemplateResult {
    const localizer = this.#localizer;
    const { t, locale, dir } = localizer;
    const rows = customRows(this.fields, this.custom, { compact: this.compact });
    this.hidden = rows.length === 0 && this.problem === undefined;
    const context = { localizer, nameOf: this.nameOf, open: this.wayTo };
    if (this.compact)
      return html`<dl class="compact" lang=${locale} dir=${dir}>
        ${rows.map(
          (row) =>
            html`<div class="pair">
              <dt><bdi>${row.label}</bdi></dt>
              <dd>${renderCustomValue(context, row)}</dd>
            </div>`,
        )}
      </dl>`;
    return html`<section aria-labelledby="heading" lang=${locale} dir=${dir}>
      ${heading(this.level, t('heading'), { id: 'heading', className: 'section-title' })}
      ${
        this.problem === undefined
          ? nothing
          : html`<p class="section-error" role="alert">
              ${t('failed')} ${this.problem} <button type="button" class="link-button" @click=${() => this.retry?.()}>${t('retry')}</button>
            </p>`
      }
      <dl class="facts">
        ${rows.map(
          (row) =>
            html`<div class="fact">
              <dt><bdi>${row.label}</bdi></dt>
              <dd>
                ${row.missing ? html`<span class="missing">${icon(triangleAlert)}${t('missing')}</span>` : renderCustomValue(context, row)}
              </dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }
}
