/** The facts about a contact and the ways to reach it, as a list of terms. */
import { html, nothing, type TemplateResult } from 'lit';
import { copy as copyIcon, externalLink } from '../internal/icons.js';
import { foreignRel } from '../internal/links.js';
import { avatar } from '../internal/parts/avatar.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import type { CardView } from './card-view.js';
import { timeIn, waysTo, webText, type Way } from './contact-ways.js';
import { typeName } from './render-points.js';

export const terms = { email: 'emails', phone: 'phones', url: 'urls', social: 'socials', address: 'addresses' } as const;

/** The address or number itself, as a link where it leads somewhere, and of what kind it is. */
export function renderWayLink({ localizer, name }: CardView, { kind, text, href, type }: Way): TemplateResult {
  const shownType = type && (kind === 'social' ? type : typeName(localizer, type));
  const isWeb = kind === 'url' || kind === 'social';
  const shown = isWeb ? webText(text) : text;
  const label =
    kind === 'address' || !href
      ? ''
      : shownType
        ? localizer.t(`${kind}.nameType`, { name, type: shownType, text: shown })
        : localizer.t(`${kind}.name`, { name, text: shown });
  const content = html`<bdi dir=${kind === 'phone' ? 'ltr' : 'auto'}>${shown}</bdi>`;
  const link = !href
    ? html`<span class="way-text">${content}</span>`
    : isWeb
      ? html`<a class="way-text" href=${href} target="_blank" rel=${foreignRel} aria-label=${label}>${content}${icon(externalLink)}</a>`
      : html`<a class="way-text" href=${href} aria-label=${label}>${content}</a>`;
  const known = shownType && (kind === 'social' || shownType === type);
  return html`${link} ${shownType ? html`<span class="type">${known ? html`<bdi>${shownType}</bdi>` : shownType}</span>` : nothing}`;
}

function renderWay(view: CardView, way: Way): TemplateResult {
  const { localizer, copy } = view;
  const { text, primary } = way;
  return html`<dd class="way" part="way">
    <span class="way-what"
      >${renderWayLink(view, way)} ${primary ? html`<span class="type primary">${localizer.t('primary')}</span>` : nothing}</span
    >
    <button
      type="button"
      class="button quiet small icon-only copy"
      aria-label=${localizer.t('copy', { what: text })}
      @click=${() => copy(text)}
    >
      ${icon(copyIcon)}
    </button>
  </dd>`;
}

/** Everything that is known, in rows of a term and what stands for it. */
export function renderDetails(view: CardView): TemplateResult {
  const { contact, localizer, headingLevel, owner, now } = view;
  const t = localizer.t.bind(localizer);
  const ways = waysTo(contact);
  const kinds = (Object.keys(terms) as Way['kind'][]).map((kind) => ({ kind, of: ways.filter((way) => way.kind === kind) }));
  const time = contact.timeZone ? timeIn(contact.timeZone, localizer.locale, now) : undefined;
  return html`<section class="section" aria-labelledby="details" part="details">
    ${heading(headingLevel + 1, t('details'), { id: 'details', className: 'section-title' })}
    ${ways.length === 0 ? html`<p class="nothing">${t('noWays')}</p>` : nothing}
    <dl class="facts">
      ${kinds.map(({ kind, of }) =>
        of.length === 0
          ? nothing
          : html`<div class="fact">
              <dt>${t(terms[kind])}</dt>
              ${of.map((way) => renderWay(view, way))}
            </div>`,
      )}
      <div class="fact">
        <dt>${t('owner')}</dt>
        <dd class="person">
          ${owner ? html`${avatar({ id: owner.id, name: owner.name, size: 'small' })}<bdi>${owner.name}</bdi>` : html`<span class="muted">${t('nobody')}</span>`}
        </dd>
      </div>
      ${
        time
          ? html`<div class="fact">
              <dt>${t('localTime')}</dt>
              <dd><time>${time}</time></dd>
            </div>`
          : nothing
      }
    </dl>
  </section>`;
}
