import { errorCodes, type CrmErrorCode } from '../../errors.js';
import type { Conflict, ErrorIssue } from '../../errors.js';

/** What an adapter does not keep to. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

/** Every `CrmError`, also one of another copy of this package. */
export interface SeenError extends Error {
  code: CrmErrorCode;
  retryable: boolean;
  issues: readonly ErrorIssue[];
  conflicts: readonly Conflict[];
  field: string | undefined;
}

const maxShown = 600;

export function show(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  const text = JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)) ?? typeof value;
  return text.length > maxShown ? `${text.slice(0, maxShown)}… (${text.length} characters)` : text;
}

/** Fails the test with these words. */
export function fail(message: string): never {
  throw new ConformanceError(message);
}

/** @throws ConformanceError unless the value is truthy */
export function ok(value: unknown, message: string): asserts value {
  if (!value) fail(message);
}

/** Deep equality of plain values; a field that is `undefined` is as good as none. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const one = a as Record<string, unknown>;
  const other = b as Record<string, unknown>;
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) if (!same(one[key], other[key])) return false;
  return true;
}

/** Where two values differ first, for a message that can be read. */
function difference(actual: unknown, expected: unknown, path = ''): string | undefined {
  if (same(actual, expected)) return undefined;
  const bothObjects = typeof actual === 'object' && typeof expected === 'object' && actual !== null && expected !== null;
  if (bothObjects && Array.isArray(actual) === Array.isArray(expected)) {
    for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
      const found = difference((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key], path ? `${path}.${key}` : key);
      if (found) return found;
    }
  }
  return `${path ? `at ${path}: ` : ''}${show(actual)} instead of ${show(expected)}`;
}

export function equal(actual: unknown, expected: unknown, message: string): void {
  const found = difference(actual, expected);
  if (found) fail(`${message}: ${found}`);
}

const codes: ReadonlySet<unknown> = new Set(errorCodes);

/** What is wrong with a thrown value as a `CrmError`; `undefined` when nothing is. */
export function flawOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || thrown.name !== 'CrmError') return `it is no CrmError but ${show(thrown)}`;
  const { code, retryable, issues, conflicts, message } = thrown as SeenError;
  if (!codes.has(code)) return `its code is ${show(code)}`;
  if (typeof retryable !== 'boolean') return `its "retryable" is ${show(retryable)}`;
  if (!Array.isArray(issues) || !Array.isArray(conflicts)) return 'it has no lists of issues and conflicts';
  if (typeof message !== 'string' || message === '') return 'it says nothing';
  return undefined;
}

/** What was thrown, which has to be a `CrmError` with one of these codes. */
export function refusal(thrown: unknown, code: CrmErrorCode | readonly CrmErrorCode[], what = 'the call'): SeenError {
  const wanted = ([] as CrmErrorCode[]).concat(code);
  const flaw = flawOf(thrown);
  if (flaw) fail(`${what} was refused with a wrong kind of error: ${flaw}`);
  const error = thrown as SeenError;
  if (!wanted.includes(error.code)) fail(`${what} was refused with ${error.code} (${error.message}) instead of ${wanted.join(' or ')}`);
  return error;
}

/** The error that a call is refused with. */
export async function refused(call: () => unknown, code: CrmErrorCode | readonly CrmErrorCode[], what = 'the call'): Promise<SeenError> {
  let result: unknown;
  try {
    result = await call();
  } catch (thrown) {
    return refusal(thrown, code, what);
  }
  return fail(`${what} was not refused with ${([] as CrmErrorCode[]).concat(code).join(' or ')}: it gave ${show(result)}`);
}
