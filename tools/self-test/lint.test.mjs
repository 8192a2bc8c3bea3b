// Each restriction of eslint.config.js must be reported where it holds, and nowhere else.
import { join } from 'node:path';
import { expect } from 'chai';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
  cwd: join(import.meta.dirname, '../..'),
  // The snippets are no files of the project, so there are no types for them.
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { rules: { '@typescript-eslint/no-unused-vars': 'off', '@typescript-eslint/no-unused-expressions': 'off', 'no-undef': 'off' } },
  ],
});

const schema = 'packages/schema/src/probe.ts';
const data = 'packages/data/src/probe.ts';
const dexie = 'packages/adapter-dexie/src/probe.ts';
const elements = 'packages/elements/src/card/probe.ts';
const example = 'examples/store/probe.ts';
const sinks = 'no-restricted-syntax';

/** [rule, path, code]: the code is reported by the rule, and by it alone. */
const reported = [
  // Layers
  ['workspace/layers', schema, `export { x } from '@crm-elements/data';`],
  ['workspace/layers', schema, `import 'lit';`],
  ['workspace/layers', data, `import '@crm-elements/adapter-dexie';`],
  ['workspace/layers', data, `import 'dexie';`],
  ['workspace/layers', data, `void import('dexie');`],
  ['workspace/layers', data, `export type D = import('dexie').Dexie;`],
  ['workspace/layers', data, `import 'node:fs';`],
  ['workspace/layers', data, `import 'chai';`],
  ['workspace/layers', data, `export * from '../../schema/src/index.js';`],
  ['workspace/layers', 'packages/data/src/a.test.ts', `import '../../schema/src/index.js';`],
  ['workspace/layers', data, `import '../../../tools/test-support.js';`],
  ['workspace/layers', dexie, `import 'lit';`],
  ['workspace/layers', 'packages/adapter-http/src/probe.ts', `import 'dexie';`],
  ['workspace/layers', 'packages/interchange/src/probe.ts', `import 'lit';`],
  ['workspace/layers', 'packages/tokens/src/probe.ts', `import '@crm-elements/schema';`],
  ['workspace/layers', elements, `import '@crm-elements/adapter-dexie';`],
  ['workspace/layers', elements, `import { x } from '@crm-elements/interchange';`],
  ['workspace/layers', elements, `import 'dexie';`],
  ['workspace/layers', example, `import '../../packages/data/src/index.js';`],
  ['workspace/layers', example, `import '../rest-adapter/server.js';`],
  ['workspace/layers', 'stories/probe.ts', `import '../packages/data/src/index.js';`],
  ['workspace/layers', 'packages/unheard-of/src/probe.ts', `import 'lit';`],
  ['workspace/layers', data, `import './contract';`],
  // Ways to run or parse a string
  [sinks, elements, `node.innerHTML = text;`],
  [sinks, elements, `node['outerHTML'] = text;`],
  [sinks, elements, `Object.assign(node, { innerHTML: text });`],
  [sinks, elements, `node.insertAdjacentHTML('beforeend', text);`],
  [sinks, elements, `node.setHTMLUnsafe(text);`],
  [sinks, elements, `range.createContextualFragment(text);`],
  [sinks, elements, `document.write(text);`],
  [sinks, elements, `frame.srcdoc = text;`],
  [sinks, elements, 'html`<p .innerHTML=${text}></p>`;'],
  [sinks, elements, 'html`<iframe srcdoc=${text}></iframe>`;'],
  [sinks, elements, 'html`<p style="color: red"></p>`;'],
  [sinks, elements, 'html`<style>p { color: red }</style>`;'],
  [sinks, elements, `node.setAttribute('onclick', text);`],
  [sinks, elements, `node.setAttribute('style', text);`],
  [sinks, elements, `export const a = unsafeSVG(text);`],
  ['no-restricted-imports', 'stories/probe.ts', `import 'lit/directives/unsafe-html.js';`],
  ['no-eval', elements, `eval(text);`],
  ['no-eval', 'tools/probe.mjs', `globalThis.eval(text);`],
  ['no-new-func', elements, `export const f = new Function(text);`],
  ['no-implied-eval', elements, `setTimeout('run()');`],
  ['no-script-url', elements, `link.href = 'javascript:void 0';`],
  [sinks, 'packages/elements/src/card/a.test.ts', `node.innerHTML = text;`],
  [sinks, example, `node.innerHTML = text;`],
  // Registration
  [sinks, elements, `customElements.define('crm-x', X);`],
  [sinks, elements, `globalThis.customElements.define('crm-x', X);`],
  [sinks, elements, `@customElement('crm-x') export class X {}`],
  // Storage, network and other tabs
  ...['indexedDB', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'BroadcastChannel'].flatMap((name) => [
    ['no-restricted-globals', schema, `export const x = ${name};`],
    ['no-restricted-globals', data, `export const x = ${name};`],
    ['no-restricted-globals', data, `export const x = globalThis.${name};`],
    ['no-restricted-globals', elements, `export const x = ${name};`],
  ]),
  ['no-restricted-properties', elements, `navigator.sendBeacon('/');`],
  // The page
  ...[
    'window',
    'document',
    'localStorage',
    'sessionStorage',
    'navigator',
    'location',
    'HTMLElement',
    'customElements',
    'requestAnimationFrame',
  ].flatMap((name) => [
    ['no-restricted-globals', schema, `export const x = ${name};`],
    ['no-restricted-globals', data, `export const x = ${name};`],
    ['no-restricted-globals', data, `export const x = globalThis.${name};`],
  ]),
  // Time and randomness
  ['no-restricted-properties', data, `export const x = Date.now();`],
  ['no-restricted-properties', data, `export const x = Math.random();`],
  ['no-restricted-properties', data, `export const x = crypto.randomUUID();`],
  [sinks, data, `export const x = new Date();`],
  // House style
  [sinks, data, `export default 1;`],
  [sinks, data, `export { x as default };`],
  [sinks, data, `export enum Colour { red }`],
  ['@typescript-eslint/no-namespace', data, `export namespace Colours { export const red = 1; }`],
  [sinks, data, `export class A { private x = 1; }`],
  ['@typescript-eslint/explicit-member-accessibility', data, `export class A { public x = 1; }`],
  ['no-restricted-imports', schema, `import * as z from 'zod';`],
  [sinks, schema, `import { z } from 'zod/mini';`],
  ['workspace/file-names', 'packages/data/src/someFile.ts', `export {};`],
  ['workspace/file-names', 'packages/data/src/Some-folder/file.ts', `export {};`],
];

const allowed = [
  [schema, `import * as z from 'zod/mini'; import { generateKeyBetween } from 'fractional-indexing';`],
  [data, `import { newId } from '@crm-elements/schema'; import type { A } from './contract.js';`],
  [
    data,
    `export const x = new Date(0), f = (name: string) => name, t = setTimeout(f), y = structuredClone({}), s = new AbortController();`,
  ],
  ['packages/data/src/clock.ts', `export const now = () => Date.now();`],
  ['packages/data/src/random.ts', `export const random = () => Math.random();`],
  [
    'packages/data/src/a.test.ts',
    `import { expect } from 'chai'; import { deep } from '../../../tools/test-support.js'; import '@crm-elements/data/testing';`,
  ],
  [dexie, `import 'dexie/dist/modern/dexie.mjs'; export const x = [indexedDB, new BroadcastChannel('x'), navigator.locks];`],
  [elements, `void import('@crm-elements/adapter-dexie'); import 'lit/directives/style-map.js'; export const x = document.title;`],
  [elements, 'export const x = html`<p style=${styleMap({})} class="style"></p>`;'],
  ['packages/elements/src/define/card.ts', `customElements.define('crm-x', X);`],
  [example, `import '@crm-elements/data'; export const x = fetch('/');`],
  ['stories/records.stories.ts', `export default {};`],
];

async function rulesOf(path, code) {
  const [{ messages }] = await eslint.lintText(`${code}\n`, { filePath: path });
  return [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))];
}

describe('lint', function () {
  this.timeout(30_000);
  for (const [rule, path, code] of reported)
    it(`reports in ${path}: ${code}`, async () => expect(await rulesOf(path, code)).to.deep.equal([rule]));
  for (const [path, code] of allowed) it(`allows in ${path}: ${code}`, async () => expect(await rulesOf(path, code)).to.deep.equal([]));
});
