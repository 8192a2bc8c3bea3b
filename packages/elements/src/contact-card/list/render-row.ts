/** A row of the contact list. */
import type { Contact } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { people } from '../../i18n/en/people.js';
import { styled } from '../../internal/controllers/styled.js';
import type { Localizer } from '../../internal/locale.js';
import { avatar } from '../../internal/parts/avatar.js';
import { skeletonLines } from '../../internal/parts/views.js';
import { phoneText, primaryOf } from '../contact-ways.js';
import { renderStage } from '../render-stage.js';
import type { ContactColumn } from './contact-columns.js';

interface Row {
  readonly localizer: Localizer<typeof people>;
  readonly contact: Contact;
  readonly name: string;
  readonly company: string | undefined;
  readonly owner: string | undefined;
  readonly columns: readonly ContactColumn[];
  readonly index: number;
  readonly place: Record<string, string>;
  readonly tabIndex: (column: number) => 0 | -1;
  /** Undefined where nothing can be selected. */
  readonly selected: boolean | undefined;
  /** It is open beside the list. */
  readonly current: boolean;
  readonly href: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly click: (click: MouseEvent) => void;
  readonly toggle: (click: MouseEvent) => void;
}

export function renderRow(row: Row): TemplateResult {
  const { localizer, contact, name, index, current, selected, href, tabIndex } = row;
  const { t } = localizer;
  const below = [contact.jobTitle?.trim(), primaryOf(contact.emails)?.value].find((text) => text && text !== name);
  const label = t('open', { name });
  return html`<div
    role="row"
    class="row ${current ? 'current' : ''} ${selected ? 'selected' : ''}"
    part="row"
    data-index=${index}
    data-key=${contact.id}
    tabindex=${tabIndex(0)}
    aria-rowindex=${index + 2}
    aria-selected=${selected === undefined ? nothing : selected ? 'true' : 'false'}
    aria-current=${current ? 'true' : nothing}
    ${styled(row.place)}
    @click=${row.click}
  >
    ${
      selected === undefined
        ? nothing
        : html`<span role="gridcell" class="check"
            ><label class="hit"
              ><input
                type="checkbox"
                class="checkbox"
                data-column="1"
                tabindex=${tabIndex(1)}
                .checked=${selected}
                aria-label=${t('select', { name })}
                @click=${row.toggle} /></label
          ></span>`
    }
    <span role="gridcell" class="person">
      ${avatar({ id: contact.id, name })}
      <span class="words">
        ${
          href
            ? html`<a class="name" href=${href} aria-label=${label} data-column="2" tabindex=${tabIndex(2)}><bdi>${name}</bdi></a>`
            : html`<button type="button" class="name" aria-label=${label} data-column="2" tabindex=${tabIndex(2)}>
                <bdi>${name}</bdi>
              </button>`
        }
        ${below ? html`<bdi class="below">${below}</bdi>` : nothing}
      </span>
    </span>
    ${row.columns.map((column) => html`<span role="gridcell" class="cell truncate ${column}">${renderCell(column, row)}</span>`)}
  </div>`;
}

const text = (value: string | undefined) => (value ? html`<bdi title=${value}>${value}</bdi>` : nothing);

function renderCell(column: ContactColumn, { localizer, contact, company, owner, now }: Row): unknown {
  switch (column) {
    case 'companyId':
      return text(company);
    case 'ownerId':
      return text(owner);
    case 'emails':
      return text(primaryOf(contact.emails)?.value);
    case 'phones': {
      const phone = primaryOf(contact.phones);
      return text(phone && phoneText(phone));
    }
    case 'tags':
      return contact.tags.map((tag) => html`<bdi class="badge" title=${tag}><span class="truncate">${tag}</span></bdi> `);
    case 'lastActivityAt': {
      const at = contact.lastActivityAt;
      return at ? html`<time datetime=${at} title=${localizer.date(at, 'moment')}>${localizer.relative(at, now, 'short')}</time>` : nothing;
    }
    case 'lifecycleStage':
      return renderStage(localizer, contact.lifecycleStage);
  }
}

/** The shape of a row. */
export const renderGhostRow = (): TemplateResult =>
  html`<div class="ghost-row" aria-hidden="true"><span class="ghost-avatar"></span>${skeletonLines(40, 25)}</div>`;
