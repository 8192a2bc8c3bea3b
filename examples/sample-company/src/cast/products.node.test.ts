import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { sampleProducts } from './products.js';

const folder = fileURLToPath(new URL('../../products', import.meta.url));

describe('the pictures of the products', () => {
  it('are one for each, and no more', () => {
    const named = sampleProducts.map(({ picture }) => fileURLToPath(picture));
    expect(named.map((path) => basename(path)).sort()).to.deep.equal(readdirSync(folder).sort());
    expect(sampleProducts.filter(({ key, picture }) => !picture.endsWith(`/${key}.svg`))).to.deep.equal([]);
  });

  it('are small, plain drawings that load and run nothing', () => {
    for (const { key, picture } of sampleProducts) {
      const text = readFileSync(fileURLToPath(picture), 'utf8');
      expect(Buffer.byteLength(text), key).to.be.below(3_000);
      expect(text, key).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 240 240">/);
      expect(text, key).not.to.match(/<script|<style|<image|<foreignObject|href|style=|\son\w+=/i);
      expect(
        [...text.matchAll(/url\((.*?)\)/g)].every(([, to]) => to === `#${key}-beam`),
        key,
      ).to.equal(true);
    }
  });
});
