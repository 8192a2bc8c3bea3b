/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

export function rgbOfHex(hex: string): Rgb {
  const digits = hex.length < 7 ? [...hex.slice(1)].map((digit) => digit + digit) : (hex.slice(1).match(/../g) ?? []);
  const [r = NaN, g = NaN, b = NaN] = digits.map((pair) => parseInt(pair, 16));
  return [r, g, b];
}

/** Relative luminance by WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [r = NaN, g = NaN, b = NaN] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio by WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** One thing that must be told from what is behind it. */
export interface Pair {
  readonly front: string;
  readonly behind: string;
  /** Least contrast, and the least where more contrast is preferred. */
  readonly least: number;
  readonly leastInContrast: number;
}

// Names without "color-".
const surfaces = ['canvas', 'surface', 'surface-raised', 'surface-sunken', 'surface-hover', 'surface-selected'];
const allSurfaces = [...surfaces, 'surface-pressed'];
const brandTints = ['brand-soft', 'brand-soft-hover'];

function pairs(fronts: readonly string[], behinds: readonly string[], least: number, leastInContrast: number): Pair[] {
  return fronts.flatMap((front) =>
    behinds.map((behind) => ({ front: `color-${front}`, behind: `color-${behind}`, least, leastInContrast })),
  );
}

/** What the look of the elements puts before what, as far as the brand has a part in it. */
export const brandPairs: readonly Pair[] = [
  ...pairs(['on-brand'], ['brand', 'brand-hover', 'brand-active'], 4.5, 4.5),
  ...pairs(['brand-text'], [...allSurfaces, ...brandTints], 4.5, 7),
  ...pairs(['text', 'text-muted', 'text-subtle'], ['surface-selected', ...brandTints], 4.5, 7),
  ...pairs(['brand-border', 'focus'], [...surfaces, 'brand-soft'], 3, 4.5),
  ...pairs(['border-strong'], ['surface-selected', 'brand-soft'], 3, 4.5),
];

const meanings = ['info', 'success', 'warning', 'danger'];
const stages = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'purple'];

/** All of it. */
export const allPairs: readonly Pair[] = [
  ...brandPairs,
  ...pairs(['text', 'text-muted', 'text-subtle'], allSurfaces, 4.5, 7),
  ...pairs(['border-strong'], surfaces, 3, 4.5),
  // A hairline is decoration, until more contrast is preferred.
  ...pairs(['border'], surfaces, 1.1, 3),
  ...meanings.flatMap((meaning) => [
    ...pairs([`${meaning}-text`], [...allSurfaces, `${meaning}-soft`], 4.5, 7),
    ...pairs(['text', 'text-muted'], [`${meaning}-soft`], 4.5, 7),
    ...pairs([`${meaning}-border`], [...surfaces, `${meaning}-soft`], 3, 4.5),
    ...pairs([`on-${meaning}-solid`], [`${meaning}-solid`], 4.5, 4.5),
  ]),
  ...stages.flatMap((stage) => [
    ...pairs([`stage-${stage}-text`], [`stage-${stage}-soft`, 'surface', 'surface-sunken'], 4.5, 7),
    ...pairs(['text', 'text-muted'], [`stage-${stage}-soft`], 4.5, 7),
    ...pairs([`stage-${stage}-edge`], ['canvas', 'surface', 'surface-sunken', `stage-${stage}-soft`], 3, 4.5),
  ]),
  ...Array.from({ length: 12 }, (_, i) => pairs([`avatar-text-${i + 1}`], [`avatar-${i + 1}`], 4.5, 4.5)).flat(),
];
