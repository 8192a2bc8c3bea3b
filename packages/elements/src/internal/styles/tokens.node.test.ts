import { readdirSync, readFileSync } from 'node:fs';
import { groundTokens, hostTokens, stageTokens } from '@crm-elements/tokens';
import { expect } from 'chai';

const src = new URL('../../', import.meta.url);

/** The names of the private properties that a style sheet sets. */
const setBy = (css: string): string[] => [...css.matchAll(/^--_([\w-]+):/gm)].map(([, name]) => name!);

/** The tokens that a file names; one that is put together, such as `--_color-avatar-${hue}`, as what it begins with. */
const namedIn = (code: string): string[] => [...code.matchAll(/--_([a-z][\w-]*)/g)].map(([, name]) => name!);

describe('the tokens of elements', () => {
  const tokens = setBy(hostTokens);
  const stands = (names: readonly string[], name: string) =>
    name.endsWith('-') ? names.some((token) => token.startsWith(name)) : names.includes(name);

  // Fails when a token moves to a part of the sheet that the elements which use it do not adopt.
  it('come with the elements that use them', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test|\.test-helper)\.ts$/.test(file));
    const missing = files.flatMap((file) => {
      const code = readFileSync(new URL(file.replaceAll('\\', '/'), src), 'utf8');
      const brought = setBy(code.includes('stageTokens') ? groundTokens + stageTokens : groundTokens);
      return namedIn(code)
        .filter((name) => stands(tokens, name) && !stands(brought, name))
        .map((name) => `${file}: ${name}`);
    });
    expect(files.length).to.be.greaterThan(100);
    expect(missing).to.deep.equal([]);
  });
});
