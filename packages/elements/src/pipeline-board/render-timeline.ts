import type { Stage, StageChange } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { calendar, clock, fileText, flag, mail, messageSquare, phone, stickyNote, users } from '../internal/icons.js';
import { renderText } from '../internal/message-text.js';
import { icon } from '../internal/parts/icon.js';
import { skeletonLines } from '../internal/parts/views.js';
import type { PanelData, TimelineEntry } from './panel-data.js';
import type { DealLocalizer } from './render-card.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long something took, in its largest whole unit. */
export function duration(ms: number, localizer: DealLocalizer): string {
  if (ms >= 2 * dayMs) return localizer.t('duration.days', { count: Math.floor(ms / dayMs) });
  if (ms >= hourMs) return localizer.t('duration.hours', { count: Math.floor(ms / hourMs) });
  if (ms >= minuteMs) return localizer.t('duration.minutes', { count: Math.floor(ms / minuteMs) });
  return localizer.t('duration.moment');
}

interface HistoryInput {
  readonly changes: readonly StageChange[];
  readonly stages: readonly Stage[];
  readonly localizer: DealLocalizer;
  readonly now: number;
}

/** The stages that a deal went through, the present one first, and how long it stayed in each. */
export function renderHistory({ changes, stages, localizer, now }: HistoryInput): TemplateResult {
  return html`<ol class="history" role="list">
    ${repeat(
      changes,
      ({ id }) => id,
      (change, i) => {
        const stage = stages.find(({ id }) => id === change.toStageId);
        const next = changes[i - 1];
        const time = duration(next ? next.durationMs : now - Date.parse(change.at), localizer);
        const isLast = !next && stage?.kind !== 'open';
        return html`<li class="history-entry" data-color=${stage?.color ?? ''} data-kind=${stage?.kind ?? 'open'}>
          <span class="dot"></span>
          <bdi class="history-stage truncate">${stage?.name ?? localizer.t('unmapped')}</bdi>
          <time class="history-at" datetime=${change.at} title=${localizer.date(change.at, 'moment')}
            >${localizer.date(change.at, 'shortDay')}</time
          >
          <span class="history-time numeric">${isLast ? nothing : next ? time : localizer.t('historyNow', { time })}</span>
        </li>`;
      },
    )}
  </ol>`;
}

const pictures: Readonly<Record<string, string>> = {
  call: phone,
  email: mail,
  meeting: users,
  note: stickyNote,
  stage: flag,
  form: fileText,
  visit: calendar,
  order: fileText,
  ticket: messageSquare,
  system: clock,
};

function renderEntry(entry: TimelineEntry, data: PanelData, localizer: DealLocalizer, now: number): TemplateResult {
  const isNote = 'note' in entry;
  const type = isNote ? 'note' : entry.activity.type;
  const who = data.agents.find(({ id }) => id === (isNote ? entry.note.authorId : entry.activity.actorId))?.name;
  return html`<li class="entry-line" part="timeline-entry">
    <span class="entry-icon">${icon(pictures[type] ?? clock)}</span>
    <div class="entry-body">
      <p class="entry-head">
        <span>${localizer.t(`activity.${type}`)}</span>${who ? html`<bdi>${who}</bdi>` : nothing}
        <time datetime=${entry.at} title=${localizer.date(entry.at, 'moment')}>${localizer.relative(entry.at, now)}</time>
      </p>
      <div class="entry-text" dir="auto">${isNote ? renderText(entry.note.text, entry.note.marks) : entry.activity.title}</div>
    </div>
  </li>`;
}

/** What happened in a deal, the latest first. */
export function renderTimeline(data: PanelData, localizer: DealLocalizer, now: number): TemplateResult {
  const entries = data.timeline;
  if (!entries) return skeletonLines(60, 80, 40);
  if (entries.length === 0) return html`<p class="quiet-text">${localizer.t('noTimeline')}</p>`;
  return html`<ol class="timeline" role="list" part="timeline">
      ${repeat(
        entries,
        ({ key }) => key,
        (entry) => renderEntry(entry, data, localizer, now),
      )}
    </ol>
    ${data.hasMore ? html`<button type="button" class="button small" @click=${() => data.showMore()}>${localizer.t('showMore')}</button>` : nothing}`;
}
