import type { Batch, Committed, DataAdapter, Operation } from '../../contract.js';
import { equal, ok, refusal, refused, same, show } from './assert.js';
import type { Assertion, Kit } from './kit.js';

/** What a commit that fails must leave as it is: records, totals, changes, counters. */
async function everything(kit: Kit, adapter: DataAdapter): Promise<unknown> {
  const { totals, changes } = adapter.capabilities;
  const seen: Record<string, unknown> = {};
  for (const [collection, model] of Object.entries(kit.model.collections)) {
    seen[collection] = await kit.all(adapter, { collection });
    if (totals === 'none') continue;
    for (const name of Object.keys(model.totals)) seen[`${collection}.${name}`] = await adapter.totals({ collection, totals: name });
  }
  if (changes) seen['changes'] = await adapter.changes();
  return seen;
}

const outcomes = (calls: readonly Promise<Committed>[]) =>
  Promise.all(calls.map((call) => call.then((value) => ({ value, error: undefined }), (error: unknown) => ({ value: undefined, error }))));

export const versions: Assertion[] = [
  {
    number: '27',
    title: 'versions rise strictly',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create();
      const { id } = create.record;
      const seen: (number | undefined)[] = [];
      const seqs: number[] = [];
      const patch: Operation = { op: 'patch', collection, id, set: { [text]: 'again' } };
      for (const op of [create, patch, patch, patch]) {
        const { records, seq } = await adapter.commit({ ops: [op] });
        seen.push(records[0]?.version);
        seqs.push(seq);
      }
      equal(seen, [1, 2, 3, 4], 'the versions');
      ok(seqs.every((seq, i) => i === 0 || seq > seqs[i - 1]!), `the places of the commits rise: ${show(seqs)}`);
    },
  },
  {
    number: '28',
    title: 'an ifVersion that matches writes',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const [record, other] = await kit.fill(adapter, [kit.create(), kit.create()]);
      const { records } = await adapter.commit({
        ops: [
          { op: 'check', collection, id: record!.id, ifVersion: 1 },
          { op: 'patch', collection, id: record!.id, set: { [text]: 'new' }, ifVersion: 1 },
          { op: 'delete', collection, id: other!.id, ifVersion: 1 },
        ],
      });
      equal(records.map((result) => result?.[text]), [undefined, 'new', undefined], 'the answer');
      equal((await adapter.get(collection, [record!.id, other!.id])).map((found) => found?.version), [2, undefined], 'the records');
    },
  },
  {
    number: '29',
    title: 'an ifVersion that does not match is CONFLICT, the whole batch undone',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create();
      const { id } = create.record;
      await adapter.commit({ ops: [create] });
      const [current] = (await adapter.commit({ ops: [{ op: 'patch', collection, id, set: { [text]: 'of another' } }] })).records;
      const stale: [string, Operation, object | null][] = [
        ['patch', { op: 'patch', collection, id, set: { [text]: 'mine' }, ifVersion: 1 }, current!],
        ['delete', { op: 'delete', collection, id, ifVersion: 3 }, current!],
        ['check', { op: 'check', collection, id, ifVersion: 1 }, current!],
        ['check of what is not there', { op: 'check', collection, id: 'none', ifVersion: 1 }, null],
        ['delete of what is not there', { op: 'delete', collection, id: 'none', ifVersion: 1 }, null],
      ];
      for (const [what, operation, expected] of stale) {
        const before = kit.create();
        const error = await refused(() => adapter.commit({ ops: [before, operation] }), 'CONFLICT', what);
        equal(error.conflicts[0]?.current, expected, `${what}: the current record in the conflict`);
        equal(await adapter.get(collection, [before.record.id, id]), [undefined, current], `${what}: the records`);
      }
    },
  },
  {
    number: '30',
    title: 'a check of absence holds',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const sample = kit.create({ id: 'sample' });
      const batch: Batch = { ops: [{ op: 'check', collection, id: 'sample', absent: true }, sample] };
      equal((await adapter.commit(batch)).records[0], null, 'the answer to the check');
      const beside = kit.create();
      const error = await refused(() => adapter.commit({ ops: [beside, batch.ops[0]!] }), 'CONFLICT');
      equal(error.conflicts[0]?.current?.id, 'sample', 'the current record in the conflict');
      equal(await kit.read(adapter, beside.record.id), undefined, 'the record beside it');
      await adapter.commit({ ops: [{ op: 'delete', collection, id: 'sample' }, ...batch.ops] });
      await refused(() => adapter.commit({ ops: [{ op: 'check', collection, id: 'sample' } as unknown as Operation] }), 'VALIDATION', 'a check of nothing');
    },
  },
  {
    number: '31',
    title: 'a batch over collections is atomic',
    collections: ['contacts', 'tickets', 'messages'],
    run: async (kit) => {
      const adapter = await kit.open();
      const contact = kit.create({}, 'contacts');
      const ticket = kit.create({ requesterId: contact.record.id }, 'tickets');
      const message = kit.create({ ticketId: ticket.record.id }, 'messages');
      const { records, seq } = await adapter.commit({ ops: [contact, ticket, message] });
      equal([records[0]?.id, records[1]?.['number'], records[2]?.['seq']], [contact.record.id, 1, 1], 'the answer');
      if (adapter.capabilities.changes) {
        const { changes } = await adapter.changes();
        equal(changes.map((change) => [change.seq, change.operations.length]), [[seq, 3]], 'one commit in the changes');
      }
      const next = kit.create({}, 'contacts');
      await kit.unchanged(
        () => everything(kit, adapter),
        () => refused(() => adapter.commit({ ops: [next, kit.create({}, 'tickets'), message] }), 'CONFLICT'),
        'after a batch whose last operation cannot be',
      );
    },
  },
  {
    number: '32',
    title: 'a failure in the last operation leaves no trace in records, totals, changes, counters, tokens',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const kept = await kit.fill(adapter, [kit.create(), kit.create()]);
      const assign = { counted: 'kit.counter' };
      const good: Operation[] = [
        { ...kit.create(), assign: { ...kit.create().assign, ...assign } },
        { op: 'patch', collection, id: kept[0]!.id, set: { [text]: 'changed' } },
        { op: 'delete', collection, id: kept[1]!.id },
      ];
      const last: [string, Operation, Parameters<typeof refused>[1]][] = [
        ['a conflict', { op: 'check', collection, id: kept[0]!.id, absent: true }, 'CONFLICT'],
        ['a missing record', { op: 'patch', collection, id: 'none', set: { [text]: 'x' } }, 'NOT_FOUND'],
        ['a double id', { ...kit.create(), record: { ...kit.create().record, id: kept[0]!.id } }, 'CONFLICT'],
      ];
      if (adapter.capabilities.totals === 'exact') last.push(['a totals limit', { op: 'check', collection, totals: 'all', group: {}, below: 0 }, 'CONSTRAINT']);
      for (const [what, operation, code] of last) {
        await kit.unchanged(
          () => everything(kit, adapter),
          () => refused(() => adapter.commit({ ops: [...good, operation], dedupe: 'token', meta: { what } }), code, what),
          `after ${what}`,
        );
      }
      const { records, repeated } = await adapter.commit({ ops: good, dedupe: 'token' });
      equal([records[0]?.['counted'], records[0]?.version, repeated], [1, 1, false], 'the counter, the version and the token, once it goes through');
    },
  },
  {
    number: '33',
    title: 'one id twice in a batch applies in order',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create({ [text]: 'first' });
      const { id } = create.record;
      const set = (value: string): Operation => ({ op: 'patch', collection, id, set: { [text]: value } });
      const { records } = await adapter.commit({ ops: [create, set('second'), { op: 'check', collection, id, ifVersion: 2 }, set('third')] });
      equal(records.map((record) => record && [record[text], record.version]), [['first', 1], ['second', 2], null, ['third', 3]], 'the answer');
      equal((await kit.read(adapter, id))?.[text], 'third', 'the record');
      const anew = { ...create, record: { ...create.record, [text]: 'anew' } };
      await adapter.commit({ ops: [set('fourth'), { op: 'delete', collection, id }, { op: 'check', collection, id, absent: true }, anew] });
      const read = await kit.read(adapter, id);
      equal([read?.[text], read?.version], ['anew', 5], 'the record after delete and create');
      equal((await kit.all(adapter, { collection })).length, 1, 'the list');
      const passing = kit.create();
      await adapter.commit({ ops: [passing, { op: 'delete', collection, id: passing.record.id }] });
      equal(await kit.read(adapter, passing.record.id), undefined, 'a record that came and went in one commit');
      if (adapter.capabilities.totals === 'exact') equal(await kit.count(adapter), 1, 'the count');
    },
  },
  {
    number: '34',
    title: 'of two racing creates exactly one wins',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const tabs = [await kit.open(), await kit.open()];
      for (let round = 0; round < 12; round++) {
        const id = `race-${round}`;
        const tried = await outcomes(tabs.map((tab, i) => tab.commit({ ops: [kit.create({ id, [text]: `tab ${i}` })] })));
        const winner = tried.find(({ value }) => value)?.value?.records[0];
        equal(tried.filter(({ value }) => value).length, 1, `round ${round}: winners`);
        const error = refusal(tried.find((outcome) => outcome.error)?.error, 'CONFLICT');
        equal(error.conflicts[0]?.current, winner, 'the loser is told of the winner');
        equal((await tabs[0]!.get(collection, [id]))[0], winner, 'the record');
      }
    },
  },
  {
    number: '35',
    title: 'of 100 racing increments none is lost',
    run: async (kit) => {
      const { collection } = kit.subject;
      const tabs = [await kit.open(), await kit.open()];
      const create = kit.create({ custom: { count: 0 } });
      const { id } = create.record;
      await tabs[0]!.commit({ ops: [create] });
      const increment = async (adapter: DataAdapter): Promise<void> => {
        const record = (await kit.read(adapter, id))!;
        const count = (record['custom'] as { count: number }).count + 1;
        try {
          await adapter.commit({ ops: [{ op: 'patch', collection, id, set: { 'custom.count': count }, ifVersion: record.version }] });
        } catch (error) {
          if ((error as { code?: string }).code !== 'CONFLICT') throw error;
          await increment(adapter);
        }
      };
      const worker = async (adapter: DataAdapter) => {
        for (let i = 0; i < 20; i++) await increment(adapter);
      };
      await Promise.all([0, 1, 2, 3, 4].map((i) => worker(tabs[i % 2]!)));
      const record = await kit.read(tabs[1]!, id);
      equal([(record?.['custom'] as { count: number }).count, record?.version], [100, 101], 'the count and the version');
    },
  },
  {
    number: '36',
    title: 'a dedupe token applies once, with the same result again',
    run: async (kit) => {
      const tabs = [await kit.open(), await kit.open()];
      const batch: Batch = { ops: [kit.create()], dedupe: 'command-1' };
      const first = await tabs[0]!.commit(batch);
      equal(first.repeated, false, 'the first is no repetition');
      for (const tab of tabs) equal(await tab.commit(batch), { ...first, repeated: true }, 'the same result again');
      const ops = { ops: [kit.create()] };
      const racing = await Promise.all([...tabs, ...tabs].map((tab) => tab.commit({ ...ops, dedupe: 'command-2' })));
      equal(racing.filter(({ repeated }) => !repeated).length, 1, 'of racing repetitions one is the first');
      ok(racing.every(({ seq, records }) => seq === racing[0]!.seq && same(records, racing[0]!.records)), 'and all have its result');
      equal((await kit.all(tabs[0]!, { collection: kit.subject.collection })).length, 2, 'records');
      if (tabs[0]!.capabilities.changes) equal((await tabs[0]!.changes()).changes.length, 2, 'changes');
    },
  },
  {
    number: '37',
    title: 'a dedupe token also holds after reopen',
    run: async (kit) => {
      const adapter = await kit.open();
      const batch: Batch = { ops: [kit.create()], dedupe: 'command' };
      const first = await adapter.commit(batch);
      await adapter.close();
      const again = await kit.open();
      equal(await again.commit(batch), { ...first, repeated: true }, 'the result after reopening');
      await refused(() => again.commit({ ...batch, dedupe: 'another' }), 'CONFLICT', 'another token');
    },
  },
  {
    number: '38',
    title: 'a batch over maxBatch is UNSUPPORTED before anything is written',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const { maxBatch } = adapter.capabilities;
      ok(maxBatch >= 1, 'maxBatch is at least 1');
      if (!Number.isFinite(maxBatch)) return;
      const create = kit.create();
      const fillers = Array.from({ length: maxBatch }, (_, i): Operation => ({ op: 'check', collection, id: `none-${i}`, absent: true }));
      await refused(() => adapter.commit({ ops: [create, ...fillers] }), 'UNSUPPORTED', `${maxBatch + 1} operations`);
      equal(await kit.read(adapter, create.record.id), undefined, 'the record in it');
      await adapter.commit({ ops: [create, ...fillers.slice(1)] });
      equal((await kit.read(adapter, create.record.id))?.version, 1, `the record among ${maxBatch} operations`);
    },
  },
  {
    number: '39',
    title: 'an abort before the commit leaves nothing, one after it changes nothing',
    run: async (kit) => {
      const adapter = await kit.open();
      const never = kit.create();
      await refused(() => adapter.commit({ ops: [never] }, { signal: AbortSignal.abort() }), 'ABORTED', 'aborted before');
      equal(await kit.read(adapter, never.record.id), undefined, 'the record of a commit that was aborted before');
      const done = kit.create();
      const late = new AbortController();
      const { records } = await adapter.commit({ ops: [done] }, { signal: late.signal });
      late.abort();
      equal(await kit.read(adapter, done.record.id), records[0], 'the record of a commit that was aborted after');
      for (let round = 0; round < 10; round++) {
        const ops = [kit.create(), kit.create()];
        const controller = new AbortController();
        const committing = outcomes([adapter.commit({ ops }, { signal: controller.signal })]);
        controller.abort();
        const [outcome] = await committing;
        if (outcome?.error) refusal(outcome?.error, 'ABORTED', 'aborted on the way');
        const there = await adapter.get(kit.subject.collection, ops.map(({ record }) => record.id));
        equal(there.map(Boolean), ops.map(() => !outcome?.error), 'all of it or nothing, as the caller was told');
      }
      await refused(() => adapter.query({ collection: kit.subject.collection }, { signal: AbortSignal.abort() }), 'ABORTED', 'a query');
      await refused(() => adapter.get(kit.subject.collection, ['x'], { signal: AbortSignal.abort() }), 'ABORTED', 'a get');
    },
  },
  {
    number: '40',
    title: 'a unique index holds',
    collections: ['cannedResponses', 'drafts'],
    run: async (kit) => {
      const adapter = await kit.open();
      const collection = 'cannedResponses';
      const make = (shortCode: string) => kit.create({ shortCode }, collection);
      const [hello, bye] = await kit.fill(adapter, [make('hello'), make('bye')]);
      const rename = (id: string, shortCode: string): Operation => ({ op: 'patch', collection, id, set: { shortCode } });
      const beside = kit.create({}, collection);
      const refuse = async (what: string, ...ops: Operation[]) => {
        const error = await refused(() => adapter.commit({ ops: [beside, ...ops] }), 'CONSTRAINT', what);
        equal(error.field, 'shortCode', `${what}: the field`);
        equal(await kit.read(adapter, beside.record.id, collection), undefined, `${what}: the record beside it`);
      };
      await refuse('a second create', make('hello'));
      await refuse('a patch', rename(bye!.id, 'hello'));
      await refuse('two in one batch', make('new'), make('new'));
      await refuse('a patch beside a patch of another field', { op: 'patch', collection, id: hello!.id, set: { text: 'x' } }, rename(bye!.id, 'hello'));
      await adapter.commit({ ops: [rename(hello!.id, 'bye'), rename(bye!.id, 'hello')] });
      equal((await adapter.query({ collection, where: { shortCode: 'hello' } })).records.map(({ id }) => id), [bye!.id], 'two that change places');
      await adapter.commit({ ops: [{ op: 'delete', collection, id: bye!.id }, make('hello')] });
      await adapter.commit({ ops: [{ op: 'patch', collection, id: hello!.id, set: { shortCode: 'bye', text: 'the same again' } }] });
      await adapter.commit({ ops: [kit.create({ agentId: 'a', ticketId: '1' }, 'drafts'), kit.create({ agentId: 'a', ticketId: '2' }, 'drafts'), kit.create({ agentId: 'b', ticketId: '1' }, 'drafts')] });
      await refused(() => adapter.commit({ ops: [kit.create({ agentId: 'b', ticketId: '1' }, 'drafts')] }), 'CONSTRAINT', 'a pair that is there');
      const other = await kit.open();
      const racing = await outcomes([adapter, other].map((tab) => tab.commit({ ops: [make('race')] })));
      equal(racing.filter(({ value }) => value).length, 1, 'winners of a race');
    },
  },
];
