import { reservedKeys } from './json.js';

/** Objects and lists may stand inside each other so deep, the outermost counted. */
export const maxDepth = 64;

/** Where a value is that cannot be stored, and a sentence that says what to do. */
export interface Unstorable {
  /** Dotted, such as `custom.visits.0`; empty for the value itself. */
  path: string;
  reason: string;
}

/** A cursor into the value that is walked: the names on the way down, and what stands there. */
interface Walk {
  keys: (string | number)[];
  ancestors: object[];
  /** Objects walked so far. */
  count: number;
  /**
   * Objects with the greatest depth at which they were found good. Lists that share one list that shares one list … would otherwise be
   * walked 2^64 times; ordinary records end before it is needed.
   */
  good: Map<object, number>;
}

const objectsWithoutMemory = 256;

function scalarReason(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return null;
    case 'number':
      if (!Number.isFinite(value)) return 'Give a finite number, or null where it is not known.';
      return Object.is(value, -0) ? 'Give 0 instead of −0: it would not come back the same.' : null;
    case 'undefined':
      return 'Leave the key out, or give null: undefined cannot be stored.';
    case 'bigint':
      return 'Give a number, or the digits as text: a BigInt cannot be stored.';
    default:
      return `Give plain JSON: a ${typeof value} cannot be stored.`;
  }
}

/** Plain in any realm: a value from an iframe or a test's sandbox has another `Object`. */
function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}

/** `Array.prototype` is itself a list in every realm; the prototype of a class that extends it is not. */
const isPlainArray = (value: unknown[]): boolean => Array.isArray(Object.getPrototypeOf(value));

function objectReason(value: object): string | null {
  if (Array.isArray(value)) {
    if (!isPlainArray(value)) return 'Give an ordinary list: an instance of a class cannot be stored.';
    for (let index = 0; index < value.length; index += 1) {
      if (!Object.hasOwn(value, index)) return 'Fill the gaps of the list, or leave them out: a list with gaps cannot be stored.';
    }
    if (Object.keys(value).length > value.length) return 'Give an object instead of a list with named fields: they would be lost.';
  } else if (!isPlainObject(value)) {
    return value instanceof Date ? 'Give the moment as text (toInstant): a Date cannot be stored.' : 'Give a plain object: an instance of a class cannot be stored.';
  }
  return Object.getOwnPropertySymbols(value).length > 0 ? 'Name fields by text: what stands under a symbol would be lost.' : null;
}

function walkValue(value: unknown, walk: Walk): string | null {
  if (typeof value !== 'object' || value === null) return value === null ? null : scalarReason(value);
  const { keys, ancestors, good } = walk;
  const depth = ancestors.length;
  if (good.size > 0 && (good.get(value) ?? -1) >= depth) return null;
  if (ancestors.includes(value)) return 'Take out the circle: a value that contains itself cannot be stored.';
  if (depth >= maxDepth) return `Nest at most ${maxDepth} objects and lists inside each other.`;
  const reason = objectReason(value);
  if (reason !== null) return reason;

  ancestors.push(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      keys.push(index);
      const found = walkValue(value[index], walk);
      if (found !== null) return found;
      keys.pop();
    }
  } else {
    for (const key of Object.keys(value)) {
      keys.push(key);
      if (reservedKeys.has(key)) return `Choose another name: "${key}" is reserved.`;
      const found = walkValue((value as Record<string, unknown>)[key], walk);
      if (found !== null) return found;
      keys.pop();
    }
  }
  ancestors.pop();
  walk.count += 1;
  if (walk.count > objectsWithoutMemory) good.set(value, depth);
  return null;
}

/**
 * The first place where a value is not plain JSON that comes back the same from every store: `undefined`, functions, symbols, BigInts, `NaN`,
 * the infinities, −0, instances of classes (`Date`, `Map` …), lists with gaps or named fields, circles, fields under a symbol, the
 * keys `__proto__`, `constructor` and `prototype` at any depth, and more than {@link maxDepth} levels. `null` when all is well.
 */
export function findUnstorable(value: unknown): Unstorable | null {
  const walk: Walk = { keys: [], ancestors: [], count: 0, good: new Map() };
  const reason = walkValue(value, walk);
  return reason === null ? null : { path: walk.keys.join('.'), reason };
}
