import { expect } from 'chai';
import type { PostingsRow } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { KeptRows } from './kept-rows.js';

const megabyte = 2 ** 20;

describe('kept rows', () => {
  /** Keys that the store was asked for. */
  let asked: number[];
  let kept: KeptRows;

  beforeEach(() => {
    asked = [];
    kept = new KeptRows();
  });

  const row = (k: PostingsRow['k']): PostingsRow => ({
    k,
    words: '',
    wordEnds: new Uint32Array(),
    places: new Uint16Array(megabyte / 2),
    placeEnds: new Uint32Array(),
  });
  const transaction = {
    system: () => ({
      getMany(keys: PostingsRow['k'][]) {
        asked.push(...keys.map(([, , block]) => block));
        return Promise.resolve(keys.map(row));
      },
    }),
  } as unknown as Transaction;
  const read = async (...blocks: number[]) => {
    const rows = await kept.read(
      transaction,
      '_postings',
      blocks.map((block) => ['messages', 'segment', block]),
    );
    return rows.map(({ k }) => k[2]).sort((a, b) => a - b);
  };

  // Fails when a row is read twice, or rows that were read are left out of what is found.
  it('are read once', async () => {
    expect(await read(1, 2)).to.deep.equal([1, 2]);
    expect(await read(1, 2, 3)).to.deep.equal([1, 2, 3]);
    expect(asked).to.deep.equal([1, 2, 3]);
  });

  // Fails when they grow without a bound, or what was used last goes first.
  it('are as many as there is room for, those used last', async () => {
    for (let block = 0; block < 7; block++) await read(block);
    await read(0);
    for (let block = 7; block < 12; block++) await read(block);
    asked = [];
    await read(0, 11);
    expect(asked).to.deep.equal([]);
    await read(1);
    expect(asked).to.deep.equal([1]);
  });

  // Fails when two searches at once count a row twice, and so keep less each time.
  it('count once what two searches read at the same time', async () => {
    for (let i = 0; i < 5; i++) await Promise.all([read(i), read(i)]);
    asked = [];
    await read(0, 1, 2, 3, 4);
    expect(asked).to.deep.equal([]);
  });
});
