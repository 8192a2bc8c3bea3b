import type { Json } from '@crm-elements/schema';
import type { DataAdapter } from '../../contract.js';
import { equal, ok, refused } from './assert.js';
import type { Assertion, Kit } from './kit.js';

const dayMs = 24 * 60 * 60 * 1_000;

const bytesOf = (kit: Kit, count: number) => Uint8Array.from({ length: count }, () => kit.random.below(256));

async function keyOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isThere = async (adapter: DataAdapter, key: string) => (await adapter.blob({ op: 'get', key })) !== undefined;

export const blobs: Assertion[] = [
  {
    number: '84',
    title: 'a blob comes back with its bytes, under its hash',
    gate: 'blobs',
    run: async (kit) => {
      const [adapter, other] = [await kit.open(), await kit.open()];
      for (const size of [0, 1, 255, 70_000]) {
        const bytes = bytesOf(kit, size);
        const put = adapter.blob({ op: 'put', bytes, mediaType: 'image/png' });
        const expected = bytes.slice();
        bytes.fill(7);
        const { key, size: stored } = await put;
        equal([key, stored], [await keyOf(expected), size], `${size} bytes: key and size`);
        const found = await other.blob({ op: 'get', key });
        equal([found?.key, found?.size, found?.mediaType], [key, size, 'image/png'], `${size} bytes: what is told of them`);
        equal([...found!.bytes], [...expected], `${size} bytes`);
        found!.bytes.fill(9);
        equal([...(await adapter.blob({ op: 'get', key }))!.bytes], [...expected], `${size} bytes, after a reader wrote to its copy`);
      }
      equal(await adapter.blob({ op: 'get', key: 'f'.repeat(64) }), undefined, 'a blob that is not there');
      await adapter.close();
      const again = await kit.open();
      equal(await isThere(again, await keyOf(new Uint8Array(0))), true, 'a blob after reopening');
    },
  },
  {
    number: '85',
    title: 'the same bytes twice are kept once',
    gate: 'blobs',
    run: async (kit) => {
      const [adapter, other] = [await kit.open(), await kit.open()];
      const bytes = bytesOf(kit, 1_000);
      const put = await Promise.all([adapter, other, adapter].map((tab) => tab.blob({ op: 'put', bytes })));
      equal(new Set(put.map(({ key }) => key)).size, 1, 'keys');
      equal(await adapter.blob({ op: 'collect', minAgeMs: 0 }), { removed: 1 }, 'blobs that were there to be collected');
      equal(await isThere(other, put[0]!.key), false, 'the blob, once collected');
    },
  },
  {
    number: '86',
    title: 'unreferenced blobs are collected, referenced ones kept',
    gate: 'blobs',
    collections: ['attachments'],
    run: async (kit) => {
      const adapter = await kit.open();
      const put = async () => (await adapter.blob({ op: 'put', bytes: bytesOf(kit, 100) })).key;
      const [used, unused, late] = [await put(), await put(), await put()];
      const attachment = kit.create({ blob: used }, 'attachments');
      await adapter.commit({ ops: [attachment] });
      equal(await adapter.blob({ op: 'collect' }), { removed: 0 }, 'young ones are spared: their attachment may be on the way');
      kit.clock.skip(2 * dayMs);
      const anew = bytesOf(kit, 100);
      const { key } = await adapter.blob({ op: 'put', bytes: anew });
      kit.clock.skip(dayMs - 60_000);
      await adapter.blob({ op: 'put', bytes: anew });
      kit.clock.skip(60 * 60 * 1_000);
      await adapter.commit({ ops: [kit.create({ blob: late }, 'attachments')] });
      equal(await adapter.blob({ op: 'collect' }), { removed: 1 }, 'old ones that nothing names');
      equal([await isThere(adapter, used), await isThere(adapter, unused), await isThere(adapter, late)], [true, false, true], 'which are there');
      ok(await isThere(adapter, key), 'one that was put again is young again');
      await adapter.commit({ ops: [{ op: 'delete', collection: 'attachments', id: attachment.record.id }] });
      equal(await adapter.blob({ op: 'collect', minAgeMs: 0 }), { removed: 2 }, 'those whose attachment is gone, of any age');
      equal(await isThere(adapter, late), true, 'the one that is still named');
    },
  },
  {
    number: '86b',
    title: 'blobs that a photo, a logo or an avatar names are kept, also while their record is in the trash',
    gate: 'blobs',
    collections: ['contacts', 'companies', 'agents', 'trash'],
    run: async (kit) => {
      const adapter = await kit.open();
      const put = async () => (await adapter.blob({ op: 'put', bytes: bytesOf(kit, 100) })).key;
      const [photo, logo, avatar, trashed, unused] = [await put(), await put(), await put(), await put(), await put()];
      const contact = kit.create({ photo }, 'contacts');
      const held = kit.create({ photo: trashed }, 'contacts').record;
      await adapter.commit({
        ops: [
          contact,
          kit.create({ photo: 'https://example.org/photo.png' }, 'contacts'),
          kit.create({ logo }, 'companies'),
          kit.create({ avatar }, 'agents'),
          kit.create({ collection: 'contacts', recordId: held.id, record: held as Json }, 'trash'),
        ],
      });
      kit.clock.skip(2 * dayMs);
      equal(await adapter.blob({ op: 'collect' }), { removed: 1 }, 'those that nothing names');
      const there = await Promise.all([photo, logo, avatar, trashed, unused].map((key) => isThere(adapter, key)));
      equal(there, [true, true, true, true, false], 'which are there: photo, logo, avatar, in the trash, unused');
      await adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: contact.record.id, set: { photo: logo } }] });
      equal(await adapter.blob({ op: 'collect', minAgeMs: 0 }), { removed: 1 }, 'a photo that was replaced');
      equal([await isThere(adapter, photo), await isThere(adapter, logo)], [false, true], 'the old and the new one');
    },
  },
  {
    number: '87',
    title: 'a blob over the limit is refused',
    gate: 'blobs',
    run: async (kit) => {
      const adapter = await kit.open();
      const { maxBlobBytes } = adapter.capabilities;
      ok(maxBlobBytes > 0, 'maxBlobBytes is more than 0');
      const error = await refused(() => adapter.blob({ op: 'put', bytes: new Uint8Array(maxBlobBytes + 1) }), 'VALIDATION', 'one byte more');
      equal(error.field, 'bytes', 'the field');
      equal(await adapter.blob({ op: 'collect', minAgeMs: 0 }), { removed: 0 }, 'blobs that were there to be collected');
      equal((await adapter.blob({ op: 'put', bytes: new Uint8Array(maxBlobBytes) })).size, maxBlobBytes, 'the largest');
      for (const bytes of [undefined, 'text', [1, 2]]) await refused(() => adapter.blob({ op: 'put', bytes: bytes as never }), 'VALIDATION', 'no bytes');
      await refused(() => adapter.blob({ op: 'move' } as never), 'VALIDATION', 'an unknown operation');
    },
  },
  {
    number: '88',
    title: 'an aborted upload leaves nothing',
    gate: 'blobs',
    run: async (kit) => {
      const adapter = await kit.open();
      const bytes = bytesOf(kit, 50_000);
      await refused(() => adapter.blob({ op: 'put', bytes, signal: AbortSignal.abort() }), 'ABORTED', 'aborted before');
      const controller = new AbortController();
      const putting = adapter.blob({ op: 'put', bytes, signal: controller.signal });
      controller.abort();
      await refused(() => putting, 'ABORTED', 'aborted on the way');
      equal(await isThere(adapter, await keyOf(bytes)), false, 'the blob');
      equal(await adapter.blob({ op: 'collect', minAgeMs: 0 }), { removed: 0 }, 'blobs that were there to be collected');
      const { key } = await adapter.blob({ op: 'put', bytes, signal: new AbortController().signal });
      ok(await isThere(adapter, key), 'the blob, once it is put without an abort');
    },
  },
];
