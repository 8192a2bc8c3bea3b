import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { securityPolicy } from './tools/security-policy.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The start page and every example that has a page of its own. */
function pages(): Record<string, string> {
  const names = readdirSync(at('examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = names.map(({ name }) => [name, at(`examples/${name}/index.html`)] as const);
  return Object.fromEntries([['index', at('examples/index.html')] as const, ...found].filter(([, page]) => existsSync(page)));
}

export default defineConfig({
  root: at('examples'),
  base: './',
  appType: 'mpa',
  publicDir: false,
  cacheDir: at('node_modules/.cache/vite'),
  resolve: {
    conditions: ['@crm-elements/source', ...defaultClientConditions],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
    dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', 'dexie'],
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // Vite's client puts stylesheets into <style> elements and listens on a web socket; all else is as documented.
    headers: { 'content-security-policy': securityPolicy({ styles: `'unsafe-inline'`, connect: 'ws:' }) },
    fs: { allow: [at('.')] },
  },
  preview: { host: '127.0.0.1', port: 5173, headers: { 'content-security-policy': securityPolicy() } },
  build: {
    target: 'es2022',
    outDir: at('dist/examples'),
    emptyOutDir: true,
    sourcemap: true,
    // An image in a stylesheet stays a file, and a module preload needs no inline script.
    assetsInlineLimit: 0,
    rolldownOptions: { input: pages() },
  },
});
