import type { CrmClient, CrmError } from '@crm-elements/data';
import { displayName, formatMoney, sumMoney, type Company, type Contact, type Deal } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { company } from '../../i18n/en/company.js';
import { ClientController } from '../../internal/client.js';
import { building, externalLink } from '../../internal/icons.js';
import { LiveController } from '../../internal/live.js';
import { foreignRel } from '../../internal/links.js';
import { Localizer } from '../../internal/locale.js';
import { avatar, avatars } from '../../internal/parts/avatar.js';
import { heading } from '../../internal/parts/heading.js';
import { icon } from '../../internal/parts/icon.js';
import { skeletonLines, views } from '../../internal/parts/views.js';
import { badges } from '../../internal/styles/badges.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import { openLink } from '../card-view.js';
import { webHref } from '../contact-ways.js';
import { factStyles } from '../facts.styles.js';
import type { RecordWay } from '../render-custom-value.js';
import { readCompany, type CompanyData, type Part } from './company-data.js';

/** More rows are shown when they are asked for. */
const mostAtFirst = 5;

type List = 'people' | 'deals' | 'children';

/**
 * A company in brief: what it is, whom it is part of, its people with their titles, its open deals with their value. Inside
 * `<crm-contact-card>`, which gives it all it needs.
 */
export class CrmCompanyView extends LitElement {
  static override styles = [
    content,
    buttons,
    badges,
    avatars,
    views,
    factStyles,
    css`
      :host {
        display: block;
        inline-size: 340px;
        max-inline-size: 100%;
        font-size: var(--_font-size-sm);
      }
      .root:focus {
        outline: none;
      }
      .head {
        display: flex;
        align-items: flex-start;
        gap: 12px;
        --_icon: 20px;
      }
      .logo {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        border-radius: var(--_radius-control);
        background: var(--_color-surface-sunken);
        color: var(--_color-text-muted);
      }
      .name {
        font-size: var(--_font-size-lg);
        font-weight: var(--_font-weight-semibold);
        line-height: var(--_line-height-tight);
        overflow-wrap: anywhere;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin-block-start: 4px;
      }
      .part {
        margin-block-start: 6px;
        color: var(--_color-text-muted);
      }
      .part-of {
        margin-block-start: 16px;
      }
      .section-head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 2px 8px;
      }
      .section-title {
        margin-block-end: 6px;
      }
      .rows {
        display: grid;
        gap: 6px;
      }
      .row {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 8px;
        overflow-wrap: anywhere;
      }
      .row.plain {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .under {
        display: block;
        color: var(--_color-text-muted);
        font-size: var(--_font-size-xs);
      }
      .open {
        min-block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--_color-text);
        font: inherit;
        font-weight: var(--_font-weight-medium);
        text-align: start;
        text-decoration: none;
        cursor: pointer;
      }
      .open:hover {
        text-decoration: underline;
      }
      .domain {
        display: inline-flex;
        align-items: center;
        gap: 3px;
        min-block-size: 24px;
        --_icon: 12px;
      }
      .foot-line {
        margin-block-start: 6px;
      }
    `,
  ];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) companyId = '';
  @property({ type: Number }) level = 3;
  /** The ways to what it shows. */
  @property({ attribute: false }) wayTo: (collection: string, id: string) => RecordWay | undefined = () => undefined;
  @property({ attribute: false }) wayToDeal: ((deal: Deal) => RecordWay) | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @query('.root') protected readonly root!: HTMLElement;

  /** The lists that are shown as far as they were read. */
  @state() protected whole: ReadonlySet<List> = new Set();

  readonly #localizer = new Localizer(this, 'company', company);
  readonly #clients = new ClientController(this, () => false);
  readonly #data = new LiveController<CompanyData, readonly [string]>(this, this.#clients, {
    args: () => (this.companyId ? [this.companyId] : undefined),
    start: (client, [id], { next, fail }) => void readCompany(client, id).then(next, fail),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('companyId')) this.whole = new Set();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The way to the other company is gone with the one before.
    if (changed.get('companyId')) this.root.focus();
  }

  protected override render(): TemplateResult {
    const { t, dir, locale } = this.#localizer;
    const { value, state: reading, error } = this.#data;
    return html`<div class="root" tabindex="-1" dir=${dir} lang=${locale} aria-busy=${reading === 'loading' ? 'true' : 'false'}>
      ${
        reading === 'error'
          ? html`<p class="section-error" role="alert">
              ${t('failed')} ${error ? this.explain(error) : nothing}
              <button type="button" class="link-button" @click=${() => this.#data.retry()}>${t('retry')}</button>
            </p>`
          : !value
            ? skeletonLines(80)
            : value.company
              ? this.#renderCompany(value, value.company)
              : html`<p class="nothing">${t('gone')}</p>`
      }
    </div>`;
  }

  #renderCompany({ parent, people, deals, children }: CompanyData, { id, name, type, industry, domains }: Company): TemplateResult {
    const { t } = this.#localizer;
    const [domain] = domains;
    const href = domain && webHref(domain);
    const way = this.wayTo('companies', id);
    const sums = sumMoney(deals.records.map(({ amount }) => amount));
    return html`<div class="head">
        <span class="logo">${icon(building)}</span>
        <div>
          ${heading(this.level, way?.href ? openLink({ ...way, content: html`<bdi>${name}</bdi>`, label: t('open', { name }) }) : html`<bdi>${name}</bdi>`, { className: 'name' })}
          <div class="marks">
            <span class="badge">${t(`type.${type}`)}</span>${industry ? html`<bdi class="muted">${industry}</bdi>` : nothing}
            ${
              domain
                ? href
                  ? html`<a class="domain" href=${href} target="_blank" rel=${foreignRel} aria-label=${t('website', { domain })}
                      ><bdi>${domain}</bdi>${icon(externalLink)}</a
                    >`
                  : html`<bdi class="muted">${domain}</bdi>`
                : nothing
            }
          </div>
          ${parent ? html`<p class="part">${t('partOf')} ${this.#renderName(this.wayTo('companies', parent.id), parent.name)}</p>` : nothing}
        </div>
      </div>
      ${this.#renderList('people', people, (contact) => this.#renderPerson(contact))}
      ${this.#renderList(
        'deals',
        deals,
        (deal) => this.#renderDeal(deal),
        sums.map((sum) => html`<bdi class="numeric">${formatMoney(sum, this.#localizer.locale)}</bdi> `),
      )}
      ${
        children.length > 0
          ? this.#renderList(
              'children',
              { records: children, more: false },
              (child) => html`<li class="row plain">${this.#renderName(this.wayTo('companies', child.id), child.name)}</li>`,
            )
          : nothing
      }`;
  }

  #renderName(way: RecordWay | undefined, name: string): TemplateResult {
    const content = html`<bdi>${name}</bdi>`;
    return way ? openLink({ ...way, content, label: this.#localizer.t('open', { name }) }) : content;
  }

  #renderList<R>(list: List, { records, more }: Part<R>, row: (record: R) => TemplateResult, end: unknown = nothing): TemplateResult {
    const { t } = this.#localizer;
    const whole = this.whole.has(list);
    const shown = whole ? records : records.slice(0, mostAtFirst);
    const count = this.#localizer.number(records.length);
    return html`<div class="part-of" role="group" aria-labelledby=${list}>
      <div class="section-head">
        ${heading(this.level + 1, html`${t(list)}${records.length ? html` <span class="count">${count}${more ? '+' : nothing}</span>` : nothing}`, { id: list, className: 'section-title' })}
        ${records.length ? end : nothing}
      </div>
      ${records.length === 0 ? html`<p class="nothing">${t(list === 'deals' ? 'deals.none' : 'people.none')}</p>` : nothing}
      <ul class="rows" role="list" data-list=${list}>
        ${shown.map(row)}
      </ul>
      ${
        shown.length < records.length || more
          ? html`<p class="nothing foot-line">
              ${t(more ? 'shownOfMore' : 'shownOf', { n: shown.length, count })}
              ${
                whole
                  ? nothing
                  : html`<button type="button" class="link-button" aria-label=${t(`showAll.${list}`)} @click=${() => this.#showAll(list)}>
                      ${t('showAll')}
                    </button>`
              }
            </p>`
          : nothing
      }
    </div>`;
  }

  #renderPerson(contact: Contact): TemplateResult {
    const name = displayName(contact, undefined, this.#localizer.t('unnamed'));
    const { id, jobTitle } = contact;
    return html`<li class="row">
      ${avatar({ id, name, size: 'small' })}
      <span>${this.#renderName(this.wayTo('contacts', id), name)}${jobTitle ? html`<bdi class="under">${jobTitle}</bdi>` : nothing}</span>
    </li>`;
  }

  #renderDeal(deal: Deal): TemplateResult {
    const { name, amount } = deal;
    return html`<li class="row plain">
      ${this.#renderName(this.wayToDeal?.(deal), name)}
      <span class="numeric"
        >${amount ? html`<bdi>${formatMoney(amount, this.#localizer.locale)}</bdi>` : html`<span class="muted">${this.#localizer.t('noValue')}</span>`}</span
      >
    </li>`;
  }

  #showAll(list: List): void {
    this.whole = new Set([...this.whole, list]);
    // The button is gone: focus goes on in what it has shown.
    void this.updateComplete.then(() => this.renderRoot.querySelectorAll<HTMLElement>(`[data-list="${list}"] .open`)[mostAtFirst]?.focus());
  }
}
