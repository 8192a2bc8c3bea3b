import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { heading } from '../internal/parts/heading.js';
import { clipped } from './clipped.js';
import type { CsvFile } from './import.types.js';
import { fileCollections } from './import.types.js';
import { collectionName, type ImportView } from './import-view.js';
import type { ColumnMapping, CsvCollection, CsvTarget, DateOrder, RelatedCollection } from './interchange.js';
import { openFormats, relationOf } from './mapping-needs.js';
import { renderChoices } from './render-choices.js';
import { groupOf, targetName, type TargetGroup } from './target-names.js';

/** Columns that are shown at once: each has a list of all that it can go to. */
const columnsAtOnce = 40;

const mostSamples = 3;
const sampleRows = 200;
const sampleLength = 60;
/** Below, it is a guess. */
const sure = 0.6;

/** Some values of a column, each once. */
function samplesOf({ content: { table } }: CsvFile, column: number): string[] {
  const found = new Set<string>();
  for (const cells of table.rows.slice(0, sampleRows)) {
    const text = cells[column]?.trim() ?? '';
    if (text !== '') found.add(clipped(text, sampleLength));
    if (found.size === mostSamples) break;
  }
  return [...found];
}

const groups: readonly TargetGroup[] = ['main', 'addresses', 'custom'];

function renderTargets({ localizer, session }: ImportView, targets: readonly CsvTarget[], chosen: string | null): TemplateResult {
  const option = (target: CsvTarget) =>
    html`<option dir=${target.path.startsWith('custom.') ? 'auto' : nothing} value=${target.path} .selected=${target.path === chosen}>
      ${targetName(localizer, target, session.customFields)}
    </option>`;
  return html`<option value="" .selected=${chosen === null}>${localizer.t('map.nowhere')}</option>
    ${groups.map((group) => {
      const own = targets.filter((target) => groupOf(target) === group);
      return own.length > 0 ? html`<optgroup label=${localizer.t(`group.${group}`)}>${own.map(option)}</optgroup>` : nothing;
    })}`;
}

const dateOrders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];
const decimals = [
  ['.', 'point'],
  [',', 'comma'],
] as const;

/** What a person should say of a column whose cells can be read in two ways. */
function renderFormats(
  { session, localizer: { t }, readonly }: ImportView,
  file: CsvFile,
  mapping: ColumnMapping,
): TemplateResult | typeof nothing {
  const { column, formats } = mapping;
  const name = clipped(mapping.heading);
  const open = openFormats(mapping);
  if (open.length === 0) return nothing;
  const change = (event: Event) => (event.target as HTMLSelectElement).value;
  return html`<div class="formats">
    <span class="badge warning">${t('map.unclear')}</span>
    ${
      open.includes('date')
        ? html`<label class="field"
            ><span class="label">${t('map.date', { column: name })}</span
            ><select
              class="input"
              ?disabled=${readonly}
              @change=${(event: Event) => session.setFormat(file, column, { date: change(event) as DateOrder })}
            >
              ${dateOrders.map((order) => html`<option value=${order} .selected=${order === formats?.date}>${t(`date.${order}`)}</option>`)}
            </select></label
          >`
        : nothing
    }
    ${
      open.includes('decimal')
        ? html`<label class="field"
            ><span class="label">${t('map.decimal', { column: name })}</span
            ><select
              class="input"
              ?disabled=${readonly}
              @change=${(event: Event) => session.setFormat(file, column, { decimal: change(event) as '.' | ',' })}
            >
              ${decimals.map(([sign, word]) => html`<option value=${sign} .selected=${sign === formats?.decimal}>${t(`decimal.${word}`)}</option>`)}
            </select></label
          >`
        : nothing
    }
  </div>`;
}

function renderColumn(view: ImportView, file: CsvFile, mapping: ColumnMapping, targets: readonly CsvTarget[]): TemplateResult {
  const { session, localizer, readonly } = view;
  const { t } = localizer;
  const samples = samplesOf(file, mapping.column);
  return html`<li class="column ${mapping.target === null ? 'nowhere' : ''}">
    <span class="lines">
      <bdi class="column-name">${clipped(mapping.heading)}</bdi>
      <span class="muted samples">
        ${samples.length > 0 ? samples.map((sample, i) => html`${i > 0 ? ' · ' : nothing}<bdi>${sample}</bdi>`) : t('map.noValues')}
      </span>
    </span>
    <span class="target">
      <select
        class="input"
        aria-label=${t('map.target', { column: clipped(mapping.heading) })}
        ?disabled=${readonly}
        @change=${(event: Event) => void session.setTarget(file, mapping.column, (event.target as HTMLSelectElement).value || null)}
      >
        ${renderTargets(view, targets, mapping.target)}
      </select>
      ${mapping.target !== null && mapping.confidence < sure ? html`<span class="badge">${t('map.guess')}</span>` : nothing}
    </span>
    ${renderFormats(view, file, mapping)}
  </li>`;
}

/** In words which columns name records of which collection, and where these are looked for. */
function renderRelations(
  { session, localizer }: ImportView,
  file: CsvFile,
  targets: readonly CsvTarget[],
): TemplateResult | typeof nothing {
  const { t } = localizer;
  const related = file.content.mapping.columns.flatMap(({ heading: column, target }) => {
    const relation = relationOf(target);
    const collection = targets.find(({ path }) => path === target)?.collection;
    return relation && collection && !['stages', 'pipelines'].includes(collection) ? [{ column, by: relation.by, collection }] : [];
  });
  if (related.length === 0) return nothing;
  const fileOf = (collection: RelatedCollection) => session.csvFiles.find(({ content }) => content.mapping.collection === collection)?.name;
  const where = (collection: RelatedCollection) => {
    const name = fileOf(collection);
    return name === undefined ? t('relation.inStore') : t('relation.inFile', { file: name });
  };
  return html`<ul class="relations">
    ${related.map(
      ({ column, by, collection }) =>
        html`<li>
          ${t(by === 'key' ? 'relation.byKey' : 'relation.byName', { column: clipped(column), collection: collectionName(localizer, collection) })}:
          <span class="muted">${where(collection)}</span>
        </li>`,
    )}
  </ul>`;
}

function renderCsvFile(view: ImportView, file: CsvFile, targetsOf: (collection: CsvCollection) => readonly CsvTarget[]): TemplateResult {
  const { session, localizer, level, readonly } = view;
  const { t } = localizer;
  const { mapping } = file.content;
  const targets = targetsOf(mapping.collection);
  const list = `columns-${file.id}`;
  const shown = Math.min(Math.max(view.shownOf(list), columnsAtOnce), mapping.columns.length);
  return html`<section class="card" part="mapping" aria-labelledby="file-${file.id}">
    <div class="card-head">
      ${heading(level + 1, html`<bdi>${file.name}</bdi>`, { id: `file-${file.id}`, className: 'subtitle' })}
      <label class="field inline"
        ><span class="label">${t('map.collection')}</span
        ><select
          class="input"
          ?disabled=${readonly}
          @change=${(event: Event) => void session.setCollection(file, (event.target as HTMLSelectElement).value as CsvCollection)}
        >
          ${fileCollections.map((name) => html`<option value=${name} .selected=${name === mapping.collection}>${t(`one.${name}`)}</option>`)}
        </select></label
      >
    </div>
    <ul class="columns" aria-label=${t('map.columns', { file: file.name })}>
      ${repeat(
        mapping.columns.slice(0, shown),
        ({ column }) => `${mapping.collection} ${column}`,
        (column) => renderColumn(view, file, column, targets),
      )}
    </ul>
    ${
      shown < mapping.columns.length
        ? html`<p class="more">
            ${t('map.shown', { shown, count: mapping.columns.length })}
            <button type="button" class="button small" @click=${() => view.showMore(list, shown + columnsAtOnce)}>
              ${t('map.more', { count: Math.min(columnsAtOnce, mapping.columns.length - shown) })}
            </button>
          </p>`
        : nothing
    }
    ${renderRelations(view, file, targets)}
  </section>`;
}

/** What becomes of each column of each file. */
export function renderMap(view: ImportView, targetsOf: (collection: CsvCollection) => readonly CsvTarget[]): TemplateResult {
  const { session, localizer, level } = view;
  const { t } = localizer;
  return html`<p class="intro">${t('map.text')}</p>
    ${repeat(
      session.files,
      ({ id }) => id,
      (file) => {
        const { content } = file;
        if (content.kind === 'csv') return renderCsvFile(view, { ...file, content }, targetsOf);
        if (content.kind !== 'cards') return nothing;
        return html`<section class="card">
          ${heading(level + 1, html`<bdi>${file.name}</bdi>`, { className: 'subtitle' })}
          <p class="muted">${t('map.cards', { count: content.contacts.length })}</p>
        </section>`;
      },
    )}
    ${renderChoices(view)}`;
}
