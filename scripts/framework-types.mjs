// Declarations by which React, Vue and Svelte check the elements in templates, made of the manifest. The types of properties are those of the classes.

const note = '// Made of custom-elements.json by scripts/framework-types.mjs.';
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);
const comment = (description, indent) => `${indent}/** ${description.replace(/\s+/g, ' ')} */\n`;

/** Text in an attribute is read as a number, too. */
const attributeType = ({ type }) => (type?.text === 'number' ? 'number | `${number}`' : (type?.text ?? 'string'));

function propsOf({ name: className, attributes = [], members = [] }) {
  const names = new Set(attributes.map(({ name }) => name));
  const settable = members.filter(
    ({ kind, name, static: isStatic, readonly }) => kind === 'field' && !isStatic && !readonly && !names.has(name),
  );
  return [
    ...attributes.map((attribute) => [attribute, attributeType(attribute)]),
    ...settable.map((member) => [member, `${className}['${member.name}']`]),
  ]
    .map(
      ([{ name, description }, type]) =>
        `${comment(description, '    ')}    ${key(name)}?: ${type.replace(/ \| undefined$/, '')} | undefined;\n`,
    )
    .join('');
}

const eventsOf = ({ events = [] }) =>
  events.map(({ name, description, type }) => `${comment(description, '    ')}    '${name}': ${type.text};\n`).join('');

/** One interface with a member for each tag. */
const byTag = (name, description, elements, write) =>
  `/** ${description} */\nexport interface ${name} {\n${elements.map((element) => `  '${element.tagName}': ${write(element)};\n`).join('')}}\n`;

function tagsOf(elements) {
  const classes = new Set(elements.flatMap(({ name, events = [] }) => [name, ...events.map(({ type }) => type.text)]));
  return [
    note,
    `import type { ${[...classes].sort().join(', ')} } from '../dist/index.js';\n`,
    byTag('CrmElements', 'The elements by their tags.', elements, ({ name }) => name),
    byTag('CrmElementProps', 'What can be given to each: attributes, and properties.', elements, (one) => `{\n${propsOf(one)}  }`),
    byTag('CrmElementEvents', 'What each dispatches.', elements, (one) => `{\n${eventsOf(one)}  }`),
  ].join('\n');
}

const react = `${note}
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { CrmElementEvents, CrmElementProps, CrmElements } from './tags.js';

type Handlers<Events> = { [Name in keyof Events & string as \`on\${Name}\`]?: ((event: Events[Name]) => void) | undefined };
type Attributes<E, Props> = Omit<DetailedHTMLProps<HTMLAttributes<E>, E>, keyof Props> & Props;
type Tags = { [Tag in keyof CrmElements]: Attributes<CrmElements[Tag], CrmElementProps[Tag]> & Handlers<CrmElementEvents[Tag]> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
`;

const vue = `${note}
import type { HTMLAttributes } from 'vue';
import type { CrmElementEvents, CrmElementProps, CrmElements } from './tags.js';

type Pascal<Name extends string> = Name extends \`\${infer First}-\${infer Rest}\` ? \`\${Capitalize<First>}\${Pascal<Rest>}\` : Capitalize<Name>;
type Handlers<Events> = { [Name in keyof Events & string as \`on\${Pascal<Name>}\`]?: ((event: Events[Name]) => void) | undefined };
type Tags = {
  [Tag in keyof CrmElements]: new () => {
    $props: Omit<HTMLAttributes, keyof CrmElementProps[Tag]> & CrmElementProps[Tag] & Handlers<CrmElementEvents[Tag]>;
  };
};

declare module 'vue' {
  interface GlobalComponents extends Tags {}
}
`;

const svelte = `${note}
import type { HTMLAttributes } from 'svelte/elements';
import type { CrmElementEvents, CrmElementProps, CrmElements } from './tags.js';

/** As Svelte 5 writes them, and as Svelte 4 did. */
type Handlers<Events> = { [Name in keyof Events & string as \`on\${Name}\` | \`on:\${Name}\`]?: ((event: Events[Name]) => void) | undefined };
type Tags = {
  [Tag in keyof CrmElements]: Omit<HTMLAttributes<CrmElements[Tag]>, keyof CrmElementProps[Tag]> &
    CrmElementProps[Tag] &
    Handlers<CrmElementEvents[Tag]>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Tags {}
}
`;

/** The files by their names. */
export const frameworkTypesOf = (elements) => ({
  'tags.d.ts': tagsOf(elements),
  'react.d.ts': react,
  'vue.d.ts': vue,
  'svelte.d.ts': svelte,
});
