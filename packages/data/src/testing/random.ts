/** Numbers that look random and are the same again for the same seed. */
export interface Random {
  /** At least 0 and less than 1. */
  next(): number;
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Some of the items, in their order, none twice. */
  some<T>(items: readonly T[], most?: number): T[];
  shuffle<T>(items: readonly T[]): T[];
  /** A source of its own, which does not disturb this one. */
  fork(): Random;
}

/** A seeded source: mulberry32, 32 bits of state. Good enough to vary test data, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  const shuffle = <T>(items: readonly T[]): T[] => {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const other = below(i + 1);
      [result[i], result[other]] = [result[other]!, result[i]!];
    }
    return result;
  };
  return {
    next,
    below,
    shuffle,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    some: (items, most = items.length) => {
      const chosen = new Set(shuffle(items.map((_, i) => i)).slice(0, below(Math.min(most, items.length) + 1)));
      return items.filter((_, i) => chosen.has(i));
    },
    fork: () => createRandom(below(2 ** 32)),
  };
}

/** A seed of its own for each name, so that a further test changes no other (FNV-1a). */
export function seedOf(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
