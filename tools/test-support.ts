/** What a test of any package may ask of the run it is in. Works the same in Node and in a browser. */
import { gapOf, type Need } from './engine-gaps.js';
import { announceConsole } from './test-guard.js';

/** True in the long run (`npm run test:deep`). The page of a browser test carries it, as a page has no environment. */
export const deep: boolean =
  typeof document === 'undefined' ? process.env['CRM_DEEP'] === '1' : document.documentElement.dataset['deep'] === 'true';

/**
 * `it`, for a browser test that needs what not every engine or its driver has: there it is skipped, and its title ends with the reason.
 * @param need see tools/engine-gaps.ts
 */
export function itNeeds(need: Need, title: string, body: Mocha.AsyncFunc | Mocha.Func): void {
  const gap = gapOf(need);
  if (gap) it.skip(`${title} (${gap})`);
  else it(title, body);
}

/** How often a property is tried: as given in the short run, twenty times that in the long one. */
export function propertyRuns(short: number): number {
  return deep ? short * 20 : short;
}

/**
 * Declares that the running test makes `console.warn` or `console.error` say something.
 * An undeclared line fails the test, and so does a declared one that is not said.
 */
export function expectConsole(pattern: RegExp | string): void {
  announceConsole(pattern);
}

/**
 * Reads a file of the shared test data, a folder beside the repository.
 * @param path from that folder's `data`, e.g. `security/naughty-strings.json`
 * @returns undefined in a clone that has no such folder: the test then skips itself
 */
export async function sharedData(path: string): Promise<string | undefined> {
  if (typeof document !== 'undefined') {
    const response = await fetch(`/__shared/${path}`);
    return response.ok ? response.text() : undefined;
  }
  const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
  const file = new URL(`../../shared/data/${path}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
