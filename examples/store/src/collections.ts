import { CrmError, type DataAdapter } from '@crm-elements/data';
import { byId, element, show, whenIdle } from './dom.js';
import type { Part } from './session.js';
import { meanSize } from './sizes.js';
import { bytes, collectionTitle, numbers } from './words.js';

const body = byId('collections', HTMLTableSectionElement);
const note = byId('collections-note', HTMLElement);
const sumCount = byId('sum-count', HTMLElement);
const sumBytes = byId('sum-bytes', HTMLElement);
const allCount = byId('all-count', HTMLElement);
const allWhere = byId('all-where', HTMLElement);

/** A sample is taken again when the count moved by more than this share. */
const drift = 0.1;

interface Row {
  collection: string;
  row: HTMLTableRowElement;
  countCell: HTMLElement;
  bytesCell: HTMLElement;
  /** `undefined` until the store has told. */
  count: number | undefined;
  /** Mean bytes of a record, and the count that it was measured at. */
  sample: { mean: number; at: number } | undefined;
}

/** The total over all collections, told to others on the page. */
export interface AllRecords {
  count: number;
  known: boolean;
}
let all: AllRecords = { count: 0, known: false };
const listeners = new Set<(all: AllRecords) => void>();
export const allRecords = (): AllRecords => all;
export function onAllRecords(listener: (all: AllRecords) => void): void {
  listeners.add(listener);
}

function makeRow(collection: string): Row {
  const countCell = element('td', { class: 'number', text: '–' });
  // A number with its unit keeps its order among text that runs the other way.
  const bytesCell = element('bdi', { text: '–' });
  const head = element('th', { scope: 'row', text: collectionTitle(collection) }, element('code', { class: 'code', text: collection }));
  const row = element('tr', { 'data-collection': collection }, head, countCell, element('td', { class: 'number' }, bytesCell));
  return { collection, row, countCell, bytesCell, count: undefined, sample: undefined };
}

function showRow({ row, countCell, bytesCell, count, sample }: Row): void {
  if (count === undefined) return;
  row.toggleAttribute('data-empty', count === 0);
  show(countCell, numbers(count));
  show(bytesCell, count === 0 ? '0' : sample ? bytes(sample.mean * count) : 'measuring…');
}

function showSums(rows: readonly Row[]): void {
  const known = rows.every(({ count }) => count !== undefined);
  const count = rows.reduce((sum, row) => sum + (row.count ?? 0), 0);
  all = { count, known };
  for (const listener of listeners) listener(all);
  if (!known) return;
  const filled = rows.filter((row) => row.count! > 0);
  const measured = filled.every(({ sample }) => sample);
  const size = filled.reduce((sum, row) => sum + row.count! * (row.sample?.mean ?? 0), 0);
  show(sumCount, numbers(count));
  show(sumBytes, count === 0 ? '0' : measured ? bytes(size) : 'measuring…');
  show(allCount, numbers(count));
  show(allWhere, count === 0 ? 'The store is empty. Fill it with generated records to begin.' : `in ${numbers(filled.length)} of ${numbers(rows.length)} collections${measured ? `, about ${bytes(size)} as text` : ''}`);
}

const needsSample = ({ count, sample }: Row): boolean => Boolean(count) && (!sample || Math.abs(count! - sample.at) > sample.at * drift);

/** Measures one collection after the other while nothing else goes on. */
function measureInIdleTime(adapter: DataAdapter, rows: readonly Row[], signal: AbortSignal): () => void {
  let waiting = false;
  const next = () => {
    const row = rows.find(needsSample);
    if (waiting || !row) return;
    waiting = true;
    whenIdle(() => void measure(row), signal);
  };
  const measure = async (row: Row) => {
    const { collection, count = 0 } = row;
    try {
      const mean = await meanSize(adapter, collection, count, signal);
      // Emptied while it was read: the next count starts anew.
      row.sample = mean > 0 ? { mean, at: count } : undefined;
      showRow(row);
      showSums(rows);
      waiting = false;
      if (mean > 0) next();
    } catch {
      // The status says why; the next change of a count tries again.
      waiting = false;
    }
  };
  return next;
}

export const collectionsPart: Part = (adapter, signal) => {
  const rows = Object.keys(adapter.model.collections).map(makeRow);
  const present = [...body.children];
  // Rows of a store that was erased give way to those of the new one, cell by cell, so that nothing jumps.
  if (present.length === rows.length) rows.forEach(({ row }, i) => present[i]!.replaceWith(row));
  else body.replaceChildren(...rows.map(({ row }) => row));
  const live = () => show(note, adapter.capabilities.crossTab ? 'Live in all windows' : 'Live');
  live();
  const measure = measureInIdleTime(adapter, rows, signal);
  for (const row of rows) {
    const target = { totals: { collection: row.collection, totals: 'all' } };
    const failed = (error: Error) => {
      if (!signal.aborted) show(note, `Not live: ${error instanceof CrmError ? error.message : String(error)}`);
    };
    const subscription = adapter.watch(
      target,
      ({ rows: [total] }) => {
        if (signal.aborted) return;
        live();
        row.count = total?.count ?? 0;
        if (row.count === 0) row.sample = undefined;
        showRow(row);
        showSums(rows);
        measure();
      },
      failed,
    );
    signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  }
};
