import type { StoredRecord } from '@crm-elements/schema';
import type { DataAdapter, Page } from '../contract.js';
import type { ProjectionContext } from './projection-context.js';
import { Slices } from './slices.js';

/** Records read at a time. The store reads the next ones while these are looked at, and the browser has less to clear away at once. */
const pageSize = 250;

type Direction = 'asc' | 'desc';

/** A page that has come, from one end. */
interface Arrival {
  direction: Direction;
  page: Page;
}

/**
 * All records of a collection, page by page. They are read from both ends of their ids until the two meet: while a page from one end is
 * looked at, the store reads at the other.
 */
async function* pagesOf(adapter: DataAdapter, collection: string): AsyncGenerator<readonly StoredRecord[], void, undefined> {
  const underWay = new Map<Direction, Promise<Arrival>>();
  /** The last id that came from each end. */
  const reached: Partial<Record<Direction, string>> = {};
  const isNew = ({ id }: StoredRecord, direction: Direction) =>
    direction === 'asc' ? reached.desc === undefined || id < reached.desc : reached.asc === undefined || id > reached.asc;
  const read = (direction: Direction, after?: string) => {
    const reading = adapter
      .query({ collection, sort: [{ by: 'id', direction }], limit: pageSize, ...(after !== undefined && { after }) })
      .then((page) => ({ direction, page }));
    // Whoever gives up while it is under way need not hear of its failure.
    reading.catch(() => undefined);
    underWay.set(direction, reading);
  };
  read('asc');
  for (;;) {
    const { direction, page } = await Promise.race(underWay.values());
    const { records, next } = page;
    const unseen = records.filter((record) => isNew(record, direction));
    reached[direction] = records.at(-1)?.id;
    const haveMet = next === undefined || unseen.length < records.length;
    if (!haveMet) {
      // Where a cursor is a count, the two would not meet at a record.
      if (underWay.size === 1 && direction === 'asc' && adapter.capabilities.paging === 'keyset') read('desc');
      read(direction, next);
    }
    yield unseen;
    if (haveMet) return;
  }
}

/**
 * Hands all records of a collection out, each once, in slices. What is committed meanwhile is among them or not.
 * @param take is given a page; `false` ends it
 * @returns whether it came to the end
 */
export async function readEveryRecord(
  { adapter, collection, clock }: ProjectionContext,
  take: (records: readonly StoredRecord[]) => boolean | void,
): Promise<boolean> {
  const slices = new Slices(clock);
  for await (const records of pagesOf(adapter, collection)) {
    if (take(records) === false) return false;
    if (slices.isOver) await slices.pause();
  }
  return true;
}
