// What may not be written, and where. Each entry says why, as the message is all that its reader sees.
import globals from 'globals';

const html = 'Text from people is text, never HTML: build it with Lit templates or textContent.';
const sinks = 'innerHTML|outerHTML|insertAdjacentHTML|srcdoc|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment';

/** Ways to run or parse a string: banned everywhere, in tests too. */
export const dangerousSyntax = [
  { selector: `MemberExpression[property.name=/^(${sinks})$/]`, message: html },
  { selector: `MemberExpression[computed=true] > Literal[value=/^(${sinks})$/]`, message: html },
  { selector: `ObjectExpression > Property[key.name=/^(${sinks})$/]`, message: html },
  { selector: `TemplateElement[value.raw=/[\\s.](innerHTML|outerHTML|srcdoc)\\s*=/i]`, message: html },
  { selector: `MemberExpression[object.name='document'][property.name=/^(write|writeln)$/]`, message: html },
  { selector: `MemberExpression[property.name='document'] ~ Identifier[name=/^(write|writeln)$/]`, message: html },
  { selector: 'Identifier[name=/^unsafe(HTML|SVG|MathML|Static)$/]', message: html },
  {
    selector: `CallExpression[callee.property.name='setAttribute'][arguments.0.value=/^(on.*|srcdoc|style)$/i]`,
    message: `${html} Handlers and styles are set as properties.`,
  },
  {
    selector: `TemplateElement[value.raw=/[<]style|\\sstyle\\s*=\\s*["']?[^"'\\s]/i]`,
    message: 'The policy of a host forbids inline styles: use static styles, or styleMap.',
  },
];

/** Elements are registered by the modules in define/ alone, so that importing a class has no effect on the page. */
export const registration = [
  {
    selector: `MemberExpression[object.name='customElements'][property.name='define']`,
    message: 'Only the modules in define/ register elements.',
  },
  {
    selector: `MemberExpression[object.property.name='customElements'][property.name='define']`,
    message: 'Only the modules in define/ register elements.',
  },
  { selector: `Decorator[expression.callee.name='customElement']`, message: 'Only the modules in define/ register elements.' },
];

export const houseStyle = [
  {
    selector: `ImportDeclaration[source.value='zod/mini'] > :matches(ImportDefaultSpecifier, ImportSpecifier[imported.name='z'])`,
    message: `import * as z from 'zod/mini': a bundler cannot shake the object.`,
  },
  { selector: 'TSEnumDeclaration', message: 'No enums: a const array and a union type.' },
  {
    selector: `:matches(PropertyDefinition, MethodDefinition, TSParameterProperty)[accessibility='private']`,
    message: 'Private is written #name.',
  },
];

export const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'No default exports: a name is the same everywhere.' },
  { selector: `ExportSpecifier[exported.name='default']`, message: 'No default exports: a name is the same everywhere.' },
];

const passedIn = 'Time and randomness are passed in, so that a whole history can be played again from a seed.';

/** In packages/data, outside clock.ts and random.ts. */
export const noAmbientTime = {
  syntax: [
    { selector: `NewExpression[callee.name='Date'][arguments.length=0]`, message: passedIn },
    { selector: `CallExpression[callee.name='Date']`, message: passedIn },
  ],
  properties: [
    { object: 'Date', property: 'now', message: passedIn },
    { object: 'performance', property: 'now', message: passedIn },
    { object: 'Math', property: 'random', message: passedIn },
    { object: 'crypto', property: 'getRandomValues', message: passedIn },
    { object: 'crypto', property: 'randomUUID', message: passedIn },
  ],
};

const outside = [
  'indexedDB',
  'IDBKeyRange',
  'caches',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
  'BroadcastChannel',
];

/** Storage and network belong to adapters. */
export const noOutside = outside.map((name) => ({ name, message: 'Only adapters reach storage, the network or other tabs.' }));
export const noOutsideProperties = [
  { object: 'navigator', property: 'sendBeacon', message: 'Only adapters reach storage, the network or other tabs.' },
];

/** Whatever a browser has and Node has not, or only lately: packages below the elements run in both. */
export const noDom = Object.keys(globals.browser)
  .filter((name) => !(name in globals['shared-node-browser']) && !(name in globals.es2025) && !outside.includes(name))
  .concat('navigator', 'localStorage', 'sessionStorage')
  .map((name) => ({ name, message: 'This package runs without a page: it is passed in.' }));

export const zodImports = {
  paths: [
    { name: 'zod', message: `import * as z from 'zod/mini': 7.5 kB for the user, against 24.` },
    { name: 'zod/v4', message: `import * as z from 'zod/mini'` },
  ],
  patterns: [{ regex: '^lit(-html)?/directives/unsafe-|^lit(-html)?/static-html', message: html }],
};
