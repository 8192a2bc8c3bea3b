import { crmModel, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../tools/test-support.js';
import type { Page, Query } from './contract.js';
import { normaliseQuery } from './engine/query.js';
import { scanPage } from './engine/scan.js';
import { pageAfter } from './watch-window.js';

type Records = Map<string, StoredRecord>;

const task = (id: string, order: number, archived: boolean, version: number) =>
  ({ id, name: id, order, archived, version }) as unknown as StoredRecord;

/** A record written, or removed; few ids and few places, so that changes meet. */
const changes = fc.array(
  fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), order: fc.nat(4), archived: fc.boolean(), gone: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
);
const present = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), order: fc.nat(4), archived: fc.boolean() }), {
  selector: ({ id }) => id,
});
const queries = fc.record({
  limit: fc.integer({ min: 1, max: 4 }),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
  all: fc.boolean(),
});

describe('a page that follows commits', () => {
  const queryOf = ({ limit, direction, all }: { limit: number; direction: 'asc' | 'desc'; all: boolean }): Query => ({
    collection: 'pipelines',
    ...(!all && { where: { archived: false } }),
    sort: [{ by: 'order', direction }],
    limit,
  });

  /** How often it could be told without the store. */
  const check = (knowsBefore: boolean) => {
    let told = 0;
    fc.assert(
      fc.property(present, changes, queries, (stored, changed, asked) => {
        const query = normaliseQuery(crmModel, queryOf(asked));
        const before: Records = new Map(stored.map(({ id, order, archived }) => [id, task(id, order, archived, 1)]));
        const after: Records = new Map(before);
        for (const { id, order, archived, gone } of changed) {
          if (gone) after.delete(id);
          else after.set(id, task(id, order, archived, 2));
        }
        const ids = [...new Set(changed.map(({ id }) => id))];
        const touched = knowsBefore
          ? { writes: ids.map((id) => ({ collection: 'pipelines', id, before: before.get(id), after: after.get(id) })) }
          : { records: new Map([['pipelines', new Map(ids.map((id) => [id, after.get(id)]))]]) };
        const page: Page = scanPage(query, [...before.values()]);
        const copy = structuredClone(page);

        const followed = pageAfter(query, page, touched);

        expect(page).to.deep.equal(copy);
        if (!followed) return;
        told++;
        expect(followed).to.deep.equal(scanPage(query, [...after.values()]));
      }),
      { numRuns: propertyRuns(1_000) },
    );
    return told;
  };

  // Fails when a record is put in a wrong place, kept too long, or a cursor is given or kept back wrongly.
  it('is the page that the store would give, where it is known what the records were', () => {
    expect(check(true)).to.be.greaterThan(300);
  });

  // Fails when a record that may have stood behind the page is taken for one that did not.
  it('is the page that the store would give, where only their present state is known', () => {
    expect(check(false)).to.be.greaterThan(200);
  });

  // Fails when watches show each commit anew, whether it concerns them or not.
  it('is the very same page where nothing in it changed', () => {
    const query = normaliseQuery(crmModel, queryOf({ limit: 2, direction: 'asc', all: false }));
    const page = scanPage(query, [task('a', 1, false, 1)]);

    expect(
      pageAfter(query, page, { writes: [{ collection: 'pipelines', id: 'b', before: undefined, after: task('b', 1, true, 1) }] }),
    ).to.equal(page);
    expect(
      pageAfter(query, page, { writes: [{ collection: 'stages', id: 'a', before: task('a', 1, false, 1), after: undefined }] }),
    ).to.equal(page);
  });

  // Fails when changes of other collections are taken for all that there are.
  it('is not known where the records of its collection are not named', () => {
    const query = normaliseQuery(crmModel, queryOf({ limit: 2, direction: 'asc', all: false }));

    expect(pageAfter(query, { records: [] }, { records: new Map() })).to.equal(undefined);
  });
});
