import { expect } from 'chai';
import { allPairs, contrastOf, rgbOfHex } from './contrast.test-helper.js';
import { cssVariable, hostTokens, tokenNames, tokens, type Token, type TokenName } from './index.js';

// Read as a file: the test server passes no import attributes on.
const file = new URL('./tokens.json', import.meta.url);
const text =
  typeof document === 'undefined' ? process.getBuiltinModule('node:fs').readFileSync(file, 'utf8') : await (await fetch(file)).text();
const source = JSON.parse(text) as typeof import('./tokens.json');

type Json = { readonly [key: string]: unknown };
interface Found extends Json {
  readonly path: string;
  readonly type: string | undefined;
}

const types = ['color', 'cubicBezier', 'dimension', 'duration', 'fontFamily', 'fontWeight', 'number', 'shadow'];
const modes = ['dark', 'contrast', 'dark-contrast', 'reduced-motion', 'compact'];
const isGroup = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every token of the document, in the manner of the format: what has a $value. */
function tokensOf(group: Json, path: string[] = [], type?: string): Found[] {
  const own = (group['$type'] as string | undefined) ?? type;
  if ('$value' in group) return [{ ...group, path: path.join('.'), type: own }];
  return Object.entries(group).flatMap(([key, value]) =>
    !key.startsWith('$') && isGroup(value) ? tokensOf(value, [...path, key], own) : [],
  );
}

const all = tokensOf(source);
const byPath = new Map(all.map((token) => [token.path, token]));
const publicOnes = all.filter(({ path }) => !path.startsWith('primitive.'));
const nameOf = (path: string) => path.split('.').slice(1).join('-');
const extension = (token: Json, name: string) => (token['$extensions'] as Json | undefined)?.[`crm-elements.${name}`] as Json | undefined;
const valuesOf = (token: Found): unknown[] => [token['$value'], ...Object.values(extension(token, 'modes') ?? {})];

/** Every "{path}" in a value, however deep. */
const aliasesIn = (value: unknown): string[] => [...JSON.stringify(value).matchAll(/\{([a-z][\w.-]+)\}/g)].map(([, path]) => path ?? '');

interface DtcgColor {
  readonly colorSpace: string;
  readonly components: readonly [number, number, number];
  readonly hex: string;
  readonly alpha?: number;
}

/** Every literal colour in a value. */
function colorsIn(value: unknown): DtcgColor[] {
  if (Array.isArray(value)) return value.flatMap(colorsIn);
  if (!isGroup(value)) return [];
  return 'colorSpace' in value ? [value as unknown as DtcgColor] : Object.values(value).flatMap(colorsIn);
}

/** OKLCH to gamma-encoded sRGB from 0 to 255. Source: Björn Ottosson, "A perceptual color space for image processing". */
function rgbOfOklch([lightness, chroma, hue]: DtcgColor['components']): number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((value) => 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
}

/** The names that the elements are written against. */
const contract = `
color-brand color-brand-hover color-brand-active color-brand-soft color-brand-soft-hover color-brand-border color-brand-text color-on-brand
color-canvas color-surface color-surface-raised color-surface-sunken color-surface-hover color-surface-pressed color-surface-selected
color-text color-text-muted color-text-subtle color-border color-border-strong color-focus color-backdrop color-skeleton
${['info', 'success', 'warning', 'danger'].map((m) => `color-${m}-text color-${m}-border color-${m}-soft color-${m}-solid color-on-${m}-solid`).join(' ')}
${Array.from({ length: 12 }, (_, i) => `color-avatar-${i + 1} color-avatar-text-${i + 1}`).join(' ')}
${['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'purple'].map((s) => `color-stage-${s}-soft color-stage-${s}-edge color-stage-${s}-text`).join(' ')}
font-family font-family-mono font-size-xs font-size-sm font-size-md font-size-lg font-size-xl font-size-2xl
font-weight-regular font-weight-medium font-weight-semibold line-height-tight line-height-normal
space-1 space-2 space-3 space-4 space-5 space-6 space-7 space-8 radius-scale radius-control radius-card radius-panel radius-full border-width
size-control size-control-compact size-control-sm size-touch row-height row-height-compact focus-width focus-offset
shadow-raised shadow-menu shadow-dialog shadow-drag duration-fast duration-normal duration-slow ease-out ease-in ease-in-out
`
  .trim()
  .split(/\s+/);

const px = (names: string, ...values: number[]) => names.split(' ').map((name, i) => [name as TokenName, `${values[i]}px`] as const);

describe('tokens.json', () => {
  it('has three tiers', () => {
    expect(Object.keys(source).filter((key) => !key.startsWith('$'))).to.deep.equal(['primitive', 'semantic', 'component']);
  });

  it('gives every token a type of the format', () => {
    const untyped = all.filter(({ type }) => !types.includes(type ?? ''));
    expect(untyped.map(({ path }) => path)).to.deep.equal([]);
  });

  it('says of every public token what it is for', () => {
    const silent = publicOnes.filter(({ $description }) => typeof $description !== 'string' || !/^[A-Z].*\.$/.test($description));
    expect(silent.map(({ path }) => path)).to.deep.equal([]);
  });

  it('has the names that the elements use, and no other', () => {
    expect(publicOnes.map(({ path }) => nameOf(path)).sort()).to.deep.equal([...contract].sort());
  });

  it('keeps to names that the format and CSS allow', () => {
    const odd = all.filter(({ path }) => !path.split('.').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part)));
    expect(odd.map(({ path }) => path)).to.deep.equal([]);
  });

  it('knows only modes that it explains', () => {
    expect(Object.keys(extension(source, 'modes') ?? {})).to.deep.equal(modes);
    for (const token of all) expect(modes, token.path).to.include.members(Object.keys(extension(token, 'modes') ?? {}));
  });

  it('leads every alias to a token of the same type', () => {
    for (const token of all) {
      for (const path of valuesOf(token).flatMap(aliasesIn)) {
        const type = token.type === 'shadow' ? 'color' : token.type;
        const target = byPath.get(path);
        expect(target?.type, `${token.path} → ${path}`).to.equal(type);
      }
    }
  });

  it('names only tokens in formulas', () => {
    for (const token of all) {
      const formulas = extension(token, 'css');
      for (const path of formulas === undefined ? [] : aliasesIn(formulas))
        expect(byPath.has(path), `${token.path} → ${path}`).to.equal(true);
    }
  });

  it('keeps literal colours to primitives and to what is made from the brand', () => {
    const literal = publicOnes.filter((token) => valuesOf(token).flatMap(colorsIn).length && !extension(token, 'css'));
    expect(literal.map(({ path }) => path)).to.deep.equal([]);
  });

  it('writes each colour twice with one meaning: components and hex', () => {
    let count = 0;
    for (const token of all) {
      for (const { colorSpace, components, hex } of valuesOf(token).flatMap(colorsIn)) {
        const rgb = colorSpace === 'oklch' ? rgbOfOklch(components) : components.map((value) => value * 255);
        rgbOfHex(hex).forEach((value, i) => expect(value, `${token.path} ${hex}`).to.be.closeTo(rgb[i] ?? NaN, 0.6));
        expect(['oklch', 'srgb']).to.include(colorSpace);
        count++;
      }
    }
    expect(count).to.be.greaterThan(100);
  });

  for (const ramp of ['slate', 'slate-dark'] as const) {
    it(`has twelve steps of ${ramp}, each further from the first`, () => {
      const steps = Object.values(source.primitive.color[ramp]).filter(isGroup) as unknown as { $value: DtcgColor }[];
      const lightness = steps.map(({ $value }) => $value.components[0] * (ramp === 'slate' ? -1 : 1));
      expect(lightness).to.have.length(12);
      expect(lightness).to.deep.equal([...lightness].sort((a, b) => a - b));
    });
  }

  it('has no dark ramp that is the light one turned round', () => {
    const hexes = (ramp: 'slate' | 'slate-dark') =>
      Object.values(source.primitive.color[ramp]).flatMap((step) =>
        isGroup(step) ? [(step as { $value: { hex: string } }).$value.hex] : [],
      );
    expect(hexes('slate').filter((hex) => hexes('slate-dark').includes(hex))).to.deep.equal([]);
  });

  it('has a dark value for every colour that is not the same in both', () => {
    // A full fill, its text, and a line in the middle of the scale stand on both.
    const same = /-(solid|border|edge)$|^color-(brand|on-brand|brand-hover|brand-active)$/;
    const without = tokenNames.filter((name) => tokens[name].type === 'color' && tokens[name].dark === undefined);
    expect(without.filter((name) => !same.test(name))).to.deep.equal([]);
  });
});

describe('tokens', () => {
  it('lists the public tokens of tokens.json', () => {
    expect(tokenNames).to.deep.equal(publicOnes.map(({ path }) => nameOf(path)));
    expect(Object.keys(tokens)).to.deep.equal([...tokenNames]);
  });

  it('says each type', () => {
    for (const { path, type } of publicOnes) expect(tokens[nameOf(path) as TokenName].type, path).to.equal(type);
  });

  it('has each length that the look asks for', () => {
    const expected = [
      ...px('font-size-xs font-size-sm font-size-md font-size-lg font-size-xl font-size-2xl', 12, 13, 14, 16, 20, 24),
      ...px('space-1 space-2 space-3 space-4 space-5 space-6 space-7 space-8', 4, 8, 12, 16, 20, 24, 32, 40),
      ...px('radius-control radius-card radius-panel radius-full border-width', 6, 10, 16, 999, 1),
      ...px('size-control size-control-compact size-control-sm size-touch focus-width focus-offset', 32, 28, 24, 44, 2, 2),
    ];
    for (const [name, value] of expected) expect(tokens[name].light, name).to.equal(value);
    expect(tokens['size-control'].compact).to.equal('28px');
  });

  it('lasts 120 to 200 ms, and no time under reduced motion', () => {
    const durations = (['duration-fast', 'duration-normal', 'duration-slow'] as const).map((name) => tokens[name]);
    expect(durations.map(({ light }) => light)).to.deep.equal(['120ms', '160ms', '200ms']);
    expect(durations.map((token) => token['reduced-motion'])).to.deep.equal(['0ms', '0ms', '0ms']);
  });

  it('is read by CSS under its name', () => {
    expect(cssVariable('color-text')).to.equal('var(--crm-color-text)');
  });
});

describe('hostTokens', () => {
  it('gives every token a private property that takes the public one', () => {
    for (const name of tokenNames) expect(hostTokens, name).to.match(new RegExp(`^--_${name}:var\\(--crm-${name},.+\\);$`, 'm'));
  });

  it('is all spelled out', () => {
    expect(hostTokens).not.to.match(/\$|undefined|NaN|\[object/);
  });

  it('sets nothing but private properties', () => {
    const set = [...hostTokens.matchAll(/^([^:{}@\n]+):/gm)].map(([, name]) => name ?? '');
    expect(set.filter((name) => !name.startsWith('--_'))).to.deep.equal([]);
    expect(set.length).to.be.greaterThan(tokenNames.length);
  });
});

describe('contrast of the defaults', () => {
  const inMode = {
    light: ({ light }: Token) => light,
    dark: ({ light, dark }: Token) => dark ?? light,
    'more contrast, light': ({ light, contrast }: Token) => contrast ?? light,
    'more contrast, dark': (token: Token) => token['dark-contrast'] ?? token.dark ?? token.light,
  };

  it('is asked of every colour but veils and shapes', () => {
    const asked = new Set(allPairs.flatMap(({ front, behind }) => [front, behind]));
    const colors = tokenNames.filter((name) => tokens[name].type === 'color');
    expect(colors.filter((name) => !asked.has(name))).to.deep.equal(['color-backdrop', 'color-skeleton']);
    expect([...asked].filter((name) => !(name in tokens))).to.deep.equal([]);
  });

  for (const [mode, valueIn] of Object.entries(inMode)) {
    it(`suffices in ${mode}`, () => {
      const rgb = (name: string) => rgbOfHex(valueIn(tokens[name as TokenName]));
      const poor = allPairs.flatMap(({ front, behind, least, leastInContrast }) => {
        const contrast = contrastOf(rgb(front), rgb(behind));
        const wanted = mode.startsWith('more') ? leastInContrast : least;
        return contrast >= wanted ? [] : [`${front} on ${behind}: ${contrast.toFixed(2)} < ${wanted}`];
      });
      expect(poor).to.deep.equal([]);
    });
  }
});

describe('contrastOf', () => {
  it('is 21 between black and white, in either order', () => {
    expect(contrastOf([0, 0, 0], [255, 255, 255])).to.be.closeTo(21, 1e-9);
    expect(contrastOf([255, 255, 255], [0, 0, 0])).to.be.closeTo(21, 1e-9);
  });

  it('agrees with a published value: #767676 on white is 4.54', () => {
    expect(contrastOf(rgbOfHex('#767676'), rgbOfHex('#fff'))).to.be.closeTo(4.54, 0.005);
  });
});
