/** One segment of the index of texts on its way into the store. */
import { newId } from '@crm-elements/schema';
import type { PackedIdsRow, PostingsRow, SegmentRow } from '../tables.js';
import { makeIdRows } from './packed-ids.js';
import { makePostings, type Posting } from './postings.js';

/** The tables of all that a segment consists of. Their keys begin with the segment's. */
export const segmentTables = ['_segments', '_packedIds', '_postings'] as const;

/** Places are kept in two bytes. */
export const maxSegmentSize = 65_535;

/**
 * About so many bytes of words and places are a block, which is read as a whole. Smaller ones are more rows to write, larger ones more
 * that is read for nothing. A frequent word is a block by itself, and may be a larger one.
 */
const blockBytes = 4_096;

/** What a segment knows of a record. */
export interface IndexedText {
  id: string;
  /** The instant that orders equally good matches, in milliseconds since 1970. */
  at: number;
  words: Iterable<string>;
}

/** Where a record stands among equally good matches, the newest first. */
export const compareTexts = (a: Pick<IndexedText, 'id' | 'at'>, b: Pick<IndexedText, 'id' | 'at'>): number =>
  a.at === b.at ? (a.id === b.id ? 0 : a.id > b.id ? -1 : 1) : b.at - a.at;

interface GatheredText extends IndexedText {
  /** Each once. */
  words: readonly string[];
}

/** Gathers texts, as many as there are, and cuts them into segments. */
export class SegmentBuilder {
  readonly #texts: GatheredText[] = [];
  /** Each word once, though thousands of texts have it. */
  readonly #words = new Map<string, string>();

  add({ id, at, words }: IndexedText): void {
    const own = Array.from(new Set(words), (word) => {
      const known = this.#words.get(word);
      if (known === undefined) this.#words.set(word, word);
      return known ?? word;
    });
    this.#texts.push({ id, at, words: own });
  }

  /** The oldest texts are in the first segment. Only the last one may be smaller than `size`. */
  cut(collection: string, size: number): Segment[] {
    const texts = this.#texts.sort((a, b) => compareTexts(b, a));
    return Array.from(
      { length: Math.ceil(texts.length / size) },
      (_, i) => new Segment([collection, newId()], texts.slice(i * size, (i + 1) * size)),
    );
  }
}

/** A segment in the making: first all of its texts are indexed, then it is cut into blocks. */
export class Segment {
  readonly #key: SegmentRow['k'];
  readonly #texts: readonly GatheredText[];
  readonly #places = new Map<string, number[]>();
  readonly #firsts: string[] = [];

  constructor(key: SegmentRow['k'], texts: readonly GatheredText[]) {
    this.#key = key;
    this.#texts = texts;
  }

  get size(): number {
    return this.#texts.length;
  }

  /** Indexes some of the texts, one part after the other, so that the page gets its turn in between. */
  index(from: number, to: number): void {
    for (let place = from; place < Math.min(to, this.size); place++) {
      for (const word of this.#texts[place]!.words) {
        const places = this.#places.get(word);
        if (places) places.push(place);
        else this.#places.set(word, [place]);
      }
    }
  }

  /** The blocks, in the order of their words. */
  *cut(): Generator<PostingsRow> {
    let block: Posting[] = [];
    let bytes = 0;
    for (const word of [...this.#places.keys()].sort()) {
      const places = this.#places.get(word)!;
      const more = word.length + 2 * Uint32Array.BYTES_PER_ELEMENT + places.length * Uint16Array.BYTES_PER_ELEMENT;
      if (block.length > 0 && bytes + more > blockBytes) {
        yield this.#blockOf(block);
        [block, bytes] = [[], 0];
      }
      block.push([word, places]);
      bytes += more;
    }
    if (block.length > 0) yield this.#blockOf(block);
  }

  #blockOf(block: readonly Posting[]): PostingsRow {
    const [collection, segment] = this.#key;
    const number = this.#firsts.push(block[0]![0]) - 1;
    return makePostings([collection, segment, number], block);
  }

  /** What the store keeps of the segment itself, once all of it is cut. */
  get row(): SegmentRow {
    return { k: this.#key, at: Float64Array.from(this.#texts, ({ at }) => at), firsts: this.#firsts.join(' ') };
  }

  get idRows(): PackedIdsRow[] {
    return makeIdRows(
      this.#key,
      this.#texts.map(({ id }) => id),
    );
  }
}
