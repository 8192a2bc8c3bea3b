// Which test files run where: `*.test.ts` in Node and in a browser, `*.node.test.ts` and `*.browser.test.ts` in one of them,
// `*.e2e.test.ts` in Node with a browser beside it; those with `.deep` in their name only in the long run.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Deep: the long run, `npm run test:deep`. */
export const deep = process.env.CRM_DEEP === '1';

function* walk(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield relative(root, path).split(sep).join('/');
  }
}

const matches = (file, pattern) => {
  const plain = pattern.split(sep).join('/').replace(/^\.\//, '');
  return new RegExp(plain.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replace(/\*+/g, '.*')).test(file);
};

/** What a name says about where its file runs. */
const places = {
  node: (file) => !file.endsWith('.browser.test.ts') && !file.endsWith('.e2e.test.ts'),
  browser: (file) => !file.endsWith('.node.test.ts') && !file.endsWith('.e2e.test.ts'),
  firefox: (file) => places.browser(file) && !file.includes('.deep.'),
  // One file is left out: its store did not come to an end in the time that a test has.
  webkit: (file) => places.firefox(file) && !file.endsWith('adapter-dexie/src/states.test.ts'),
  e2e: (file) => file.endsWith('.e2e.test.ts'),
};

const dataLayer = /^packages\/(schema|data|adapter-)/;
const needsBrowser = (file) => file.includes('.browser.') || /^packages\/adapter-/.test(file);

/**
 * What a place runs when no file is named. The other engines: the data layer. Chromium, in the short run: all but what needs no browser,
 * which Node has run; a store over IndexedDB does.
 */
const runsByItself = (place, file) => {
  if (place === 'firefox' || place === 'webkit') return dataLayer.test(file);
  return place !== 'browser' || deep || needsBrowser(file);
};

/**
 * The test files of one place, as paths from the root.
 * @param {'node' | 'browser' | 'firefox' | 'webkit' | 'e2e'} place
 * @param {string[]} patterns parts of paths, `*` for anything; none means all
 */
export function testFiles(place, patterns = []) {
  return ['packages', 'examples']
    .map((name) => join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [...walk(folder)])
    .filter((file) => file.endsWith('.test.ts') && places[place](file))
    .filter((file) => deep || !file.includes('.deep.'))
    .filter((file) => (patterns.length ? patterns.some((pattern) => matches(file, pattern)) : runsByItself(place, file)))
    .sort();
}
