// npm run size: what a page pays, minified and compressed, as a bundler of today makes it. Fails over a budget.
// A budget is lowered to the measured size + 5 % when a piece is done. `--why` adds what the bytes are made of.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './run.mjs';

const kB = 1_000;
const why = process.argv.includes('--why');

/** What tickets and messages need of the data layer: the widgets' own imports, once these are there. */
const support = `
import { createClient } from '@crm-elements/data';
import { createDexieAdapter } from '@crm-elements/adapter-dexie';
const client = createClient(createDexieAdapter({ name: 'x' }), { actor: { kind: 'agent', id: 'x' } });
export const { tickets, messages } = client;
`;

const all = (...names) => names.map((name, i) => `import * as all${i} from '${name}'; console.log(all${i});`).join('\n');

const entries = [
  { name: 'schema', code: all('@crm-elements/schema') },
  { name: 'data', code: all('@crm-elements/data') },
  { name: 'data layer: tickets and messages', code: support, budget: 64 * kB },
  { name: 'data layer: all of it', code: all('@crm-elements/schema', '@crm-elements/data', '@crm-elements/adapter-dexie'), budget: 76 * kB },
];

async function bytesOf(code) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: join(root, 'docs'), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    absWorkingDir: root,
    conditions: ['@crm-elements/source'],
    logLevel: 'silent',
    metafile: true,
  });
  const { contents } = outputFiles[0];
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length, inputs: Object.values(metafile.outputs)[0].inputs };
}

/** The minified bytes of each folder that went into a bundle, the largest first. */
function foldersOf(inputs) {
  const folders = new Map();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const folder = /^packages\/[^/]+\/src(\/[^/]+(?=\/))?/.exec(file)?.[0] ?? /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
    folders.set(folder, (folders.get(folder) ?? 0) + bytesInOutput);
  }
  return [...folders].sort(([, a], [, b]) => b - a).filter(([, bytes]) => bytes > 0);
}

const shown = (bytes) => `${(bytes / kB).toFixed(1)} kB`.padStart(9);
let failed = 0;
console.log(`${''.padEnd(36)} minified   + gzip    budget`);
for (const { name, code, budget } of entries) {
  try {
    const { minified, gzipped, inputs } = await bytesOf(code);
    const over = budget !== undefined && gzipped > budget;
    if (over) failed++;
    console.log(`${name.padEnd(36)}${shown(minified)}${shown(gzipped)} ${budget ? shown(budget) : ''}${over ? `  over by ${gzipped - budget} bytes` : ''}`);
    if (why) for (const [folder, bytes] of foldersOf(inputs)) console.log(`    ${folder.padEnd(32)}${shown(bytes)}`);
  } catch (error) {
    failed++;
    console.log(`${name.padEnd(36)}${error.message}`);
  }
}
console.log(`${entries.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
