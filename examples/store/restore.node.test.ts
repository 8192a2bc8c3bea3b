import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { createMemoryAdapter, type DataAdapter } from '@crm-elements/data';
import { generateRecords } from '@crm-elements/data/testing';
import { exportRecords, restoreRecords } from '@crm-elements/interchange';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../tools/test-support.js';

/** All lines of an export but the first, which names the store and the moment. */
async function linesOf(adapter: DataAdapter): Promise<string[]> {
  const [, ...lines] = (await (await exportRecords(adapter)).blob.text()).split('\n');
  return lines;
}

async function totalsOf(adapter: DataAdapter): Promise<unknown[]> {
  const all = Object.entries(adapter.model.collections).flatMap(([collection, { totals }]) =>
    Object.keys(totals).map((name) => ({ collection, totals: name })),
  );
  return Promise.all(all.map((query) => adapter.totals(query)));
}

async function found(adapter: DataAdapter): Promise<unknown[]> {
  const ids = async (collection: string, text: string) =>
    (await adapter.search({ collection, text, limit: 1_000 })).records.map(({ id }) => id).sort();
  return Promise.all([ids('contacts', 'a'), ids('deals', 's'), ids('messages', 'the'), ids('messages', 'i')]);
}

describe('an export, between a store in memory and one in IndexedDB', () => {
  // Fails when one of the stores gives or takes anything that the other does not: a record, a file, a total, a word that finds.
  it('is restored as it was, there and back', async () => {
    const counts = fc.record({ contacts: fc.integer({ min: 1, max: 60 }), deals: fc.nat(40), messages: fc.nat(120), notes: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(fc.nat(), counts, fc.uint8Array({ minLength: 1, maxLength: 200 }), async (seed, sizes, bytes) => {
        const [memory, back] = [createMemoryAdapter(), createMemoryAdapter()];
        const dexie = createDexieAdapter({ name: `round-trip-${newId()}`, page: null, storage: null });
        try {
          for (const ops of generateRecords({ seed, counts: sizes })) await memory.commit({ ops });
          for (const ops of generateRecords({ seed: seed + 1, counts: { messages: 20 } })) await dexie.commit({ ops });
          const { key } = await memory.blob({ op: 'put', bytes });
          const attachment = { id: 'a', blob: key, name: 'a.png', mediaType: 'image/png', size: bytes.length, messageId: 'none' };
          await memory.commit({ ops: [{ op: 'create', collection: 'attachments', record: attachment }] });
          const expected = [await linesOf(memory), await totalsOf(memory), await found(memory)];

          await restoreRecords(dexie, (await exportRecords(memory)).blob);
          await restoreRecords(back, (await exportRecords(dexie)).blob);

          for (const adapter of [dexie, back]) {
            expect([await linesOf(adapter), await totalsOf(adapter), await found(adapter)]).to.deep.equal(expected);
            expect((await adapter.blob({ op: 'get', key }))?.bytes).to.deep.equal(bytes);
          }
        } finally {
          await Promise.all([memory.close(), back.close(), dexie.destroy()]);
        }
      }),
      { numRuns: propertyRuns(6) },
    );
  });
});
