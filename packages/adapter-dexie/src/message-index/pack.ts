/** Packs texts into segments, behind the commits, in slices that leave the page its turn. */
import { systemClock, wait, type Locks } from '@crm-elements/data';
import type { CollectionModel, Model } from '@crm-elements/schema';
import type { Database } from '../database.js';
import { startingWith } from '../keys.js';
import { isStale } from '../state.js';
import { isSegmented, type SegmentRow, type StateRow, type UnpackedRow } from '../tables.js';
import { LoadedIndex, loadText } from './loaded.js';
import { maxSegmentSize, SegmentBuilder, type Segment } from './segment.js';

export interface PackOptions {
  /** The name of the store. */
  name: string;
  model: Model;
  /** Texts in one segment. */
  segmentSize: number;
  /** Without them tabs may do the same work twice; the transaction lets one of them win. */
  locks: Locks | undefined;
}

interface Packing {
  database: Database;
  collection: string;
  declared: CollectionModel;
  segmentSize: number;
  least: number;
  signal: AbortSignal;
}

/** Records read and taken into words in one step. */
const readStep = 100;
/** Texts indexed in one step. */
const indexStep = 200;
/** Rows handed to the browser in one step. */
const writeStep = 50;
/** Steps follow each other for so many milliseconds, then the page gets its turn. */
const sliceMs = 10;

/** Waits until the page has nothing to do, or has been busy for long. */
function idle(signal: AbortSignal): Promise<void> {
  if (typeof requestIdleCallback === 'undefined') return wait(systemClock, 0, signal);
  return new Promise((resolve) => {
    const done = () => {
      cancelIdleCallback(handle);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const handle = requestIdleCallback(done, { timeout: 100 });
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** Makes what is called between the steps of a work: it waits for the page where the slice is over. */
function slices(signal: AbortSignal): () => Promise<void> {
  let begun = systemClock.now();
  return async () => {
    if (Math.abs(systemClock.now() - begun) < sliceMs) return;
    await idle(signal);
    begun = systemClock.now();
  };
}

/** Reads records and takes their texts into words. What is gone by now is left out. */
async function gather({ database, collection, declared, signal }: Packing, ids: readonly string[]): Promise<SegmentBuilder> {
  const builder = new SegmentBuilder();
  const turn = slices(signal);
  for (let i = 0; i < ids.length && !signal.aborted; i += readStep) {
    const rows = await database.read([collection], (transaction) => transaction.records(collection).getMany(ids.slice(i, i + readStep)));
    for (const row of rows) {
      if (!row) continue;
      const { id, at, texts } = loadText(declared, row.r);
      builder.add({ id, at, words: texts.flat() });
    }
    await turn();
  }
  return builder;
}

async function index(segments: readonly Segment[], signal: AbortSignal): Promise<void> {
  const turn = slices(signal);
  for (const segment of segments) {
    for (let i = 0; i < segment.size && !signal.aborted; i += indexStep) {
      segment.index(i, i + indexStep);
      await turn();
    }
  }
}

/** A segment that goes, those that come in its place, and the rows that are done with them. */
interface Replacement {
  replaced: SegmentRow | undefined;
  made: readonly Segment[];
  done: readonly UnpackedRow['k'][];
}

/**
 * Writes segments and takes off what was to be packed, in one transaction. @returns whether it was still to be done: not so where
 * another tab was faster
 */
function write(database: Database, { replaced, made, done }: Replacement, signal: AbortSignal): Promise<boolean> {
  return database.write(['_unpacked', '_segments', '_postings'], { signal }, async (transaction) => {
    const unpacked = transaction.system('_unpacked');
    const segments = transaction.system('_segments');
    const postings = transaction.system('_postings');
    const [rows, present] = await Promise.all([unpacked.getMany(done), replaced && segments.get(replaced.k)]);
    if (rows.includes(undefined) || (replaced && !present)) return false;
    /** Hands over a slice at a time: an answer of the browser comes in a task of its own. */
    const inSlices = async <T>(items: readonly T[], hand: (slice: readonly T[]) => void) => {
      for (let i = 0; i < items.length; i += writeStep) {
        hand(items.slice(i, i + writeStep));
        await segments.keys(undefined, { limit: 1 });
      }
    };
    if (replaced) {
      const [collection, id] = replaced.k;
      segments.remove([replaced.k]);
      await inSlices(replaced.blocks, (blocks) => postings.remove(blocks.map((block) => [collection, block, id])));
    }
    for (const segment of made) {
      const { row } = segment;
      segments.put([row]);
      await inSlices(row.blocks, (blocks) => postings.put(blocks.map((block) => segment.postings(block))));
    }
    unpacked.remove(done);
    return true;
  });
}

/** What there is to pack, at most about a segment of it, and what is packed already. */
function look({ database, collection, segmentSize }: Packing, model: Model): Promise<{ rows: UnpackedRow[]; segments: SegmentRow[] }> {
  return database.read(['_meta', '_unpacked', '_segments'], async (transaction) => {
    const state = (await transaction.system('_meta').get('state')) as StateRow | undefined;
    // Older code packs nothing: it may not know how.
    if (!state || isStale(state, model)) return { rows: [], segments: [] };
    const waiting = await transaction.system('_unpacked').rows(startingWith([collection]), { limit: segmentSize });
    const rows: UnpackedRow[] = [];
    for (let count = 0; count < segmentSize && rows.length < waiting.length; count += rows.at(-1)!.ids.length)
      rows.push(waiting[rows.length]!);
    return { rows, segments: await LoadedIndex.of(database).segments(transaction, collection) };
  });
}

/**
 * Writes a segment anew without what was changed since, and with what is added. @returns whether that was still to be done
 */
async function replace(
  packing: Packing,
  replaced: SegmentRow | undefined,
  changed: ReadonlySet<string>,
  done: readonly UnpackedRow[],
): Promise<boolean> {
  const { database, collection, segmentSize, signal } = packing;
  const kept = replaced?.ids.filter((id) => !changed.has(id)) ?? [];
  const builder = await gather(packing, done.length > 0 ? [...kept, ...changed] : kept);
  const made = builder.cut(collection, segmentSize);
  await index(made, signal);
  return !signal.aborted && (await write(database, { replaced, made, done: done.map(({ k }) => k) }, signal));
}

/** Packs about one segment. @returns whether there may be more to pack */
async function packOne(packing: Packing, model: Model): Promise<boolean> {
  const { segmentSize, least, signal } = packing;
  const { rows, segments } = await look(packing, model);
  const changed = new Set(rows.flatMap(({ ids }) => ids));
  if (changed.size < Math.max(least, 1)) return false;
  // The smallest segment is filled up: so there are never many small ones.
  const open = segments.filter(({ ids }) => ids.length < segmentSize).sort((a, b) => a.ids.length - b.ids.length)[0];
  // Of texts that were changed or deleted, no words stay behind.
  const outdated = segments.filter((row) => row !== open && row.ids.some((id) => changed.has(id)));
  for (const segment of outdated) if (!(await replace(packing, segment, changed, []))) return !signal.aborted;
  await replace(packing, open, changed, rows);
  return !signal.aborted;
}

/**
 * Packs the texts that are not packed yet, in one tab at a time. Whoever waits for its turn goes on where another tab was closed.
 * @param signal ends it; what was written by then stays
 * @param least so many texts are worth it
 */
export async function packTexts(
  database: Database,
  options: PackOptions,
  signal: AbortSignal,
  least = Math.ceil(options.segmentSize / 10),
): Promise<void> {
  const { name, model, locks } = options;
  const segmentSize = Math.min(options.segmentSize, maxSegmentSize);
  const work = async () => {
    for (const [collection, declared] of Object.entries(model.collections)) {
      if (isSegmented(declared)) while (await packOne({ database, collection, declared, segmentSize, least, signal }, model));
    }
  };
  try {
    await (locks ? locks.request(`crm-elements:${name}:texts`, { signal }, work) : work());
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
