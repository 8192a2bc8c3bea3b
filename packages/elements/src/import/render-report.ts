import { html, nothing, type TemplateResult } from 'lit';
import { clipped } from './clipped.js';
import type { FirstRecord } from './first-records.js';
import { countsOf, type Prepared, type Running } from './import.types.js';
import { countsInOrder, recordsText, type ImportView } from './import-view.js';
import { duplicateRow, gapTexts, isLeftOut, remarkHeadings, remarkRow } from './remarks.js';
import { renderRemarks } from './render-preview.js';
import { heading } from '../internal/parts/heading.js';

type At<State extends Running['state']> = Extract<Running, { state: State }>;

const button = (text: string, press: () => void, kind = '') =>
  html`<button type="button" class="button ${kind}" @click=${press}>${text}</button>`;

/** While records are written. */
function renderWriting({ session, localizer: { t } }: ImportView, { committed, total, stopping }: At<'writing'>): TemplateResult {
  const progress = t('run.progress', { committed, total });
  return html`<progress aria-label=${progress} max=${total || 1} value=${committed}></progress>
    <p class="numeric">${stopping ? t('run.stopping') : progress}</p>
    <p class="muted">${t('run.leave')}</p>
    <div class="actions">
      <button type="button" class="button" aria-disabled=${stopping ? 'true' : nothing} @click=${() => session.stop()}>
        ${t('run.stop')}
      </button>
    </div>`;
}

/** While they are taken back. */
function renderRemoving({ localizer: { t } }: ImportView, { committed, total }: At<'removing'>): TemplateResult {
  const progress = t('removing.progress', { committed, total });
  return html`<progress aria-label=${progress} max=${total || 1} value=${committed}></progress>
    <p class="numeric">${progress}</p>`;
}

function renderStands({ localizer }: ImportView, { plan }: Prepared, committed: number): TemplateResult | typeof nothing {
  const counts = countsInOrder(countsOf(plan, committed));
  if (counts.length === 0) return nothing;
  return html`<p class="label" id="stands">${localizer.t('report.stands')}</p>
    <ul class="counts" part="counts" aria-labelledby="stands">
      ${counts.map(([collection, count]) => html`<li class="badge success numeric">${recordsText(localizer, collection, count)}</li>`)}
    </ul>`;
}

/** What can be done about an import that stands, in whole or in part. */
function renderEnd(view: ImportView, more: unknown): TemplateResult {
  const { session, localizer, act, readonly } = view;
  const { t } = localizer;
  return html`<div class="actions">
      ${more} ${button(t('report.more'), act.startAnew)}
      ${session.canTakeBack && !readonly ? button(t('report.takeBack'), act.takeBack, 'danger') : nothing}
    </div>
    <p class="muted">
      ${session.canTakeBack ? t('report.takeBackText') : session.prepared && session.prepared.plan.already > 0 ? t('report.notExact') : nothing}
    </p>`;
}

/** An import that was stopped, or that the store did not take to its end. */
function renderHalted(view: ImportView, running: At<'stopped'> | At<'failed'>): TemplateResult {
  const { session, localizer, explain, readonly } = view;
  const { t } = localizer;
  const { committed, total } = running;
  const { prepared } = session;
  return html`<p class="numeric" role=${running.state === 'failed' ? 'alert' : nothing}>
      ${
        running.state === 'failed'
          ? t('failed.text', { reason: explain(running.error), committed, total })
          : t('stopped.text', { committed, total })
      }
    </p>
    ${prepared ? renderStands(view, prepared, committed) : nothing}
    ${renderEnd(view, readonly ? nothing : button(t('run.goOn'), view.act.goOn, 'primary'))}`;
}

const mostNames = 5;

/** Names that stand for nothing, the first of them in words. */
function unresolvedText({ localizer }: ImportView, { plan }: Prepared): string | undefined {
  const names = plan.unresolved.map(({ name }) => clipped(name));
  if (names.length === 0) return undefined;
  const { t } = localizer;
  const first = localizer.list(names.slice(0, mostNames));
  const rest = names.length - mostNames;
  return t('report.unresolved', { count: names.length, names: rest > 0 ? t('report.andMore', { names: first, count: rest }) : first });
}

/** What was not taken, and why; in words, then each by its place. */
function renderNotTaken(view: ImportView, prepared: Prepared): TemplateResult {
  const { session, localizer, level } = view;
  const { t } = localizer;
  const { plan } = prepared;
  const left = session.choices.duplicates === 'skip' ? plan.duplicates : [];
  const remarks = prepared.remarks.filter(isLeftOut);
  const texts = [
    ...(left.length > 0 ? [t('report.left', { count: left.length })] : []),
    ...[unresolvedText(view, prepared)].filter((text) => text !== undefined),
    ...gapTexts(localizer, plan),
  ];
  const rows = () => [
    ...left.map((duplicate) => duplicateRow(localizer, duplicate)),
    ...plan.unresolved.flatMap(({ collection, name, rows: all }) => [
      ['', '', t(`of.${collection}`), t('names.title'), `${name} (${all.length})`],
    ]),
    ...remarks.map((remark) => remarkRow(localizer, remark)),
  ];
  return html`<section class="card" part="report" aria-labelledby="not-taken">
      ${heading(level + 1, t('report.notTaken'), { id: 'not-taken', className: 'subtitle' })}
      ${
        texts.length + remarks.length > 0
          ? html`<ul class="plain">
                ${texts.map((text) => html`<li class="numeric">${text}</li>`)}
              </ul>
              <div class="actions">
                ${button(t('report.download'), () => view.download(t('report.notTaken'), remarkHeadings(localizer), rows()))}
              </div>`
          : html`<p>${t('report.all')}</p>`
      }
    </section>
    ${renderRemarks(view, t('remarks.title'), remarks)}`;
}

/** What an import has come to. */
export function renderReport(view: ImportView, first: readonly FirstRecord[]): TemplateResult | typeof nothing {
  const { session, localizer, explain } = view;
  const { t } = localizer;
  const { running, prepared } = session;
  if (!running || !prepared) return nothing;
  switch (running.state) {
    case 'writing':
      return renderWriting(view, running);
    case 'removing':
      return renderRemoving(view, running);
    case 'stopped':
    case 'failed':
      return renderHalted(view, running);
    case 'not-removed':
      return html`<p role="alert">${t('notRemoved.text', { reason: explain(running.error) })}</p>
        <div class="actions">${button(t('retry'), view.act.takeBack, 'primary')} ${button(t('report.more'), view.act.startAnew)}</div>`;
    case 'removed':
      return html`<p class="numeric">${t('removed.text', { count: running.removed })}</p>
        ${running.kept > 0 ? html`<p class="numeric">${t('removed.kept', { count: running.kept })}</p>` : nothing}
        <div class="actions">${button(t('report.more'), view.act.startAnew, 'primary')}</div>`;
    case 'done':
      return html`<p class="numeric">${t('report.text', { count: running.committed })}</p>
        ${renderStands(view, prepared, running.committed)} ${renderLook(view, first)} ${renderEnd(view, nothing)}
        ${renderNotTaken(view, prepared)}`;
  }
}

/** The first records that were made, to look at. */
function renderLook(view: ImportView, first: readonly FirstRecord[]): TemplateResult | typeof nothing {
  if (first.length === 0) return nothing;
  return html`<p class="label" id="look">${view.localizer.t('report.first')}</p>
    <ul class="looks" aria-labelledby="look">
      ${first.map(({ collection, record, name }) => html`<li>${view.renderName(collection, record, name)}</li>`)}
    </ul>`;
}
