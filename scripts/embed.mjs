// The elements as files for a script tag: a folder to copy to any web server. All elements share their chunks, with one copy of Lit; the
// chat has chunks of its own, so that a page with nothing else loads nothing of the others.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './run.mjs';
import { tightStyles } from './tight-styles.mjs';

const elements = join(root, 'packages/elements');

/**
 * Lit makes a Trusted Types policy called "lit-html" where it is loaded, and a second copy on the same page is refused one. Ours has the
 * product's name and is made once for all bundles of a page.
 */
const sharedPolicy = {
  name: 'shared-policy',
  transform(code, id) {
    if (!/[\\/]lit-html[\\/](development[\\/])?lit-html\.js/.test(id)) return undefined;
    const makes = /(\w+)\.createPolicy\(\s*['"]lit-html['"]/;
    if (!makes.test(code)) throw new Error('lit-html no longer makes its policy as scripts/embed.mjs expects');
    const policy = `(globalThis[Symbol.for('crm-elements.trusted-types')] ??= $1.createPolicy('crm-elements'`;
    // The call ends with the bracket that closes it: `createPolicy('lit-html', { createHTML: … })`.
    const start = makes.exec(code).index;
    let depth = 0;
    let end = code.indexOf('(', start);
    do {
      if (code[end] === '(') depth++;
      if (code[end] === ')') depth--;
      end++;
    } while (depth > 0);
    return { code: code.slice(0, start) + code.slice(start, end).replace(makes, policy) + ')' + code.slice(end), map: null };
  },
};

/** Vite's own helper preloads styles and chunks, of which there are none here: an `import()` stays an `import()`. */
export const plainImports = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
};

const src = (path) => join(elements, 'src', path);

/** What the launcher loads when it is wanted: entries of the one build, so that their names are known. */
const launcherParts = { 'chat-panel': src('define/chat-panel.ts'), 'chat-session': src('chat-widget/chat-session.ts') };

/** Leaves those to the other build. */
const partsElsewhere = {
  name: 'parts-elsewhere',
  enforce: 'pre',
  resolveId(specifier, importer) {
    if (!importer || !specifier.startsWith('.')) return undefined;
    const file = join(importer, '..', specifier).replace(/\.js$/, '.ts');
    const [name] = Object.entries(launcherParts).find(([, path]) => path === file) ?? [];
    return name && { id: `./${name}.js`, external: true };
  },
};

const settings = ({ write, outDir, plugins, input, emptyOutDir }) => ({
  configFile: false,
  root: elements,
  // It warns of what `all` asks for: that parts which elements load lazily are there at once.
  logLevel: write ? 'error' : 'silent',
  base: './',
  publicDir: false,
  // papaparse registers itself with a page's AMD loader where there is one, and is then not found.
  define: { 'process.env.NODE_ENV': '"production"', 'define.amd': 'undefined' },
  resolve: {
    conditions: ['@crm-elements/source', 'browser', 'module', 'import', 'default'],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
    dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', 'dexie'],
  },
  plugins,
  build: {
    write,
    outDir,
    emptyOutDir,
    target: 'es2022',
    modulePreload: false,
    sourcemap: write,
    rolldownOptions: {
      input,
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

/**
 * Three builds into one folder: everything with its shared chunks, what the launcher of the chat loads, and the launcher as one file, which
 * costs a page one request.
 * @param {{ write?: boolean, outDir?: string, input?: Record<string, string> }} [options] `input`: other entries instead, for tests
 */
export async function buildEmbed({ write = true, outDir = join(root, 'dist/embed'), input } = {}) {
  const plugins = [plainImports, tightStyles, sharedPolicy];
  const entries = input ?? { 'crm-elements': src('cdn/crm-elements.ts') };
  await build(settings({ write, outDir, plugins, input: entries, emptyOutDir: true }));
  if (input) return;
  await build(settings({ write, outDir, plugins, input: launcherParts, emptyOutDir: false }));
  await buildLauncher({ write, outDir });
}

/** The chat's launcher alone, as one file. */
export const buildLauncher = ({ write, outDir }) =>
  build(
    settings({
      write,
      outDir,
      plugins: [plainImports, tightStyles, partsElsewhere],
      input: { 'chat-widget': src('cdn/chat-widget.ts') },
      emptyOutDir: false,
    }),
  );

/** Builds dist/embed/, and puts the same files into the package. */
export async function buildEmbedFolder() {
  const outDir = join(root, 'dist/embed');
  await buildEmbed({ outDir });
  const shipped = join(elements, 'cdn');
  rmSync(shipped, { recursive: true, force: true });
  cpSync(outDir, shipped, { recursive: true });
}
