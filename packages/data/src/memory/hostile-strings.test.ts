import { expect } from 'chai';
import { sharedData } from '../../../../tools/test-support.js';
import { runHostileStrings } from '../testing/hostile-strings.js';
import { createMemoryAdapter } from './memory-adapter.js';

describe('memory adapter: hostile texts', () => {
  it('gives every naughty string in every text field of every record back as it was', async function () {
    this.timeout(60_000);
    const text = await sharedData('security/naughty-strings.json');
    if (text === undefined) return this.skip();
    const strings = [...(JSON.parse(text) as string[]), '\ud800', 'a\u0000b'];
    expect(await runHostileStrings({ create: () => createMemoryAdapter(), strings })).to.be.greaterThan(strings.length * 20);
  });
});
