import type { PostingsRow, SegmentRow } from '../tables.js';
import { partitionPoint } from './partition-point.js';

/** A segment in memory: the instants of its records, and in which of its blocks a word is to be looked for. */
export class LoadedSegment {
  readonly key: SegmentRow['k'];
  /** Each record's instant, the oldest first, in milliseconds since 1970. */
  readonly at: Float64Array;
  readonly #firsts: readonly string[];

  constructor({ k, at, firsts }: SegmentRow) {
    this.key = k;
    this.at = at;
    this.#firsts = firsts === '' ? [] : firsts.split(' ');
  }

  get size(): number {
    return this.at.length;
  }

  /** The key of the block that a word stands in, if it does at all; none where it stands in none. */
  blockWith(word: string): PostingsRow['k'][] {
    const block = this.#blocksUpTo(word) - 1;
    return block < 0 ? [] : [this.#blockKey(block)];
  }

  /** The keys of the blocks that words which begin so stand in. */
  blocksBeginning(start: string): PostingsRow['k'][] {
    const from = Math.max(this.#blocksUpTo(start) - 1, 0);
    return Array.from({ length: this.#blocksUpTo(behind(start)) - from }, (_, i) => this.#blockKey(from + i));
  }

  /** Blocks that begin with this or with what comes before it. */
  #blocksUpTo(text: string): number {
    return partitionPoint(this.#firsts.length, (block) => this.#firsts[block]! <= text);
  }

  #blockKey(block: number): PostingsRow['k'] {
    const [collection, segment] = this.key;
    return [collection, segment, block];
  }
}

/** Comes behind all words that begin so: these hold letters and digits only, and U+FFFF is neither. */
export const behind = (start: string): string => `${start}\uffff`;
