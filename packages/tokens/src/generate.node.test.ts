import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { generate } from '../scripts/generate.mjs';

describe('generate', () => {
  it('has made the files that are there', async () => {
    const source = JSON.parse(readFileSync(new URL('tokens.json', import.meta.url), 'utf8')) as object;
    const files = await generate(source);
    expect(Object.keys(files)).to.have.length(3);
    for (const [file, text] of Object.entries(files)) {
      const there = readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
      expect(there === text, `src/${file} is not current: node packages/tokens/scripts/generate.mjs`).to.equal(true);
    }
  });

  const color = (value: unknown, extensions?: object) => ({ $type: 'color', $value: value, $description: 'A.', $extensions: extensions });
  const white = { colorSpace: 'srgb', components: [1, 1, 1], hex: '#ffffff' };
  const black = { colorSpace: 'srgb', components: [0, 0, 0], hex: '#000000' };
  const made = async (semantic: object) => (await generate({ primitive: {}, semantic, component: {} }))['tokens.css'];

  it('writes what differs in the dark once', async () => {
    const same = { 'crm-elements.modes': { dark: white } };
    expect(await made({ a: color(white, same) })).to.include('--crm-a: #fff;');
    const other = { 'crm-elements.modes': { dark: black } };
    expect(await made({ a: color(white, other) })).to.include('--crm-a: light-dark(#fff, #000);');
  });

  it('lets dark stand in for a dark of more contrast that is missing', async () => {
    const css = await made({ a: color(white, { 'crm-elements.modes': { dark: black, contrast: black } }) });
    expect(css).to.match(/prefers-contrast: more\) \{\s+:where\(:root\) \{\s+--crm-a: #000;/);
  });

  /** The message with which it fails. */
  async function failure(semantic: object): Promise<string> {
    try {
      await made(semantic);
    } catch (error) {
      return (error as Error).message;
    }
    return 'it did not fail';
  }

  it('refuses an alias that leads nowhere or to itself', async () => {
    expect(await failure({ a: color('{semantic.b}') })).to.equal('{semantic.b} is no token');
    expect(await failure({ a: color('{semantic.b}'), b: color('{semantic.a}') })).to.match(/leads to itself/);
  });

  it('refuses a type that it does not know', async () => {
    expect(await failure({ a: { $type: 'gradient', $value: [] } })).to.equal('No CSS is known for a gradient');
  });

  it('refuses a shadow with other lengths in the dark', async () => {
    const px = (value: number) => ({ value, unit: 'px' });
    const shadow = (blur: number) => [{ color: white, offsetX: px(0), offsetY: px(1), blur: px(blur), spread: px(0) }];
    const a = { $type: 'shadow', $value: shadow(2), $extensions: { 'crm-elements.modes': { dark: shadow(3) } } };
    expect(await failure({ a })).to.match(/other lengths/);
  });
});
