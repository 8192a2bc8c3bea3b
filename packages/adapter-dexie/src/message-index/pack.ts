/** Packs texts into segments, behind the commits, in slices that leave the page its turn. */
import type { Clock, Locks } from '@crm-elements/data';
import type { CollectionModel, Model } from '@crm-elements/schema';
import type { Database } from '../database.js';
import { startingWith } from '../keys.js';
import { removeRange } from '../remove-range.js';
import { isStale } from '../state.js';
import { isSegmented, type PackedIdsRow, type PostingsRow, type SegmentRow, type StateRow, type UnpackedRow } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { LoadedIndex, loadText } from './loaded.js';
import type { LoadedSegment } from './loaded-segment.js';
import { allIds } from './packed-ids.js';
import { maxSegmentSize, SegmentBuilder, segmentTables, type Segment } from './segment.js';
import { slices } from './slices.js';

export interface PackOptions {
  /** The name of the store. */
  name: string;
  model: Model;
  clock: Clock;
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
  /** Called between the steps. */
  turn: () => Promise<void>;
}

/** Rows of what waits that are read in one step. */
const lookStep = 50;
/** Records read and taken into words in one step. */
const readStep = 100;
/** Texts indexed in one step. */
const indexStep = 200;
/** Rows handed to the browser in one step. */
const writeStep = 50;

/** Reads records and takes their texts into words. What is gone by now is left out. */
async function gather({ database, collection, declared, signal, turn }: Packing, ids: readonly string[]): Promise<SegmentBuilder> {
  const builder = new SegmentBuilder();
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

/** A segment's rows as they will lie in the store. */
interface MadeSegment {
  row: SegmentRow;
  idRows: readonly PackedIdsRow[];
  blocks: readonly PostingsRow[];
}

async function index({ signal, turn }: Packing, segment: Segment): Promise<MadeSegment> {
  for (let i = 0; i < segment.size && !signal.aborted; i += indexStep) {
    segment.index(i, i + indexStep);
    await turn();
  }
  const blocks: PostingsRow[] = [];
  for (const block of segment.cut()) {
    blocks.push(block);
    await turn();
  }
  return { row: segment.row, idRows: segment.idRows, blocks };
}

/** A segment that goes, those that come in its place, and the rows that are done with them. */
interface Replacement {
  replaced: LoadedSegment | undefined;
  made: readonly MadeSegment[];
  done: readonly UnpackedRow['k'][];
}

/**
 * Writes segments and takes off what was to be packed, in one transaction. @returns whether it was still to be done: not so where
 * another tab was faster
 */
function write(database: Database, { replaced, made, done }: Replacement, signal: AbortSignal): Promise<boolean> {
  return database.write(['_unpacked', ...segmentTables], { signal }, async (transaction) => {
    const unpacked = transaction.system('_unpacked');
    const segments = transaction.system('_segments');
    const [rows, present] = await Promise.all([unpacked.getMany(done), replaced && segments.get(replaced.key)]);
    if (rows.includes(undefined) || (replaced && !present)) return false;
    if (replaced) for (const table of segmentTables) removeRange(transaction, table, startingWith(replaced.key));
    for (const { row, idRows, blocks } of made) {
      segments.put([row]);
      transaction.system('_packedIds').put(idRows);
      // A slice at a time: an answer of the browser comes in a task of its own.
      for (let i = 0; i < blocks.length; i += writeStep) {
        transaction.system('_postings').put(blocks.slice(i, i + writeStep));
        await segments.keys(undefined, { limit: 1 });
      }
    }
    unpacked.remove(done);
    return true;
  });
}

/** What there is to pack, at most about a segment of it. */
interface Waiting {
  rows: UnpackedRow[];
  /** How many texts these are, some of them perhaps twice. */
  count: number;
}

/** What there is to pack, and what is packed already. */
function look({ database, collection, segmentSize }: Packing, model: Model): Promise<Waiting & { segments: LoadedSegment[] }> {
  return database.read(['_meta', '_unpacked', '_segments'], async (transaction) => {
    const state = (await transaction.system('_meta').get('state')) as StateRow | undefined;
    // Older code packs nothing: it may not know how.
    if (!state || isStale(state, model)) return { rows: [], count: 0, segments: [] };
    const waiting = await waitingTexts(transaction, collection, segmentSize);
    return { ...waiting, segments: await LoadedIndex.of(database).segments(transaction, collection) };
  });
}

/** The first rows of what waits, with as many ids as wanted or a few more. An import leaves far more: these are not even read. */
async function waitingTexts(transaction: Transaction, collection: string, wanted: number): Promise<Waiting> {
  const rows: UnpackedRow[] = [];
  let count = 0;
  for (let range = startingWith([collection]); count < wanted;) {
    const next = await transaction.system('_unpacked').rows(range, { limit: lookStep });
    for (const row of next) {
      if (count >= wanted) break;
      rows.push(row);
      count += row.ids.length;
    }
    if (next.length < lookStep) break;
    range = { ...range, lower: next.at(-1)!.k, lowerOpen: true };
  }
  return { rows, count };
}

/** The ids of a segment's records. None where another tab replaced it. */
async function idsOf(database: Database, { key }: LoadedSegment): Promise<string[]> {
  const rows = await database.read(['_packedIds'], (transaction) => transaction.system('_packedIds').rows(startingWith(key)));
  return rows.flatMap(allIds);
}

/** The segments with any of these records, and those that are no more: whoever replaces these will see. */
async function outdatedSegments(
  { database, turn }: Packing,
  segments: readonly LoadedSegment[],
  known: ReadonlySet<string>,
): Promise<LoadedSegment[]> {
  // New messages are most of what is packed, and no segment has them.
  if (known.size === 0) return [];
  const outdated: LoadedSegment[] = [];
  for (const segment of segments) {
    const ids = await idsOf(database, segment);
    if (ids.length === 0 || ids.some((id) => known.has(id))) outdated.push(segment);
    await turn();
  }
  return outdated;
}

/**
 * Writes a segment anew without what was changed since, and with what is added. @returns whether that was still to be done
 */
async function replace(
  packing: Packing,
  replaced: LoadedSegment | undefined,
  changed: ReadonlySet<string>,
  done: readonly UnpackedRow[],
): Promise<boolean> {
  const { database, collection, segmentSize, signal } = packing;
  const kept = replaced ? (await idsOf(database, replaced)).filter((id) => !changed.has(id)) : [];
  const builder = await gather(packing, done.length > 0 ? [...kept, ...changed] : kept);
  const made: MadeSegment[] = [];
  for (const segment of builder.cut(collection, segmentSize)) made.push(await index(packing, segment));
  return !signal.aborted && (await write(database, { replaced, made, done: done.map(({ k }) => k) }, signal));
}

/** Packs about one segment. @returns whether there may be more to pack */
async function packOne(packing: Packing, model: Model): Promise<boolean> {
  const { segmentSize, least, signal } = packing;
  const { rows, count, segments } = await look(packing, model);
  if (count < Math.max(least, 1)) return false;
  const changed = new Set(rows.flatMap(({ ids }) => ids));
  // The smallest segment is filled up: so there are never many small ones.
  const open = segments.filter(({ size }) => size < segmentSize).sort((a, b) => a.size - b.size)[0];
  // Of texts that were changed or deleted, no words stay behind.
  const known = new Set(rows.flatMap((row) => (row.known ? row.ids : [])));
  const others = segments.filter((segment) => segment !== open);
  for (const segment of await outdatedSegments(packing, others, known))
    if (!(await replace(packing, segment, changed, []))) return !signal.aborted;
  await replace(packing, open, changed, rows);
  return !signal.aborted;
}

/** Milliseconds without packing once it failed: a full disk stays full for a while, and each try reads thousands of records. */
const restMs = 60_000;
const restsUntil = new WeakMap<Database, number>();

/**
 * Packs the texts that are not packed yet, in one tab at a time. Whoever waits for its turn goes on where another tab was closed.
 * @param signal ends it; what was written by then stays
 * @param least so many texts are worth it. When not given, a tenth of a segment is, and nothing is done soon after a failure.
 */
export async function packTexts(database: Database, options: PackOptions, signal: AbortSignal, least?: number): Promise<void> {
  const { name, model, clock, locks } = options;
  if (least === undefined && clock.now() < (restsUntil.get(database) ?? -Infinity)) return;
  const segmentSize = Math.min(options.segmentSize, maxSegmentSize);
  const packing = { database, segmentSize, least: least ?? Math.ceil(segmentSize / 10), signal, turn: slices(signal) };
  const work = async () => {
    for (const [collection, declared] of Object.entries(model.collections))
      if (isSegmented(declared)) while (await packOne({ ...packing, collection, declared }, model));
  };
  try {
    await (locks ? locks.request(`crm-elements:${name}:texts`, { signal }, work) : work());
  } catch (error) {
    if (signal.aborted) return;
    restsUntil.set(database, clock.now() + restMs);
    throw error;
  }
}
