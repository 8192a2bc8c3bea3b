// What the browser tests add to @web/test-runner.
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { securityPolicy } from './security-policy.mjs';

const root = join(import.meta.dirname, '..');
const sharedData = join(root, '..', 'shared', 'data');

/** Dexie's package entry wraps its UMD build, which a browser cannot import unbundled. */
export function dexieAsModule() {
  const url =
    '/' +
    relative(root, fileURLToPath(import.meta.resolve('dexie/dist/modern/dexie.mjs')))
      .split(sep)
      .join('/');
  return { name: 'dexie-as-module', resolveImport: ({ source }) => (source === 'dexie' ? url : undefined) };
}

/** virtual-core asks for its environment as bundlers answer it; a page has no `process`. */
export function environmentOfBundlers() {
  return {
    name: 'environment-of-bundlers',
    transform: ({ path, body }) => (path.includes('virtual-core') ? body.replaceAll('process.env.NODE_ENV', '"production"') : undefined),
  };
}

/** papaparse is a UMD module, which a browser cannot import unbundled. */
export function papaparseAsModule() {
  return {
    name: 'papaparse-as-module',
    transform: ({ path, body }) =>
      path.endsWith('/papaparse.js')
        ? `const module = { exports: {} }, exports = module.exports; ${body}\nexport default module.exports;`
        : undefined,
  };
}

/** Puts the root hooks before each test file: only there do mocha's globals exist already. On the same line, so that lines stay true. */
export function guardTests() {
  return {
    name: 'guard-tests',
    transform(context) {
      if (context.path.endsWith('.test.ts')) return `import '/tools/guard-browser.ts'; ${context.body}`;
    },
  };
}

/** Serves the test pages under the documented policy; the runner's own inline scripts get a nonce, which is all that differs. */
export async function policyOfTestPages(context, next) {
  await next();
  if (context.path !== '/' || typeof context.body !== 'string') return;
  const nonce = randomBytes(16).toString('base64');
  context.body = context.body.replaceAll('<script', `<script nonce="${nonce}"`);
  context.set('content-security-policy', securityPolicy({ nonce }));
}

/** Serves the test data that may lie beside the repository. */
export async function serveSharedData(context, next) {
  if (!context.path.startsWith('/__shared/')) return next();
  const file = join(sharedData, decodeURIComponent(context.path.slice('/__shared/'.length)));
  if (!file.startsWith(sharedData + sep) || !existsSync(file) || !statSync(file).isFile()) {
    context.status = 404;
    return;
  }
  context.type = 'text/plain; charset=utf-8';
  context.body = createReadStream(file);
}
