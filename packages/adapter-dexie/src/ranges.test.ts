import type { DataAdapter, Query } from '@crm-elements/data';
import { createOperation, createRandom } from '@crm-elements/data/testing';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { createDexieAdapter } from './index.js';

const names = ['ada', 'ben', 'cleo'];
const random = createRandom(5);

/** Many contacts at few keys, so that most pages begin and end within one. */
const contacts = random.shuffle(
  Array.from({ length: 400 }, (_, i) =>
    createOperation('contacts', {
      id: `c${String(i).padStart(3, '0')}`,
      fullName: random.pick(names),
      tags: random.some(['x', 'y']),
      ownerId: random.pick(['o', null]),
    }),
  ),
);

const queries: Query[] = [
  { collection: 'contacts' },
  { collection: 'contacts', where: { ownerId: null } },
  { collection: 'contacts', where: { ownerId: { in: ['o', null] } } },
  { collection: 'contacts', where: { tags: 'x' } },
  { collection: 'contacts', where: { nameKey: { gte: 'b' } } },
];

describe('pages along indexes with equal keys', () => {
  let adapter: DataAdapter;

  before(async () => {
    adapter = createDexieAdapter({ name: `ranges-${newId()}`, page: null });
    await adapter.commit({ ops: contacts });
  });

  after(() => adapter.destroy());

  async function all(query: Query): Promise<string[]> {
    return (await adapter.query({ ...query, limit: 1_000 })).records.map(({ id }) => id);
  }

  for (const direction of ['asc', 'desc'] as const) {
    for (const [i, where] of queries.entries()) {
      const query: Query = { ...where, sort: [{ by: 'nameKey', direction }] };

      // Fails when a page leaves out or repeats a record beside its cursor, forwards or backwards.
      it(`hold each record once, ${direction}, ${JSON.stringify(where.where ?? {})}`, async () => {
        const expected = await all(query);
        expect(expected.length).to.be.greaterThan(90);
        const limit = 7 + i;
        const forwards: string[] = [];
        let page = await adapter.query({ ...query, limit });
        for (;;) {
          forwards.push(...page.records.map(({ id }) => id));
          if (page.next === undefined) break;
          page = await adapter.query({ ...query, limit, after: page.next });
        }
        expect(forwards).to.deep.equal(expected);
        const backwards: string[] = page.records.map(({ id }) => id);
        while (page.previous !== undefined) {
          page = await adapter.query({ ...query, limit, before: page.previous });
          backwards.unshift(...page.records.map(({ id }) => id));
        }
        expect(backwards).to.deep.equal(expected);
      });

      // Fails when a jump lands beside the place that so many records lie in front of.
      it(`begin behind so many records, ${direction}, ${JSON.stringify(where.where ?? {})}`, async () => {
        const expected = await all(query);
        for (const offset of [1, 40, 87, expected.length - 3, expected.length, expected.length + 1]) {
          const { records } = await adapter.query({ ...query, limit: 10, offset });
          expect(records.map(({ id }) => id)).to.deep.equal(expected.slice(offset, offset + 10));
        }
      });
    }
  }

  // Fails when a range that ends before it begins is handed to the browser, which throws on it, or is taken for the whole index.
  it('are empty where they end before they begin', async () => {
    for (const offset of [0, 3])
      for (const direction of ['asc', 'desc'] as const) {
        const query: Query = { collection: 'contacts', where: { nameKey: { gte: 'b', lt: 'a' } }, sort: [{ by: 'nameKey', direction }] };
        expect((await adapter.query({ ...query, offset })).records).to.deep.equal([]);
      }
  });

  // Fails when reading down by a cursor leaves out or repeats a record, or goes on behind the limit.
  it('read the same, down, in a browser whose getAll knows no direction', async () => {
    const read = () =>
      Promise.all(
        queries.flatMap((query) =>
          [5, 1_000].map((limit) => adapter.query({ ...query, sort: [{ by: 'nameKey', direction: 'desc' }], limit })),
        ),
      );
    const expected = await read();
    const prototypes = [IDBObjectStore.prototype, IDBIndex.prototype];
    const own = prototypes.map((prototype) => Object.getOwnPropertyDescriptor(prototype, 'getAllRecords'));
    for (const prototype of prototypes) Reflect.deleteProperty(prototype, 'getAllRecords');
    try {
      expect(await read()).to.deep.equal(expected);
    } finally {
      prototypes.forEach((prototype, i) => own[i] && Object.defineProperty(prototype, 'getAllRecords', own[i]));
    }
  });
});
