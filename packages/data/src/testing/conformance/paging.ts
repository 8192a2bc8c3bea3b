import type { DataAdapter, Operation, Page, Query, StoredRecord } from '../../contract.js';
import { equal, fail, ok, refused, show } from './assert.js';
import type { Assertion, Kit } from './kit.js';
import { answer } from './oracle.js';
import { randomCreate, varied, variedCollections } from './random-data.js';
import { anyQuery, indexedQuery } from './random-queries.js';

const idsOf = (records: readonly StoredRecord[]) => records.map(({ id }) => id);
const padded = (i: number) => `id-${String(i).padStart(5, '0')}`;
const numbered = (kit: Kit, count: number) => Array.from({ length: count }, (_, i) => kit.create({ id: padded(i) }));

/** Reads a query page by page to its end and back again, and holds each page against the whole answer. */
async function walk(adapter: DataAdapter, query: Query, whole: readonly string[], options?: { scan?: boolean }): Promise<void> {
  const limit = query.limit ?? 50;
  const problem = (what: string, actual: unknown, expected: unknown) => equal(actual, expected, `${show(query)}: ${what}`);
  let after: string | undefined;
  let previous: string | undefined;
  let seen = 0;
  for (let pageNumber = 0; ; pageNumber++) {
    const page = await adapter.query({ ...query, ...(after !== undefined && { after }) }, options);
    problem(`page ${pageNumber}`, idsOf(page.records), whole.slice(seen, seen + limit));
    problem(`whether page ${pageNumber} has more in front`, page.previous !== undefined, pageNumber > 0);
    seen += page.records.length;
    problem(`whether page ${pageNumber} has more behind`, page.next !== undefined, seen < whole.length);
    previous = page.previous;
    if (page.next === undefined) {
      seen -= page.records.length;
      break;
    }
    after = page.next;
  }
  while (previous !== undefined) {
    const page = await adapter.query({ ...query, before: previous }, options);
    problem('a page in front', idsOf(page.records), whole.slice(Math.max(0, seen - limit), seen));
    problem('whether it has more behind', page.next !== undefined, true);
    seen -= page.records.length;
    problem('whether it has more in front', page.previous !== undefined, seen > 0);
    previous = page.previous;
  }
}

/** One random history of one collection, and random questions about what it leads to. */
async function randomHistory(kit: Kit, adapter: DataAdapter, collection: string): Promise<void> {
  const { random } = kit;
  const model = kit.model.collections[collection]!;
  const records = new Map<string, StoredRecord>();
  const keep = (written: readonly (StoredRecord | null)[]) => {
    for (const record of written) if (record) records.set(record.id, record);
  };
  keep((await adapter.commit({ ops: Array.from({ length: random.between(0, 40) }, () => randomCreate(random, kit.model, collection)) })).records);
  for (let i = 0; i < 6 && records.size > 0; i++) {
    const { id } = random.pick([...records.values()]);
    const changes = Object.entries(varied(random, collection, 3));
    const patch: Operation = {
      op: 'patch', collection, id,
      set: Object.fromEntries(changes.filter(([, value]) => value !== undefined)) as Record<string, never>,
      unset: changes.filter(([field, value]) => value === undefined && field in records.get(id)!).map(([field]) => field),
    };
    if (random.chance(0.3) || model.appendOnly) {
      await adapter.commit({ ops: [{ op: 'delete', collection, id }] });
      records.delete(id);
    } else if (!changes.some(([field]) => field === 'createdAt')) keep((await adapter.commit({ ops: [patch] })).records);
  }
  const source = { random, collection, model, records: [...records.values()] };
  for (let i = 0; i < 14; i++) {
    const query = indexedQuery(source);
    await walk(adapter, query, idsOf(answer(model, source.records, query)));
  }
  for (let i = 0; i < 6; i++) {
    const query = anyQuery(source);
    await walk(adapter, query, idsOf(answer(model, source.records, query)), { scan: true });
    const offset = random.below(source.records.length + 2);
    const { records: jumped } = await adapter.query({ ...query, offset }, { scan: true });
    equal(idsOf(jumped), idsOf(answer(model, source.records, query)).slice(offset, offset + query.limit!), `${show(query)} from ${offset}`);
  }
}

/** Pages of twelve records of which more and more are deleted, at the cursors and on both sides of them. */
async function deletedCursors(kit: Kit, query: Query, options?: { scan?: boolean }): Promise<void> {
  const { collection } = query;
  const adapter = await kit.open(`${kit.name}-${kit.random.below(2 ** 32)}`);
  await kit.fill(adapter, numbered(kit, 12));
  const remove = (...places: number[]) => adapter.commit({ ops: places.map((i): Operation => ({ op: 'delete', collection, id: padded(i) })) });
  const page = (more: Partial<Query>) => adapter.query({ ...query, ...more }, options);
  /** What a page has to be: its places, and whether there is more in front and behind. */
  const look = (found: Page, places: readonly number[], inFront: boolean, behind: boolean, what: string) =>
    equal([idsOf(found.records), found.previous !== undefined, found.next !== undefined], [places.map(padded), inFront, behind], `${show(query)}: ${what}`);

  const first = await page({ limit: 4 });
  await remove(3, 4);
  const second = await page({ limit: 3, after: first.next! });
  look(second, [5, 6, 7], true, true, 'the page behind a record that is gone');
  await remove(5);
  look(await page({ limit: 2, before: second.previous! }), [1, 2], true, true, 'the page in front of one');
  await remove(0, 1, 2);
  look(await page({ limit: 3, after: first.next! }), [6, 7, 8], false, true, 'a page with nothing left in front');
  const empty = await page({ limit: 2, before: second.previous! });
  look(empty, [], false, true, 'a page in front where nothing is left');
  look(await page({ limit: 2, after: empty.next! }), [6, 7], false, true, 'from there on');
  const last = await page({ limit: 4, after: second.next! });
  look(last, [8, 9, 10, 11], true, false, 'the last page');
  const edge = (await page({ limit: 3, after: second.next! })).next!;
  await remove(11);
  const behind = await page({ limit: 3, after: edge });
  look(behind, [], true, false, 'a page behind where nothing is left');
  look(await page({ limit: 2, before: behind.previous! }), [9, 10], true, false, 'and back');
  await remove(8, 9, 10);
  look(await page({ limit: 3, before: last.previous! }), [6, 7], false, false, 'a page in front with nothing left behind');
}

export const paging: Assertion[] = [
  {
    number: '48',
    title: 'pages joined are the whole, none twice, none missing',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, numbered(kit, 41));
      const whole = Array.from({ length: 41 }, (_, i) => padded(i));
      for (const limit of [1, 10, 40, 41]) {
        await walk(adapter, { collection, limit }, whole);
        await walk(adapter, { collection, limit, sort: [{ by: 'id', direction: 'desc' }] }, [...whole].reverse());
      }
    },
  },
  {
    number: '49',
    title: 'pages stay stable under concurrent inserts on either side of the cursor',
    gate: 'keyset',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const first = numbered(kit, 30).filter((_, i) => i % 2 === 0);
      await kit.fill(adapter, first);
      for (const direction of ['asc', 'desc'] as const) {
        const query: Query = { collection, limit: 4, sort: [{ by: 'id', direction }] };
        const there = idsOf(await kit.all(adapter, { ...query, limit: 1_000 }));
        const seen: string[] = [];
        const expected: string[] = [...there];
        for (let after: string | undefined, step = 0; ; step++) {
          const page = await adapter.query({ ...query, ...(after !== undefined && { after }) });
          seen.push(...idsOf(page.records));
          if (page.next === undefined) break;
          after = page.next;
          const edge = seen.at(-1)!;
          const [below, above] = [`${edge.slice(0, -1)}!${direction}${step}`, `${edge}~${direction}${step}`];
          const [front, behind] = direction === 'asc' ? [below, above] : [above, below];
          await kit.fill(adapter, [kit.create({ id: front }), kit.create({ id: behind })]);
          expected.push(behind);
        }
        equal(seen, expected.sort((a, b) => (direction === 'asc' ? 1 : -1) * (a < b ? -1 : 1)), `the pages, ${direction}, while records came in on both sides`);
      }
    },
  },
  {
    number: '50',
    title: 'a cursor whose record was deleted still works',
    gate: 'keyset',
    run: async (kit) => {
      const ids = Array.from({ length: 12 }, (_, i) => padded(i));
      const { collection } = kit.subject;
      await deletedCursors(kit, { collection });
      await deletedCursors(kit, { collection, where: { id: { in: ids } } });
      await deletedCursors(kit, { collection, where: { createdAt: { gt: '' } }, sort: [{ by: 'id' }] }, { scan: true });
      if (collection === 'contacts') await deletedCursors(kit, { collection, where: { ownerId: null }, sort: [{ by: 'nameKey' }] });
    },
  },
  {
    number: '51',
    title: 'a foreign cursor is VALIDATION',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, numbered(kit, 5));
      const { next } = await adapter.query({ collection, limit: 2 });
      const foreign = ['', 'x', 'not a cursor', 'eyJhIjoxfQ', `${next!}x`, next!.slice(1), 5 as unknown as string];
      for (const cursor of foreign) {
        await refused(() => adapter.query({ collection, after: cursor }), 'VALIDATION', `after ${show(cursor)}`);
        await refused(() => adapter.query({ collection, before: cursor }), 'VALIDATION', `before ${show(cursor)}`);
      }
      await refused(() => adapter.query({ collection, after: next!, sort: [{ by: 'id', direction: 'desc' }] }), 'VALIDATION', 'a cursor of another order');
      await refused(() => adapter.query({ collection, after: next!, where: { id: { gte: 'a' } } }), 'VALIDATION', 'a cursor of other conditions');
      const other = Object.keys(kit.model.collections).find((name) => name !== collection)!;
      await refused(() => adapter.query({ collection: other, after: next! }), 'VALIDATION', 'a cursor of another collection');
      await refused(() => adapter.query({ collection: 'unheardOf' }), 'VALIDATION', 'an unknown collection');
      equal((await adapter.query({ collection, limit: 5, after: next! })).records.length, 3, 'the same query with another limit');
    },
  },
  {
    number: '52',
    title: 'an unindexed query is UNINDEXED unless a scan is allowed',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, [kit.create({ id: 'x', [text]: 'one' }), kit.create({ id: 'y', [text]: 'two' })]);
      const unindexed: Query[] = [
        { collection, where: { [text]: 'one' } },
        { collection, sort: [{ by: text }] },
        { collection, where: { id: 'x' }, sort: [{ by: text, direction: 'desc' }] },
        { collection, where: { [text]: { prefix: 'o' }, id: { gte: 'a' } } },
      ];
      for (const query of unindexed) {
        const error = await refused(() => adapter.query(query), 'UNINDEXED', show(query));
        ok(error.message.includes(text), 'the error names the field');
        await adapter.query(query, { scan: true });
      }
      equal(idsOf((await adapter.query(unindexed[0]!, { scan: true })).records), ['x'], 'what the scan finds');
      await kit.refusedWatch(adapter, { query: unindexed[0]! }, 'UNINDEXED');
    },
  },
  {
    number: '53',
    title: 'a scan equals an index',
    run: async (kit) => {
      const { random } = kit;
      const adapter = await kit.open();
      for (const collection of random.shuffle(variedCollections(kit.model)).slice(0, 4)) {
        const model = kit.model.collections[collection]!;
        const records = await kit.fill(adapter, Array.from({ length: 40 }, () => randomCreate(random, kit.model, collection)));
        for (let i = 0; i < 12; i++) {
          const query = { ...indexedQuery({ random, collection, model, records }), limit: 1_000 };
          // A further condition that all meet leaves no index that serves.
          const scanned: Query = { ...query, where: { ...query.where, createdAt: { gt: '' } } };
          equal(idsOf((await adapter.query(scanned, { scan: true })).records), idsOf((await adapter.query(query)).records), show(query));
        }
      }
    },
  },
  {
    number: '54',
    title: '`in` takes 0, 1 and 200 values',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, numbered(kit, 300));
      for (const count of [0, 1, 200]) {
        const values = kit.random.shuffle(Array.from({ length: 300 }, (_, i) => padded(i))).slice(0, count);
        await walk(adapter, { collection, where: { id: { in: [...values, ...values] } }, limit: 70 }, [...values].sort());
      }
      const tooMany = Array.from({ length: 1_001 }, (_, i) => padded(i));
      equal((await adapter.query({ collection, where: { id: { in: tooMany.slice(1) } }, limit: 1_000 })).records.length, 299, '1,000 values');
      await refused(() => adapter.query({ collection, where: { id: { in: tooMany } } }), 'VALIDATION', '1,001 values');
      if (!('contacts' in kit.model.collections)) return;
      const all = await kit.fill(adapter, Array.from({ length: 250 }, (_, i) => kit.create({ id: `o${i}`, ownerId: `agent-${i % 220}`, fullName: `N${i % 7}` }, 'contacts')));
      const query: Query = { collection: 'contacts', where: { ownerId: { in: Array.from({ length: 200 }, (_, i) => `agent-${i}`) } }, sort: [{ by: 'nameKey', direction: 'desc' }], limit: 90 };
      await walk(adapter, query, idsOf(answer(kit.model.collections['contacts'], all, query)));
    },
  },
  {
    number: '55',
    title: 'random data and random queries equal the oracle',
    run: async (kit) => {
      const names = variedCollections(kit.model);
      if (names.length === 0) fail('The model has no collection that the kit knows.');
      for (let run = 0; run < kit.runs; run++) {
        const adapter = await kit.open(`${kit.name}-${run}`);
        for (const collection of kit.random.shuffle(names).slice(0, 4)) await randomHistory(kit, adapter, collection);
      }
    },
  },
];
