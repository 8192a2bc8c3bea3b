// Makes src/tokens.css, src/generated/host-table.ts and src/generated/token-list.ts out of src/tokens.json.
// `node packages/tokens/scripts/generate.mjs` writes them; a test compares them with what generate() returns.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const folder = join(import.meta.dirname, '../src');
const notice = 'Made from tokens.json by packages/tokens/scripts/generate.mjs: change those, not this.';

/** Which conditions of the page a mode stands for. */
const media = {
  contrast: '(prefers-contrast:more)',
  motion: '(prefers-reduced-motion:reduce)',
  forced: '(forced-colors:active)',
};

/** @returns every token below a group, with the names of the groups above it; a group's `$type` holds for all in it */
function tokensOf(group, path = [], type = undefined) {
  const own = group.$type ?? type;
  if ('$value' in group) return [{ ...group, type: own, name: path.join('-'), modes: {}, ...extensionsOf(group) }];
  return Object.entries(group)
    .filter(([key]) => !key.startsWith('$'))
    .flatMap(([key, child]) => tokensOf(child, [...path, key], own));
}

function extensionsOf({ $extensions = {} }) {
  return {
    modes: $extensions['crm-elements.modes'] ?? {},
    css: $extensions['crm-elements.css'],
    forced: $extensions['crm-elements.forced-colors'],
  };
}

/** Follows "{primitive.color.slate.1}" to the value that it names. */
function follow(source, value) {
  const seen = new Set();
  while (typeof value === 'string' && /^\{.+\}$/.test(value)) {
    if (seen.has(value)) throw new Error(`${value} leads to itself`);
    seen.add(value);
    const token = value
      .slice(1, -1)
      .split('.')
      .reduce((group, key) => group?.[key], source);
    if (token?.$value === undefined) throw new Error(`${value} is no token`);
    value = token.$value;
  }
  return value;
}

const byte = (number) =>
  Math.round(number * 255)
    .toString(16)
    .padStart(2, '0');

function colorText({ hex, alpha = 1 }) {
  const full = alpha === 1 ? hex : hex + byte(alpha);
  return /^#(?:(.)\1)+$/.test(full) ? full.replace(/([\da-f])\1/g, '$1') : full;
}

const lengthText = ({ value, unit }) => (value === 0 && unit === 'px' ? '0' : `${value}${unit}`);
const lightDark = (light, dark) => (dark === undefined || dark === light ? light : `light-dark(${light},${dark})`);

/** A shadow in light and dark differs in its colours alone: light-dark() takes nothing else. */
function shadowText(source, light, dark) {
  return light
    .map((layer, i) => {
      const lengths = ({ offsetX, offsetY, blur, spread }) => [offsetX, offsetY, blur, spread].map(lengthText).join(' ');
      const other = dark?.[i] ?? layer;
      if (lengths(other) !== lengths(layer) || (dark ?? light).length !== light.length)
        throw new Error('A shadow has other lengths in the dark');
      return `${lengths(layer)} ${lightDark(colorText(follow(source, layer.color)), colorText(follow(source, other.color)))}`;
    })
    .join(',');
}

const familyText = (names) => names.map((name) => (/\s/.test(name) ? `"${name}"` : name)).join(',');

/** A value as CSS writes it. */
function cssText(source, type, value) {
  const real = follow(source, value);
  if (type === 'color') return colorText(real);
  if (type === 'dimension') return lengthText(real);
  if (type === 'duration') return lengthText(real);
  if (type === 'fontFamily') return familyText(real);
  if (type === 'cubicBezier') return `cubic-bezier(${real.join(',')})`;
  if (type === 'shadow') return shadowText(source, real);
  if (type === 'number' || type === 'fontWeight') return String(real);
  throw new Error(`No CSS is known for a ${type}`);
}

/** Shortest spelling that means the same: no blanks but those around + and -, no zero before a point. */
const tighten = (css) => css.replace(/\s*([*/,])\s*/g, '$1').replace(/\b0\./g, '.');

/**
 * What CSS says for a token.
 * @param variable how another token is written, given its name
 * @param place "host" for elements, "page" for pages
 * @returns undefined when high contrast says nothing of its own
 */
function declared(source, token, { variable, place, contrast = false }) {
  const { type, modes, css, $value } = token;
  const light = contrast ? 'contrast' : 'light';
  const dark = contrast ? 'dark-contrast' : 'dark';
  if (contrast && !(light in modes) && !(dark in modes)) return undefined;

  const formula = typeof css === 'string' ? css : (css?.[place] ?? css?.[light]);
  if (formula !== undefined) {
    const text = lightDark(formula, typeof css === 'string' || css[place] ? undefined : css[dark]);
    return tighten(text.replace(/\{(?:semantic|component)\.([^}]+)\}/g, (_, path) => variable(path.replaceAll('.', '-'))));
  }
  const lightValue = modes[light] ?? $value;
  const darkValue = modes[dark] ?? modes.dark;
  if (darkValue === undefined) return cssText(source, type, lightValue);
  if (type === 'shadow') return shadowText(source, follow(source, lightValue), follow(source, darkValue));
  return lightDark(cssText(source, type, lightValue), cssText(source, type, darkValue));
}

const rule = (selector, lines) => `${selector}{\n${lines.join(';\n')}\n}`;
const inMedia = (name, ...rules) => `@media ${media[name]}{\n${rules.join('\n')}\n}`;

/**
 * Which tokens stand in which part of the style sheet of an element: in the first whose pattern they match. A page that shows no board
 * pays for no stage colours.
 */
const hostParts = [
  { name: 'stageTable', what: 'The colours of stages', has: /^color-stage-/ },
  {
    name: 'spareTable',
    what: 'What no element of ours uses',
    has: /^(color-info-solid|color-on-(info|success)-solid|space-\d|border-width|size-control-sm|ease-in|focus-(width|offset)|row-height(-compact)?)$/,
  },
  { name: 'groundTable', what: 'What every element brings', has: /./ },
];

/**
 * A part of the style sheet of an element, shortened as src/host-tokens.ts reads it: a line `name:value` is the private property
 * that takes the public one or this default, and `$name` is a private property's value.
 */
function hostTable(source, tokens) {
  const options = { variable: (name) => `$${name}`, place: 'host' };
  const block = (selector, lines) => (lines.length ? [`${selector}{\n${lines.join('\n')}\n}`] : []);
  const onlyIn = (name, blocks) => blocks.map((text) => inMedia(name, text));
  const lines = (contrast) =>
    tokens.flatMap((token) => {
      const value = declared(source, token, { ...options, contrast });
      return value === undefined ? [] : [`${token.name}:${value}`];
    });
  const having = (mode) => tokens.filter(({ modes }) => mode in modes);
  const stillness = having('reduced-motion').map(
    ({ name, type, modes }) => `--_${name}:${cssText(source, type, modes['reduced-motion'])};`,
  );
  const systemColors = tokens.filter(({ forced }) => forced).map(({ name, forced }) => `--_${name}:${forced};`);
  return [
    ...block(':host', lines(false)),
    // The tokens of compact are properties, too: a page that sets one reaches it.
    ...block(
      ':host([density="compact"])',
      having('compact').map(({ name }) => `--_${name}:$${name}-compact;`),
    ),
    ...onlyIn('contrast', block(':host', lines(true))),
    ...onlyIn('motion', block(':host', stillness)),
    ...onlyIn('forced', block(':host', systemColors)),
  ].join('\n');
}

/** All parts, each as a constant. */
function hostTables(source, tokens) {
  const partOf = ({ name }) => hostParts.find(({ has }) => has.test(name));
  return hostParts.map((part) => {
    const table = hostTable(
      source,
      tokens.filter((token) => partOf(token) === part),
    );
    return `/** ${part.what}, shortened: host-tokens.ts spells it out. */\nexport const ${part.name} = \`${table}\`;`;
  });
}

/**
 * The style sheet of a page. What is made from another token is also made anew at .crm-theme: a custom property that is
 * inherited is finished, so that setting the brand below the root would not reach what was made from it at the root.
 */
function pageCss(source, tokens) {
  const options = { variable: (name) => `var(--crm-${name})`, place: 'page' };
  const made = ({ css }) => css !== undefined && (typeof css === 'string' || !css.host);
  const rules = (lineOf) =>
    [
      [':where(:root)', tokens.filter((token) => !made(token))],
      [':where(:root,.crm-theme)', tokens.filter(made)],
    ]
      .map(([selector, some]) => [selector, some.flatMap(lineOf)])
      .filter(([, lines]) => lines.length)
      .map(([selector, lines]) => rule(selector, lines));
  const line = (name, value) => (value === undefined ? [] : [`--crm-${name}:${value}`]);
  return [
    ...rules((token) => line(token.name, declared(source, token, options))),
    inMedia('contrast', ...rules((token) => line(token.name, declared(source, token, { ...options, contrast: true })))),
    inMedia(
      'motion',
      ...rules(({ name, type, modes }) =>
        line(name, 'reduced-motion' in modes ? cssText(source, type, modes['reduced-motion']) : undefined),
      ),
    ),
    inMedia('forced', ...rules(({ name, forced }) => line(name, forced))),
  ].join('\n');
}

function listText(source, tokens) {
  const entries = tokens.map(({ name, type, $value, $description, modes }) => {
    const texts = Object.entries({ light: $value, ...modes }).map(([mode, value]) => [mode, cssText(source, type, value)]);
    return `'${name}': ${JSON.stringify({ type, description: $description, ...Object.fromEntries(texts) })}`;
  });
  return `// ${notice}
import type { Token } from '../token.js';

/** The names of the public tokens: \`--crm-<name>\` in CSS. */
export const tokenNames = [${tokens.map(({ name }) => `'${name}'`).join(', ')}] as const;

/** The name of a public token, such as \`color-text\`. */
export type TokenName = (typeof tokenNames)[number];

/** Every public token: its type, what it is for, and its defaults. Those made from the brand hold for the default brand. */
export const tokens: Readonly<Record<TokenName, Token>> = {${entries.join(',')}};`;
}

/**
 * What is generated from a document of tokens.
 * @param {object} source the content of tokens.json
 * @returns {Promise<Record<string, string>>} texts by their paths below src/
 */
export async function generate(source) {
  const tokens = [...tokensOf(source.semantic), ...tokensOf(source.component)];
  const texts = {
    'tokens.css': `/* ${notice} */\n${pageCss(source, tokens)}`,
    'generated/host-table.ts': [`// ${notice}`, ...hostTables(source, tokens)].join('\n\n'),
    'generated/token-list.ts': listText(source, tokens),
  };
  const formatted = Object.entries(texts).map(async ([file, text]) => [
    file,
    await format(text, {
      parser: file.endsWith('.css') ? 'css' : 'typescript',
      singleQuote: true,
      printWidth: 140,
      embeddedLanguageFormatting: 'off',
    }),
  ]);
  return Object.fromEntries(await Promise.all(formatted));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8'));
  for (const [file, text] of Object.entries(await generate(source))) writeFileSync(join(folder, file), text);
}
