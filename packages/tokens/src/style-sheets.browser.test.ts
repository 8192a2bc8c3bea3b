import { expect } from 'chai';
import fc from 'fast-check';
import { itNeeds, propertyRuns } from '../../../tools/test-support.js';
import { allPairs, brandPairs, contrastOf, rgbOfHex, type Pair, type Rgb } from './contrast.test-helper.js';
import { hostTokens, tokenNames, tokens, type Token } from './index.js';

const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;

/** What is painted for colours, one over the other: the pixel, whatever space CSS wrote them in. */
function painted(...colors: string[]): Rgb {
  context.clearRect(0, 0, 1, 1);
  for (const color of colors) {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
  }
  const [r = NaN, g = NaN, b = NaN, alpha] = context.getImageData(0, 0, 1, 1).data;
  if (alpha !== 255) throw new Error(`${colors.join()} is not opaque`);
  return [r, g, b];
}

/** A style sheet in which one condition of the visitor holds. */
function sheetOf(css: string, condition?: 'prefers-contrast' | 'prefers-reduced-motion' | 'forced-colors'): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  if (condition) {
    const rules = [...sheet.cssRules]
      .filter((rule) => rule instanceof CSSMediaRule)
      .filter(({ media }) => media.mediaText.includes(condition));
    expect(rules, condition).not.to.have.length(0);
    for (const rule of rules) rule.media.mediaText = 'all';
  }
  return sheet;
}

/** As in the elements: what a page hands down stops at the root of the shadow tree, all but a few things. */
const base = sheetOf('.base { all: initial; display: block; color-scheme: inherit; font-family: var(--_font-family) }');

interface Host {
  readonly host: HTMLElement;
  /** The root of the shadow tree. */
  readonly inner: HTMLElement;
}

let page: HTMLElement;

beforeEach(() => {
  page = document.createElement('main');
  document.body.append(page);
});

afterEach(() => page.remove());

/** An element that adopts the tokens, as public root elements do. */
function makeHost(parent: Node = page, tokenSheet = sheetOf(hostTokens)): Host {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [base, tokenSheet];
  const inner = document.createElement('div');
  inner.className = 'base';
  root.append(inner);
  parent.appendChild(host);
  return { host, inner };
}

/** What a property becomes where it is used. */
function computed(element: HTMLElement, property: string, value: string): string {
  element.style.setProperty(property, value);
  const result = getComputedStyle(element).getPropertyValue(property);
  element.style.removeProperty(property);
  return result;
}

const colorIn = (element: HTMLElement, variable: string) => painted(computed(element, 'background-color', `var(${variable})`));

/** The pairs that are too close, with the colours that the browser paints. */
function tooClose(element: HTMLElement, pairs: readonly Pair[], contrastPreferred: boolean): string[] {
  const known = new Map<string, Rgb>();
  const rgb = (name: string) => {
    const value = known.get(name) ?? colorIn(element, `--_${name}`);
    known.set(name, value);
    return value;
  };
  return pairs.flatMap(({ front, behind, least, leastInContrast }) => {
    const wanted = contrastPreferred ? leastInContrast : least;
    const contrast = contrastOf(rgb(front), rgb(behind));
    return contrast >= wanted ? [] : [`${front} on ${behind}: ${contrast.toFixed(2)} < ${wanted}`];
  });
}

const brands = {
  // Just where the text on it changes from white to black.
  threshold: '#914ef8',
  'the default': tokens['color-brand'].light,
  black: '#000',
  'near-black': '#0b0b0d',
  'near-black blue': '#05051e',
  white: '#fff',
  'near-white': '#fafafa',
  'near-white pink': '#fff0f5',
  yellow: '#ff0',
  amber: '#ffb300',
  orange: '#f60',
  'pure red': '#f00',
  brick: '#a4262c',
  'hot pink': '#ff1493',
  magenta: '#f0f',
  purple: '#6b21a8',
  'pure blue': '#00f',
  sky: '#4fb3ff',
  cyan: '#0ff',
  teal: '#0f766e',
  'neon green': '#39ff14',
  'pure green': '#0f0',
  olive: '#6b7a1e',
  'middle grey': '#767676',
  'a grey at the turn of white to black text': '#757575',
};

describe('the style sheet of elements', () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const contrastPreferred of [false, true]) {
      const where = `${scheme}${contrastPreferred ? ', with more contrast' : ''}`;
      const sheet = () => sheetOf(hostTokens, contrastPreferred ? 'prefers-contrast' : undefined);

      it(`paints the defaults that tokens.json states (${where})`, () => {
        page.style.colorScheme = scheme;
        const { inner } = makeHost(page, sheet());
        const stated = ({ light, dark = light, contrast = light, 'dark-contrast': darkContrast = dark }: Token) =>
          contrastPreferred ? { light: contrast, dark: darkContrast } : { light, dark };
        for (const name of tokenNames.filter((name) => tokens[name].type === 'color' && name !== 'color-backdrop')) {
          const rgb = colorIn(inner, `--_${name}`);
          rgbOfHex(stated(tokens[name])[scheme]).forEach((value, i) => expect(rgb[i], `${name} ${rgb.join()}`).to.be.closeTo(value, 1));
        }
      });

      it(`keeps every pair apart (${where})`, () => {
        page.style.colorScheme = scheme;
        const { inner } = makeHost(page, sheet());
        expect(tooClose(inner, allPairs, contrastPreferred)).to.deep.equal([]);
      });

      for (const [name, brand] of Object.entries(brands)) {
        it(`keeps the pairs of a brand apart: ${name} (${where})`, () => {
          page.style.colorScheme = scheme;
          page.style.setProperty('--crm-color-brand', brand);
          const { inner } = makeHost(page, sheet());
          expect(tooClose(inner, brandPairs, contrastPreferred)).to.deep.equal([]);
        });
      }

      it(`keeps the pairs of any brand apart (${where})`, () => {
        page.style.colorScheme = scheme;
        const { inner } = makeHost(page, sheet());
        const part = fc.integer({ min: 0, max: 255 });
        fc.assert(
          fc.property(part, part, part, (r, g, b) => {
            page.style.setProperty('--crm-color-brand', `rgb(${r}, ${g}, ${b})`);
            expect(tooClose(inner, brandPairs, contrastPreferred)).to.deep.equal([]);
          }),
          { numRuns: propertyRuns(40) },
        );
      });
    }
  }

  for (const [name, brand] of Object.entries(brands)) {
    it(`shows hover and press on a brand: ${name}`, () => {
      page.style.setProperty('--crm-color-brand', brand);
      const { inner } = makeHost();
      const [rest, hover, active] = ['brand', 'brand-hover', 'brand-active'].map((part) => colorIn(inner, `--_color-${part}`));
      const apart = (one: Rgb = [0, 0, 0], other: Rgb = [0, 0, 0]) => Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? 0))));
      expect(apart(rest, hover)).to.be.greaterThan(5);
      expect(apart(hover, active)).to.be.greaterThan(5);
    });
  }

  it('takes a brand that differs in light and dark, and one in another colour space', () => {
    page.style.setProperty('--crm-color-brand', 'light-dark(#a4262c, color(display-p3 0.3 0.8 0.4))');
    const { inner } = makeHost();
    for (const scheme of ['light', 'dark']) {
      page.style.colorScheme = scheme;
      expect(tooClose(inner, brandPairs, false), scheme).to.deep.equal([]);
    }
    page.style.colorScheme = 'light';
    expect(colorIn(inner, '--_color-brand')).to.deep.equal([0xa4, 0x26, 0x2c]);
  });

  it('takes every public property from any ancestor, across shadow roots', () => {
    const outer = makeHost();
    const { inner } = makeHost(outer.inner);
    for (const name of tokenNames) {
      page.style.setProperty(`--crm-${name}`, `probe-${name}`);
      expect(getComputedStyle(inner).getPropertyValue(`--_${name}`), name).to.equal(`probe-${name}`);
      page.style.removeProperty(`--crm-${name}`);
    }
  });

  it('takes a public property from the nearest of several', () => {
    const middle = document.createElement('section');
    page.append(middle);
    const { host, inner } = makeHost(middle);
    page.style.setProperty('--crm-color-text', '#111');
    middle.style.setProperty('--crm-color-text', '#222');
    expect(colorIn(inner, '--_color-text')).to.deep.equal([0x22, 0x22, 0x22]);
    host.style.setProperty('--crm-color-text', '#333');
    expect(colorIn(inner, '--_color-text')).to.deep.equal([0x33, 0x33, 0x33]);
  });

  it('is light or dark by the color-scheme of any ancestor, and changes with it', () => {
    const { inner } = makeHost();
    expect(colorIn(inner, '--_color-surface')).to.deep.equal(rgbOfHex(tokens['color-surface'].light));
    page.style.colorScheme = 'dark';
    expect(colorIn(inner, '--_color-surface')).to.deep.equal(rgbOfHex(tokens['color-surface'].dark ?? ''));
    expect(computed(inner, 'box-shadow', 'var(--_shadow-menu)')).to.include('rgba(0, 0, 0');
  });

  it('is dark in a dark part of a light page, and light again within that', () => {
    page.style.colorScheme = 'dark';
    const { inner } = makeHost();
    const nested = makeHost(inner);
    nested.host.style.colorScheme = 'light';
    expect(colorIn(inner, '--_color-canvas')).to.deep.equal(rgbOfHex(tokens['color-canvas'].dark ?? ''));
    expect(colorIn(nested.inner, '--_color-canvas')).to.deep.equal(rgbOfHex(tokens['color-canvas'].light));
  });

  it('gives every token a value that its property takes', () => {
    const { inner } = makeHost();
    // A property for each kind of token, and what is computed when it does not take the value. All others are lengths.
    const uses: Record<string, [property: string, invalid: string]> = {
      color: ['background-color', 'rgba(0, 0, 0, 0)'],
      shadow: ['box-shadow', 'none'],
      duration: ['transition-duration', '0s'],
      ease: ['transition-timing-function', 'ease'],
      'font-family': ['font-family', ''],
      'font-weight': ['flex-grow', '0'],
      'line-height': ['flex-grow', '0'],
      'radius-scale': ['flex-grow', '0'],
    };
    for (const name of tokenNames) {
      const [property, invalid] = Object.entries(uses).find(([start]) => name.startsWith(start))?.[1] ?? ['min-width', '0px'];
      expect(computed(inner, property, `var(--_${name})`), name).not.to.equal(invalid);
    }
    expect(computed(inner, 'font-family', 'var(--_font-family-mono)')).to.match(/monospace$/);
  });

  it('keeps the font of the page, until the page names one for the elements', () => {
    page.style.fontFamily = 'Papyrus';
    const { inner } = makeHost();
    expect(getComputedStyle(inner).fontFamily).to.equal('Papyrus');
    page.style.setProperty('--crm-font-family', 'Verdana, sans-serif');
    expect(getComputedStyle(inner).fontFamily).to.equal('Verdana, sans-serif');
  });

  it('scales every radius by one number', () => {
    const { inner } = makeHost();
    const radii = () => ['control', 'card', 'panel', 'full'].map((name) => computed(inner, 'border-radius', `var(--_radius-${name})`));
    expect(radii()).to.deep.equal(['6px', '10px', '16px', '999px']);
    page.style.setProperty('--crm-radius-scale', '0.5');
    expect(radii()).to.deep.equal(['3px', '5px', '8px', '499.5px']);
    page.style.setProperty('--crm-radius-scale', '0');
    expect(radii()).to.deep.equal(['0px', '0px', '0px', '0px']);
  });

  it('is compact where density says so, in sizes that a page can set', () => {
    const { host, inner } = makeHost();
    const heights = () => ['size-control', 'row-height'].map((name) => computed(inner, 'min-height', `var(--_${name})`));
    expect(heights()).to.deep.equal(['32px', '40px']);
    host.setAttribute('density', 'compact');
    expect(heights()).to.deep.equal(['28px', '32px']);
    page.style.setProperty('--crm-size-control-compact', '26px');
    expect(heights()).to.deep.equal(['26px', '32px']);
    host.setAttribute('density', 'comfortable');
    expect(heights()).to.deep.equal(['32px', '40px']);
  });

  it('takes no time under reduced motion, even where the page sets one', () => {
    page.style.setProperty('--crm-duration-slow', '2s');
    const { inner } = makeHost(page, sheetOf(hostTokens, 'prefers-reduced-motion'));
    for (const name of ['fast', 'normal', 'slow'])
      expect(computed(inner, 'transition-duration', `var(--_duration-${name})`), name).to.equal('0s');
  });

  itNeeds('a palette of forced colours', 'keeps every border under forced colours, in a colour of the system', () => {
    const { inner } = makeHost(page, sheetOf(hostTokens, 'forced-colors'));
    const system = (name: string) => computed(inner, 'background-color', name);
    for (const name of tokenNames.filter((name) => /border|focus/.test(name) && tokens[name].type === 'color')) {
      expect(getComputedStyle(inner).getPropertyValue(`--_${name}`), name).to.match(/^(CanvasText|ButtonBorder|Highlight)$/);
      const line = computed(inner, 'background-color', `var(--_${name})`);
      expect(contrastOf(painted(system('Canvas'), line), painted(system('Canvas'))), name).to.be.greaterThan(3);
    }
    expect(colorIn(inner, '--_color-text')).to.deep.equal(painted(system('CanvasText')));
    expect(colorIn(inner, '--_color-surface')).to.deep.equal(painted(system('Canvas')));
  });

  // It paints Canvas behind text: the system's text for a highlight could not be read there.
  it('leaves fills with text on them to the browser under forced colours', () => {
    const { inner } = makeHost(page, sheetOf(hostTokens, 'forced-colors'));
    for (const name of tokenNames.filter((name) => /^color-(on-.*|brand|brand-(hover|active|soft.*)|.*-solid|avatar-.*)$/.test(name)))
      expect(getComputedStyle(inner).getPropertyValue(`--_${name}`), name).to.match(/#|oklch\(/);
  });
});

describe('tokens.css', () => {
  let link: HTMLLinkElement;

  beforeEach(async () => {
    link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('./tokens.css', import.meta.url).href;
    const loaded = new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = reject;
    });
    document.head.append(link);
    await loaded;
  });

  afterEach(() => {
    link.remove();
    document.adoptedStyleSheets = [];
    document.documentElement.removeAttribute('style');
  });

  it('gives a page every token', () => {
    for (const name of tokenNames) expect(getComputedStyle(page).getPropertyValue(`--crm-${name}`), name).not.to.equal('');
  });

  it('paints what elements paint', () => {
    const { inner } = makeHost();
    for (const scheme of ['light', 'dark']) {
      page.style.colorScheme = scheme;
      for (const name of tokenNames.filter((name) => tokens[name].type === 'color' && name !== 'color-backdrop'))
        expect(colorIn(page, `--crm-${name}`), `${name} ${scheme}`).to.deep.equal(colorIn(inner, `--_${name}`));
    }
  });

  it('changes no element of the page by itself', () => {
    const before = [getComputedStyle(page).color, getComputedStyle(page).backgroundColor, getComputedStyle(page).colorScheme];
    link.disabled = true;
    expect([getComputedStyle(page).color, getComputedStyle(page).backgroundColor, getComputedStyle(page).colorScheme]).to.deep.equal(
      before,
    );
  });

  it('is dark where a part of the page is, for the page and for elements in it', () => {
    const { inner } = makeHost();
    page.style.colorScheme = 'dark';
    const dark = rgbOfHex(tokens['color-text'].dark ?? '');
    expect(colorIn(page, '--crm-color-text')).to.deep.equal(dark);
    expect(colorIn(inner, '--_color-text')).to.deep.equal(dark);
    expect(colorIn(document.documentElement, '--crm-color-text')).to.deep.equal(rgbOfHex(tokens['color-text'].light));
  });

  it('makes everything from a brand that is set at the root', () => {
    document.documentElement.style.setProperty('--crm-color-brand', '#0f766e');
    const { inner } = makeHost();
    expect(colorIn(page, '--crm-color-brand')).to.deep.equal([0x0f, 0x76, 0x6e]);
    for (const name of ['brand-hover', 'brand-soft', 'brand-text', 'focus', 'surface-selected'])
      expect(colorIn(page, `--crm-color-${name}`), name).to.deep.equal(colorIn(inner, `--_color-${name}`));
    expect(tooClose(inner, brandPairs, false)).to.deep.equal([]);
    const [r, g] = colorIn(page, '--crm-color-brand-text');
    expect(g).to.be.greaterThan(r);
  });

  it('makes everything from a brand that is set below the root, where the class says so', () => {
    const plain = makeHost();
    const part = document.createElement('section');
    part.className = 'crm-theme';
    part.style.setProperty('--crm-color-brand', '#ffd400');
    part.style.setProperty('--crm-radius-scale', '2');
    page.append(part);
    const themed = makeHost(part);
    expect(colorIn(themed.inner, '--_color-on-brand')).to.deep.equal([0, 0, 0]);
    expect(colorIn(part, '--crm-color-on-brand')).to.deep.equal([0, 0, 0]);
    expect(computed(themed.inner, 'border-radius', 'var(--_radius-control)')).to.equal('12px');
    expect(tooClose(themed.inner, brandPairs, false)).to.deep.equal([]);
    expect(colorIn(plain.inner, '--_color-on-brand')).to.deep.equal([255, 255, 255]);
  });

  for (const condition of ['prefers-contrast', 'forced-colors'] as const) {
    it(`paints what elements paint where there is ${condition}`, async () => {
      document.adoptedStyleSheets = [sheetOf(await (await fetch(link.href)).text(), condition)];
      link.disabled = true;
      const paintedOnPage = new Map<string, Rgb>();
      const colors = tokenNames.filter((name) => tokens[name].type === 'color' && name !== 'color-backdrop');
      const canvas = condition === 'forced-colors' ? computed(page, 'background-color', 'Canvas') : '#fff';
      const paintedIn = (element: HTMLElement, variable: string) =>
        painted(canvas, computed(element, 'background-color', `var(${variable})`));
      for (const name of colors) paintedOnPage.set(name, paintedIn(page, `--crm-${name}`));
      document.adoptedStyleSheets = [];
      const { inner } = makeHost(page, sheetOf(hostTokens, condition));
      for (const name of colors) expect(paintedOnPage.get(name), name).to.deep.equal(paintedIn(inner, `--_${name}`));
    });
  }

  it('takes no time under reduced motion', async () => {
    document.adoptedStyleSheets = [sheetOf(await (await fetch(link.href)).text(), 'prefers-reduced-motion')];
    for (const name of ['fast', 'normal', 'slow'])
      expect(computed(page, 'transition-duration', `var(--crm-duration-${name})`), name).to.equal('0s');
  });

  it('gives way to a style sheet of the page, before it or after it', async () => {
    const ofPage = sheetOf('html { --crm-color-text: #123456; --crm-color-brand-hover: #654321 }');
    const ofTokens = sheetOf(await (await fetch(link.href)).text());
    for (const sheets of [
      [ofPage, ofTokens],
      [ofTokens, ofPage],
    ]) {
      document.adoptedStyleSheets = sheets;
      expect(colorIn(page, '--crm-color-text')).to.deep.equal([0x12, 0x34, 0x56]);
      expect(colorIn(page, '--crm-color-brand-hover')).to.deep.equal([0x65, 0x43, 0x21]);
    }
  });
});
