import type { DataAdapter, Operation } from '../../contract.js';
import { equal, flawOf, ok, refused, show, type SeenError } from './assert.js';
import type { Assertion, Kit } from './kit.js';
import { callsOf } from './open-close.js';

const hourMs = 60 * 60 * 1_000;

/** Calls that are wrong in every way that a caller without types can think of. */
function wrongCalls(kit: Kit, adapter: DataAdapter): (() => unknown)[] {
  const { collection } = kit.subject;
  const { changes, blobs, search, totals } = adapter.capabilities;
  const nonsense: never[] = [undefined, null, 5, 'x', [], {}, { collection }, { collection: 'none' }, { ops: null }, { ops: [null] }, { ops: [{}] }, { ops: [{ op: 'x', collection }] }] as never[];
  return [
    ...nonsense.flatMap((value) => [
      () => adapter.commit(value),
      () => adapter.get(value, value),
      ...(Array.isArray(value) ? [] : [() => adapter.get(collection, value)]),
      ...(value && typeof value === 'object' && 'collection' in value && value['collection'] === collection ? [] : [() => adapter.query(value)]),
      ...(search ? [() => adapter.search(value)] : []),
      ...(totals === 'exact' ? [() => adapter.totals(value)] : []),
      ...(blobs ? [() => adapter.blob(value)] : []),
    ]),
    () => adapter.query({ collection, where: 5 as never }),
    () => adapter.query({ collection, sort: 'x' as never }),
    () => adapter.query({ collection, sort: [null] as never }),
    () => adapter.commit({ ops: [{ op: 'create', collection } as never] }),
    () => adapter.commit({ ops: [{ op: 'create', collection, record: null } as never] }),
    () => adapter.commit({ ops: [{ op: 'patch', collection, id: 'x', set: null } as never] }),
    () => adapter.commit({ ops: [{ op: 'patch', collection, id: 'x', add: { tags: 'x' } } as never] }),
    () => adapter.commit({ ops: [{ op: 'patch', collection, id: 'x', unset: 5 } as never] }),
    ...(changes ? [() => adapter.changes({ after: {} as never }), () => adapter.changes({ limit: 'x' as never })] : []),
  ];
}

export const faults: Assertion[] = [
  {
    number: '89',
    title: 'quota in mid-batch is QUOTA, atomic; reading and deleting still work',
    hook: 'quota',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const kept = await kit.fill(adapter, [kit.create(), kit.create()]);
      const release = await kit.faults.quota!(adapter);
      const long = () => Array.from({ length: 2_000 }, () => String.fromCharCode(33 + kit.random.below(90))).join('');
      const batch: Operation[] = Array.from({ length: 40 }, () => kit.create({ [text]: long() }));
      try {
        await kit.unchanged(
          async () => [await kit.all(adapter, { collection }), adapter.capabilities.totals === 'exact' ? await kit.count(adapter) : 0],
          async () => {
            const error = await refused(() => adapter.commit({ ops: batch, dedupe: 'large' }), 'QUOTA');
            equal(error.retryable, false, 'whether it helps to try again at once');
          },
          'what the store holds',
        );
        equal(adapter.status.state, 'full', 'the state');
        equal((await kit.read(adapter, kept[0]!.id))?.id, kept[0]!.id, 'what is read');
        await adapter.commit({ ops: [{ op: 'delete', collection, id: kept[0]!.id }] });
        equal(await kit.read(adapter, kept[0]!.id), undefined, 'what was deleted');
      } finally {
        await release();
      }
      equal((await adapter.commit({ ops: batch, dedupe: 'large' })).repeated, false, 'whether the batch, tried again once there is room, had been written');
      equal(adapter.status.state, 'ready', 'the state once there is room');
      equal((await kit.all(adapter, { collection })).length, 41, 'records');
    },
  },
  {
    number: '90',
    title: 'a lost connection is opened again, or calls are UNAVAILABLE and safe to repeat',
    hook: 'disconnect',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const [record] = await kit.fill(adapter, [kit.create()]);
      const states: string[] = [];
      adapter.onStatus(({ state }) => states.push(state));
      const insist = async <T>(call: () => Promise<T>, what: string): Promise<T> => {
        let result: { value: T } | undefined;
        await kit.until(async () => {
          kit.clock.skip(1_000);
          try {
            result = { value: await call() };
          } catch (error) {
            ok((error as SeenError).code === 'UNAVAILABLE' && (error as SeenError).retryable && !flawOf(error), `${what} was refused with ${show(error)}`);
          }
          return result;
        }, what);
        return result!.value;
      };
      await kit.faults.disconnect!(adapter);
      equal(await insist(() => kit.read(adapter, record!.id), 'a read'), record, 'what is read after the connection was lost');
      await kit.faults.disconnect!(adapter);
      const batch = { ops: [kit.create()], dedupe: 'once' };
      await insist(() => adapter.commit(batch), 'a commit');
      equal((await adapter.commit(batch)).repeated, true, 'whether it is known, sent again');
      equal((await kit.all(adapter, { collection })).length, 2, 'records');
      equal(adapter.status.state, 'ready', `the state in the end, after ${states.join(', ')}`);
    },
  },
  {
    number: '91',
    title: 'every error is a CrmError with code, retryable and cause',
    run: async (kit) => {
      const adapter = await kit.open();
      for (const [i, call] of wrongCalls(kit, adapter).entries()) {
        await refused(call, ['VALIDATION', 'UNSUPPORTED', 'NOT_FOUND', 'UNINDEXED'], `wrong call ${i} (${String(call)})`);
      }
      equal(await kit.all(adapter, { collection: kit.subject.collection }), [], 'what the wrong calls wrote');
      const reason = new Error('changed my mind');
      const error = await refused(() => adapter.query({ collection: kit.subject.collection }, { signal: AbortSignal.abort(reason) }), 'ABORTED');
      equal([error.retryable, error.cause === reason], [false, true], 'retryable and cause of an abort');
      const conflict = await refused(() => adapter.commit({ ops: [{ op: 'check', collection: kit.subject.collection, id: 'none', ifVersion: 1 }] }), 'CONFLICT');
      equal(conflict.retryable, true, 'retryable of a conflict');
      await adapter.close();
      for (const [name, call] of callsOf(kit, adapter)) equal((await refused(call, 'CLOSED', name)).retryable, false, 'retryable after close');
    },
  },
  {
    number: '94',
    title: 'a clock set back an hour or forward a year changes no order',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create({ id: 'steady' });
      const watch = kit.watch(adapter, { ids: { collection, ids: ['steady'] } });
      const seqs: number[] = [];
      const versions: (number | undefined)[] = [];
      const commit = async (operation: Operation) => {
        const { seq, records } = await adapter.commit({ ops: [operation, { ...kit.create(), assign: { ...kit.create().assign, counted: 'kit.clock' } }] });
        seqs.push(seq);
        versions.push(records[0]?.version);
        equal(records[1]?.['counted'], seqs.length, 'the number that was counted up');
      };
      await commit(create);
      let cursor = adapter.capabilities.changes ? (await adapter.changes()).next : undefined;
      for (const ms of [-hourMs, 365 * 24 * hourMs, -400 * 24 * hourMs]) {
        kit.clock.shift(ms);
        await commit({ op: 'patch', collection, id: 'steady', set: { [text]: String(ms) } });
        if (cursor === undefined) continue;
        const page = await adapter.changes({ after: cursor });
        equal(page.changes.map(({ seq }) => seq), page.reset ? [] : [seqs.at(-1)], 'the change behind the cursor');
        cursor = page.next;
      }
      equal(seqs, [...seqs].sort((a, b) => a - b), 'the places of the commits');
      equal(versions, [1, 2, 3, 4], 'the versions');
      await watch.until(({ records: [record] }) => record?.version === 4, 'the last state');
      const shown = watch.results.map(({ records: [record] }) => record?.version ?? 0);
      equal(shown, [...shown].sort((a, b) => a - b), 'the versions that the watch showed');
    },
  },
];
