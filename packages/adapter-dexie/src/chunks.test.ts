import { commitInChunks, type ChunkOptions, type ChunkProgress, type DataAdapter } from '@crm-elements/data';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { FaultyBrowser } from './faults.test-helper.js';
import { contact, refused } from './waiting.test-helper.js';

const count = 100;
const ops = Array.from({ length: count }, (_, i) => contact(`c${String(i).padStart(4, '0')}`, `Name ${i}`));
const options: ChunkOptions = { token: 'import-1', chunkSize: 20, rest: () => Promise.resolve() };

describe('an import in chunks', () => {
  let name: string;
  let browser: FaultyBrowser;
  let adapter: DataAdapter;

  beforeEach(async () => {
    name = `chunks-${newId()}`;
    browser = new FaultyBrowser();
    adapter = browser.create({ name });
    await adapter.open();
  });

  afterEach(async () => {
    await adapter.close();
    await browser.wipe(name);
  });

  /** The ids that are there, each with version 1, and as many as the totals say. */
  async function expectExactly(expected: number): Promise<void> {
    const { records } = await adapter.query({ collection: 'contacts', limit: 1_000 });
    expect(records.map(({ id, version }) => `${id} ${version}`)).to.deep.equal(
      ops.slice(0, expected).map(({ record }) => `${record.id} 1`),
    );
    const rows = await adapter.totals({ collection: 'contacts', totals: 'byOwner', by: [] });
    expect(rows.reduce((sum, row) => sum + row.count, 0)).to.equal(expected);
  }

  // Fails when a full disk leaves half a chunk, loses those in front of it, or what was freed cannot be used to go on.
  it('keeps what it wrote before the disk was full, and goes on when there is room', async () => {
    let free = () => undefined as void;
    const error = await refused(
      commitInChunks(adapter, ops, {
        ...options,
        onProgress: ({ committed }) => void (committed === 40 && (free = browser.quota(adapter))),
      }),
    );
    expect([error.code, error.data]).to.deep.equal(['QUOTA', { committed: 40, repeated: 0, total: count }]);
    await expectExactly(40);

    free();
    expect(await commitInChunks(adapter, ops, options)).to.deep.equal({ committed: count, repeated: 40, total: count });
    await expectExactly(count);
  });

  // Fails when a page that dies while it writes leaves half a chunk, or another one cannot go on where it was.
  it('goes on in another page behind one that was killed while it wrote', async () => {
    for (const looks of [1, 4, 7]) {
      const token = `killed-at-${looks}`;
      const batch = ops.map(({ record }) => contact(`${token}-${record.id}`));
      const dying = browser.create({ name });
      const died = commitInChunks(dying, batch, {
        ...options,
        token,
        onProgress: ({ committed }) => {
          if (committed !== 40) return;
          browser.disconnectAfter(dying, looks);
          void dying.close();
        },
      });
      const { committed } = (await refused(died)).data as unknown as ChunkProgress;

      const result = await commitInChunks(adapter, batch, { ...options, token });

      expect(result).to.include({ committed: count, total: count });
      expect(result.repeated).to.be.at.least(committed);
      const ids = batch.map(({ record }) => record.id);
      expect((await adapter.get('contacts', ids)).map((record) => record?.version)).to.deep.equal(ids.map(() => 1));
    }
  });

  // Fails when a connection that breaks in the middle of a chunk makes it happen twice, or not at all.
  it('survives a connection that breaks while it writes', async () => {
    const result = await commitInChunks(adapter, ops, {
      ...options,
      onProgress: ({ committed }) => void (committed === 60 && browser.disconnectAfter(adapter, 6)),
    });

    expect(result).to.deep.equal({ committed: count, repeated: 0, total: count });
    await expectExactly(count);
  });
});
