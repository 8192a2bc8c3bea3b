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
});
