/** The form of a merge: which contact stays, what they differ in, what moves. */
import type { Contact, Json } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../internal/parts/avatar.js';
import { both, defaultPick, type MergePick, type MergeRow } from './merge-rows.js';
import { fieldLabel, fieldLines, type MergeTexts } from './merge-text.js';
import { relatedKinds, sumOf, type RelatedCounts } from './related-counts.js';

export interface MergeForm {
  readonly texts: MergeTexts;
  readonly contacts: readonly [Contact, Contact];
  /** What they are called, in their order; so their pictures and counts. */
  readonly names: readonly [string, string];
  readonly pictures: readonly [string | undefined, string | undefined];
  readonly counts: readonly [RelatedCounts, RelatedCounts] | undefined;
  readonly rows: readonly MergeRow[];
  readonly picks: ReadonlyMap<string, MergePick>;
  readonly keepId: string;
  readonly busy: boolean;
  readonly problem: string;
  readonly keep: (id: string) => void;
  readonly pick: (field: string, pick: MergePick) => void;
  readonly submit: () => void;
}

type Side = 0 | 1;
const sides = [0, 1] as const;

function renderWho(form: MergeForm, side: Side): TemplateResult {
  const { texts, contacts, names, pictures, counts, keepId, busy, keep } = form;
  const { id, createdAt, companyId } = contacts[side];
  const company = companyId ? texts.nameOf('companies', companyId) : undefined;
  const { t, date } = { t: texts.merge.t, date: texts.card.date(createdAt) };
  return html`<label class="option who">
    <input type="radio" name="keep" ?disabled=${busy} .checked=${id === keepId} @change=${() => keep(id)} />
    ${avatar({ id, name: names[side], picture: pictures[side] })}
    <span class="lines">
      <bdi class="strong">${names[side]}</bdi>
      <span class="hint"
        >${company ? html`<bdi>${company}</bdi><span class="dot" aria-hidden="true">·</span>` : nothing}${t('since', { date })}${
          counts ? html`<span class="dot" aria-hidden="true">·</span>${t('records', { count: sumOf(counts[side]) })}` : nothing
        }</span
      >
    </span>
  </label>`;
}

const renderLines = (texts: MergeTexts, field: string, value: Json | undefined): TemplateResult => {
  const lines = fieldLines(texts, field, value);
  return lines.length === 0
    ? html`<span class="hint">${texts.merge.t('nothing')}</span>`
    : html`<span class="lines">${lines.map((line) => html`<bdi>${line}</bdi>`)}</span>`;
};

function renderRow(form: MergeForm, row: MergeRow): TemplateResult {
  const { texts, contacts, names, picks, keepId, busy, pick } = form;
  const { t } = texts.merge;
  const { field, values, isList } = row;
  const ids = [contacts[0].id, contacts[1].id] as const;
  const picked = picks.get(field) ?? defaultPick(row, ids, keepId);
  const label = fieldLabel(texts, field);
  const option = (value: MergePick, content: unknown, name: unknown = nothing) =>
    html`<label class="option">
      <input
        type="radio"
        name="field-${field}"
        ?disabled=${busy}
        .checked=${picked === value}
        @change=${() => pick(field, value)}
      />${content}${name}
    </label>`;
  return html`<fieldset class="row">
    <legend><bdi>${label}</bdi></legend>
    <div class="options ${isList ? 'list' : ''}">
      ${isList ? option(both, t(field === 'consent' ? 'both.consent' : 'both')) : nothing}
      ${sides.map((side) =>
        option(ids[side], renderLines(texts, field, values[side]), html`<span class="visually-hidden">, <bdi>${names[side]}</bdi></span>`),
      )}
    </div>
  </fieldset>`;
}

/** Said with the numbers of each kind, those of none left out. */
function movesText({ texts, contacts, names, counts, keepId }: MergeForm): string {
  const { t } = texts.merge;
  if (!counts) return t('counting');
  const merged: Side = contacts[0].id === keepId ? 1 : 0;
  const what = relatedKinds.filter((kind) => counts[merged][kind] > 0).map((kind) => t(kind, { count: counts[merged][kind] }));
  if (what.length === 0) return t('movesNothing', { name: names[merged] });
  return t('moves', { name: names[merged === 0 ? 1 : 0], what: texts.merge.list(what) });
}

export function renderMergeForm(form: MergeForm): TemplateResult {
  const { texts, rows, counts, contacts, keepId, busy, problem, submit } = form;
  const { t } = texts.merge;
  const different = rows.filter(({ isSame }) => !isSame);
  const same = rows.filter(({ isSame }) => isSame);
  const moving = counts ? sumOf(counts[contacts[0].id === keepId ? 1 : 0]) : 0;
  return html`<form
    class="form"
    @submit=${(event: Event) => {
      event.preventDefault();
      submit();
    }}
  >
    <p class="hint">${t('intro')}</p>
    <fieldset class="row">
      <legend>${t('stays')}</legend>
      <div class="options">${sides.map((side) => renderWho(form, side))}</div>
    </fieldset>
    <p class="moves">${movesText(form)}</p>
    <div class="rows" role="group" aria-labelledby="differ">
      <div class="title" id="differ">${different.length > 0 ? t('differ') : t('nothingDiffers')}</div>
      ${different.map((row) => renderRow(form, row))}
    </div>
    ${
      same.length > 0
        ? html`<details>
            <summary>${t('same', { count: same.length })}</summary>
            <dl class="same">
              ${same.map(
                ({ field, values: [value] }) =>
                  html`<dt><bdi>${fieldLabel(texts, field)}</bdi></dt>
                    <dd>${renderLines(texts, field, value)}</dd>`,
              )}
            </dl>
          </details>`
        : nothing
    }
    ${busy ? html`<p class="progress"><progress aria-label=${t('merging', { count: moving })}></progress>${t('merging', { count: moving })}</p>` : nothing}
    ${problem ? html`<p class="field-error" role="alert">${problem}</p>` : nothing}
  </form>`;
}
