import type { Condition, DataAdapter, Query, StoredRecord } from '../../contract.js';
import { equal, refused } from './assert.js';
import type { Assertion, Kit } from './kit.js';
import { answer } from './oracle.js';

const namesOf = (records: readonly StoredRecord[]) => records.map(({ id }) => id);
const padded = (i: number) => `id-${String(i).padStart(5, '0')}`;
const numbered = (kit: Kit, count: number, from = 0) => Array.from({ length: count }, (_, i) => kit.create({ id: padded(from + i) }));

/** Contacts `c0`, `c1` … with these values. */
async function contacts(kit: Kit, adapter: DataAdapter, rows: readonly Record<string, unknown>[]): Promise<StoredRecord[]> {
  return kit.fill(adapter, rows.map((row, i) => kit.create({ id: `c${i}`, ...(row as object) }, 'contacts')));
}

async function answers(kit: Kit, adapter: DataAdapter, query: Query, expected: readonly string[], what: string, scan = false): Promise<void> {
  equal(namesOf(await kit.all(adapter, query, { scan })), expected, what);
}

/** Values of a field whose type the schema leaves open, so that all types can stand beside each other. A list stands at its least value. */
const openValues = [null, undefined, -5, 0, 2, 10, 1e21, false, true, '', '10', '2', 'A', 'Z', 'a', 'z', 'Ä', 'é', '\ud83d\ude00', '\uffff', ['z', 'B'], [true, 5], []];

export const queries: Assertion[] = [
  {
    number: '41',
    title: 'eq, in, range, prefix, has equal the reference filter',
    collections: ['contacts'],
    run: async (kit) => {
      const adapter = await kit.open();
      const names = ['Ann', 'ann', 'Anna', 'Änne', 'Bob', 'bo', '', 'Zoë'];
      const all = await contacts(kit, adapter, names.map((fullName, i) => ({
        fullName, tags: ['a', 'b', 'c'].slice(0, i % 4), lifecycleStage: i % 2 ? 'lead' : 'customer', ...(i % 3 && { ownerId: `agent-${i % 3}` }),
      })));
      const model = kit.model.collections['contacts']!;
      const cases: [string, Condition][] = [
        ['nameKey', 'ann'], ['nameKey', { eq: 'anne' }], ['nameKey', { in: ['bob', 'zoe', 'none'] }], ['nameKey', { prefix: 'an' }], ['nameKey', { prefix: '' }],
        ['nameKey', { gt: 'ann', lte: 'bob' }], ['nameKey', { gte: 'bo' }], ['nameKey', { lt: 'anna' }], ['nameKey', { prefix: 'none' }], ['nameKey', 'Ann'],
      ];
      for (const [field, condition] of cases) {
        const query: Query = { collection: 'contacts', where: { [field]: condition } };
        await answers(kit, adapter, query, namesOf(answer(model, all, query)), `${field} ${JSON.stringify(condition)}`);
      }
      const sorted: NonNullable<Query['where']>[] = [{ tags: { has: 'b' } }, { tags: 'a' }, { tags: { in: ['a', 'c'] } }, { tags: null }, { ownerId: null }, { ownerId: { in: ['agent-1', null] } }];
      for (const where of sorted) {
        const query: Query = { collection: 'contacts', where, sort: [{ by: 'nameKey' }] };
        await answers(kit, adapter, query, namesOf(answer(model, all, query)), JSON.stringify(where));
      }
      for (const condition of [{ like: 'x' }, { gt: 1, gte: 1 }, { gt: 'a', lt: 5 }, { gt: null }, { in: 'x' }, { prefix: 5 }, {}, { eq: Number.NaN }, { eq: {} }, { gt: 'a', has: 'b' }]) {
        await refused(() => adapter.query({ collection: 'contacts', where: { nameKey: condition as Condition } }), 'VALIDATION', JSON.stringify(condition));
      }
    },
  },
  {
    number: '42',
    title: 'bounds are inclusive and exclusive as they say',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, ['a', 'b', 'bb', 'c', 'd'].map((id) => kit.create({ id })));
      const cases: [Condition, string[]][] = [
        [{ gt: 'b', lt: 'd' }, ['bb', 'c']], [{ gte: 'b', lt: 'd' }, ['b', 'bb', 'c']], [{ gt: 'b', lte: 'd' }, ['bb', 'c', 'd']],
        [{ gte: 'b', lte: 'd' }, ['b', 'bb', 'c', 'd']], [{ gt: 'd' }, []], [{ lt: 'a' }, []], [{ gte: 'd', lte: 'a' }, []], [{ gt: 'c', lt: 'c' }, []],
        [{ prefix: 'b' }, ['b', 'bb']],
      ];
      for (const [condition, expected] of cases) {
        await answers(kit, adapter, { collection, where: { id: condition } }, expected, JSON.stringify(condition));
        const down: Query = { collection, where: { id: condition }, sort: [{ by: 'id', direction: 'desc' }] };
        await answers(kit, adapter, down, [...expected].reverse(), `${JSON.stringify(condition)} downwards`);
      }
    },
  },
  {
    number: '43',
    title: 'one and two sort keys, up and down, ties by id',
    collections: ['deals'],
    run: async (kit) => {
      const adapter = await kit.open();
      const rows = [['b', '2026-02-01'], ['a', '2026-03-01'], ['c', '2026-01-01'], ['a', '2026-01-01'], ['b', '2026-02-01'], ['a', '2026-01-01']] as const;
      const all = await kit.fill(adapter, rows.map(([status, expectedCloseDate], i) =>
        kit.create({ id: `d${5 - i}`, pipelineId: 'p', stageId: 's', status: ({ a: 'open', b: 'won', c: 'lost' } as const)[status], rank: `a${i % 2}`, expectedCloseDate }, 'deals')));
      const model = kit.model.collections['deals']!;
      for (const direction of ['asc', 'desc'] as const) {
        const sorted: Query[] = [
          { collection: 'deals', where: { stageId: 's' }, sort: [{ by: 'rank', direction }] },
          { collection: 'deals', where: { pipelineId: 'p' }, sort: [{ by: 'status', direction }, { by: 'expectedCloseDate', direction }] },
          { collection: 'deals', sort: [{ by: 'id', direction }] },
          { collection: 'deals', where: { pipelineId: 'p', status: 'open' }, sort: [{ by: 'status', direction }, { by: 'expectedCloseDate', direction }] },
        ];
        for (const query of sorted) await answers(kit, adapter, query, namesOf(answer(model, all, query)), JSON.stringify(query));
        const mixed: Query = { collection: 'deals', sort: [{ by: 'status', direction }, { by: 'rank', direction: direction === 'asc' ? 'desc' : 'asc' }] };
        await answers(kit, adapter, mixed, namesOf(answer(model, all, mixed)), JSON.stringify(mixed), true);
      }
      await refused(() => adapter.query({ collection: 'deals', sort: [{ by: 'a' }, { by: 'b' }, { by: 'c' }] }), 'VALIDATION', 'three sort keys');
      await refused(() => adapter.query({ collection: 'deals', sort: [{ by: 'rank', direction: 'up' as 'asc' }] }), 'VALIDATION', 'an unknown direction');
    },
  },
  {
    number: '44',
    title: 'null and missing sort first, then numbers, false, true, texts',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const creates = kit.random.shuffle(openValues).map((value, i) => kit.create({ id: padded(i), ...(value !== undefined && { open: value }) }));
      const all = await kit.fill(adapter, creates);
      const model = kit.model.collections[collection]!;
      for (const direction of ['asc', 'desc'] as const) {
        const query: Query = { collection, sort: [{ by: 'open', direction }], limit: 3 };
        await answers(kit, adapter, query, namesOf(answer(model, all, query)), `values of all types, ${direction}`, true);
      }
      const none: Query = { collection, where: { open: null } };
      await answers(kit, adapter, none, namesOf(answer(model, all, none)), 'null finds missing values too', true);
      if (!('tasks' in kit.model.collections)) return;
      const tasks = await kit.fill(adapter, ['2026-02-01', null, undefined, '2026-01-01'].map((dueDate, i) => kit.create({ id: `t${i}`, assigneeId: 'a', ...(dueDate !== undefined && { dueDate }) }, 'tasks')));
      const byDue: Query = { collection: 'tasks', where: { assigneeId: 'a', done: false }, sort: [{ by: 'due' }] };
      await answers(kit, adapter, byDue, namesOf(answer(kit.model.collections['tasks'], tasks, byDue)), 'along an index');
    },
  },
  {
    number: '45',
    title: 'texts sort by code unit, not by locale',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const ids = ['a', 'B', 'ä', 'b', 'Z', '_', '1', '10', '2', 'é', 'e\u0301', '\ud83d\ude00', '\uffff', '\ue000', 'ﬀ', 'ß'];
      await kit.fill(adapter, ids.map((id) => kit.create({ id })));
      const expected = [...ids].sort();
      await answers(kit, adapter, { collection, limit: 4 }, expected, 'by id');
      await answers(kit, adapter, { collection, where: { id: { gte: 'Z', lt: 'ä' } } }, expected.filter((id) => id >= 'Z' && id < 'ä'), 'a range');
      await answers(kit, adapter, { collection, where: { id: { prefix: 'e' } } }, ['e\u0301'], 'a prefix is one of code units');
      await answers(kit, adapter, { collection, where: { id: { prefix: 'B' } } }, ['B'], 'a prefix has its case');
    },
  },
  {
    number: '46',
    title: 'numbers are not texts',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, [1, '1', true, 'true', null, 'null', 10, 2].map((open, i) => kit.create({ id: padded(i), open })));
      const expected: [Condition, number[]][] = [
        [1, [0]], ['1', [1]], [true, [2]], ['true', [3]], [null, [4]], ['null', [5]], [{ gte: 1 }, [0, 7, 6]], [{ gte: '1' }, [1, 5, 3]], [{ in: [1, true] }, [0, 2]],
      ];
      for (const [condition, places] of expected) await answers(kit, adapter, { collection, where: { open: condition } }, places.map(padded), JSON.stringify(condition), true);
      if (!('tickets' in kit.model.collections)) return;
      await kit.fill(adapter, [kit.create({ number: 7 }, 'tickets')]);
      equal((await adapter.query({ collection: 'tickets', where: { number: '7' } })).records, [], 'a text along an index of numbers');
      equal((await adapter.query({ collection: 'tickets', where: { number: 7 } })).records.length, 1, 'a number along it');
    },
  },
  {
    number: '47',
    title: 'at most `limit` records, and `next` exactly when there is more',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, numbered(kit, 60));
      for (const limit of [1, 7, 59, 60, 61, 1_000]) {
        const page = await adapter.query({ collection, limit });
        equal(page.records.length, Math.min(limit, 60), `records at limit ${limit}`);
        equal([page.next !== undefined, page.previous !== undefined], [limit < 60, false], `next and previous at limit ${limit}`);
      }
      const page = await adapter.query({ collection });
      equal([page.records.length, page.next !== undefined], [50, true], 'without a limit');
      const last = await adapter.query({ collection, limit: 10, after: page.next! });
      equal([last.records.length, last.next, last.previous !== undefined], [10, undefined, true], 'the last page');
      const jump = await adapter.query({ collection, limit: 10, offset: 45 });
      equal([jump.records[0]?.id, jump.next !== undefined, jump.previous !== undefined], [padded(45), true, true], 'a jump');
      for (const wrong of [{ limit: 0 }, { limit: 1_001 }, { limit: 1.5 }, { limit: '5' as never }, { offset: -1 }, { offset: 50_001 }, { offset: 1, after: page.next! }, { after: page.next!, before: page.next! }]) {
        await refused(() => adapter.query({ collection, ...wrong }), 'VALIDATION', JSON.stringify(wrong));
      }
    },
  },
];
