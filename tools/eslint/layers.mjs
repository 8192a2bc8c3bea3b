// The layers of the architecture as a table: what each package may import, besides its own files. Imports run downwards only.
// `lazily` may be loaded by a dynamic import only, so that a page pays for it when it is used.
const ground = ['@crm-elements/schema', '@crm-elements/data'];

export const layers = {
  schema: { may: ['zod', 'fractional-indexing'] },
  tokens: { may: [] },
  data: { may: ['@crm-elements/schema'] },
  interchange: { may: [...ground, 'papaparse'] },
  'adapter-dexie': { may: [...ground, 'dexie'] },
  // Any later adapter; its own driver is added here by name.
  'adapter-*': { may: ground },
  elements: {
    may: [...ground, '@crm-elements/tokens', 'lit', '@lit/context', '@tanstack/virtual-core', 'linkifyjs'],
    lazily: ['@crm-elements/adapter-dexie', '@crm-elements/interchange', '@floating-ui/dom', 'emoji-picker-element-data'],
  },
  benchmarks: {
    may: [
      ...ground,
      '@crm-elements/adapter-dexie',
      '@crm-elements/interchange',
      'dexie',
      'rxdb',
      'crm-elements',
      'react',
      'react-dom',
      '@hello-pangea/dnd',
      '@dnd-kit/core',
      '@dnd-kit/sortable',
    ],
  },
};

/** Tests may also use these, and their own package by its name, as a stranger would. */
const testTools = [
  'chai',
  'fast-check',
  'fake-indexeddb',
  '@open-wc/testing',
  '@web/test-runner-commands',
  'axe-core',
  'chai-a11y-axe',
  'playwright-core',
  'sinon',
];

const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function layerOf(name) {
  return layers[name] ?? (name.startsWith('adapter-') ? layers['adapter-*'] : undefined);
}

/** Resolves a relative specifier against a path from the root, both with slashes. */
function resolve(from, specifier) {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The package, example or folder of stories that a path lies in; the tooling around them is no house. */
function houseOf(path) {
  const [top, name] = path.split('/');
  return top === 'packages' || top === 'examples' ? `${top}/${name}` : top === 'stories' ? top : undefined;
}

/**
 * Why a file may not import a specifier, or undefined when it may.
 * @param {string} file a path from the root, with slashes
 * @param {string} specifier
 * @param {boolean} dynamic whether it is an `import()`
 */
export function forbidden(file, specifier, dynamic) {
  const house = houseOf(file);
  const test = /\.test(-helper)?\.ts$/.test(file);

  if (specifier.startsWith('.')) {
    const target = resolve(file, specifier);
    // Storybook's own folder is no package, and has no other way to its stories and to the manifest.
    if (
      houseOf(target) !== house &&
      !file.startsWith('.storybook/') &&
      !(test && ['tools/test-support.js', 'tools/page-support.js', 'tools/security-policy.mjs', 'scripts/embed.mjs'].includes(target))
    )
      return `Another package is imported by its name, not by a path: "${specifier}".`;
    if (file.endsWith('.ts') && !/\.(js|mjs|json|css)(\?.*)?$/.test(specifier))
      return `Import paths carry their extension: "${specifier}.js".`;
    return undefined;
  }
  if (!file.startsWith('packages/') || !file.startsWith(`${house}/src/`)) return undefined;

  const name = house.slice('packages/'.length);
  const layer = layerOf(name);
  if (!layer) return `packages/${name} has no place in the table of layers (tools/eslint/layers.mjs).`;
  const wanted = packageOf(specifier);
  if (layer.may.includes(wanted)) return undefined;
  if (layer.lazily?.includes(wanted)) return dynamic || test ? undefined : `Here ${wanted} is loaded by a dynamic import only.`;
  if (test && (testTools.includes(wanted) || wanted === `@crm-elements/${name}` || wanted.startsWith('node:'))) return undefined;
  return `packages/${name} may not import ${wanted}: imports run downwards only (tools/eslint/layers.mjs).`;
}
