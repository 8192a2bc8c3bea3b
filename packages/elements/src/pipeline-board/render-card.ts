import type { Deal, Stage } from '@crm-elements/schema';
import { formatMoney, rottingSince } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { board } from '../i18n/en/board.js';
import type { deal } from '../i18n/en/deal.js';
import { cached } from '../i18n/format.js';
import { arrowRight, clock, ellipsis, triangleAlert } from '../internal/icons.js';
import { recordHref } from '../internal/links.js';
import type { Localizer } from '../internal/locale.js';
import { avatar } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { isLate } from './filter.js';
import type { NamedRecord } from './pipeline-board.types.js';

export type BoardLocalizer = Localizer<typeof board>;
export type DealLocalizer = Localizer<typeof deal>;

/** What a card shows beside the deal itself. */
export interface CardInput {
  readonly deal: Deal;
  readonly stage: Stage | undefined;
  readonly owner: NamedRecord | undefined;
  readonly company: NamedRecord | undefined;
  /** Epoch milliseconds, and the date on the clock of whoever looks. */
  readonly now: number;
  readonly today: string;
  readonly headingLevel: number;
  /** The template of the page's own addresses of deals. */
  readonly dealHref: string | undefined;
  readonly movable: boolean;
}

/** What is done with a card. */
export interface CardHandlers {
  readonly open: (event: Event) => void;
  readonly move?: (event: Event) => void;
}

const dayMs = 86_400_000;

/** What a deal is called. */
export const dealName = (deal: Pick<Deal, 'name'>, localizer: { t(key: 'unnamed'): string }): string =>
  deal.name.trim() || localizer.t('unnamed');

/** Money without decimals where they are all zero. */
export const shortMoney = (value: Parameters<typeof formatMoney>[0], locale: string): string =>
  formatMoney(value, locale, { trailingZeroDisplay: 'stripIfInteger' });

/** Says that nothing has happened in a deal for too long: in short for the eye, in full for the ear. */
function rotting({ deal, stage, now }: CardInput, localizer: BoardLocalizer): TemplateResult | undefined {
  const since = stage && rottingSince(deal, stage);
  if (!since || Date.parse(since) > now) return undefined;
  const count = Math.floor((now - Date.parse(since)) / dayMs) + stage.rotAfterDays!;
  const text = stage.rotBasis === 'lastActivity' ? localizer.t('idle', { count }) : localizer.t('stuck', { count });
  const short = localizer.number(count, { style: 'unit', unit: 'day', unitDisplay: 'narrow' });
  return html`<span class="badge warning idle" part="card-rotting" role="img" aria-label=${text} title=${text}
    >${icon(clock)}<time datetime="P${count}D">${short}</time></span
  >`;
}

/** With the year, as short as can be. */
const shortDate = (date: string, locale: string): string =>
  cached('date', locale, shortStyle, () => new Intl.DateTimeFormat(locale, shortStyle)).format(new Date(date));
const shortStyle = { day: 'numeric', month: 'short', year: '2-digit', timeZone: 'UTC' } as const;

function closeDate({ deal, today }: CardInput, localizer: BoardLocalizer): TemplateResult | typeof nothing {
  const date = deal.expectedCloseDate;
  if (!date || deal.status !== 'open') return nothing;
  const late = isLate(deal, today);
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  const full = localizer.date(date);
  return html`<span
    class="date ${late ? 'late' : ''}"
    part="card-date"
    title=${late ? localizer.t('lateSince', { date: full }) : localizer.t('closes', { date: full })}
    >${late ? icon(triangleAlert) : nothing}${late ? html`<span class="visually-hidden">${localizer.t('late')} </span>` : nothing}<time
      datetime=${date}
      >${sameYear ? localizer.date(date, 'shortDay') : shortDate(date, localizer.locale)}</time
    ></span
  >`;
}

function tagsOf({ deal: { tags } }: CardInput, localizer: BoardLocalizer): TemplateResult | undefined {
  const [first] = tags;
  if (first === undefined) return undefined;
  const more = tags.length - 1;
  return html`<bdi class="tag" part="card-tag" title=${first}>${first}</bdi>${
      more > 0
        ? html`<span
            class="more"
            data-people
            role="img"
            title=${localizer.list(tags.slice(1))}
            aria-label=${`${localizer.t('moreTags', { count: more })}: ${localizer.list(tags.slice(1))}`}
            >${localizer.number(more, { signDisplay: 'always' })}</span
          >`
        : nothing
    }`;
}

/** The inside of a deal's card. The same for a card on a board and for one that stands alone. */
export function renderCard(input: CardInput, localizer: BoardLocalizer, { open, move }: CardHandlers): TemplateResult {
  const { deal, owner, company, headingLevel, dealHref, movable } = input;
  const name = dealName(deal, localizer);
  const href = recordHref(dealHref, deal.id);
  const next = deal.nextStep?.trim();
  const idle = rotting(input, localizer);
  const tags = tagsOf(input, localizer);
  const when = closeDate(input, localizer);
  return html`<article class="card" part="card" aria-labelledby="name-${deal.id}">
    <div class="head">
      <div class="name" role="heading" aria-level=${headingLevel} part="card-name" id="name-${deal.id}">
        ${
          href
            ? html`<a class="open" href=${href} dir="auto" title=${name} @click=${open}>${name}</a>`
            : html`<button type="button" class="open" data-draggable dir="auto" title=${name} @click=${open}>${name}</button>`
        }
      </div>
      ${
        movable && move
          ? html`<button
              type="button"
              class="move"
              part="card-move"
              aria-haspopup="menu"
              aria-label=${localizer.t('move', { deal: name })}
              @click=${move}
            >
              ${icon(ellipsis)}
            </button>`
          : nothing
      }
    </div>
    ${
      company || idle
        ? html`<div class="line">
            ${company ? html`<bdi class="company truncate" part="card-company" title=${company.name}>${company.name}</bdi>` : nothing}${idle}
          </div>`
        : nothing
    }
    ${
      next || tags
        ? html`<div class="line">
            ${next ? html`<bdi class="next truncate" part="card-next" title=${localizer.t('next', { what: next })}>${icon(arrowRight, 'mirrored')}${next}</bdi>` : nothing}${tags}
          </div>`
        : nothing
    }
    <div class="facts">
      <span class="value numeric ${deal.amount ? '' : 'unknown'}" part="card-value"
        >${deal.amount ? shortMoney(deal.amount, localizer.locale) : localizer.t('noValue')}</span
      >
      ${
        when !== nothing || owner
          ? html`<span class="end"
              >${when}${
                owner
                  ? html`<span
                      class="owner"
                      part="card-owner"
                      data-people
                      role="img"
                      aria-label=${localizer.t('ownedBy', { name: owner.name })}
                      title=${owner.name}
                      >${avatar({ ...owner, picture: undefined, size: 'small' })}</span
                    >`
                  : nothing
              }</span
            >`
          : nothing
      }
    </div>
  </article>`;
}
