import type { DataAdapter } from '@crm-elements/data';
import type { StoredRecord } from '@crm-elements/schema';
import type { CsvCollection, RelatedCollection } from '../csv/mapping.types.js';
import type { KnownRecord } from '../csv/resolve-names.js';
import type { SlicedWork } from '../csv/sliced-work.js';
import type { ImportDuplicate } from './import.types.js';
import { importSystem, marksOf, namesOf } from './marks.js';

/** A record that another one may be the same as. */
interface Marked {
  id: string;
  name: string;
  inFiles: boolean;
}

/** Another record that is taken for the same one. */
export type Twin = Marked & Pick<ImportDuplicate, 'by'>;

const pageSize = 1_000;

/** All records of a collection, page by page. */
async function* everyRecord(
  adapter: DataAdapter,
  collection: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly StoredRecord[]> {
  for (let after: string | undefined; ;) {
    const page = await adapter.query({ collection, limit: pageSize, ...(after !== undefined && { after }) }, signal ? { signal } : {});
    yield page.records;
    if (page.next === undefined) return;
    after = page.next;
  }
}

/** The records that files may name, or hold once more: those of the store, and those of the files themselves. Each is read once. */
export class KnownRecords {
  /** Of the collections that files name records of. */
  readonly names: Partial<Record<RelatedCollection, KnownRecord[]>> = {};
  readonly #marks = new Map<string, Marked>();

  /** @param named collections that files name records of */
  constructor(named: Iterable<RelatedCollection>) {
    for (const collection of named) this.names[collection] = [];
  }

  /**
   * Reads what the store has.
   * @param own ids that this import gives: what it wrote before is nothing that was known before
   * @returns the records
   */
  async read(
    adapter: DataAdapter,
    collection: RelatedCollection,
    own: ReadonlySet<string>,
    work: SlicedWork,
    signal?: AbortSignal,
  ): Promise<StoredRecord[]> {
    const found: StoredRecord[] = [];
    const isKept = collection === 'stages' || collection === 'pipelines';
    for await (const records of everyRecord(adapter, collection, signal)) {
      for (const record of records) {
        if (own.has(record.id) || record['mergedIntoId'] != null) continue;
        this.addName(collection, record);
        if (isKept) found.push(record);
        else this.mark(collection, record, false);
      }
      await work.pause();
    }
    return found;
  }

  /** @param key what the file calls it by */
  addName(collection: RelatedCollection, record: StoredRecord, key?: string): void {
    const names = this.names[collection];
    if (!names) return;
    const { externalIds } = record as { externalIds?: Record<string, string> };
    const keys = [key, externalIds?.[importSystem]].filter((text) => text !== undefined);
    names.push({ id: record.id, names: namesOf(collection, record), keys });
  }

  /** From now on others may be taken for this one. */
  mark(collection: CsvCollection, record: StoredRecord, inFiles: boolean): void {
    const marked = { id: record.id, name: namesOf(collection, record)[0] ?? '', inFiles };
    for (const { text } of marksOf(collection, record)) {
      const place = `${collection} ${text}`;
      if (!this.#marks.has(place)) this.#marks.set(place, marked);
    }
  }

  /** The record that this one is taken for. */
  twinOf(collection: CsvCollection, record: StoredRecord): Twin | undefined {
    for (const { by, text } of marksOf(collection, record)) {
      const found = this.#marks.get(`${collection} ${text}`);
      if (found) return { ...found, by };
    }
    return undefined;
  }
}
