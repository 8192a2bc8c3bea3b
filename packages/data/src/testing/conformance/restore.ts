import type { Json, StoredRecord } from '@crm-elements/schema';
import type { DataAdapter, RestoreContent, RestoreProgress } from '../../contract.js';
import { equal, ok, refused } from './assert.js';
import type { Assertion, Kit } from './kit.js';

const at = '2020-02-02T02:02:02.000Z';

/** A record as an export has it, counted fields included. */
function kept(kit: Kit, overrides: Readonly<Record<string, Json>>, collection = kit.subject.collection): StoredRecord {
  const counted = Object.fromEntries(Object.keys(kit.model.collections[collection]!.counters).map((field) => [field, 1]));
  return { version: 1, createdAt: at, updatedAt: at, ...counted, ...kit.create(overrides, collection).record };
}

/** All that tells whether a store is as it was. */
async function look(kit: Kit, adapter: DataAdapter): Promise<unknown> {
  const { collection } = kit.subject;
  const { totals, changes } = adapter.capabilities;
  return [
    adapter.instance,
    await kit.all(adapter, { collection }),
    totals === 'exact' && (await kit.count(adapter)),
    changes && (await adapter.changes()).changes.length,
  ];
}

/** The value that a counter gives to the next record. */
async function nextOf(
  kit: Kit,
  adapter: DataAdapter,
  collection: string,
  field: string,
  counter: string,
  more: Readonly<Record<string, Json>>,
) {
  const operation = kit.create(more, collection);
  delete operation.record[field];
  const { records } = await adapter.commit({ ops: [{ ...operation, assign: { [field]: counter } }] });
  return records[0]![field];
}

export const restore: Assertion[] = [
  {
    number: '88b',
    title: 'a restore replaces all that the store holds, with versions and moments as they were',
    gate: 'restore',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const [old] = await kit.fill(adapter, [kit.create({ [text]: 'old' }), kit.create()]);
      const { instance } = adapter;
      const cursor = adapter.capabilities.changes ? (await adapter.changes()).next : undefined;
      const records = Array.from({ length: 700 }, (_, i) =>
        kept(kit, { id: `r${i}`, [text]: `name ${i}`, version: 1 + (i % 5), custom: { at: i } }),
      );

      await adapter.restore({ records: { [collection]: records } });

      const again = await kit.open();
      for (const tab of [adapter, again]) {
        const found = await tab.get(collection, [...records.map(({ id }) => id), old!.id]);
        equal(found, [...records, undefined], 'the records, and one that was there before');
        equal((await kit.all(tab, { collection })).length, 700, 'records in all');
        if (tab.capabilities.totals === 'exact') equal(await kit.count(tab), 700, 'the kept count');
      }
      ok(adapter.instance !== instance && adapter.instance === again.instance, 'the store is another instance, the same for all');
      if (cursor !== undefined) {
        const page = await adapter.changes({ after: cursor });
        equal([page.reset, page.changes], [true, []], 'a cursor from before');
        equal((await adapter.changes()).changes, [], 'the changes');
      }
      const {
        records: [next],
      } = await adapter.commit({ ops: [{ op: 'patch', collection, id: 'r4', set: { [text]: 'anew' } }] });
      equal(next!.version, 6, 'the version after the next write');
      if (cursor !== undefined) equal((await adapter.changes()).changes.length, 1, 'changes after the next write');
      await adapter.restore({ records: {} });
      equal(await kit.all(adapter, { collection }), [], 'what nothing replaces');
    },
  },
  {
    number: '88c',
    title: 'watches show what was restored, though ids and versions are the same',
    gate: 'restore',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      await adapter.commit({ ops: [kit.create({ id: 'same', [text]: 'before' })] });
      const other = await kit.open();
      const tabs = adapter.capabilities.crossTab ? [adapter, other] : [adapter];
      const watches = tabs.map((tab) => ({
        ids: kit.watch(tab, { ids: { collection, ids: ['same'] } }),
        page: kit.watch(tab, { query: { collection, where: { id: 'same' } } }),
      }));
      for (const { ids, page } of watches) {
        await ids.until(({ records }) => records[0]?.[text] === 'before', 'the record before');
        await page.until(({ page: { records } }) => records[0]?.[text] === 'before', 'the page before');
      }

      await adapter.restore({ records: { [collection]: [kept(kit, { id: 'same', [text]: 'after' })] } });

      for (const { ids, page } of watches) {
        await ids.until(({ records }) => records[0]?.[text] === 'after', 'the record after');
        await page.until(({ page: { records } }) => records[0]?.[text] === 'after', 'the page after');
      }
      for (const tab of tabs)
        ok(tab.status.state === 'ready' || tab.status.state === 'memory', `the state ${tab.status.state}: nothing was lost`);
      if (adapter.capabilities.crossTab) await kit.until(() => other.instance === adapter.instance, 'the instance, in the other tab');
      await other.commit({ ops: [{ op: 'patch', collection, id: 'same', set: { [text]: 'later' } }] }).catch(() => undefined);
      const [now] = await other.get(collection, ['same']);
      ok(now?.[text] === 'after' || now?.[text] === 'later', 'the other tab reads what was restored');
    },
  },
  {
    number: '88d',
    title: 'no number that a restored or a replaced record had is given out again',
    gate: 'restore',
    collections: ['tickets', 'messages', 'trash'],
    run: async (kit) => {
      const adapter = await kit.open();
      const next = (more: Readonly<Record<string, Json>> = {}) => nextOf(kit, adapter, 'tickets', 'number', 'tickets.number', more);
      const ticket = kept(kit, { id: 't', number: 7 }, 'tickets');
      const trashed = kept(kit, { collection: 'tickets', recordId: 'gone', record: { id: 'gone', number: 9 } }, 'trash');
      const message = kept(kit, { ticketId: 't', seq: 4 }, 'messages');
      const content: RestoreContent = { records: { tickets: [ticket], trash: [trashed], messages: [message] } };
      await next();
      await adapter.restore(content);
      equal(await next(), 10, 'the number behind that of a ticket in the trash');
      equal(await nextOf(kit, adapter, 'messages', 'seq', 'messages.seq:t', { ticketId: 't' }), 5, 'the place in the conversation');
      await adapter.restore(content);
      equal(await next(), 11, 'the number behind one that the replaced store gave out');
    },
  },
  {
    number: '88e',
    title: 'a restore of what cannot stand in the store is refused, and changes nothing',
    gate: 'restore',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await adapter.commit({ ops: [kit.create()] });
      const good = kept(kit, { id: 'good' });
      const { id: _, ...nameless } = good;
      const reserved = JSON.parse('{"a":{"__proto__":1}}') as Json;
      const lists: Record<string, unknown> = {
        'an unknown collection': { constructor: [good] },
        'no list': { [collection]: good },
        'a record without an id': { [collection]: [good, nameless] },
        'an id twice': { [collection]: [good, { ...good }] },
        'a reserved key': { [collection]: [{ ...good, custom: reserved }] },
        'what is no JSON': { [collection]: [{ ...good, custom: { at: new Date(0) } }] },
        'no record': { [collection]: [null] },
        'no records': undefined,
      };
      const contents: [string, unknown][] = Object.entries(lists).map(([what, records]) => [what, { records }]);
      contents.push(['nothing', undefined]);
      if (adapter.capabilities.blobs) {
        const bytes = new Uint8Array(1);
        contents.push(
          ['a file that is a text', { records: {}, files: [{ key: 'k', mediaType: 'a/b', bytes: 'text' }] }],
          ['a file without a key', { records: {}, files: [{ mediaType: 'a/b', bytes }] }],
          [
            'a file twice',
            {
              records: {},
              files: [
                { key: 'k', mediaType: 'a/b', bytes },
                { key: 'k', mediaType: 'a/b', bytes },
              ],
            },
          ],
        );
      }
      for (const [what, content] of contents) {
        await kit.unchanged(
          () => look(kit, adapter),
          () => refused(() => adapter.restore(content as RestoreContent), 'VALIDATION', what),
          what,
        );
      }
    },
  },
  {
    number: '88f',
    title: 'a restore tells how far it is; one that is cancelled changes nothing',
    gate: 'restore',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await adapter.commit({ ops: [kit.create()] });
      const content = { records: { [collection]: Array.from({ length: 1_000 }, (_, i) => kept(kit, { id: `r${i}` })) } };
      const abort = new AbortController();
      const cancelled = [{ signal: AbortSignal.abort() }, { signal: abort.signal, onProgress: () => abort.abort() }];
      for (const options of cancelled) {
        await kit.unchanged(
          () => look(kit, adapter),
          () => refused(() => adapter.restore(content, options), 'ABORTED'),
          'after the cancel',
        );
      }
      const thrown = () => {
        throw new Error('The listener failed.');
      };
      await kit.unchanged(
        () => look(kit, adapter),
        () => refused(() => adapter.restore(content, { onProgress: thrown }), 'INTERNAL'),
        'after it',
      );
      const heard: RestoreProgress[] = [];
      await adapter.restore(content, { onProgress: (progress) => heard.push(progress) });
      equal(heard.at(-1), { records: 1_000, totalRecords: 1_000, files: 0, totalFiles: 0 }, 'the last progress');
      ok(
        heard.every(({ records }, i) => records >= (heard[i - 1]?.records ?? 0)),
        'the progress rises',
      );
    },
  },
  {
    number: '88g',
    title: 'a restore that has no room is QUOTA, and changes nothing',
    gate: 'restore',
    hook: 'quota',
    run: async (kit) => {
      const { collection } = kit.subject;
      const adapter = await kit.open();
      await kit.fill(adapter, [kit.create(), kit.create()]);
      const content = { records: { [collection]: Array.from({ length: 300 }, (_, i) => kept(kit, { id: `r${i}` })) } };
      const makeRoom = await kit.faults.quota!(adapter);
      await kit.unchanged(
        () => look(kit, adapter),
        () => refused(() => adapter.restore(content), 'QUOTA'),
        'after it',
      );
      await makeRoom();
      await adapter.restore(content);
      equal((await kit.all(adapter, { collection })).length, 300, 'records, once there is room');
    },
  },
  {
    number: '88h',
    title: 'files are restored under their keys, and those from before are gone',
    gate: 'restore',
    run: async (kit) => {
      const adapter = await kit.open();
      if (!adapter.capabilities.blobs) return;
      const old = await adapter.blob({ op: 'put', bytes: Uint8Array.of(1, 2, 3) });
      const bytes = Uint8Array.from({ length: 70_000 }, () => kit.random.below(256));
      await adapter.restore({ records: {}, files: [{ key: 'a key of its own', mediaType: 'image/png', bytes }] });
      equal(await adapter.blob({ op: 'get', key: old.key }), undefined, 'a file from before');
      const found = await (await kit.open()).blob({ op: 'get', key: 'a key of its own' });
      equal([found?.key, found?.size, found?.mediaType], ['a key of its own', 70_000, 'image/png'], 'what is told of the file');
      equal([...found!.bytes], [...bytes], 'its bytes');
    },
  },
  {
    number: '88i',
    title: 'the search finds what was restored, and nothing from before',
    gate: 'restore',
    collections: ['contacts', 'messages'],
    partHook: 'packTexts',
    run: async (kit) => {
      const adapter = await kit.open();
      if (!adapter.capabilities.search) return;
      const found = async (collection: string, text: string) => (await adapter.search({ collection, text })).records.map(({ id }) => id);
      const messages = (word: string) =>
        Array.from({ length: 20 }, (_, i) => ({ id: `m${i}`, ticketId: 't', seq: i + 1, text: `${word} ${i}` }));
      await kit.fill(adapter, [
        kit.create({ id: 'c', fullName: 'Amber' }, 'contacts'),
        ...messages('amber').map((message) => kit.create(message, 'messages')),
      ]);
      await kit.faults.packTexts?.(adapter);
      const records = {
        contacts: [kept(kit, { id: 'c', fullName: 'Basil' }, 'contacts')],
        messages: messages('basil').map((message) => kept(kit, message, 'messages')),
      };

      await adapter.restore({ records });

      for (const packed of [false, true]) {
        if (packed) await kit.faults.packTexts?.(adapter);
        equal([await found('contacts', 'amber'), await found('messages', 'amber')], [[], []], 'words from before');
        equal([await found('contacts', 'basil'), (await found('messages', 'basil')).length], [['c'], 20], 'words that were restored');
      }
    },
  },
];
