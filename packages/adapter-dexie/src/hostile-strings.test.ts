import { expect } from 'chai';
import { runHostileStrings } from '@crm-elements/data/testing';
import { sharedData } from '../../../tools/test-support.js';
import { createDexieAdapter } from './index.js';

describe('Dexie adapter: hostile texts', () => {
  it('gives every naughty string in every text field of every record back as it was', async function () {
    this.timeout(120_000);
    const text = await sharedData('security/naughty-strings.json');
    if (text === undefined) return this.skip();
    const strings = [...(JSON.parse(text) as string[]), '\ud800', 'a\u0000b'];
    expect(await runHostileStrings({ create: () => createDexieAdapter({ name: 'hostile-strings' }), strings })).to.be.greaterThan(strings.length * 20);
  });
});
