import type { Scalar } from '@crm-elements/schema';
import type { DataAdapter, Operation, StoredRecord, TotalsQuery } from '../../contract.js';
import { equal, fail, ok, refusal, refused, show } from './assert.js';
import { createKitClock } from './kit-clock.js';
import type { Assertion, Kit } from './kit.js';
import { countAll, sortRows, valuesOf } from './oracle.js';
import { randomCreate, varied, variedCollections } from './random-data.js';

/** All totals of a collection, asked for whole, narrowed down and added up, against a recount. */
async function recount(kit: Kit, adapter: DataAdapter, collection: string, records: readonly StoredRecord[]): Promise<void> {
  const { random } = kit;
  const model = kit.model.collections[collection]!;
  for (const [totals, { group }] of Object.entries(model.totals)) {
    const wanted = (key: string): Scalar | { in: Scalar[] } => {
      const values = records.length > 0 ? valuesOf(model, random.pick(records), key) : [null];
      return random.chance(0.6) ? random.pick(values) : { in: [...values, null, 'none'] };
    };
    const where = Object.fromEntries(random.some(group).map((key) => [key, wanted(key)]));
    const first = group[0];
    const asked: TotalsQuery[] = [{ collection, totals }, { collection, totals, where }, { collection, totals, where, by: random.some(group) }, { collection, totals, by: [] }];
    if (first !== undefined) asked.push({ collection, totals, where: { [first]: wanted(first) } });
    for (const query of asked) equal(sortRows(await adapter.totals(query)), countAll(kit.model, records, query), show(query));
  }
}

/** A totals table of the kit's first collection with a group for each value of one field; the group's other keys as new records have them. */
const groupedBy = (kit: Kit): { totals: string; field: string; rest: Record<string, Scalar> } =>
  kit.subject.collection === 'contacts' ? { totals: 'byOwner', field: 'ownerId', rest: {} } : { totals: 'byQueue', field: 'queue', rest: { state: 'queued' } };

/** How many calls fit into a few milliseconds, at best. */
async function speed(call: () => Promise<unknown>): Promise<number> {
  const machine = createKitClock();
  let best = 0;
  for (let round = 0; round < 4; round++) {
    const end = machine.now() + 20;
    let calls = 0;
    for (; machine.now() < end; calls++) await call();
    best = Math.max(best, calls);
  }
  return best;
}

export const totals: Assertion[] = [
  {
    number: '57',
    title: "totals equal the query's length and sums",
    gate: 'totals',
    run: async (kit) => {
      const adapter = await kit.open();
      for (const collection of variedCollections(kit.model)) {
        const records = await kit.fill(adapter, Array.from({ length: 25 }, () => randomCreate(kit.random, kit.model, collection)));
        await recount(kit, adapter, collection, records);
      }
      const { collection } = kit.subject;
      equal(await kit.count(adapter), (await kit.all(adapter, { collection })).length, 'the count and the length of the query');
      for (const wrong of [{ totals: 'unheardOf' }, { totals: 'all', by: ['unheardOf'] }, { totals: 'all', where: { unheardOf: 1 } }]) {
        await refused(() => adapter.totals({ collection, ...wrong }), 'VALIDATION', show(wrong));
      }
      const { totals, field } = groupedBy(kit);
      await refused(() => adapter.totals({ collection, totals, where: { [field]: {} as { in: [] } } }), 'VALIDATION', 'an object that names no groups');
    },
  },
  {
    number: '58',
    title: 'totals are right after create, a patch that moves groups, delete, restore',
    gate: 'totals',
    run: async (kit) => {
      const { random } = kit;
      for (let run = 0; run < kit.runs; run++) {
        const adapter = await kit.open(`${kit.name}-${run}`);
        const collection = random.pick(variedCollections(kit.model).filter((name) => !kit.model.collections[name]!.appendOnly));
        const records = new Map<string, StoredRecord>();
        const gone: StoredRecord[] = [];
        for (let step = 0; step < 8; step++) {
          const ops: Operation[] = Array.from({ length: random.between(0, 4) }, () => randomCreate(random, kit.model, collection));
          const there = random.shuffle([...records.values()]);
          for (const { id } of there.splice(0, random.below(3))) ops.push({ op: 'delete', collection, id });
          for (const { id } of there.splice(0, random.below(4))) {
            const set = Object.entries(varied(random, collection, 3)).filter(([field, value]) => value !== undefined && field !== 'createdAt');
            ops.push({ op: 'patch', collection, id, set: Object.fromEntries(set) as Record<string, never> });
          }
          if (gone.length > 0 && random.chance(0.5)) ops.push({ op: 'create', collection, record: gone.shift()! });
          const committed = await adapter.commit({ ops });
          equal(committed.records.map(Boolean), ops.map(({ op }) => op !== 'delete'), 'one answer for each operation, a record for each that leaves one');
          for (const record of committed.records) if (record) records.set(record.id, record);
          for (const operation of ops) {
            if (operation.op !== 'delete') continue;
            gone.push(records.get(operation.id)!);
            records.delete(operation.id);
          }
          await recount(kit, adapter, collection, [...records.values()]);
        }
      }
    },
  },
  {
    number: '59',
    title: 'totals are unchanged after a rollback',
    gate: 'totals',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const { totals, field } = groupedBy(kit);
      const adapter = await kit.open();
      const [one, other] = await kit.fill(adapter, [kit.create({ [field]: 'a' }), kit.create({ [field]: 'b' })]);
      await kit.unchanged(
        async () => [await adapter.totals({ collection, totals: 'all' }), await adapter.totals({ collection, totals })],
        () =>
          refused(
            () =>
              adapter.commit({
                ops: [
                  kit.create({ [field]: 'a' }),
                  { op: 'patch', collection, id: one!.id, set: { [field]: 'c' } },
                  { op: 'delete', collection, id: other!.id },
                  { op: 'patch', collection, id: 'none', set: { [text]: 'x' } },
                ],
              }),
            'NOT_FOUND',
          ),
        'the totals',
      );
    },
  },
  {
    number: '60',
    title: 'totals are rebuilt equal when found corrupt',
    gate: 'totals',
    hook: 'corruptTotals',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const records = await kit.fill(adapter, Array.from({ length: 30 }, () => randomCreate(kit.random, kit.model, collection)));
      await adapter.close();
      await kit.faults.corruptTotals!(kit.name);
      const again = await kit.open();
      await recount(kit, again, collection, records);
      const [added] = await kit.fill(again, [randomCreate(kit.random, kit.model, collection)]);
      await recount(kit, again, collection, [...records, added!]);
    },
  },
  {
    number: '61',
    title: 'the cost of totals is independent of the number of records',
    gate: 'totals',
    run: async (kit) => {
      const { collection } = kit.subject;
      const { totals, field } = groupedBy(kit);
      const [few, many] = [await kit.open(), await kit.open(`${kit.name}-many`)];
      const fill = (adapter: DataAdapter, count: number) => kit.fill(adapter, Array.from({ length: count }, (_, i) => kit.create({ [field]: `group-${i}` })));
      await fill(few, 10);
      await fill(many, kit.many);
      const slower: number[] = [];
      // A busy machine slows both down; only what is slow each time is.
      for (let attempt = 0; attempt < 3; attempt++) {
        const ratios: number[] = [];
        for (const query of [{ collection, totals: 'all' }, { collection, totals, where: { [field]: 'group-7' } }]) {
          ratios.push((await speed(() => few.totals(query))) / (await speed(() => many.totals(query))));
        }
        slower.push(Math.max(...ratios));
        if (slower.at(-1)! < 5) return;
      }
      fail(`with ${kit.many} records instead of 10, totals took ${Math.min(...slower).toFixed(1)} times as long`);
    },
  },
  {
    number: '61b',
    title: 'sums are exact per currency, with many records and amounts of 10¹⁵ minor units',
    gate: 'totals',
    collections: ['deals'],
    run: async (kit) => {
      const adapter = await kit.open();
      const rows = Array.from({ length: kit.many }, (_, i) => ({
        amount: i % 7 === 0 ? null : { amount: 10 ** 15 - i * (i % 3 === 0 ? -1 : 1), currency: ['EUR', 'JPY', 'BHD'][i % 3]! },
        ...(i % 5 === 0 && { probabilityOverride: 10_000 - i % 10_000 }),
      }));
      await kit.fill(adapter, rows.map((row) => kit.create(row, 'deals')));
      const found = await adapter.totals({ collection: 'deals', totals: 'byStage', where: { pipelineId: 'pipeline-1', stageId: 'stage-1' } });
      for (const currency of ['EUR', 'JPY', 'BHD', null]) {
        const own = rows.filter(({ amount }) => (amount?.currency ?? null) === currency);
        const sum = (of: (row: (typeof rows)[number]) => bigint) => own.reduce((total, row) => total + of(row), 0n).toString();
        const row = found.find(({ group }) => group['amount.currency'] === currency);
        equal(row?.count, own.length, `deals in ${currency}`);
        equal(row?.sums['amount'], sum(({ amount }) => BigInt(amount?.amount ?? 0)), `the sum in ${currency}`);
        const weighted = sum(({ amount, probabilityOverride }) => (amount && probabilityOverride !== undefined ? BigInt(amount.amount) * BigInt(probabilityOverride) : 0n));
        equal(row?.sums['weightedOverrides'], weighted, `the weighted sum in ${currency}`);
      }
    },
  },
  {
    number: '61c',
    title: 'null, missing and boolean values are found along indexes, and counted',
    gate: 'totals',
    collections: ['contacts', 'tasks', 'agents'],
    run: async (kit) => {
      const adapter = await kit.open();
      await kit.fill(adapter, [
        kit.create({ id: 'c-null', ownerId: null }, 'contacts'), kit.create({ id: 'c-missing' }, 'contacts'), kit.create({ id: 'c-owned', ownerId: 'a' }, 'contacts'),
        kit.create({ id: 't-open' }, 'tasks'), kit.create({ id: 't-null', doneAt: null, assigneeId: null }, 'tasks'), kit.create({ id: 't-done', doneAt: '2026-01-01T00:00:00.000Z' }, 'tasks'),
        kit.create({ id: 'a-on', active: true }, 'agents'), kit.create({ id: 'a-off', active: false }, 'agents'),
      ]);
      const cases: [TotalsQuery, string, string[]][] = [
        [{ collection: 'contacts', totals: 'byOwner', where: { ownerId: null } }, 'nameKey', ['c-missing', 'c-null']],
        [{ collection: 'tasks', totals: 'byAssignee', where: { assigneeId: null, done: false } }, 'due', ['t-null', 't-open']],
        [{ collection: 'tasks', totals: 'byAssignee', where: { assigneeId: null, done: true } }, 'due', ['t-done']],
        [{ collection: 'agents', totals: 'byActive', where: { active: false } }, 'nameKey', ['a-off']],
        [{ collection: 'agents', totals: 'byActive', where: { active: true } }, 'nameKey', ['a-on']],
      ];
      for (const [query, by, ids] of cases) {
        const { collection, where } = query;
        equal((await kit.all(adapter, { collection, where: where, sort: [{ by }] })).map(({ id }) => id), ids, `records at ${show(where)}`);
        const rows = await adapter.totals(query);
        equal(rows.reduce((sum, { count }) => sum + count, 0), ids.length, `the count at ${show(where)}`);
        ok(rows.every(({ group }) => Object.entries(where!).every(([key, value]) => group[key] === value)), 'the values come back with their types');
      }
    },
  },
  {
    number: '61d',
    title: 'a check that a totals row is below n holds against a second tab',
    gate: 'totals',
    run: async (kit) => {
      const { collection } = kit.subject;
      const { totals, field, rest } = groupedBy(kit);
      const tabs = [await kit.open(), await kit.open()];
      const check = (below: number): Operation => ({ op: 'check', collection, totals, group: { [field]: 'full', ...rest }, below });
      const make = () => kit.create({ [field]: 'full' });
      const tried = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => tabs[i % 2]!.commit({ ops: [check(5), make()] })));
      equal(tried.filter(({ status }) => status === 'fulfilled').length, 5, 'commits that found room');
      for (const outcome of tried) if (outcome.status === 'rejected') refusal(outcome.reason, 'CONSTRAINT', 'a commit that found none');
      equal((await tabs[0]!.totals({ collection, totals, where: { [field]: 'full' } }))[0]?.count, 5, 'the count');
      await tabs[0]!.commit({ ops: [make(), check(7), make(), check(8)] });
      await refused(() => tabs[1]!.commit({ ops: [check(8), make(), check(8)] }), 'CONSTRAINT', 'a check behind its own create');
      await refused(() => tabs[0]!.commit({ ops: [{ ...check(8), group: {} } as Operation] }), 'VALIDATION', 'a check that names no group');
    },
  },
  {
    number: '61e',
    title: 'counters assign without gap or repeat under racing commits',
    run: async (kit) => {
      const { collection } = kit.subject;
      const tabs = [await kit.open(), await kit.open()];
      const taken = kit.create();
      await tabs[0]!.commit({ ops: [taken] });
      const counted = () => ({ ...kit.create(), assign: { ...kit.create().assign, counted: 'kit.counter' } });
      const commits = Array.from({ length: 40 }, (_, i) => {
        // Every fourth fails behind a number that was given out.
        const ops: Operation[] = i % 4 === 3 ? [counted(), { ...counted(), record: taken.record }] : Array.from({ length: 1 + (i % 2) }, counted);
        return tabs[i % 2]!.commit({ ops });
      });
      const numbers = (await Promise.allSettled(commits)).flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value.records.map((record) => record!['counted'] as number) : []));
      equal([...numbers].sort((a, b) => a - b), Array.from({ length: 40 }, (_, i) => i + 1), 'the numbers');
      const stored = (await kit.all(tabs[0]!, { collection })).map((record) => record['counted']).filter((number) => number !== undefined);
      equal(stored.length, new Set(stored).size, 'the numbers in the store');
      const again = await kit.open();
      equal((await again.commit({ ops: [counted(), { ...kit.create(), assign: { ...kit.create().assign, counted: 'kit.other' } }] })).records.map((record) => record!['counted']), [41, 1], 'each counter goes on by itself');
      if (!('tickets' in kit.model.collections)) return;
      const [ticket] = await kit.fill(again, [kit.create({}, 'tickets')]);
      equal(ticket?.['number'], 1, 'the number of the first ticket');
      await refused(() => again.commit({ ops: [{ op: 'patch', collection: 'tickets', id: ticket!.id, set: { number: 9 } }] }), 'VALIDATION', 'a patch of a number that was counted up');
      const longest = kit.create({ ticketId: 'x'.repeat(128) }, 'messages');
      equal((await again.commit({ ops: [longest] })).records[0]?.['seq'], 1, 'a counter named by the longest id');
    },
  },
];
