/** A row of the contact list. */
import type { Contact } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { card } from '../i18n/en/card.js';
import { styled } from '../internal/controllers/styled.js';
import type { Localizer } from '../internal/locale.js';
import { avatar } from '../internal/parts/avatar.js';
import { skeletonLines } from '../internal/parts/views.js';
import { primaryOf } from './contact-ways.js';
import { openLink } from './card-view.js';
import { renderStage } from './render-stage.js';

interface Row {
  localizer: Localizer<typeof card>;
  contact: Contact;
  name: string;
  company: string | undefined;
  owner: string | undefined;
  index: number;
  place: Record<string, string>;
  tabIndex: 0 | -1;
  /** It is open beside the list. */
  current: boolean;
  href: string | undefined;
  open: (click: Event) => void;
}

export function renderRow({ localizer, contact, name, company, owner, index, place, tabIndex, current, href, open }: Row): TemplateResult {
  const below = [contact.jobTitle?.trim(), primaryOf(contact.emails)?.value].find((text) => text && text !== name);
  return html`<div
    role="row"
    class="row ${current ? 'current' : ''}"
    part="row"
    data-index=${index}
    data-key=${contact.id}
    tabindex=${tabIndex}
    aria-rowindex=${index + 2}
    aria-current=${current ? 'true' : nothing}
    ${styled(place)}
  >
    <span role="gridcell" class="person">
      ${avatar({ id: contact.id, name })}
      <span class="words">
        ${openLink({ href, open, content: html`<bdi>${name}</bdi>`, label: localizer.t('open', { name }), className: 'name', tabIndex: -1 })}
        ${below ? html`<bdi class="below">${below}</bdi>` : nothing}
      </span>
    </span>
    <span role="gridcell" class="wide truncate">${company ? html`<bdi>${company}</bdi>` : nothing}</span>
    <span role="gridcell" class="wide truncate">${owner ? html`<bdi>${owner}</bdi>` : nothing}</span>
    <span role="gridcell" class="stage">${renderStage(localizer, contact.lifecycleStage)}</span>
  </div>`;
}

/** The shape of a row. */
export const renderGhostRow = (): TemplateResult =>
  html`<div class="ghost-row" aria-hidden="true"><span class="ghost-avatar"></span>${skeletonLines(40, 25)}</div>`;
