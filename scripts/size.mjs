// npm run size: what a page pays, minified and compressed, as vite bundles it. Fails over a budget.
// A budget is lowered to the measured size + 5 % when a piece is done; `goal` is what docs/decisions/2026-11-23-bytes.md aims at.
// `--why` adds what the bytes are made of.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { buildLauncher, plainImports } from './embed.mjs';
import { root } from './run.mjs';
import { tightStyles } from './tight-styles.mjs';

const kB = 1_000;
const why = process.argv.includes('--why');

const all = (name) => `import * as all from '${name}'; console.log(all);`;
const uses = (...imports) =>
  `${imports.map(([names, from]) => `import { ${names} } from '${from}';`).join(' ')} console.log(${imports.map(([names]) => names).join(', ')});`;
const store = ['createDexieAdapter', '@crm-elements/adapter-dexie'];
const ticketsAndStore = uses(['createTicketClient', '@crm-elements/data'], store);
const clientAndStore = uses(['createClient', '@crm-elements/data'], store);

// Parts that are loaded by `import()`, by the module that is asked for.
const firstMessage = ['adapter-dexie/src/writing.ts', 'data/src/client/writing.ts'];
const commands = [...firstMessage, 'data/src/client/commands.ts', 'data/src/client/eased-fields.ts'];

/**
 * What a new visitor's page loads from nothing until their first message is in the store of their device, with everything as it comes: the
 * launcher, the panel, and from the first key on the device's store. What brings the message to the workspace and what shows a
 * conversation are loaded when it is safe there. `embed.e2e.test.ts` holds that none of that is needed before.
 */
const chatFirstMessage = [
  'elements/src/chat-widget/chat-session.ts',
  'elements/src/define/chat-panel.ts',
  'elements/src/chat-widget/device-store.ts',
  'adapter-dexie/src/index.ts',
  'adapter-dexie/src/writing.ts',
  'data/src/watch-window.ts',
];

const families = ['contact-card', 'import', 'pipeline-board', 'ticket-inbox', 'chat-widget', 'settings'];

// What every element stands on; a page pays for it once.
const ground = [
  ...['crm-data-element', 'live', 'command', 'links', 'locale'].map((name) => `${name}.ts`),
  ...['windowed-list', 'roving-focus', 'dismissible', 'clock', 'styled', 'resize', 'media', 'anchored'].map(
    (name) => `controllers/${name}.ts`,
  ),
  ...['avatar', 'icon', 'views', 'crm-menu', 'crm-dialog', 'crm-popover', 'crm-tag-input'].map((name) => `parts/${name}.ts`),
  ...['buttons', 'fields', 'badges'].map((name) => `styles/${name}.ts`),
];
const groundNames = ground.map((file, i) => {
  const path = join(root, 'packages/elements/src/internal', file);
  const names = [...readFileSync(path, 'utf8').matchAll(/^export (?:abstract )?(?:class|const|function) (\w+)/gm)].map(([, name]) => name);
  return { path, names: names.map((name) => [name, name + i]) };
});
const groundCode = `${groundNames
  .map(({ path, names }) => `import { ${names.map((pair) => pair.join(' as ')).join(', ')} } from ${JSON.stringify(path)};`)
  .join(' ')} console.log(${groundNames.flatMap(({ names }) => names.map(([, name]) => name)).join(', ')});`;

const groundMark = 38;

/**
 * An element: what a page with it alone loads until it is painted, the parts of the ground that it uses within; and that it brings neither a
 * store nor another element. `own` is the mark for what comes on top of the ground, `budget` is for all of it together; both in kB.
 */
const element = (tag, family, own, budget, others = families.filter((other) => other !== family)) => ({
  name: `<crm-${tag}>`,
  code: `import 'crm-elements/define/${tag}.js';`,
  budget: budget * kB,
  goal: (groundMark + own) * kB,
  never: [
    /dexie/,
    /packages\/interchange/,
    /data\/src\/(client|engine|memory|outbox|port\/local)/,
    ...others.map((other) => new RegExp(`elements/src/${other}/`)),
  ],
});

// `and`: parts that count as well. Without it, what is loaded at once counts: all that a page needs to show records.
// `never`: modules that must not be loaded at once.
const entries = [
  { name: 'schema, all of it', code: all('@crm-elements/schema') },
  { name: 'client for tickets', code: uses(['createTicketClient', '@crm-elements/data']) },
  { name: 'client', code: uses(['createClient', '@crm-elements/data']) },
  { name: 'data layer: tickets and messages', code: ticketsAndStore, budget: 64 * kB, goal: 64 * kB },
  { name: '… up to the first message', code: ticketsAndStore, and: firstMessage, budget: 75.5 * kB },
  { name: 'data layer: client and store', code: clientAndStore, budget: 76 * kB, goal: 76 * kB },
  { name: '… up to the first message', code: clientAndStore, and: firstMessage, budget: 83.6 * kB },
  { name: '… with every command', code: clientAndStore, and: commands, budget: 85.7 * kB },
  {
    name: '… with outbox and port',
    code: uses(['createClient, createOutbox, createLocalPort, deliverTo', '@crm-elements/data'], store),
    budget: 85 * kB,
  },
  {
    name: 'elements: the ground',
    code: groundCode,
    // All of it together, though no element loads all at once.
    budget: 39.3 * kB,
    goal: groundMark * kB,
    never: [/dexie/, /data\/src\/(client|engine|memory)/],
  },
  element('contact-card', 'contact-card', 12, 42.5),
  {
    name: '<crm-contact-hover-card>, unopened',
    code: `import 'crm-elements/define/contact-hover-card.js';`,
    budget: 4 * kB,
    never: [/node_modules\/(lit|@lit)/, /dexie/, /data\/src\/(?!errors|later)/],
  },
  {
    name: '… with a card',
    code: `import 'crm-elements/define/contact-hover-card.js';`,
    and: ['elements/src/define/contact-preview.ts'],
    budget: 36.9 * kB,
    never: [/dexie/],
  },
  element('contact-list', 'contact-card', 14, 46.4),
  element('import', 'import', 8, 22.3),
  element('pipeline-board', 'pipeline-board', 24, 54.5),
  element('pipeline-summary', 'pipeline-board', 14, 25.9),
  element('ticket-inbox', 'ticket-inbox', 40, 75.1, ['pipeline-board', 'chat-widget']),
  element('chat-panel', 'chat-widget', 18, 28.9),
  element('settings', 'settings', 14, 24.5),
  {
    // As the file in dist/embed/ is.
    name: 'chat: the launcher',
    output: () => buildLauncher({ write: false }),
    budget: 5 * kB,
    goal: 5 * kB,
    never: [/node_modules\/(lit|@lit)/, /dexie/],
  },
  { name: 'chat: ready to type', code: `import 'crm-elements/define/chat-panel.js';`, budget: 28.9 * kB, goal: 40 * kB, never: [/dexie/] },
  {
    name: 'chat: up to the first message',
    code: `import 'crm-elements/define/chat-widget.js';`,
    and: chatFirstMessage,
    budget: 100 * kB,
    goal: 100 * kB,
    never: [
      /node_modules\/zod/,
      /schema\/src\/crm-model/,
      /data\/src\/(client|port)\/(?!deliver)/,
      /chat-widget\/(workspace|crm-chat-log)/,
    ],
  },
];

const gzipped = (chunk) => gzipSync(chunk.code, { level: 9 }).length;

/** The bundle of a piece of code: what counts, and what waits until it is needed. */
async function bundle(code, parts) {
  const entry = join(root, 'docs/size-entry.js');
  const result = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    resolve: { conditions: ['@crm-elements/source'], alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    plugins: [
      plainImports,
      tightStyles,
      { name: 'size-entry', resolveId: (id) => (id === 'size-entry' ? entry : undefined), load: (id) => (id === entry ? code : undefined) },
    ],
    build: { write: false, modulePreload: false, target: 'es2022', rolldownOptions: { input: 'size-entry' } },
  });
  const chunks = new Map(result.output.map((chunk) => [chunk.fileName, chunk]));
  const counted = new Set();
  const follow = (name) => {
    if (counted.has(name)) return;
    counted.add(name);
    chunks.get(name).imports.forEach(follow);
  };
  follow(result.output.find((chunk) => chunk.isEntry).fileName);
  for (const part of parts) {
    const chunk = result.output.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/packages/${part}`));
    if (!chunk) throw new Error(`${part} is no part of its own any more`);
    follow(chunk.fileName);
  }
  return {
    first: [...chunks.values()].filter(({ fileName }) => counted.has(fileName)),
    later: [...chunks.values()].filter(({ fileName }) => !counted.has(fileName)),
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
for (const { name, code, output, and = [], never = [], budget, goal } of entries) {
  try {
    const { first, later } = output ? { first: (await output()).output, later: [] } : await bundle(code, and);
    const loaded = first.flatMap(({ modules }) => Object.keys(modules).filter((id) => modules[id].renderedLength > 0));
    const wrong = loaded.filter((id) => never.some((pattern) => pattern.test(id)));
    if (wrong.length > 0) throw new Error(`it loads at once what it must not: ${wrong.map((id) => id.replace(root, '')).join(', ')}`);
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
