import { collectionModel, type CollectionModel, type Model } from './model.js';

/** How the outbox of a device is kept. */
export const outboxShape = {
  counters: { seq: () => 'outbox.seq' },
  indexes: { bySeq: { keys: ['seq'] }, byQueue: { keys: ['queue', 'seq'] } },
  totals: { byQueue: { group: ['queue', 'state'] } },
} satisfies Partial<CollectionModel>;

/** Takes any record. It is as much of a schema as checking reads, and loads no zod. */
const anyRecord = { shape: {}, _zod: { def: { type: 'object', shape: {} } } } as unknown as CollectionModel['schema'];

/**
 * The same stores as those of `deviceModel`, without the rules for their fields: for a page that only writes what its own code makes, and
 * has no bytes for zod. Ids and plain JSON are checked by every adapter all the same.
 */
export const uncheckedDeviceModel: Model = {
  version: 1,
  minimumWriter: 1,
  collections: {
    outbox: collectionModel({ schema: anyRecord, ...outboxShape }),
    values: collectionModel({ schema: anyRecord }),
  },
};
