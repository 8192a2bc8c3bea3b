/** What stands in the place of the rows, and above them. */
import { html, nothing, type TemplateResult } from 'lit';
import type { people } from '../../i18n/en/people.js';
import { plus, search, upload, users } from '../../internal/icons.js';
import type { Localizer } from '../../internal/locale.js';
import { icon } from '../../internal/parts/icon.js';
import { emptyView, errorView } from '../../internal/parts/views.js';
import type { ContactColumn } from './contact-columns.js';
import type { ContactSort } from './contact-sorts.js';
import { renderGhostRow } from './render-row.js';

type ListLocalizer = Localizer<typeof people>;

export function renderFailed({ t }: ListLocalizer, text: string | undefined, retry: () => void): TemplateResult {
  const actions = html`<button type="button" class="button" @click=${retry}>${t('retry')}</button>`;
  return html`<slot name="error">${errorView({ title: t('failed'), text, actions })}</slot>`;
}

export const renderLoading = ({ t }: ListLocalizer): TemplateResult =>
  html`<slot name="loading"><div aria-hidden="true">${[1, 2, 3, 4, 5, 6, 7, 8].map(() => renderGhostRow())}</div></slot>
    <span class="visually-hidden">${t('loading')}</span>`;

interface Nobody {
  /** A search or a filter found nobody. */
  readonly narrowed: boolean;
  readonly showAll: () => void;
  /** Undefined where nothing can be written. */
  readonly add?: () => void;
  readonly bring?: () => void;
}

export function renderNobody({ t }: ListLocalizer, { narrowed, showAll, add, bring }: Nobody): TemplateResult {
  if (narrowed)
    return emptyView({
      title: t('noneFound'),
      text: t('noneFoundText'),
      picture: search,
      actions: html`<button type="button" class="button" @click=${showAll}>${t('showAll')}</button>`,
    });
  const actions = add
    ? html`<button type="button" class="button primary" @click=${add}>${icon(plus)}${t('new')}</button>
        <button type="button" class="button" @click=${bring}>${icon(upload)}${t('import')}</button>`
    : nothing;
  const text = add ? `${t('noneText')} ${t('noneDrop')}` : t('noneText');
  return html`<slot name="empty">${emptyView({ title: t('none'), text, picture: users, actions })}</slot>`;
}

interface ColumnHeads {
  readonly columns: readonly ContactColumn[];
  readonly canSelect: boolean;
  /** Undefined where a search decides. */
  readonly sort: ContactSort | undefined;
}

const sortFields = { name: 'name', activity: 'lastActivityAt', owner: 'ownerId' } as const;

/** The names of the columns. Which of them the rows follow, is said to screen readers. */
export function renderColumnHeads({ t }: ListLocalizer, { columns, canSelect, sort }: ColumnHeads): TemplateResult {
  const field = sort?.replace('-', '') as keyof typeof sortFields | 'created' | undefined;
  const sorted = field && field !== 'created' ? sortFields[field] : undefined;
  const head = (column: ContactColumn | 'name') =>
    html`<span
      role="columnheader"
      class="truncate ${column === 'name' ? '' : column}"
      aria-sort=${column === sorted ? (sort!.startsWith('-') ? 'descending' : 'ascending') : 'none'}
      >${t(`column.${column}`)}</span
    >`;
  return html`<div role="row" class="columns" aria-rowindex="1">
    ${canSelect ? html`<span role="columnheader"><span class="visually-hidden">${t('selectAll')}</span></span>` : nothing}
    ${(['name', ...columns] as const).map(head)}
  </div>`;
}
