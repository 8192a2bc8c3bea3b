import { createFixedClock, recordFactory } from '@crm-elements/data/testing';
import type { DataAdapter } from '@crm-elements/data';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { finished } from './faults.test-helper.js';
import { createDexieAdapter } from './index.js';
import { ReadRecorder } from './read-recorder.test-helper.js';

const day = 24 * 60 * 60 * 1_000;

describe('blobs that contacts name', () => {
  let name: string;
  let adapter: DataAdapter;
  let reads: ReadRecorder;
  const clock = createFixedClock();

  const put = async (n: number) => (await adapter.blob({ op: 'put', bytes: Uint8Array.of(n >> 8, n & 255) })).key;
  const isThere = async (key: string) => (await adapter.blob({ op: 'get', key })) !== undefined;

  /** More contacts than are looked through in one transaction. */
  const fill = (count: number) =>
    adapter.commit({
      ops: Array.from({ length: count }, (_, i) => ({
        op: 'create' as const,
        collection: 'contacts',
        record: recordFactory('contacts', { id: `p${String(i).padStart(5, '0')}` }),
      })),
    });
  const setPhoto = (i: number, photo: string | null) =>
    adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: `p${String(i).padStart(5, '0')}`, set: { photo } }] });

  beforeEach(async () => {
    name = `blobs-${newId()}`;
    reads = new ReadRecorder();
    adapter = createDexieAdapter({ name, clock, page: null, indexedDB: reads.indexedDB });
    await adapter.open();
  });
  afterEach(async () => {
    await adapter.close();
    await finished(indexedDB.deleteDatabase(name));
  });

  // Fails when a page of contacts is left out, or the first or last one of a page.
  it('are found wherever the contact stands', async () => {
    await fill(2_001);
    const places = [0, 1, 998, 999, 1_000, 1_001, 1_999, 2_000];
    const keys: string[] = [];
    for (const place of places) {
      keys.push(await put(place));
      await setPhoto(place, keys.at(-1)!);
    }
    clock.set(clock.now() + 2 * day);
    expect(await adapter.blob({ op: 'collect' })).to.deep.equal({ removed: 0 });
    expect(await Promise.all(keys.map(isThere))).to.deep.equal(places.map(() => true));
  });

  // Fails when a contact that comes to name a blob while it is looked for loses it.
  it('are kept when a contact begins to name them while they are looked for', async () => {
    await fill(1_500);
    for (const place of [0, 700, 1_499]) {
      const [key, unused] = [await put(2 * place), await put(2 * place + 1)];
      let named: Promise<unknown> | undefined;
      // All contacts have been looked through then.
      reads.onRead = ([table]) => {
        if (table === 'companies') named ??= setPhoto(place, key);
      };
      expect(await adapter.blob({ op: 'collect', keys: [key, unused] })).to.deep.equal({ removed: 1 });
      await named;
      expect([await isThere(key), await isThere(unused)]).to.deep.equal([true, false]);
      reads.onRead = undefined;
    }
  });

  // Fails when contacts are looked through at each housekeeping, though what they name is known.
  it('are looked for once a day', async () => {
    await fill(3);
    await setPhoto(1, await put(1));
    clock.set(clock.now() + 2 * day);
    reads.tables = [];
    await adapter.blob({ op: 'collect' });
    expect(reads.tables.flat()).to.include('contacts');
    reads.tables = [];
    await adapter.blob({ op: 'collect' });
    expect(reads.tables).to.deep.equal([]);
  });
});
