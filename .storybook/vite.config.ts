import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

/** The examples' configuration is not for Storybook: it has another root, and a policy that Storybook's own frame does not meet. */
export default defineConfig({
  build: { chunkSizeWarningLimit: 2_000 },
  cacheDir: fileURLToPath(new URL('../node_modules/.cache/vite-storybook', import.meta.url)),
  resolve: {
    conditions: ['@crm-elements/source', ...defaultClientConditions],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
    dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', 'dexie'],
  },
});
