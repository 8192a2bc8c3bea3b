import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import type { PackedIdsRow } from '../tables.js';
import { LoadedSegment } from './loaded-segment.js';
import { idKeys, idsAt } from './packed-ids.js';
import { allWords, placesBeginning, placesOf } from './postings.js';
import { SegmentBuilder } from './segment.js';

/** So many texts that words are more than a block, and ids more than a row. */
const count = 1_100;

/** Words that begin one another, in several scripts, and rare ones between them. */
const word = fc.oneof(
  fc.constantFrom('a', 'ab', 'abc', 'z', '李', '𠮷', '𞤀𞤁', '1', '12'),
  fc.string({ unit: fc.constantFrom('a', 'b', 'é', '李', '𠮷', '7'), minLength: 1, maxLength: 9 }),
);
const texts = fc.array(fc.array(word, { maxLength: 6 }), { minLength: count, maxLength: count });

function segmentOf(words: readonly string[][]) {
  const builder = new SegmentBuilder();
  for (const [i, own] of words.entries()) builder.add({ id: `id${i}`, at: i, words: own });
  const [segment] = builder.cut('messages', words.length);
  segment!.index(0, words.length);
  const blocks = [...segment!.cut()];
  return { blocks, row: segment!.row, idRows: segment!.idRows };
}

const placesWith = (words: readonly string[][], isWanted: (word: string) => boolean): number[] =>
  words.flatMap((own, place) => (own.some(isWanted) ? [place] : []));

describe('segment', () => {
  // Fails when a word is looked for in another block than its own, or a block has places of a word beside it.
  it('gives the texts of each word, and of each beginning', () => {
    fc.assert(
      fc.property(texts, fc.array(word, { minLength: 1, maxLength: 20 }), (words, asked) => {
        const { blocks, row } = segmentOf(words);
        expect(blocks.length).to.be.greaterThan(1);
        const loaded = new LoadedSegment(row);
        for (const text of asked) {
          const whole = loaded.blockWith(text).flatMap(([, , block]) => [...placesOf(blocks[block]!, text)]);
          expect(whole, text).to.deep.equal(placesWith(words, (own) => own === text));
          const begun = loaded.blocksBeginning(text).flatMap(([, , block]) => [...placesBeginning(blocks[block]!, text)]);
          const sorted = [...new Set(begun)].sort((a, b) => a - b);
          expect(sorted, text).to.deep.equal(placesWith(words, (own) => own !== text && own.startsWith(text)));
        }
      }),
      { numRuns: propertyRuns(5) },
    );
  }).timeout(60_000);

  // Fails when blocks grow with the number of words, when a frequent word drags others along, or words are lost or out of order between blocks.
  it('cuts its words into small blocks, in order', () => {
    const words = Array.from({ length: 3_000 }, (_, i) => ['frequent', `a${i}`, `z${i}`]);
    const { blocks } = segmentOf(words);
    expect(blocks.flatMap(allWords)).to.deep.equal([...new Set(words.flat())].sort());
    const large = blocks.filter(
      ({ words: text, wordEnds, places, placeEnds }) =>
        text.length + wordEnds.byteLength + places.byteLength + placeEnds.byteLength > 4_096,
    );
    expect(large.map(allWords)).to.deep.equal([['frequent']]);
  });

  // Fails when the ids behind the first row are those of other records.
  it('gives the ids of places in any of its rows', () => {
    const { row, idRows } = segmentOf(Array.from({ length: count }, () => ['word']));
    const places = [0, 1, 499, 500, 501, 1_000, count - 1];
    const keys = idKeys(row.k, places);
    expect(keys.map(([, , part]) => part)).to.deep.equal([0, 1, 2]);
    const rows = keys.map(([, , part]) => idRows[part]).reverse() as PackedIdsRow[];
    expect(idsAt(rows, places)).to.deep.equal(places.map((place) => `id${place}`));
  });

  // Fails when a segment whose texts have no words at all is read for a block that it has not.
  it('has no block where its texts have no words', () => {
    const { blocks, row } = segmentOf(Array.from({ length: count }, () => []));
    const loaded = new LoadedSegment(row);
    expect([blocks, loaded.blockWith('a'), loaded.blocksBeginning('a')]).to.deep.equal([[], [], []]);
  });
});
