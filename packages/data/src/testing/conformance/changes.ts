import { instantOf } from '../../clock.js';
import type { Change, ChangePage, DataAdapter, Operation } from '../../contract.js';
import { equal, ok, refused } from './assert.js';
import type { Assertion, Kit } from './kit.js';
import { pause } from './kit-clock.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** Everything behind a cursor, page by page. */
async function readOn(adapter: DataAdapter, after?: string, limit = 100): Promise<{ changes: Change[]; next: string; pages: ChangePage[] }> {
  const pages: ChangePage[] = [];
  for (let cursor = after; ; ) {
    const page = await adapter.changes({ limit, ...(cursor !== undefined && { after: cursor }) });
    pages.push(page);
    ok(page.changes.length <= limit, `a page of ${page.changes.length} at limit ${limit}`);
    if (!page.more) return { changes: pages.flatMap(({ changes }) => changes), next: page.next, pages };
    cursor = page.next;
  }
}

/** What stands in the store after the changes are played onto what stood there before: id → version. */
function play(collection: string, changes: readonly Change[], onto: ReadonlyMap<string, number> = new Map()): Map<string, number> {
  const records = new Map(onto);
  for (const operation of changes.flatMap(({ operations }) => operations)) {
    if (operation.collection !== collection) continue;
    if (operation.op === 'delete') records.delete(operation.id);
    else records.set(operation.id, operation.version);
  }
  return records;
}

async function snapshot(kit: Kit, adapter: DataAdapter): Promise<Map<string, number>> {
  return new Map((await kit.all(adapter, { collection: kit.subject.collection })).map(({ id, version }) => [id, version]));
}

const inOrder = (versions: ReadonlyMap<string, number>) => [...versions].sort(([a], [b]) => (a < b ? -1 : 1));

export const changes: Assertion[] = [
  {
    number: '77',
    title: 'each committed operation appears once, in order',
    gate: 'changes',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const { random } = kit;
      const adapter = await kit.open();
      const expected: unknown[] = [];
      const there: string[] = [];
      for (let i = 0; i < 25; i++) {
        const ops: Operation[] = Array.from({ length: 1 + random.below(3) }, () => kit.create());
        if (there.length > 2 && random.chance(0.6)) ops.push({ op: 'patch', collection, id: random.pick(there), set: { [text]: `step ${i}`, 'custom.step': i } }, { op: 'check', collection, id: 'none', absent: true });
        if (random.chance(0.3)) await refused(() => adapter.commit({ ops: [...ops, { op: 'patch', collection, id: 'none' }] }), 'NOT_FOUND');
        const { seq, records } = await adapter.commit({ ops });
        for (const operation of ops) if (operation.op === 'create') there.push(operation.record.id);
        expected.push([seq, ops.flatMap((operation, place) => {
          if (operation.op === 'check') return [];
          const { id, version } = records[place]!;
          return [operation.op === 'patch' ? { op: 'patch', collection, id, version, fields: ['custom', text] } : { op: operation.op, collection, id, version }];
        })]);
      }
      const { changes: found } = await readOn(adapter, undefined, 4);
      equal(found.map(({ seq, operations }) => [seq, operations.map((operation) => ({ ...operation, ...(operation.fields && { fields: [...operation.fields].sort() }) }))]), expected, 'the changes');
      ok(found.every(({ at }) => !Number.isNaN(Date.parse(at))), 'each has its moment');
      for (const limit of [0, 1_001, 1.5]) await refused(() => adapter.changes({ limit }), 'VALIDATION', `limit ${limit}`);
    },
  },
  {
    number: '78',
    title: 'the changes resume from any cursor',
    gate: 'changes',
    run: async (kit) => {
      const adapter = await kit.open();
      const start = await adapter.changes();
      equal([start.changes, start.more, start.reset], [[], false, undefined], 'the changes of an empty store');
      for (let i = 0; i < 9; i++) await adapter.commit({ ops: [kit.create()] });
      const { changes: whole, pages, next } = await readOn(adapter, start.next, 1);
      equal(whole.length, 9, 'the changes behind the cursor of the empty store');
      const again = await kit.open();
      for (const [i, page] of pages.entries()) {
        equal((await readOn(again, page.next, 2)).changes, whole.slice(i + 1), `the changes behind cursor ${i}`);
      }
      equal((await again.changes({ after: next })).changes, [], 'the changes at the end');
      await adapter.commit({ ops: [kit.create()] });
      equal((await again.changes({ after: next })).changes.length, 1, 'a change that came after the end');
      for (const cursor of ['', 'x', (await adapter.query({ collection: kit.subject.collection, limit: 1 })).next!]) {
        await refused(() => adapter.changes({ after: cursor }), 'VALIDATION', 'a foreign cursor');
      }
    },
  },
  {
    number: '79',
    title: 'deletes appear in the changes',
    gate: 'changes',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const [record, other] = await kit.fill(adapter, [kit.create(), kit.create()]);
      const { next } = await readOn(adapter);
      await adapter.commit({ ops: [{ op: 'delete', collection, id: record!.id }] });
      await adapter.commit({ ops: [{ op: 'delete', collection, id: 'never' }, { op: 'delete', collection, id: other!.id }] });
      const operations = (await readOn(adapter, next)).changes.flatMap((change) => change.operations);
      equal(operations.map(({ op, id }) => [op, id]), [['delete', record!.id], ['delete', other!.id]], 'the deletes; none of what was not there');
      ok(operations.every(({ version }) => version >= 1), 'each has its version');
    },
  },
  {
    number: '80',
    title: 'origin, author and meta are carried',
    gate: 'changes',
    run: async (kit) => {
      const adapter = await kit.open();
      const by = { kind: 'agent' as const, id: 'agent-1' };
      const meta = { command: 'move', from: [1, { deep: null }] };
      const at = instantOf(kit.clock.now() - 60_000);
      await adapter.commit({ ops: [kit.create()], origin: 'device-1', by, meta, at, dedupe: 'token' });
      await adapter.commit({ ops: [kit.create()] });
      const { changes: [first, second] } = await adapter.changes();
      equal([first?.origin, first?.by, first?.meta, first?.at], ['device-1', by, meta, at], 'what the commit said');
      equal([second?.origin, second?.by, second?.meta], [undefined, undefined, undefined], 'what a commit did not say');
      const wrong = [{ at: 'yesterday' }, { at: '2026-02-30T00:00:00.000Z' }, { meta: { value: Number.NaN } }, { meta: new Date(0) as never }, { dedupe: '' }];
      for (const more of wrong) await refused(() => adapter.commit({ ops: [kit.create()], ...more }), 'VALIDATION', Object.keys(more)[0]);
    },
  },
  {
    number: '81',
    title: 'compaction never resurrects',
    gate: 'changes',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const dead = kit.create();
      const lasting = kit.create();
      await adapter.commit({ ops: [dead, lasting] });
      await adapter.commit({ ops: [{ op: 'patch', collection, id: dead.record.id, set: { [text]: 'changed' } }] });
      kit.clock.skip(5 * dayMs);
      await adapter.commit({ ops: [{ op: 'delete', collection, id: dead.record.id }] });
      for (const days of [3, 30]) {
        kit.clock.skip(days * dayMs);
        await adapter.commit({ ops: [kit.create()] });
        const again = await kit.open();
        const played = play(collection, (await readOn(again)).changes);
        ok(!played.has(dead.record.id), 'the kept changes do not bring a deleted record back');
        equal(await kit.read(again, dead.record.id), undefined, 'the record');
        ok((await kit.read(again, lasting.record.id)) !== undefined, 'a record whose creation is no longer kept is there');
        await again.close();
      }
      equal((await adapter.commit({ ops: [dead] })).records[0]?.version, 3, 'the version of the record made anew, long after');
    },
  },
  {
    number: '82',
    title: 'a cursor that is too old gives a reset',
    gate: 'changes',
    partHook: 'wipe',
    run: async (kit) => {
      const { collection } = kit.subject;
      const idle = await kit.open(`${kit.name}-idle`);
      await idle.commit({ ops: [kit.create()] });
      const nearEnd = (await idle.changes()).next;
      await idle.commit({ ops: [kit.create()] });
      kit.clock.skip(8 * dayMs);
      const missed = await idle.changes({ after: nearEnd });
      ok(missed.reset || missed.changes.length === 1, 'the one change behind the cursor is given, or a reset');

      const adapter = await kit.open();
      await adapter.commit({ ops: [kit.create()] });
      const old = (await adapter.changes()).next;
      const before = await snapshot(kit, adapter);
      for (let i = 0; i < 3; i++) await adapter.commit({ ops: [kit.create()] });
      kit.clock.skip(8 * dayMs);
      await adapter.close();
      const again = await kit.open();
      await again.commit({ ops: [kit.create()] });
      const page = await again.changes({ after: old });
      // Keeping more than is promised is allowed; leaving something out without a word is not.
      if (page.reset) equal([page.changes, page.more], [[], false], 'a reset carries no changes');
      const known = page.reset ? await snapshot(kit, again) : play(collection, page.changes, before);
      equal(inOrder(known), inOrder(await snapshot(kit, again)), 'what is known after the page');
      await again.commit({ ops: [kit.create()] });
      const { changes: following } = await readOn(again, page.next);
      equal(following.length, 1, 'the changes behind the page');
      equal(inOrder(play(collection, following, known)), inOrder(await snapshot(kit, again)), 'what is known then');
      if (!kit.faults.wipe) return;
      await again.close();
      await kit.faults.wipe(kit.name);
      const wiped = await kit.open();
      await wiped.commit({ ops: [kit.create()] });
      equal((await wiped.changes({ after: page.next })).reset, true, 'reset, for a cursor of the store that was wiped');
    },
  },
  {
    number: '83',
    title: 'reading page by page under concurrent commits skips nothing',
    gate: 'changes',
    run: async (kit) => {
      const tabs = [await kit.open(), await kit.open()];
      let writing = true;
      const seqs: number[] = [];
      const writer = async (adapter: DataAdapter) => {
        for (let i = 0; i < 20; i++) {
          seqs.push((await adapter.commit({ ops: [kit.create(), kit.create()] })).seq);
          if (i % 5 === 0) await pause();
        }
      };
      const seen: number[] = [];
      const reader = async (adapter: DataAdapter) => {
        for (let after: string | undefined, last = false; !last; ) {
          last = !writing;
          const { changes: found, next } = await readOn(adapter, after, 3);
          seen.push(...found.map(({ seq }) => seq));
          after = next;
          await pause();
        }
      };
      const writers = Promise.all([writer(tabs[0]!), writer(tabs[1]!), writer(tabs[0]!), writer(tabs[1]!)]).finally(() => {
        writing = false;
      });
      await Promise.all([writers, reader(tabs[1]!)]);
      equal(seqs.length, 80, 'commits');
      equal(seen, seqs.sort((a, b) => a - b), 'the commits that the reader saw, in order');
    },
  },
];
