/** Sections of what hangs on a contact. */
import type { CrmError } from '@crm-elements/data';
import { calendarDateIn, formatMoney, sumMoney, toInstant, type Deal, type Ticket } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { CrmDealOpenEvent } from '../events/deal-open-event.js';
import { CrmTicketOpenEvent } from '../events/ticket-events.js';
import type { LiveController } from '../internal/live.js';
import { recordHref } from '../internal/links.js';
import { heading } from '../internal/parts/heading.js';
import { skeletonLines } from '../internal/parts/views.js';
import { ask, openLink, type CardView } from './card-view.js';
import type { RelatedRecords, Some } from './related-records.js';

interface RelatedHost extends EventTarget {
  readonly dealHref: string | undefined;
  readonly ticketHref: string | undefined;
}

interface RelatedView {
  readonly localizer: CardView['localizer'];
  readonly related: RelatedRecords;
  readonly host: RelatedHost;
  readonly headingLevel: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The calendar date here. */
  readonly today: string;
  readonly explain: (error: CrmError) => string;
}

type Kind = 'deals' | 'tickets';

/** More rows would push the rest of the card out of sight; the number in the heading is exact. */
const most = 5;

interface Section<R> {
  kind: Kind;
  live: LiveController<Some<R>, readonly [string]>;
  /** What stands beside the heading. */
  sum?: (records: readonly R[]) => unknown;
  row: (record: R) => TemplateResult;
}

function renderSection<R>({ localizer, headingLevel, explain }: RelatedView, { kind, live, sum, row }: Section<R>): TemplateResult {
  const { state, value, error } = live;
  const records = value?.records ?? [];
  const rest = records.length - most;
  const title = html`${localizer.t(kind)}${records.length ? html` <span class="count">${localizer.number(records.length)}${value?.more ? '+' : nothing}</span>` : nothing}`;
  return html`<section class="section" aria-labelledby=${kind} part=${kind}>
    <div class="section-head">
      ${heading(headingLevel + 1, title, { id: kind, className: 'section-title' })}${records.length && sum ? sum(records) : nothing}
    </div>
    ${
      state === 'error'
        ? html`<p class="section-error" role="alert">
            ${localizer.t(`${kind}.failed`)} ${error ? explain(error) : nothing}
            <button type="button" class="link-button" @click=${() => live.retry()}>${localizer.t('retry')}</button>
          </p>`
        : state !== 'ready'
          ? skeletonLines(80)
          : records.length === 0
            ? html`<p class="nothing">${localizer.t(`${kind}.none`)}</p>`
            : html`<ul class="rows" role="list">
                ${records.slice(0, most).map(row)}
              </ul>`
    }
    ${rest > 0 ? html`<p class="nothing">${value?.more ? localizer.t('moreUnknown') : localizer.t('more', { count: rest })}</p>` : nothing}
  </section>`;
}

function renderDeal({ localizer, related, host, today }: RelatedView, deal: Deal): TemplateResult {
  const stage = related.names.get('stages', deal.stageId);
  const { expectedCloseDate: date } = deal;
  const late = date != null && date < today;
  const day = date ? localizer.date(date, 'shortDay') : '';
  return html`<li class="row">
    <span class="row-main"
      >${openLink({
        href: recordHref(host.dealHref, deal.id),
        open: (click) => ask(host, new CrmDealOpenEvent(deal), click),
        content: html`<bdi>${deal.name}</bdi>`,
        label: localizer.t('deal.open', { deal: deal.name }),
      })}</span
    >
    <span class="row-end numeric">${deal.amount ? html`<bdi>${formatMoney(deal.amount, localizer.locale)}</bdi>` : nothing}</span>
    <span class="row-more">
      ${stage ? html`<bdi>${stage}</bdi>` : nothing}${stage && date ? html`<span class="dot" aria-hidden="true">·</span>` : nothing}${
        date ? html`<span class=${late ? 'late' : ''}>${localizer.t(late ? 'deal.late' : 'deal.closes', { date: day })}</span>` : nothing
      }${deal.amount ? nothing : html`${stage || date ? html`<span class="dot" aria-hidden="true">·</span>` : nothing}<span class="no-value">${localizer.t('noValue')}</span>`}
    </span>
  </li>`;
}

const statusKeys = {
  new: 'ticket.new',
  open: 'ticket.open.status',
  pending: 'ticket.pending',
  snoozed: 'ticket.snoozed',
  resolved: '',
  closed: '',
} as const;
const statusKinds = { new: 'info', open: 'brand', pending: '', snoozed: '', resolved: '', closed: '' } as const;

function renderTicket({ localizer, host, now }: RelatedView, ticket: Ticket): TemplateResult {
  const t = localizer.t.bind(localizer);
  const { id, number, subject, status, priority, lastActivityAt } = ticket;
  const key = statusKeys[status];
  const shown = subject.trim() || t('ticket.noSubject');
  return html`<li class="row">
    <span class="row-main"
      >${openLink({
        href: recordHref(host.ticketHref, id),
        open: (click) => ask(host, new CrmTicketOpenEvent(id), click),
        content: subject.trim() ? html`<bdi>${subject}</bdi>` : shown,
        label: t('ticket.open', { number: `#${number}`, subject: shown }),
      })}</span
    >
    <span class="row-end">${key ? html`<span class="badge ${statusKinds[status]}">${t(key)}</span>` : nothing}</span>
    <span class="row-more">
      <span class="numeric">#${number}</span><span class="dot" aria-hidden="true">·</span
      ><time datetime=${lastActivityAt} title=${localizer.date(lastActivityAt, 'moment')}
        >${localizer.relative(lastActivityAt, now, 'short')}</time
      >${priority === 'urgent' || priority === 'high' ? html`<span class="late">${t(`ticket.${priority}`)}</span>` : nothing}
    </span>
  </li>`;
}

/** Open deals with their value, open tickets. */
export function renderRelated(
  { localizer, headingLevel, now }: CardView,
  { related, host, explain }: Pick<RelatedView, 'related' | 'host' | 'explain'>,
): TemplateResult {
  const today = calendarDateIn(toInstant(now), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const view = { localizer, related, host, headingLevel, now, today, explain };
  const sums = (deals: readonly Deal[]) => {
    const amounts = sumMoney(deals.map(({ amount }) => amount));
    return html`<span class="section-sum numeric">${amounts.map((sum) => html`<bdi>${formatMoney(sum, localizer.locale)}</bdi>`)}</span>`;
  };
  return html`${renderSection(view, { kind: 'deals', live: related.deals, sum: sums, row: (deal) => renderDeal(view, deal) })}
  ${renderSection(view, { kind: 'tickets', live: related.tickets, row: (ticket) => renderTicket(view, ticket) })}`;
}
