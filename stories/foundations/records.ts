import { commonFields, crmModel, type CollectionModel } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import './records.css';
import './sheet.css';
import { fieldsOf, type Field } from './type-text.js';

const collections = Object.entries(crmModel.collections as Record<string, CollectionModel>);
const isCommon = ({ name }: Field) => name in commonFields;
const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** `stageChanges` as people write it. */
const titleOf = (name: string) => {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const fieldRow = ({ name, type, needed }: Field) => html`
  <tr>
    <th scope="row"><code>${name}</code></th>
    <td><code class="type">${type}</code></td>
    <td>${needed ? 'always' : html`<span class="quiet">may be missing</span>`}</td>
  </tr>
`;

const fieldTable = (caption: string, fields: readonly Field[]) => html`
  <table>
    <caption class="unseen">
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Type</th>
        <th scope="col">There</th>
      </tr>
    </thead>
    <tbody>
      ${fields.map(fieldRow)}
    </tbody>
  </table>
`;

const keys = (names: readonly string[]) =>
  names.map((name, i) => html`${i ? html`<span class="quiet"> then </span>` : nothing}<code>${name}</code>`);

/** One kind of thing that a store keeps ready, as a list of name and meaning. */
const facts = (title: string, entries: readonly (readonly [string, unknown])[]) =>
  entries.length
    ? html`
        <div class="facts">
          <h3>${title}</h3>
          <dl>
            ${entries.map(
              ([name, meaning]) =>
                html`<div>
                  <dt><code>${name}</code></dt>
                  <dd><bdi>${meaning}</bdi></dd>
                </div>`,
            )}
          </dl>
        </div>
      `
    : nothing;

function collectionSection([name, model]: (typeof collections)[number]): TemplateResult {
  const fields = fieldsOf(model.schema).filter((field) => !isCommon(field));
  const indexes = Object.entries(model.indexes).map(
    ([index, { keys: of, unique }]) => [index, html`${keys(of)}${unique ? html` <span class="badge">unique</span>` : nothing}`] as const,
  );
  const totals = Object.entries(model.totals).map(([total, { group, sums = {} }]) => {
    const summed = Object.keys(sums);
    return [
      total,
      html`count${summed.length ? html` and sum of ${keys(summed)}` : nothing}${group.length ? html` by ${keys(group)}` : nothing}`,
    ] as const;
  });
  const computed = Object.entries(model.computed).map(([field, { from }]) => [field, html`from ${keys(from)}`] as const);
  const counters = Object.keys(model.counters).map((field) => [field, 'numbered by the store when the record is made'] as const);
  return html`
    <section id=${`collection-${name}`} aria-labelledby=${`title-${name}`} tabindex="-1">
      <header>
        <h2 id=${`title-${name}`}>${titleOf(name)}</h2>
        <p class="quiet">
          <bdi
            ><code>${name}</code> · ${count(fields.length, 'field')} of its
            own${model.appendOnly ? ' · made and never changed' : nothing}</bdi
          >
        </p>
      </header>
      ${fieldTable(`Fields of ${name}`, fields)}
      <div class="kept">
        ${facts('Indexes', indexes)} ${facts('Totals', totals)} ${facts('Worked out', computed)} ${facts('Counters', counters)}
        ${facts('Search', model.search ? [['words', html`in ${keys(model.search.from)}`]] : [])}
      </div>
    </section>
  `;
}

/** A link's own jump would change the address of the frame, which Storybook owns. */
function jump(event: Event): void {
  const link = (event.target as Element).closest('a');
  const section = link && document.querySelector<HTMLElement>(link.hash);
  if (!section) return;
  event.preventDefault();
  section.scrollIntoView();
  section.focus({ preventScroll: true });
}

/** Every collection of the model, read from the model itself: what this page says is what stores do. */
export function recordsPage(): TemplateResult {
  const [first] = collections;
  const common = first ? fieldsOf(first[1].schema).filter(isCommon) : [];
  const indexes = collections.reduce((sum, [, model]) => sum + Object.keys(model.indexes).length, 0);
  return html`
    <div class="records">
      <nav aria-label="Collections" @click=${jump}>
        <ul role="list">
          ${collections.map(([name]) => html`<li><a href=${`#collection-${name}`}>${titleOf(name)}</a></li>`)}
        </ul>
      </nav>
      <main class="sheet">
        <h1>Records</h1>
        <p class="lead">
          <bdi>
            What a store keeps: ${count(collections.length, 'collection')} and ${count(indexes, 'index', 'indexes')}, version
            ${crmModel.version}. This page is drawn from the model that every adapter reads.
          </bdi>
        </p>
        <section aria-labelledby="title-common">
          <header>
            <h2 id="title-common">Every record</h2>
            <p class="quiet"><bdi>Fields that are unknown to this version are kept as they are.</bdi></p>
          </header>
          ${fieldTable('Fields of every record', common)}
        </section>
        ${collections.map(collectionSection)}
      </main>
    </div>
  `;
}
