import { createIdSource } from '@crm-elements/schema';

/** A 128-bit state from a text (FNV-1a over code units, with four starts), as `sfc32` takes it. */
function stateOf(seed: string): [number, number, number, number] {
  const state: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let i = 0; i < seed.length; i++)
    for (const part of [0, 1, 2, 3] as const) state[part] = Math.imul(state[part] ^ (seed.charCodeAt(i) + part), 0x01000193);
  return state;
}

/** Numbers from 0 up to 1 that are the same for the same seed: `sfc32` of PractRand, by Chris Doty-Humphrey. */
function seededRandom(seed: string): () => number {
  let [a, b, c, counter] = stateOf(seed);
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // What it needs until each bit of the seed is everywhere.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** A source of ids that gives the same ones, in the same order, for the same import: an import that is done again finds what it wrote. */
export const importIds = (seed: string, at: string): (() => string) =>
  createIdSource({ now: () => Date.parse(at), random: seededRandom(seed) });
