import type { Json } from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { equal, ok, refused } from './assert.js';
import type { Assertion, Kit } from './kit.js';

/** Values that come back changed from a store that is not careful. */
export const awkwardValues: Readonly<Record<string, Json>> = {
  empty: '',
  blank: ' \t\r\n',
  nul: 'a\u0000b',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈',
  combined: 'e\u0301 é',
  arabic: 'مرحبا بالعالم',
  han: '李小龍',
  loneSurrogate: '\ud800 and \udfff',
  noncharacters: '\uffff\ufffe\ufeff',
  quotes: `"'\`\\</script>`,
  digits: '007',
  long: 'x'.repeat(20_000),
  zero: 0,
  small: Number.MIN_VALUE,
  fraction: 0.1,
  large: Number.MAX_SAFE_INTEGER,
  larger: -1.7976931348623157e308,
  yes: true,
  no: false,
  nothing: null,
  emptyList: [],
  emptyObject: {},
  nested: { list: [[], [null, [1, 'two', { three: [false] }]]], 'dotted.key': { '': 'no name', ünïcode: 'key' } },
};

/** What no store can give back as it was. */
const unstorable: readonly [string, unknown][] = [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['−0', -0],
  ['undefined in a list', [undefined]],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a BigInt', 1n],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['a class instance', new (class Thing {})()],
];

async function refusedRecord(kit: Kit, overrides: Record<string, unknown>, what: string): Promise<void> {
  const adapter = await kit.open();
  const create = kit.create(overrides as Record<string, Json>);
  const good = kit.create();
  await refused(() => adapter.commit({ ops: [good, create] }), 'VALIDATION', what);
  equal(await kit.read(adapter, good.record.id), undefined, `${what}: the record beside it`);
}

export const records: Assertion[] = [
  {
    number: '13',
    title: 'get keeps order and duplicates',
    run: async (kit) => {
      const adapter = await kit.open();
      const [a, b, c] = (await kit.fill(adapter, [kit.create(), kit.create(), kit.create()])).map(({ id }) => id);
      const found = await adapter.get(kit.subject.collection, [c!, a!, 'none', c!, b!, a!]);
      equal(found.map((record) => record?.id), [c, a, undefined, c, b, a], 'the records in the order asked for');
      equal(await adapter.get(kit.subject.collection, []), [], 'no ids, no records');
    },
  },
  {
    number: '14',
    title: 'a missing record is undefined',
    run: async (kit) => {
      const adapter = await kit.open();
      const found = await adapter.get(kit.subject.collection, ['none', 'toString', '__none__']);
      equal(found.length, 3, 'one answer for each id');
      ok(found.every((record) => record === undefined), 'each is undefined');
    },
  },
  {
    number: '15',
    title: 'what is read equals what was created',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const given = kit.create({ custom: awkwardValues, unknownField: { kept: ['as', 'it', 'is'] }, externalIds: { erp: '007' } });
      const texts = Object.values(awkwardValues).filter((value) => typeof value === 'string' && value !== '');
      const all = [given, ...texts.map((value) => kit.create({ [text]: value }))];
      const { records } = await adapter.commit({ ops: all });
      const read = await adapter.get(collection, all.map(({ record }) => record.id));
      const listed = await kit.all(adapter, { collection });
      for (const [i, { record, assign }] of all.entries()) {
        const assigned = Object.keys(assign ?? {}).map((field) => [field, read[i]?.[field]]);
        const { version, createdAt, updatedAt } = read[i]!;
        ok(version === 1 && createdAt === updatedAt && !Number.isNaN(Date.parse(createdAt)), 'the store sets version and moments');
        const expected = { ...record, ...(Object.fromEntries(assigned) as object), version, createdAt, updatedAt };
        equal(read[i], expected, 'get');
        equal(records[i], expected, 'the answer to the commit');
        equal(listed.find(({ id }) => id === record.id), expected, 'query');
      }
      const [imported] = (await adapter.commit({ ops: [kit.create({ createdAt: '2020-02-29T12:00:00.000Z' })], at: '2026-01-01T00:00:00.000Z' })).records;
      equal([imported?.createdAt, imported?.updatedAt], ['2020-02-29T12:00:00.000Z', '2026-01-01T00:00:00.000Z'], 'a moment of making that was given, and the moment of the write');
      for (const [name, value] of unstorable) await refusedRecord(kit, { custom: { deep: { value } } }, name);
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      await refusedRecord(kit, { custom: circle }, 'a circle');
    },
  },
  {
    number: '16',
    title: 'creating an existing id is CONFLICT with the current record',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create({ [text]: 'first' });
      const { records } = await adapter.commit({ ops: [create] });
      const again = { ...create, record: { ...create.record, [text]: 'second' } };
      const error = await refused(() => adapter.commit({ ops: [again] }), 'CONFLICT');
      equal(error.conflicts, [{ collection, id: create.record.id, current: records[0] }], 'the conflict');
      equal(await kit.read(adapter, create.record.id), records[0], 'the record');
    },
  },
  {
    number: '17',
    title: 'patching a missing record is NOT_FOUND',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      await refused(() => adapter.commit({ ops: [{ op: 'patch', collection, id: 'none', set: { [text]: 'x' } }] }), 'NOT_FOUND');
      equal(await kit.read(adapter, 'none'), undefined, 'the record');
    },
  },
  {
    number: '18',
    title: 'a patch touches only what it names',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create({ [text]: 'old', custom: { a: 1, b: { c: 2 }, d: 3 }, unknownField: [1] });
      const { id } = create.record;
      const [before] = (await adapter.commit({ ops: [create], at: '2026-01-01T00:00:00.000Z' })).records;
      const patch: Operation = { op: 'patch', collection, id, set: { [text]: 'new', 'custom.b': { e: 4 }, 'custom.f': null }, unset: ['custom.d', 'custom.none'] };
      const { records } = await adapter.commit({ ops: [patch], at: '2026-01-02T00:00:00.000Z' });
      const expected = { ...before, [text]: 'new', custom: { a: 1, b: { e: 4 }, f: null }, version: 2, updatedAt: '2026-01-02T00:00:00.000Z' };
      equal(records[0], expected, 'the answer to the commit');
      equal(await kit.read(adapter, id), expected, 'the record');
      const [gone] = (await adapter.commit({ ops: [{ op: 'patch', collection, id, unset: ['custom', 'unknownField', 'externalIds.none'] }] })).records;
      ok(gone && !('custom' in gone) && !('unknownField' in gone) && !('externalIds' in gone), 'fields that were taken out are gone, and none came in');
    },
  },
  {
    number: '19',
    title: 'add-to and remove-from are set-like',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create({ marks: ['a', 'b'], custom: { seen: [{ by: 'x', at: 1 }] } });
      const { id } = create.record;
      await adapter.commit({ ops: [create] });
      const patch = async (changes: object) => (await adapter.commit({ ops: [{ op: 'patch', collection, id, ...changes }] })).records[0]!;
      equal((await patch({ add: { marks: ['b', 'c', 'c'] } }))['marks'], ['a', 'b', 'c'], 'added, what was there stays once');
      equal((await patch({ remove: { marks: ['a', 'none'] } }))['marks'], ['b', 'c'], 'removed, what was not there is no mistake');
      equal((await patch({ add: { labels: ['new'] } }))['labels'], ['new'], 'added to a list that was not there');
      ok(!('missing' in (await patch({ remove: { missing: ['x'] } }))), 'removing from a list that is not there makes none');
      const record = await patch({ add: { 'custom.seen': [{ at: 1, by: 'x' }, { by: 'y', at: 2 }] } });
      equal(record['custom'], { seen: [{ by: 'x', at: 1 }, { by: 'y', at: 2 }] }, 'objects are the same by what is in them');
      equal((await patch({ remove: { 'custom.seen': [{ at: 1, by: 'x' }] } }))['custom'], { seen: [{ by: 'y', at: 2 }] }, 'and are removed by it');
      await refused(() => patch({ add: { [kit.subject.text]: ['x'] } }), 'VALIDATION', 'adding to a text');
    },
  },
  {
    number: '20',
    title: 'delete, then get is undefined; a second delete does nothing',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const [record] = await kit.fill(adapter, [kit.create()]);
      const remove: Operation = { op: 'delete', collection, id: record!.id };
      equal((await adapter.commit({ ops: [remove] })).records, [null], 'the answer to the delete');
      equal(await kit.read(adapter, record!.id), undefined, 'the record');
      equal(await kit.all(adapter, { collection }), [], 'the list');
      equal((await adapter.commit({ ops: [remove, { op: 'delete', collection, id: 'never' }] })).records, [null, null], 'the answer to the second');
      if (adapter.capabilities.totals === 'exact') equal(await kit.count(adapter), 0, 'the count');
    },
  },
  {
    number: '21',
    title: 'create after delete gets a higher version than the tombstone',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create();
      const { id } = create.record;
      await adapter.commit({ ops: [create] });
      await adapter.commit({ ops: [{ op: 'patch', collection, id, set: { [text]: 'changed' } }] });
      await adapter.commit({ ops: [{ op: 'delete', collection, id }] });
      await adapter.commit({ ops: [{ op: 'check', collection, id, absent: true }, { op: 'delete', collection, id }] });
      const again = await kit.open();
      equal((await again.commit({ ops: [create] })).records[0]?.version, 3, 'the version after reopening');
      const { records } = await adapter.commit({ ops: [{ op: 'delete', collection, id }, create] });
      equal(records[1]?.version, 4, 'the version of one that is made anew in the same commit');
    },
  },
  {
    number: '22',
    title: 'a stored value is isolated from later mutation of the argument',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create({ [text]: 'as given', custom: { list: [1] } });
      const { id } = create.record;
      const ops: Operation[] = [create];
      const committing = adapter.commit({ ops });
      create.record[text] = 'changed in flight';
      (create.record['custom'] as { list: number[] }).list.push(2);
      ops.length = 0;
      const { records } = await committing;
      (records[0]!['custom'] as { list: number[] }).list.push(3);
      records[0]![text] = 'changed in the answer';
      const value = { deep: ['as given'] };
      const patching = adapter.commit({ ops: [{ op: 'patch', collection, id, set: { 'custom.value': value } }] });
      value.deep.push('changed in flight');
      await patching;
      const read = await kit.read(adapter, id);
      equal([read?.[text], read?.['custom']], ['as given', { list: [1], value: { deep: ['as given'] } }], 'the record');
    },
  },
  {
    number: '23',
    title: 'a stored value is isolated from other readers',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const create = kit.create({ [text]: 'as stored', custom: { list: [1] } });
      const { id } = create.record;
      await adapter.commit({ ops: [create], meta: { list: [1] } });
      const spoil = (record: Record<string, unknown> | undefined) => {
        record![text] = 'spoilt';
        (record!['custom'] as { list: number[] }).list.push(2);
      };
      const [first, second] = await adapter.get(collection, [id, id]);
      spoil(first);
      equal(second![text], 'as stored', 'a double in the same answer');
      spoil((await adapter.query({ collection })).records[0]);
      spoil((await kit.watch(adapter, { query: { collection } }).until(() => true, 'the watch')).page.records[0]);
      if (adapter.capabilities.changes) ((await adapter.changes()).changes[0]!.meta as { list: number[] }).list.push(2);
      if (adapter.capabilities.totals === 'exact') (await adapter.totals({ collection, totals: 'all' }))[0]!.count = 99;

      const read = await kit.read(adapter, id);
      equal([read?.[text], read?.['custom']], ['as stored', { list: [1] }], 'the record');
      equal((await adapter.query({ collection })).records, [read], 'the list');
      if (adapter.capabilities.changes) equal((await adapter.changes()).changes[0]?.meta, { list: [1] }, 'the change');
      if (adapter.capabilities.totals === 'exact') equal(await kit.count(adapter), 1, 'the count');
    },
  },
  {
    number: '24',
    title: 'an invalid record is VALIDATION with its field, nothing written',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const [good] = await kit.fill(adapter, [kit.create()]);
      const { id } = good!;
      const patch = (changes: object): Operation => ({ op: 'patch', collection, id, ...changes });
      const missing = kit.create();
      delete missing.record[text];
      const bad: [string, Operation, string][] = [
        ['a wrong type', kit.create({ [text]: 5 }), text],
        ['a required field that is missing', missing, text],
        ['a wrong moment', kit.create({ createdAt: 'yesterday' }), 'createdAt'],
        ['a patch of a wrong type', patch({ set: { [text]: null } }), text],
        ['a patch that takes a required field away', patch({ unset: [text] }), text],
        ['a patch of the id', patch({ set: { id: 'other' } }), 'id'],
        ['a patch of the version', patch({ set: { version: 9 } }), 'version'],
        ['a patch in two ways at once', patch({ set: { [text]: 'x' }, unset: [text] }), text],
        ['a patch inside of a field that is no open object', patch({ set: { [`${text}.x`]: 'x' } }), text],
      ];
      for (const [what, operation, field] of bad) {
        const beside = kit.create();
        const error = await refused(() => adapter.commit({ ops: [beside, operation] }), 'VALIDATION', what);
        equal(error.field, field, `${what}: the field`);
        ok(error.issues.every((issue) => issue.message && typeof issue.path === 'string'), `${what}: each issue has a path and a sentence`);
        equal(await kit.read(adapter, beside.record.id), undefined, `${what}: the record beside it`);
      }
      equal(await kit.read(adapter, id), good, 'the record that was to be patched');
      await refused(() => adapter.commit({ ops: [{ ...kit.create(), collection: 'unheardOf' }] }), 'VALIDATION', 'an unknown collection');
    },
  },
  {
    number: '25',
    title: '__proto__ and reserved keys are refused',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      const [good] = await kit.fill(adapter, [kit.create()]);
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const hostile = JSON.parse(`{"${key}":{"polluted":true}}`) as Record<string, Json>;
        await refusedRecord(kit, hostile, `${key} in a record`);
        await refusedRecord(kit, { custom: { deep: [hostile] } }, `${key} deep inside`);
        await refusedRecord(kit, { id: key }, `${key} as an id`);
        const paths = [key, `custom.${key}`];
        for (const path of paths) {
          const set = JSON.parse(`{"${path}":1}`) as Record<string, Json>;
          await refused(() => adapter.commit({ ops: [{ op: 'patch', collection, id: good!.id, set }] }), 'VALIDATION', `a patch of ${path}`);
        }
      }
      ok(!('polluted' in {}), 'no prototype was reached');
    },
  },
  {
    number: '26',
    title: 'ids that are empty or over 128 characters are refused',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      for (const id of ['', 'x'.repeat(129), 5 as unknown as string]) {
        await refused(() => adapter.commit({ ops: [{ ...kit.create(), record: { ...kit.create().record, id } }] }), 'VALIDATION', 'create');
        await refused(() => adapter.commit({ ops: [{ op: 'patch', collection, id }] }), 'VALIDATION', 'patch');
        await refused(() => adapter.commit({ ops: [{ op: 'delete', collection, id }] }), 'VALIDATION', 'delete');
        await refused(() => adapter.get(collection, [id]), 'VALIDATION', 'get');
      }
      const longest = kit.create({ id: 'ü'.repeat(128) });
      const odd = kit.create({ id: 'a/b"c\u0000 👍' });
      await adapter.commit({ ops: [longest, odd] });
      const found = await adapter.get(collection, [longest.record.id, odd.record.id]);
      equal(found.map((record) => record?.id), [longest.record.id, odd.record.id], 'ids that are allowed');
    },
  },
];
