/** What a small card says of a contact below its head. */
import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../internal/parts/avatar.js';
import { skeletonLines } from '../../internal/parts/views.js';
import type { CardView } from '../card-view.js';
import { waysTo } from '../contact-ways.js';
import type { RelatedRecords } from '../related-records.js';
import { renderWayLink, terms } from '../render-details.js';
import { renderSkeleton } from '../render-skeleton.js';

const kinds = ['email', 'phone'] as const;

/** The first e-mail address and telephone number, and who looks after the contact. */
export function renderFacts(view: CardView, { ownerIsToCome }: { ownerIsToCome: boolean }): TemplateResult {
  const { contact, localizer, owner } = view;
  const ways = waysTo(contact);
  const firsts = kinds.flatMap((kind) => ways.find((way) => way.kind === kind) ?? []);
  return html`<dl class="facts">
    ${firsts.map(
      (way) =>
        html`<div class="fact">
          <dt>${localizer.t(terms[way.kind])}</dt>
          <dd class="way-what">${renderWayLink(view, way)}</dd>
        </div>`,
    )}
    <div class="fact">
      <dt>${localizer.t('owner')}</dt>
      <dd class="person">
        ${
          owner
            ? html`${avatar({ id: owner.id, name: owner.name, size: 'small' })}<bdi>${owner.name}</bdi>`
            : ownerIsToCome
              ? skeletonLines(60)
              : html`<span class="muted">${localizer.t(contact.ownerId ? 'unknownPerson' : 'nobody')}</span>`
        }
      </dd>
    </div>
  </dl>`;
}

/** The shape of all that, with the head. */
export const renderGhost = (): TemplateResult =>
  html`${renderSkeleton('compact')}
    <div class="ghost-facts" aria-hidden="true">${skeletonLines(80, 60, 60)}</div>
    <div class="figures" aria-hidden="true">${[1, 2, 3].map(() => html`<div class="figure">${skeletonLines(60, 40)}</div>`)}</div>`;

/** How much is open with the contact. */
export function renderCounts({ localizer }: CardView, related: RelatedRecords): TemplateResult {
  return html`<dl class="figures">
    ${(['deals', 'tickets', 'tasks'] as const).map((kind) => {
      const { state, value } = related[kind];
      const count = value && html`${localizer.number(value.records.length)}${value.more ? '+' : nothing}`;
      return html`<div class="figure">
        <dt>${localizer.t(kind)}</dt>
        <dd class="numeric">
          ${state === 'error' ? html`<span aria-hidden="true">–</span><span class="visually-hidden">${localizer.t(`${kind}.failed`)}</span>` : (count ?? skeletonLines(40))}
        </dd>
      </div>`;
    })}
  </dl>`;
}
