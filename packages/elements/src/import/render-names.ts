import { html, nothing, type TemplateResult } from 'lit';
import { heading } from '../internal/parts/heading.js';
import { clipped } from './clipped.js';
import type { Decision, Prepared } from './import.types.js';
import { collectionName, type ImportView } from './import-view.js';
import type { UnresolvedRelation } from './interchange.js';
import { renderList } from './render-list.js';

/** Collections of which a record can be made from a name alone. */
const makeable: ReadonlySet<string> = new Set(['companies', 'contacts', 'agents']);

const sameDecision = (a: Decision | undefined, b: Decision): boolean =>
  typeof a === 'object' && typeof b === 'object' ? a.to === b.to : a === b;

function decisionOf({ session }: ImportView, { collection, name }: UnresolvedRelation): Decision | undefined {
  return session.choices.decided.find((one) => one.collection === collection && one.name === name)?.decision;
}

function renderName(view: ImportView, unresolved: UnresolvedRelation): TemplateResult {
  const { session, localizer, readonly } = view;
  const { t } = localizer;
  const { collection, name, proposals, rows } = unresolved;
  const chosen = decisionOf(view, unresolved);
  const button = (decision: Decision, text: string) =>
    html`<button
      type="button"
      class="button small"
      aria-pressed=${sameDecision(chosen, decision) ? 'true' : 'false'}
      ?disabled=${readonly || session.isResumed}
      @click=${() => void session.decide([unresolved], decision)}
    >
      ${text}
    </button>`;
  return html`<li class="name">
    <span class="lines">
      <bdi class="strong">${clipped(name)}</bdi>
      <span class="muted numeric"
        >${t('names.of', { collection: collectionName(localizer, collection), rows: t('names.rows', { count: rows.length }) })}</span
      >
    </span>
    <span class="actions" role="group" aria-label=${t('names.choice', { name: clipped(name) })}>
      ${proposals.map((proposal) => button({ to: proposal.name }, t('names.is', { name: clipped(proposal.name) })))}
      ${makeable.has(collection) ? button('new', t('names.new')) : nothing}
      ${button('none', t(collection === 'products' ? 'names.asIs' : 'names.none'))}
    </span>
  </li>`;
}

/** Decides at once on all names that are like nothing that is there. */
function renderMany(view: ImportView, unknown: readonly UnresolvedRelation[]): TemplateResult | typeof nothing {
  const { session, localizer, readonly } = view;
  const { t } = localizer;
  const made = unknown.filter(({ collection }) => makeable.has(collection));
  if (unknown.length < 2 || readonly || session.isResumed) return nothing;
  return html`<p class="more">
    ${t('names.many', { count: unknown.length })}
    ${
      made.length > 0
        ? html`<button type="button" class="button small" @click=${() => void session.decide(made, 'new')}>
            ${t('names.allNew', { count: made.length })}
          </button>`
        : nothing
    }
    <button type="button" class="button small quiet" @click=${() => void session.decide(unknown, 'none')}>${t('names.allNone')}</button>
  </p>`;
}

/** Names of other records that nobody is called by: a person says what is meant. */
export function renderNames(view: ImportView, { unresolved }: Prepared): TemplateResult | typeof nothing {
  if (unresolved.length === 0) return nothing;
  const { localizer, level } = view;
  const { t } = localizer;
  const title = t('names.title');
  return html`<section class="card" part="names" aria-labelledby="names">
    ${heading(level + 1, title, { id: 'names', className: 'subtitle' })}
    <p class="muted">${t('names.text')}</p>
    ${renderMany(
      view,
      unresolved.filter(({ kind }) => kind === 'unknown'),
    )}
    ${renderList(view, {
      key: 'names',
      title,
      // Those that may be meant first: they are quickly decided.
      entries: [...unresolved].sort((a, b) => Number(a.kind === 'unknown') - Number(b.kind === 'unknown') || b.rows.length - a.rows.length),
      render: (one) => renderName(view, one),
      headings: [t('list.what'), t('list.value'), t('list.line')],
      row: ({ collection, name, rows }) => [collectionName(localizer, collection), name, rows.length],
    })}
  </section>`;
}
