// What a consumer writes in the template of a framework, right and wrong, and what it needs of the framework's own declarations: those
// are stood in for by the few that matter here, so that no framework has to be installed.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const reactTypes = `export interface HTMLAttributes<T> { className?: string; id?: string; slot?: string; onClick?: (event: { currentTarget: T }) => void }
export type DetailedHTMLProps<P, T> = P & { ref?: (element: T | null) => void; key?: string };
export namespace JSX {
  interface Element { type: string }
  interface IntrinsicElements { div: DetailedHTMLProps<HTMLAttributes<HTMLDivElement>, HTMLDivElement> }
}
`;
const reactRuntime = `import type { JSX as ReactJsx } from './index.js';
export namespace JSX {
  interface Element extends ReactJsx.Element {}
  interface IntrinsicElements extends ReactJsx.IntrinsicElements {}
}
export function jsx(type: string, props: object): JSX.Element;
export function jsxs(type: string, props: object): JSX.Element;
`;
const vueTypes = `export interface HTMLAttributes { class?: unknown; id?: string; title?: string }
export interface GlobalComponents { KeepAlive: new () => { $props: { max?: number } } }
`;
const svelteTypes = `export interface HTMLAttributes<T extends EventTarget> { class?: string; id?: string; onclick?: (event: MouseEvent & { currentTarget: T }) => void }
export interface SvelteHTMLElements { div: HTMLAttributes<HTMLDivElement>; [name: string]: { [name: string]: any } }
`;

const typesOnly = (name, entries) =>
  JSON.stringify({
    name,
    version: '0.0.0',
    exports: Object.fromEntries(Object.entries(entries).map(([entry, types]) => [entry, { types }])),
  });

const standIns = {
  'react/package.json': typesOnly('react', { '.': './index.d.ts', './jsx-runtime': './jsx-runtime.d.ts' }),
  'react/index.d.ts': reactTypes,
  'react/jsx-runtime.d.ts': reactRuntime,
  'vue/package.json': typesOnly('vue', { '.': './index.d.ts' }),
  'vue/index.d.ts': vueTypes,
  'svelte/package.json': typesOnly('svelte', { './elements': './elements.d.ts' }),
  'svelte/elements.d.ts': svelteTypes,
};

const react = `import type {} from 'crm-elements/types/react';

export const right = [
  <crm-contact-card contact-id="x" />,
  <crm-contact-card className="wide" variant="compact" heading-level={3} readonly oncrm-contact-open={({ detail }) => detail.contactId.length} />,
  <crm-ticket-list tab="waiting" selection={['a']} ref={(list) => list?.step(1)} />,
  <crm-chat-widget name="help" open inline />,
];
export const wrong = [
  // @ts-expect-error: there is no such attribute.
  <crm-contact-card varient="compact" />,
  // @ts-expect-error: it has no such value.
  <crm-contact-card variant="huge" />,
  // @ts-expect-error: it is a number.
  <crm-contact-card heading-level="two" />,
  // @ts-expect-error: ids are text.
  <crm-ticket-list selection={[1]} />,
  // @ts-expect-error: its detail has no such field.
  <crm-contact-card oncrm-contact-open={({ detail }) => detail.dealId} />,
  // @ts-expect-error: there is no such element.
  <crm-contact-crad />,
];
`;

const vue = `import type { GlobalComponents } from 'vue';
import type {} from 'crm-elements/types/vue';

type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];
export const right: Props<'crm-contact-card'>[] = [
  { 'contact-id': 'x', class: 'wide', variant: 'compact', onCrmContactOpen: ({ detail }) => detail.contactId.length },
];
export const wrong: Props<'crm-contact-card'>[] = [
  // @ts-expect-error: there is no such attribute.
  { varient: 'compact' },
  // @ts-expect-error: it has no such value.
  { variant: 'huge' },
  // @ts-expect-error: its detail has no such field.
  { onCrmContactOpen: ({ detail }) => detail.dealId },
];
`;

const svelte = `import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from 'crm-elements/types/svelte';

export const right: SvelteHTMLElements['crm-contact-card'][] = [
  { 'contact-id': 'x', class: 'wide', variant: 'compact', 'oncrm-contact-open': ({ detail }) => detail.contactId.length },
  { 'on:crm-contact-open': ({ detail }) => detail.contactId.length },
];
export const wrong: SvelteHTMLElements['crm-contact-card'][] = [
  // @ts-expect-error: there is no such attribute.
  { varient: 'compact' },
  // @ts-expect-error: it has no such value.
  { variant: 'huge' },
  // @ts-expect-error: its detail has no such field.
  { 'oncrm-contact-open': ({ detail }) => detail.dealId },
];
`;

/** The names of members whose doc comment says that they are not for a page. */
function internalMembers(folder) {
  const files = readdirSync(join(folder, 'dist'), { recursive: true }).filter((name) => name.endsWith('.d.ts'));
  const texts = files.map((name) => readFileSync(join(folder, 'dist', name), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/@internal(?:[^*]|\*(?!\/))*\*\/\s*(?:get |set |readonly )*(\w+)/g)].map(([, name]) => name),
  );
}

/**
 * Writes a program that compiles when each public member of each element is documented; its error names one that is not. What a class has of
 * Lit's and of the platform's is documented there.
 * @returns {string} the file to check
 */
export function writeMembers(project) {
  const folder = join(project, 'node_modules/crm-elements');
  const { modules } = JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8'));
  const union = (names) => [...new Set(names)].map((name) => `'${name}'`).join(' | ') || 'never';
  const checks = modules
    .flatMap(({ declarations }) => declarations)
    .map(
      ({ name, members }) => `
type Documented${name} = ${union(members.map((member) => member.name))};
export const ${name}Documented: Nothing<Exclude<keyof elements.${name}, keyof LitElement | Documented${name} | Internal>> = true;`,
    );
  const head = `import type * as elements from 'crm-elements';
import type { LitElement } from 'lit';

type Internal = ${union(internalMembers(folder))};
type Nothing<Names> = [Names] extends [never] ? true : Names;
`;
  writeFileSync(join(project, 'members.ts'), `${head}${checks.join('\n')}\n`);
  return 'members.ts';
}

/** Writes them into a project that has the packages installed. @returns {string[]} the files to check */
export function writeTemplates(project) {
  for (const [name, text] of Object.entries(standIns)) {
    const file = join(project, 'node_modules', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const templates = { 'react.tsx': react, 'vue.ts': vue, 'svelte.ts': svelte };
  for (const [name, text] of Object.entries(templates)) writeFileSync(join(project, name), text);
  return Object.keys(templates);
}
