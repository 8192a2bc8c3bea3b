import { html, nothing, type TemplateResult } from 'lit';
import { heading } from '../internal/parts/heading.js';
import { errorView, skeletonLines } from '../internal/parts/views.js';
import { clipped } from './clipped.js';
import type { FirstRecord } from './first-records.js';
import { renderFirst } from './render-first.js';
import type { Prepared } from './import.types.js';
import { countsInOrder, recordsText, type ImportView } from './import-view.js';
import { duplicateRow, duplicateText, gapTexts, remarkHeadings, remarkRow, remarkText } from './remarks.js';
import { renderList } from './render-list.js';
import { renderNames } from './render-names.js';

const section = (view: ImportView, id: string, title: string, content: unknown): TemplateResult =>
  html`<section class="card" part="section" aria-labelledby=${id}>
    ${heading(view.level + 1, title, { id, className: 'subtitle' })} ${content}
  </section>`;

function renderCounts(view: ImportView, { plan }: Prepared, first: readonly FirstRecord[]): TemplateResult {
  const { localizer } = view;
  const { t } = localizer;
  const counts = countsInOrder(plan.counts);
  return section(
    view,
    'counts',
    t('preview.counts'),
    html`${
      counts.length > 0
        ? html`<ul class="counts" part="counts">
            ${counts.map(([collection, count]) => html`<li class="badge brand numeric">${recordsText(localizer, collection, count)}</li>`)}
          </ul>`
        : html`<p>${t('preview.nothing')}</p>`
    }
    ${plan.already > 0 ? html`<p class="muted">${t('preview.already', { count: plan.already })}</p>` : nothing}
    ${renderFirst(view, first, t('preview.first'))}`,
  );
}

function renderDuplicates(view: ImportView, { plan }: Prepared): TemplateResult | typeof nothing {
  const { session, localizer, readonly } = view;
  const { t } = localizer;
  const { duplicates } = plan;
  if (duplicates.length === 0) return nothing;
  const title = t('duplicates.title');
  const choice = (value: 'skip' | 'create') =>
    html`<label class="check"
      ><input
        type="radio"
        name="duplicates"
        value=${value}
        ?disabled=${readonly}
        .checked=${session.choices.duplicates === value}
        @change=${() => void session.setDuplicates(value)}
      /><span>${t(`duplicates.${value}`)}</span></label
    >`;
  return section(
    view,
    'duplicates',
    title,
    html`<p>${t('duplicates.text', { count: duplicates.length })}</p>
      ${
        session.isResumed
          ? nothing
          : html`<div role="radiogroup" aria-label=${t('duplicates.choice')} class="radios">${choice('skip')}${choice('create')}</div>`
      }
      ${renderList(view, {
        key: 'duplicates',
        title,
        entries: duplicates,
        render: (duplicate) =>
          html`<li>
            <span class="muted numeric"><bdi>${duplicate.source}</bdi> · ${t('list.at', { line: duplicate.line })}</span>
            <span>${duplicateText(localizer, duplicate)}</span>
          </li>`,
        headings: remarkHeadings(localizer),
        row: (duplicate) => duplicateRow(localizer, duplicate),
      })}`,
  );
}

function renderGaps(view: ImportView, { plan }: Prepared): TemplateResult | typeof nothing {
  const texts = gapTexts(view.localizer, plan);
  if (texts.length === 0) return nothing;
  return section(
    view,
    'gaps',
    view.localizer.t('gaps.title'),
    html`<ul class="plain">
      ${texts.map((text) => html`<li class="numeric">${text}</li>`)}
    </ul>`,
  );
}

/** Everything that should be known about the files, with its place. */
export function renderRemarks(view: ImportView, title: string, remarks: Prepared['remarks']): TemplateResult | typeof nothing {
  const { localizer } = view;
  const { t } = localizer;
  if (remarks.length === 0) return nothing;
  return section(
    view,
    'remarks',
    title,
    renderList(view, {
      key: 'remarks',
      title,
      entries: remarks,
      render: (remark) =>
        html`<li>
          <span class="muted numeric"
            ><bdi>${remark.source}</bdi>${remark.line === undefined ? nothing : html` · ${t('list.at', { line: remark.line })}`}${
              remark.column === undefined ? nothing : html` · <bdi>${clipped(remark.column)}</bdi>`
            }</span
          >
          <span>${remarkText(localizer, remark)}</span>
          ${remark.value === undefined ? nothing : html`<bdi class="value truncate">${clipped(remark.value)}</bdi>`}
        </li>`,
      headings: remarkHeadings(localizer),
      row: (remark) => remarkRow(localizer, remark),
    }),
  );
}

/** What would be made, and what a person should know before it is. */
export function renderPreview(view: ImportView, first: readonly FirstRecord[]): TemplateResult {
  const { session, localizer, explain, act } = view;
  const { t } = localizer;
  const { prepared, problem, preparing } = session;
  if (problem) {
    const actions = html`<button type="button" class="button" @click=${act.retry}>${t('retry')}</button>`;
    return html`<slot name="error">${errorView({ title: t('preview.failed'), text: explain(problem), actions })}</slot>`;
  }
  if (!prepared)
    return html`<p>${t('preview.working')}</p>
      <progress aria-label=${t('preview.working')} max="1" value=${preparing ?? 0}></progress>
      ${skeletonLines(60, 80, 40)}`;
  return html`${session.isResumed && session.kept ? html`<p class="notice">${t('kept.resumed', { date: localizer.date(session.kept.at, 'moment') })}</p>` : nothing}
    <div class="sections" aria-busy=${preparing === undefined ? 'false' : 'true'}>
      ${renderCounts(view, prepared, first)} ${renderNames(view, prepared)} ${renderGaps(view, prepared)}
      ${renderDuplicates(view, prepared)} ${renderRemarks(view, t('remarks.title'), prepared.remarks)}
    </div>`;
}
