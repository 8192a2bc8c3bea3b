import { expect } from 'chai';
import type { DataAdapter, RestoreContent, StoredRecord } from '../../contract.js';
import { damaged, missedBy, type Defect } from './damage.test-helper.js';

/** A change of what a restore is given. */
const damagedContent = (name: string, caughtBy: readonly string[], change: (content: RestoreContent) => RestoreContent): Defect =>
  damaged(name, caughtBy, (inner) => ({
    restore: (content, options) => inner.restore(content && typeof content.records === 'object' ? change(content) : content, options),
  }));

const eachRecord =
  (change: (record: StoredRecord) => StoredRecord | undefined) =>
  ({ records, ...rest }: RestoreContent): RestoreContent => ({
    ...rest,
    records: Object.fromEntries(
      Object.entries(records).map(([collection, list]) => [
        collection,
        Array.isArray(list) ? (list as StoredRecord[]).flatMap((record) => (record ? (change(record) ?? []) : [record])) : list,
      ]),
    ),
  });

const keepsOld =
  (inner: DataAdapter): DataAdapter['restore'] =>
  async (content, options) => {
    const { records } = await inner.query({ collection: 'contacts', limit: 1_000 });
    const { contacts = [], ...rest } = content.records;
    await inner.restore(
      {
        ...content,
        records: { ...rest, contacts: [...contacts, ...records.filter(({ id }) => !contacts.some((other) => other.id === id))] },
      },
      options,
    );
  };

const defects: Defect[] = [
  damaged('what is not replaced stays', ['88b'], (inner) => ({ restore: keepsOld(inner) })),
  damaged('the store is emptied before it is known whether the content can stand', ['88e', '88f'], (inner) => ({
    restore: async (content, options) => {
      await inner.restore({ records: {} });
      await inner.restore(content, options);
    },
  })),
  damaged('the store seems to be the one before', ['88b'], () => ({ instance: 'one and only' })),
  damaged('a cancel is not heard', ['88f'], (inner) => ({
    restore: (content, { onProgress } = {}) => inner.restore(content, onProgress && { onProgress }),
  })),
  damaged('it does not tell how far it is', ['88f'], (inner) => ({
    restore: (content, { signal } = {}) => inner.restore(content, signal && { signal }),
  })),
  damagedContent('files are left out', ['88h'], ({ records }) => ({ records })),
  damagedContent(
    'versions begin anew',
    ['88b'],
    eachRecord((record) => ({ ...record, version: 1 })),
  ),
  damagedContent(
    'what is not right is left out',
    ['88e'],
    eachRecord((record) => (typeof record.id === 'string' ? record : undefined)),
  ),
  damagedContent('what is in the trash is left out', ['88d'], ({ records: { trash: _, ...records }, ...rest }) => ({ ...rest, records })),
];

describe('the kit notices defects of restoring', () => {
  for (const defect of defects) {
    // Fails when an assertion of the kit passes an adapter with this defect.
    it(defect.name, async () => {
      expect(await missedBy(defect), 'assertions that did not notice').to.deep.equal([]);
    });
  }
});
