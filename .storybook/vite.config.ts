import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

/** The examples' configuration is not for Storybook: it has another root, and a policy that Storybook's own frame does not meet. */
export default defineConfig({
  // Storybook takes this one word of "build". These browsers know light-dark(): what would stand in its place for others looks at style sheets
  // alone, and the toolbar sets the theme by script.
  build: { target: ['chrome123', 'firefox128', 'safari17.5'] },
  cacheDir: fileURLToPath(new URL('../node_modules/.cache/vite-storybook', import.meta.url)),
  resolve: {
    conditions: ['@crm-elements/source', ...defaultClientConditions],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
    dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', 'dexie'],
  },
});
