// npm run size: what a page pays, minified and compressed, as vite bundles it. Fails over a budget.
// A budget is lowered to the measured size + 5 % when a piece is done; `goal` is what docs/decisions/2026-11-23-bytes.md aims at.
// `--why` adds what the bytes are made of.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from './run.mjs';

const kB = 1_000;
const why = process.argv.includes('--why');

const all = (name) => `import * as all from '${name}'; console.log(all);`;
const uses = (...imports) =>
  `${imports.map(([names, from]) => `import { ${names} } from '${from}';`).join(' ')} console.log(${imports.map(([names]) => names).join(', ')});`;
const store = ['createDexieAdapter', '@crm-elements/adapter-dexie'];

const entries = [
  { name: 'schema, all of it', code: all('@crm-elements/schema') },
  { name: 'client for tickets', code: uses(['createTicketClient', '@crm-elements/data']) },
  { name: 'client', code: uses(['createClient', '@crm-elements/data']) },
  {
    name: 'data layer: tickets and messages',
    code: uses(['createTicketClient', '@crm-elements/data'], store),
    budget: 80.6 * kB,
    goal: 64 * kB,
  },
  { name: 'data layer: client and store', code: uses(['createClient', '@crm-elements/data'], store), budget: 87.2 * kB, goal: 76 * kB },
  {
    name: '… with outbox and port',
    code: uses(['createClient, createOutbox, createLocalPort, deliverTo', '@crm-elements/data'], store),
    budget: 96.3 * kB,
  },
];

const gzipped = (chunk) => gzipSync(chunk.code, { level: 9 }).length;

/** The bundle of a piece of code: what is loaded at once, and what waits until it is needed. */
async function bundle(code) {
  const entry = join(root, 'docs/size-entry.js');
  const result = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    resolve: { conditions: ['@crm-elements/source'], alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    plugins: [
      { name: 'size-entry', resolveId: (id) => (id === 'size-entry' ? entry : undefined), load: (id) => (id === entry ? code : undefined) },
    ],
    build: { write: false, modulePreload: false, target: 'es2022', rolldownOptions: { input: 'size-entry' } },
  });
  const chunks = new Map(result.output.map((chunk) => [chunk.fileName, chunk]));
  const atOnce = new Set();
  const follow = (name) => {
    if (atOnce.has(name)) return;
    atOnce.add(name);
    chunks.get(name).imports.forEach(follow);
  };
  follow(result.output.find((chunk) => chunk.isEntry).fileName);
  return {
    first: [...chunks.values()].filter(({ fileName }) => atOnce.has(fileName)),
    later: [...chunks.values()].filter(({ fileName }) => !atOnce.has(fileName)),
  };
}

/** The bytes of each folder that went into the chunks, the largest first. */
function foldersOf(chunks) {
  const folders = new Map();
  for (const { modules } of chunks) {
    for (const [file, { renderedLength }] of Object.entries(modules)) {
      const folder =
        /packages\/[^/]+\/src(\/[^/]+(?=\/))?/.exec(file)?.[0] ?? /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'entry';
      folders.set(folder, (folders.get(folder) ?? 0) + renderedLength);
    }
  }
  return [...folders].sort(([, a], [, b]) => b - a).filter(([, bytes]) => bytes > 0);
}

const sum = (chunks, sizeOf) => chunks.reduce((total, chunk) => total + sizeOf(chunk), 0);
const shown = (bytes) => (bytes === undefined ? '' : `${(bytes / kB).toFixed(1)} kB`).padStart(10);
let failed = 0;
console.log(`${''.padEnd(34)}  minified    + gzip     later    budget      goal`);
for (const { name, code, budget, goal } of entries) {
  try {
    const { first, later } = await bundle(code);
    const size = sum(first, gzipped);
    const over = budget !== undefined && size > budget;
    if (over) failed++;
    const figures = [sum(first, (chunk) => chunk.code.length), size, sum(later, gzipped), budget, goal].map(shown).join('');
    console.log(`${name.padEnd(34)}${figures}${over ? `  over by ${Math.round(size - budget)} bytes` : ''}`);
    if (why) for (const [folder, bytes] of foldersOf(first)) console.log(`    ${folder.padEnd(34)}${shown(bytes)} unminified`);
  } catch (error) {
    failed++;
    console.log(`${name.padEnd(34)}${error.message}`);
  }
}
console.log(`${entries.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
