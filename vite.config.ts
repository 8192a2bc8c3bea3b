import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerResponse } from 'node:http';
import { defaultClientConditions, defineConfig, type Connect, type Plugin } from 'vite';
import { securityPolicy } from './tools/security-policy.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The start page and every example that has a page of its own. */
function pages(): Record<string, string> {
  const names = readdirSync(at('examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = names.map(({ name }) => [name, at(`examples/${name}/index.html`)] as const);
  return Object.fromEntries([['index', at('examples/index.html')] as const, ...found].filter(([, page]) => existsSync(page)));
}

/** The pages' own fonts, beside the documented policy: the elements need none. */
const fonts = `'self'`;
// Vite's client puts stylesheets into <style> elements and listens on a web socket; all else is as documented.
const inDevelopment = { fonts, styles: `'unsafe-inline'`, connect: 'ws:' };

/** The start page frames the shop and the back office; no other page may frame anything. */
const startPageFrames = (relax: object): Connect.NextHandleFunction => {
  const policy = securityPolicy({ ...relax, frames: `'self'` });
  return ({ url }, response: ServerResponse, next) => {
    if (/^\/(index\.html)?(\?.*)?$/.test(url ?? '')) {
      const set = response.setHeader.bind(response);
      response.setHeader = (name, value) => set(name, name.toLowerCase() === 'content-security-policy' ? policy : value);
    }
    next();
  };
};
const framing: Plugin = {
  name: 'start-page-frames',
  configureServer: ({ middlewares }) => void middlewares.use(startPageFrames(inDevelopment)),
  configurePreviewServer: ({ middlewares }) => void middlewares.use(startPageFrames({ fonts })),
};

export default defineConfig({
  root: at('examples'),
  base: './',
  appType: 'mpa',
  publicDir: false,
  plugins: [framing],
  cacheDir: at('node_modules/.cache/vite'),
  // papaparse registers itself with a page's AMD loader where there is one, and is then not found.
  define: { 'define.amd': 'undefined' },
  resolve: {
    // Lit is the same here as in what is built: its own development build greets every page with a warning. The elements have one build only.
    conditions: ['@crm-elements/source', ...defaultClientConditions.filter((condition) => !condition.startsWith('development'))],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
    dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', 'dexie'],
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    headers: { 'content-security-policy': securityPolicy(inDevelopment) },
    fs: { allow: [at('.')] },
  },
  preview: { host: '127.0.0.1', port: 5173, headers: { 'content-security-policy': securityPolicy({ fonts }) } },
  build: {
    target: 'es2022',
    // For older ones vite spells light-dark() out in a way that knows style sheets only, and no theme that a program sets.
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    outDir: at('dist/examples'),
    emptyOutDir: true,
    sourcemap: true,
    // An image in a stylesheet stays a file, and a module preload needs no inline script.
    assetsInlineLimit: 0,
    rolldownOptions: { input: pages() },
  },
});
