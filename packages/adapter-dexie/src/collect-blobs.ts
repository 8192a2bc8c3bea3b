/** Which blobs nothing names any more. Loaded with the first file. */
import type { BlobOperation } from '@crm-elements/data';
import { blobHolders, blobNamedBy } from '@crm-elements/data/engine';
import { requireWritable, type BlobStore } from './blob-store.js';
import { startingWith, type KeyRange } from './keys.js';
import { layoutOf, type StateRow } from './tables.js';
import type { Transaction } from './transaction.js';

type Collect = Extract<BlobOperation, { op: 'collect' }>;

const day = 24 * 60 * 60 * 1_000;

/** Records read in one transaction: writes do not have to wait for all. */
const pageSize = 1_000;

/** Tells of blobs which of them attachments name, along the index that these have for it. */
class Attachments {
  readonly tables: readonly string[];
  readonly #index: string | undefined;

  constructor({ model: { collections } }: BlobStore) {
    const place = collections['attachments'] && layoutOf('attachments', collections['attachments']).indexes['byBlob'];
    this.tables = place ? [place.table] : [];
    this.#index = place?.name;
  }

  async named(transaction: Transaction, keys: readonly string[]): Promise<Set<string>> {
    const [table] = this.tables;
    if (table === undefined) return new Set();
    const options = { index: this.#index!, limit: 1 };
    const holders = await Promise.all(keys.map((key) => transaction.table(table).keys(startingWith([key]), options)));
    return new Set(keys.filter((_, i) => holders[i]!.length > 0));
  }
}

const stateOf = async (transaction: Transaction) => (await transaction.system('_meta').get('state')) as StateRow;

/** Who has no index for it is looked through: a page at a time, each as the store then is. */
async function namedByRecords({ database }: BlobStore, holders: readonly string[]): Promise<{ named: Set<string>; since: number }> {
  const named = new Set<string>();
  const { seq: since } = await database.read(['_meta'], stateOf);
  for (const collection of holders) {
    for (let range: KeyRange | undefined; ;) {
      const page = await database.read([collection], (transaction) => transaction.records(collection).rows(range, { limit: pageSize }));
      for (const { r } of page) {
        const name = blobNamedBy(collection, r);
        if (name !== undefined) named.add(name);
      }
      if (page.length < pageSize) break;
      range = { lower: page.at(-1)!.id, lowerOpen: true, upperOpen: false };
    }
  }
  return { named, since };
}

/** What was written since a commit names these too. `undefined` where the store does not know any more what that was. */
async function namedSince(transaction: Transaction, holders: readonly string[], since: number): Promise<Set<string> | undefined> {
  const changes = await transaction.system('_changes').rows({ lower: since, lowerOpen: true, upperOpen: false });
  if (changes.length < (await stateOf(transaction)).seq - since) return undefined;
  const named = new Set<string>();
  for (const collection of holders) {
    const ids = changes.flatMap(({ change }) =>
      change.operations.flatMap((operation) => (operation.collection === collection ? operation.id : [])),
    );
    for (const row of await transaction.records(collection).getMany([...new Set(ids)])) {
      const name = row && blobNamedBy(collection, row.r);
      if (name !== undefined) named.add(name);
    }
  }
  return named;
}

/**
 * Removes blobs that nothing names and that are old enough that none is on the way, or that were asked for by their keys. Attachments are asked first; the records of
 * people are looked through only for what is then left. Blobs that are named count as put now, so that this is done once a day, however often it is asked for.
 */
export async function collectBlobs(store: BlobStore, { minAgeMs = day, keys }: Collect): Promise<{ removed: number }> {
  const { database, clock, model } = store;
  const attachments = new Attachments(store);
  const holders = blobHolders.filter((name) => name !== 'attachments' && model.collections[name]);
  const blobTables = ['_blobs', '_meta', ...attachments.tables];

  const upper = clock.now() - minAgeMs;
  /** Those of the blobs that may be removed as to their age, once attachments are asked. */
  const unattached = async (transaction: Transaction, wanted?: readonly string[]): Promise<string[]> => {
    const blobs = transaction.system('_blobs');
    const known = wanted && (await blobs.getMany(wanted)).flatMap((row) => (row && (keys || row.at <= upper) ? row.key : []));
    const old = known ?? ((await blobs.keys({ upper, lowerOpen: false, upperOpen: false }, { index: 'at' })) as string[]);
    const named = await attachments.named(transaction, old);
    await renew(transaction, named);
    return old.filter((key) => !named.has(key));
  };
  const renew = async (transaction: Transaction, named: Iterable<string>) => {
    const blobs = transaction.system('_blobs');
    const rows = await blobs.getMany([...named]);
    blobs.put(rows.flatMap((row) => (row ? { ...row, at: clock.now() } : [])));
  };

  const suspected = await database.write(blobTables, {}, async (transaction) => {
    await requireWritable(transaction, store);
    return unattached(transaction, keys && [...new Set(keys)]);
  });
  if (suspected.length === 0) return { removed: 0 };
  const { named, since } = await namedByRecords(store, holders);
  const removed = await database.write([...blobTables, '_blobBytes', '_changes', ...holders], {}, async (transaction) => {
    await requireWritable(transaction, store);
    const later = await namedSince(transaction, holders, since);
    if (!later) return 0;
    const unnamed = (await unattached(transaction, suspected)).filter((key) => !named.has(key) && !later.has(key));
    await renew(transaction, named);
    transaction.system('_blobs').remove(unnamed);
    transaction.system('_blobBytes').remove(unnamed);
    return unnamed.length;
  });
  return { removed };
}
