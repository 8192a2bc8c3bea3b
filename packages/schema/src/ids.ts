/** The longest id that a store takes, in UTF-16 code units. */
export const maxIdLength = 128;

/** What an id source needs: both are passed in, so that whole histories can be replayed from a seed. */
export interface IdSourceOptions {
  /** Milliseconds since 1970, such as `Date.now`. It may stand still or go back. */
  now: () => number;
  /** At least 0 and less than 1, such as `Math.random`; for ids that nobody shall guess, a cryptographic one. */
  random: () => number;
}

const maxTime = 2 ** 48 - 1;
const counterEnd = 2 ** 42;
const tailEnd = 2 ** 30;

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/**
 * A source of UUIDv7 ids (RFC 9562, 5.7), each greater than the one before when compared as text, also when the clock stands
 * still or goes back: 42 bits after the time count up from a random start (6.2, method 1), the last 32 are random.
 */
export function createIdSource({ now, random }: IdSourceOptions): () => string {
  let time = 0;
  let counter = -1;

  return () => {
    const clock = Math.min(Math.floor(now()), maxTime);
    if (clock > time) {
      time = clock;
      counter = -1;
    }
    // The start is drawn from the lower half of the range: two million million ids fit in one millisecond, however long it lasts.
    counter = counter < 0 ? Math.floor(random() * (counterEnd / 2)) : counter + 1;
    const high = Math.floor(counter / tailEnd);
    const low = counter % tailEnd;
    const times = hex(time, 12);
    const variant = 0x8000 + Math.floor(low / 2 ** 16);
    return `${times.slice(0, 8)}-${times.slice(8)}-7${hex(high, 3)}-${hex(variant, 4)}-${hex(low % 2 ** 16, 4)}${hex(Math.floor(random() * 2 ** 32), 8)}`;
  };
}

/** The part of the Web Crypto API that ids use; browsers and Node have it under the same name. */
interface RandomBytes {
  getRandomValues(array: Uint32Array): Uint32Array;
}

/** Cryptographic numbers with 53 bits, at least 0 and less than 1, drawn 128 at a time. */
function secureRandom(): () => number {
  const pool = new Uint32Array(256);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      (globalThis as unknown as { crypto: RandomBytes }).crypto.getRandomValues(pool);
      next = 0;
    }
    const high = pool[next++] ?? 0;
    const low = pool[next++] ?? 0;
    return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
  };
}

let source: (() => string) | undefined;

/** A new id: a UUIDv7 from this device's clock and cryptographic random numbers, greater than the ones made before it on this page. */
export function newId(): string {
  source ??= createIdSource({ now: Date.now, random: secureRandom() });
  return source();
}

/** Whether a value is a UUID of any version, in small or capital letters. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
