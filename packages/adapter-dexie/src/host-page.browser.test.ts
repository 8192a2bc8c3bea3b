import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { contact } from './waiting.test-helper.js';
import type { DexieAdapterOptions } from './index.js';

describe('the host page', () => {
  it('has no new name, and another Dexie of its own goes on working', async () => {
    const before = new Set(Object.getOwnPropertyNames(window));
    const host = (window as { Dexie?: unknown }).Dexie;
    (window as { Dexie?: unknown }).Dexie = { semVer: '3.2.7', version: 3.0207 };
    try {
      const { createDexieAdapter } = await import('./index.js');
      const adapter = createDexieAdapter({ name: `host-${newId()}` } satisfies DexieAdapterOptions);
      for (let i = 0; i < 20; i++) await adapter.commit({ ops: [contact(`c${i}`)] });
      await adapter.totals({ collection: 'contacts', totals: 'all' });
      await adapter.search({ collection: 'contacts', text: 'ada' });
      await adapter.destroy();
      expect((window as { Dexie?: { semVer: string } }).Dexie?.semVer).to.equal('3.2.7');
    } finally {
      if (host === undefined) delete (window as { Dexie?: unknown }).Dexie;
      else (window as { Dexie?: unknown }).Dexie = host;
    }
    const added = Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
    expect(added).to.deep.equal([]);
  });

  it('leaves nothing behind where a store was destroyed', async () => {
    const { createDexieAdapter } = await import('./index.js');
    const name = `gone-${newId()}`;
    const adapter = createDexieAdapter({ name });
    await adapter.commit({ ops: [contact('a')] });
    expect(localStorage.getItem(`crm-elements:${name}`)).to.equal(adapter.instance);
    await adapter.destroy();
    expect(localStorage.getItem(`crm-elements:${name}`)).to.equal(null);
    expect((await indexedDB.databases()).map((database) => database.name)).not.to.include(name);
  });
});
