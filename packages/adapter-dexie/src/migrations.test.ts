import type { DataAdapter } from '@crm-elements/data';
import { createRandom, recordFactory } from '@crm-elements/data/testing';
import { collectionModel, crmModel, newId, type CollectionModel, type Model, type Scalar, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import { finished, plainIndexedDB } from './faults.test-helper.js';
import { createDexieAdapter } from './index.js';
import { foundBy, message, packAll } from './message-index/packing.test-helper.js';
import { refused } from './waiting.test-helper.js';

const contacts: CollectionModel = crmModel.collections.contacts;

/** The store as the first version had it: fewer indexes, no totals but `all`, no words, no companies. */
const first: Model = {
  version: 1,
  minimumWriter: 1,
  collections: {
    contacts: collectionModel({ schema: contacts.schema, computed: contacts.computed, indexes: { byName: contacts.indexes['byName']! } }),
  },
};

/** The same with all that came later. */
const second: Model = { version: 2, minimumWriter: 1, collections: { contacts, companies: crmModel.collections.companies } };

const random = createRandom(3);
const people = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    recordFactory('contacts', {
      id: `p${i}`,
      fullName: `Person ${String(i).padStart(4, '0')}`,
      ownerId: random.pick(['a', 'b', null]),
      tags: random.some(['x', 'y']),
    }),
  );

describe('migrations', () => {
  let name: string;
  const open: DataAdapter[] = [];

  async function opened(model: Model): Promise<DataAdapter> {
    const adapter = createDexieAdapter({ name, model, page: null });
    open.push(adapter);
    await adapter.open();
    return adapter;
  }

  async function fill(model: Model, count: number): Promise<void> {
    const adapter = await opened(model);
    await adapter.commit({ ops: people(count).map((record) => ({ op: 'create', collection: 'contacts', record })) });
    await adapter.close();
  }

  /** What is found along the new indexes, words and totals, against a look at every record. */
  async function expectComplete(adapter: DataAdapter): Promise<void> {
    const conditions: Record<string, Scalar>[] = [{ ownerId: 'a' }, { ownerId: null }, { tags: 'x' }];
    for (const where of conditions) {
      const query = { collection: 'contacts', where, sort: [{ by: 'nameKey' }], limit: 1_000 };
      const ids = (await adapter.query(query)).records.map(({ id }) => id);
      const { records: all } = await adapter.query(
        { collection: 'contacts', where, sort: [{ by: 'nameKey' }, { by: 'createdAt' }], limit: 1_000 },
        { scan: true },
      );
      expect(ids).to.deep.equal(all.map(({ id }) => id));
      expect(ids.length).to.be.greaterThan(10);
    }
    const [{ count = 0 } = {}] = await adapter.totals({ collection: 'contacts', totals: 'byOwner', where: { ownerId: 'a' } });
    expect(count).to.equal(
      (await adapter.query({ collection: 'contacts', where: { ownerId: 'a' }, sort: [{ by: 'nameKey' }], limit: 1_000 })).records.length,
    );
    expect((await adapter.search({ collection: 'contacts', text: 'person 0042' })).records.map(({ id }) => id)).to.deep.equal(['p42']);
  }

  beforeEach(() => {
    name = `migrations-${newId()}`;
  });

  afterEach(async () => {
    for (const adapter of open.splice(0)) await adapter.close();
    await finished(indexedDB.deleteDatabase(name));
  });

  it('give rows of older code what newer code indexes, totals and searches', async () => {
    await fill(first, 700);
    const adapter = await opened(second);
    expect(adapter.status.state).to.equal('ready');
    await expectComplete(adapter);
    await adapter.commit({
      ops: [{ op: 'create', collection: 'companies', record: recordFactory('companies', { id: 'co', name: 'Co' }) }],
    });
  });

  it('let older code read, and no longer write, once newer code indexes more', async () => {
    await fill(first, 20);
    const old = await opened(first);
    const adapter = await opened(second);
    expect(old.status.state).to.equal('stale');
    expect((await old.query({ collection: 'contacts', sort: [{ by: 'nameKey' }] })).records.length).to.equal(20);
    expect((await refused(old.commit({ ops: [{ op: 'delete', collection: 'contacts', id: 'p1' }] }))).code).to.equal('STALE_CODE');
    await old.close();
    const again = await opened(first);
    expect(again.status.state).to.equal('stale');
    expect((await again.get('contacts', ['p1']))[0]?.id).to.equal('p1');
    await adapter.commit({ ops: [{ op: 'delete', collection: 'contacts', id: 'p1' }] });
  });

  // Fails when texts that were there before their search are never noted, or when packing leaves them out.
  it('make messages of older code searchable, before and after they are packed', async () => {
    const { messages } = crmModel.collections;
    const { search: _search, ...unsearched } = messages;
    const old = await opened({ version: 1, minimumWriter: 1, collections: { messages: unsearched } });
    const texts = Array.from({ length: 700 }, (_, i) => message(`m${i}`, i % 70 === 0 ? `the blue lantern ${i}` : `nothing of note ${i}`));
    await old.commit({ ops: texts });
    await old.close();
    const adapter = await opened({ version: 2, minimumWriter: 1, collections: { messages } });
    const expected = texts.flatMap(({ record }) => ((record['text'] as string).includes('lantern') ? record.id : [])).toSorted();
    expect((await foundBy(adapter, 'blue lant')).toSorted()).to.deep.equal(expected);
    await packAll(adapter);
    expect((await foundBy(adapter, 'blue lant')).toSorted()).to.deep.equal(expected);
    await adapter.commit({ ops: [message('late', 'a blue lantern, late')] });
    expect(await foundBy(adapter, 'blue lantern late')).to.deep.equal(['late']);
  });

  it('go on where they were interrupted', async () => {
    await fill(first, 700);
    // The browser goes away after the first rows: what was said is that newer code has begun, not that it is done.
    let writes = 0;
    const dying: IDBFactory = {
      ...plainIndexedDB(),
      open: (...args) => {
        const request = indexedDB.open(...args);
        request.addEventListener('success', () => {
          const connection = request.result;
          const transaction = connection.transaction.bind(connection);
          connection.transaction = (tables, mode, options) => {
            if (mode === 'readwrite' && ++writes > 2) {
              connection.close();
              throw new DOMException('The connection is closing.', 'InvalidStateError');
            }
            return transaction(tables, mode, options);
          };
        });
        return request;
      },
    };
    const dead = createDexieAdapter({ name, model: second, indexedDB: dying, page: null });
    expect((await refused(dead.open())).code).to.equal('UNAVAILABLE');
    await dead.close();
    expect(writes).to.equal(3);
    await expectComplete(await opened(second));
  });

  it('keep records as they were, fields that nobody knows included', async () => {
    const adapter = await opened(first);
    const record = { ...recordFactory('contacts', { id: 'p', fullName: 'Ada' }), later: { nested: ['ü', null, 1.5] } };
    const { records } = await adapter.commit({ ops: [{ op: 'create', collection: 'contacts', record }] });
    await adapter.close();
    const newer = await opened(second);
    expect(await newer.get('contacts', ['p'])).to.deep.equal(records);
  });

  // Fails when such a model is taken, and its rows overwrite what the store keeps there.
  it('refuse a model whose index or collection has a name that the store needs', () => {
    const index: Model = { ...first, collections: { contacts: { ...contacts, indexes: { words: { keys: ['tags'] } } } } };
    expect(() => createDexieAdapter({ name, model: index, page: null })).to.throw(TypeError, 'contacts.words');
    const collection: Model = { ...first, collections: { _meta: collectionModel({ schema: contacts.schema }) } };
    expect(() => createDexieAdapter({ name, model: collection, page: null })).to.throw(TypeError, '_meta');
  });

  // Fails when the rows of one collection are written to, or read from, the tables of another that is declared alike.
  it('keep collections apart that share a declaration', async () => {
    const adapter = await opened({ ...first, collections: { contacts, partners: contacts } });
    const [ada, bob] = ['Ada', 'Bob'].map((fullName) => recordFactory('contacts', { id: 'p', fullName, tags: [fullName] }));
    await adapter.commit({
      ops: [
        { op: 'create', collection: 'contacts', record: ada! },
        { op: 'create', collection: 'partners', record: bob! },
      ],
    });
    const found = async (collection: string, where: Record<string, Scalar>) =>
      (await adapter.query({ collection, where, sort: [{ by: 'nameKey' }] })).records.map(({ fullName }) => fullName);
    expect([await found('contacts', {}), await found('partners', {})]).to.deep.equal([['Ada'], ['Bob']]);
    expect([await found('contacts', { tags: 'Bob' }), await found('partners', { tags: 'Bob' })]).to.deep.equal([[], ['Bob']]);
  });

  /** Rows as they lie on the disk. */
  async function rowsOf(table: string): Promise<Record<string, unknown>[]> {
    const request = indexedDB.open(name);
    await finished(request);
    const rows = request.result.transaction(table).objectStore(table).getAll();
    await finished(rows);
    request.result.close();
    return rows.result as Record<string, unknown>[];
  }

  // Fails when rows hold more than they have to, or not what they are found by.
  it('find the rows as they lie on the disk: keys in the record where it has none, and beside it what it has several of', async () => {
    const adapter = await opened(second);
    const record = recordFactory('contacts', { id: 'p', fullName: 'Ada Ab', ownerId: null, tags: ['x', 'y'] });
    const { companyId: _, ...given } = { ...record, lifecycleStage: 'lead' };
    const { records } = await adapter.commit({ ops: [{ op: 'create', collection: 'contacts', record: given }] });
    await adapter.close();
    expect(await rowsOf('contacts')).to.deep.equal([
      {
        id: 'p',
        r: { ...records[0], ownerId: -Infinity, companyId: -Infinity },
        was: { ownerId: null },
        missing: ['companyId'],
        k: { nameKey: 'ada ab' },
      },
    ]);
    const [keys] = await rowsOf('_keys_contacts');
    expect([keys!['byTag'], keys!['words']]).to.deep.equal([
      [
        ['x', 'ada ab'],
        ['y', 'ada ab'],
      ],
      ['ada', 'ab', 'x', 'y'],
    ]);
    expect(await (await opened(second)).get('contacts', ['p'])).to.deep.equal(records);
  });

  /** A store as the second layout had it: each index beside the record, its keys ending with the id. */
  async function layOutAsBefore(count: number): Promise<StoredRecord[]> {
    const request = indexedDB.open(name, (second.version + 1) * 10);
    request.onupgradeneeded = () => {
      for (const table of [
        '_meta',
        '_totals',
        '_counters',
        '_changes',
        '_dedupe',
        '_tombstones',
        '_blobs',
        '_blobBytes',
        '_unpacked',
        '_segments',
        '_postings',
      ]) {
        const keyPath =
          { _meta: 'key', _counters: 'name', _changes: 'seq', _dedupe: 'token', _blobs: 'key', _blobBytes: 'key' }[table] ?? 'k';
        const store = request.result.createObjectStore(table, { keyPath });
        if (table === '_dedupe' || table === '_blobs') store.createIndex('at', 'at');
      }
      for (const collection of ['contacts', 'companies'] as const) {
        const store = request.result.createObjectStore(collection, { keyPath: 'id' });
        for (const [index, { keys }] of Object.entries(second.collections[collection]!.indexes))
          store.createIndex(index, index, { multiEntry: ['tags', 'contactKey', 'domains'].includes(keys[0]!) });
        store.createIndex('words', 'words', { multiEntry: true });
      }
    };
    await finished(request);
    const records = people(count).map(
      (record) => ({ ...record, version: 1, updatedAt: '2026-01-05T09:00:00.000Z' }) as unknown as StoredRecord,
    );
    const transaction = request.result.transaction(['contacts', '_meta'], 'readwrite');
    for (const record of records)
      transaction.objectStore('contacts').put({ id: record.id, r: record, byName: [record['fullName'], record.id], words: ['person'] });
    const state = { key: 'state', instance: 'before', seq: 7, model: second.version, minimumWriter: 1, layout: 2, kept: 0, checks: {} };
    transaction.objectStore('_meta').put(state);
    const marks = (kind: 'indexes' | 'totals') =>
      Object.fromEntries(
        Object.entries(second.collections).flatMap(([collection, model]) =>
          Object.keys(model[kind]).map((index) => [`${collection}/${index}`, 'as before']),
        ),
      );
    transaction.objectStore('_meta').put({ key: 'shape', indexes: marks('indexes'), totals: marks('totals'), segments: {} });
    await new Promise((done) => transaction.addEventListener('complete', done));
    request.result.close();
    return records;
  }

  // Fails when rows of the second layout are not written anew, or their records change by it.
  it('write the rows of the layout before anew, the records as they were', async () => {
    const records = await layOutAsBefore(700);
    const adapter = await opened(second);
    expect([adapter.status.state, adapter.instance]).to.deep.equal(['ready', 'before']);
    await expectComplete(adapter);
    const ids = records.map(({ id }) => id);
    expect(await adapter.get('contacts', ids)).to.deep.equal(records);
    expect(Object.keys((await rowsOf('contacts'))[0]!)).not.to.include('byName');
    await adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: 'p1', set: { ownerId: 'later' } }] });
    expect(
      (await adapter.query({ collection: 'contacts', where: { ownerId: 'later' }, sort: [{ by: 'nameKey' }] })).records.length,
    ).to.equal(1);
  });
});
