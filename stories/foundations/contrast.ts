import { cssVariable, type TokenName } from '@crm-elements/tokens';

/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];

const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;

/** The colour that a token has on this page now: theme and brand decide it. */
function colorOf(name: TokenName): Rgb {
  const probe = document.createElement('span');
  probe.style.color = cssVariable(name);
  document.body.append(probe);
  context.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** Relative luminance by WCAG 2.2. */
function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two tokens by WCAG 2.2 on this page now, from 1 to 21. */
export function contrastOf(one: TokenName, other: TokenName): number {
  const [low = 0, high = 0] = [luminance(colorOf(one)), luminance(colorOf(other))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
