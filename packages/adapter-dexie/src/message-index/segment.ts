/** One segment of the index of texts: how it is made, and how words are looked up in it. */
import { newId } from '@crm-elements/schema';
import type { PostingsRow, SegmentRow } from '../tables.js';

/** Places are kept in two bytes. */
export const maxSegmentSize = 65_535;

/** Which block a word stands in: its first two characters. */
export const blockOf = (word: string): string => word.slice(0, 2);

/** What a segment knows of a record, and what is worked out of one that is not packed yet. */
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
  words: ReadonlySet<string>;
}

/** Gathers texts, as many as there are, and cuts them into segments. */
export class SegmentBuilder {
  readonly #texts: GatheredText[] = [];
  /** Each word once, though thousands of texts have it. */
  readonly #words = new Map<string, string>();

  add({ id, at, words }: IndexedText): void {
    const own = new Set<string>();
    for (const word of words) {
      const known = this.#words.get(word);
      if (known === undefined) this.#words.set(word, word);
      own.add(known ?? word);
    }
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

/** A segment on its way into the store. */
export class Segment {
  readonly #key: SegmentRow['k'];
  readonly #texts: readonly GatheredText[];
  /** Block → word → places. */
  readonly #blocks = new Map<string, Map<string, number[]>>();

  constructor(key: SegmentRow['k'], texts: readonly GatheredText[]) {
    this.#key = key;
    this.#texts = texts;
  }

  get size(): number {
    return this.#texts.length;
  }

  /** Indexes some of the texts, one part after the other, so that the page gets its turn in between. */
  index(from: number, to: number): void {
    for (let place = from; place < Math.min(to, this.size); place++) for (const word of this.#texts[place]!.words) this.#place(word, place);
  }

  get row(): SegmentRow {
    return {
      k: this.#key,
      ids: this.#texts.map(({ id }) => id),
      at: Float64Array.from(this.#texts, ({ at }) => at),
      blocks: [...this.#blocks.keys()],
    };
  }

  #place(word: string, place: number): void {
    const name = blockOf(word);
    let block = this.#blocks.get(name);
    if (!block) this.#blocks.set(name, (block = new Map<string, number[]>()));
    const places = block.get(word);
    if (places) places.push(place);
    else block.set(word, [place]);
  }

  postings(name: string): PostingsRow {
    const block = this.#blocks.get(name)!;
    const [collection, segment] = this.#key;
    const ends: number[] = [];
    let end = 0;
    for (const places of block.values()) ends.push((end += places.length));
    const places = new Uint16Array(end);
    [...block.values()].forEach((own, i) => places.set(own, i === 0 ? 0 : ends[i - 1]));
    return { k: [collection, name, segment], words: [...block.keys()].join(' '), ends: Uint32Array.from(ends), places };
  }
}

/** The places of the words that are as wanted. */
export function* placesOf({ words, ends, places }: PostingsRow, isWanted: (word: string) => boolean): Iterable<Uint16Array> {
  for (const [i, word] of words.split(' ').entries()) if (isWanted(word)) yield places.subarray(i === 0 ? 0 : ends[i - 1], ends[i]);
}
