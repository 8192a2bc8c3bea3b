/** Lists as they lie in the store: texts one behind the other are read as one, thousands of them each by itself. */

export interface Joined {
  text: string;
  ends: Uint32Array;
}

export function join(texts: readonly string[]): Joined {
  let end = 0;
  return { text: texts.join(''), ends: Uint32Array.from(texts, ({ length }) => (end += length)) };
}

/** Where an item begins: where the one before it ends. */
export const startOf = (ends: Uint32Array, i: number): number => (i === 0 ? 0 : ends[i - 1]!);

export const itemOf = (text: string, ends: Uint32Array, i: number): string => text.slice(startOf(ends, i), ends[i]);
