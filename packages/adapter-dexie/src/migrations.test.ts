import type { DataAdapter } from '@crm-elements/data';
import { createRandom, recordFactory } from '@crm-elements/data/testing';
import { collectionModel, crmModel, newId, type CollectionModel, type Model, type Scalar } from '@crm-elements/schema';
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
  collections: { contacts: collectionModel({ schema: contacts.schema, computed: contacts.computed, indexes: { byName: contacts.indexes['byName']! } }) },
};

/** The same with all that came later. */
const second: Model = { version: 2, minimumWriter: 1, collections: { contacts, companies: crmModel.collections.companies } };

const random = createRandom(3);
const people = (count: number) =>
  Array.from({ length: count }, (_, i) => recordFactory('contacts', { id: `p${i}`, fullName: `Person ${String(i).padStart(4, '0')}`, ownerId: random.pick(['a', 'b', null]), tags: random.some(['x', 'y']) }));

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
      const { records: all } = await adapter.query({ collection: 'contacts', where, sort: [{ by: 'nameKey' }, { by: 'createdAt' }], limit: 1_000 }, { scan: true });
      expect(ids).to.deep.equal(all.map(({ id }) => id));
      expect(ids.length).to.be.greaterThan(10);
    }
    const [{ count = 0 } = {}] = await adapter.totals({ collection: 'contacts', totals: 'byOwner', where: { ownerId: 'a' } });
    expect(count).to.equal((await adapter.query({ collection: 'contacts', where: { ownerId: 'a' }, sort: [{ by: 'nameKey' }], limit: 1_000 })).records.length);
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
    await adapter.commit({ ops: [{ op: 'create', collection: 'companies', record: recordFactory('companies', { id: 'co', name: 'Co' }) }] });
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

  it('refuse a model whose index has a name that the store needs', () => {
    const broken: Model = { ...first, collections: { contacts: { ...contacts, indexes: { words: { keys: ['tags'] } } } } };
    expect(() => createDexieAdapter({ name, model: broken, page: null })).to.throw(TypeError, 'contacts.words');
  });

  it('find the rows as they lie on the disk: the record beside its keys', async () => {
    await fill(second, 1);
    const request = indexedDB.open(name);
    await finished(request);
    const rows = request.result.transaction('contacts').objectStore('contacts').getAll();
    await finished(rows);
    request.result.close();
    const [row] = rows.result as { id: string; r: { id: string }; byName: unknown[]; byOwner: unknown[]; words: string[] }[];
    expect(row!.r.id).to.equal('p0');
    expect([row!.byName, row!.words.slice(0, 2)]).to.deep.equal([['person 0000', 'p0'], ['person', '0000']]);
  });
});
