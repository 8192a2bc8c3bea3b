import type { Clock, DataAdapter } from '@crm-elements/data';
import { createFixedClock, createMemoryLocks } from '@crm-elements/data/testing';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import type { DexieAdapter } from '../dexie-adapter.js';
import { FaultyBrowser, finished } from '../faults.test-helper.js';
import { createDexieAdapter } from '../index.js';
import { foundBy, indexRows, message, packAll, sentAt } from './packing.test-helper.js';

describe('packing of texts', () => {
  let name: string;
  const open: DataAdapter[] = [];
  const tab = (more: object = {}) => {
    const adapter = createDexieAdapter({ name, page: null, storage: null, segmentSize: 10, locks: null, ...more });
    open.push(adapter);
    return adapter;
  };
  const fill = (adapter: DataAdapter, count: number) =>
    adapter.commit({ ops: Array.from({ length: count }, (_, i) => message(`m${i}`, `word${i} common`, { sentAt: sentAt(i) })) });

  beforeEach(() => {
    name = `packing-${newId()}`;
  });

  afterEach(async () => {
    for (const adapter of open.splice(0)) await adapter.close();
    await finished(indexedDB.deleteDatabase(name));
  });

  // Fails when segments are not cut at their size, or what is packed stays in the list of what is not.
  it('makes segments of their size, and takes off what it packed', async () => {
    const adapter = tab();
    await fill(adapter, 35);
    await packAll(adapter);
    const { unpacked, segments } = await indexRows(name);
    expect([unpacked.length, segments.map((ids) => ids.length)]).to.deep.equal([0, [10, 10, 10, 5]]);
  });

  // Fails when the words of a deleted or changed text stay in the postings, or an unchanged segment loses some.
  it('leaves no words behind of what was changed or deleted', async () => {
    const adapter = tab();
    await fill(adapter, 25);
    await packAll(adapter);
    await adapter.commit({
      ops: [
        { op: 'delete', collection: 'messages', id: 'm3' },
        { op: 'patch', collection: 'messages', id: 'm12', set: { text: 'gone' } },
      ],
    });
    await packAll(adapter);
    const { words } = await indexRows(name);
    expect([words.includes('word3'), words.includes('word12'), words.includes('word4'), words.includes('gone')]).to.deep.equal([
      false,
      false,
      true,
      true,
    ]);
    expect(await foundBy(adapter, 'common')).to.have.length(23);
  });

  // Fails when two tabs that pack at once, without locks, pack a text twice or lose one.
  it('lets one of two tabs win that pack at the same time', async () => {
    const [first, second] = [tab(), tab()];
    await fill(first, 40);
    await Promise.all([packAll(first), packAll(second)]);
    const { unpacked, segments } = await indexRows(name);
    expect([unpacked.length, segments.flat().sort()]).to.deep.equal([0, Array.from({ length: 40 }, (_, i) => `m${i}`).sort()]);
  });

  // Fails when a tab that is closed in the middle leaves half a segment, or the tab behind it does not go on.
  it('goes on in another tab where one was closed in the middle', async () => {
    const locks = createMemoryLocks();
    const [ownLocks, otherLocks] = [locks(), locks()];
    const first = tab({ locks: ownLocks });
    const second = tab({ locks: otherLocks });
    await fill(first, 60);
    void packAll(first).catch(() => undefined);
    const rest = packAll(second);
    await new Promise((done) => setTimeout(done, 5));
    await first.close();
    ownLocks.crash();
    await rest;
    const { unpacked, segments } = await indexRows(name);
    expect([unpacked.length, segments.flat().length]).to.deep.equal([0, 60]);
    expect(await foundBy(second, 'common')).to.have.length(60);
  });

  // Fails when a page that goes on behind an instant which many texts share leaves some of them out, or gives them twice.
  it('is searched page after page where one segment has many matches, equally new', async () => {
    const adapter = tab({ segmentSize: 700 });
    const ids = Array.from({ length: 600 }, (_, i) => `m${String(i).padStart(3, '0')}`);
    await adapter.commit({ ops: ids.map((id, i) => message(id, 'common', { sentAt: sentAt(i % 3) })) });
    await packAll(adapter);
    const newestFirst = [2, 1, 0].flatMap((minute) => ids.filter((_, i) => i % 3 === minute).reverse());
    expect(await foundBy(adapter, 'comm', { limit: 37 })).to.deep.equal(newestFirst);
    expect(await foundBy(adapter, 'common', { limit: 150 })).to.deep.equal(newestFirst);
  });

  describe('on a full disk', () => {
    const browser = new FaultyBrowser();
    const waiting = async () => (await indexRows(name)).unpacked.flatMap(({ ids }) => ids).length;
    const waitUntil = async (isSo: () => Promise<boolean>) => {
      while (!(await isSo())) await new Promise((done) => setTimeout(done, 10));
    };
    /** Words so long that a segment is more rows than still fit. */
    const longWords = (i: number) => Array.from({ length: 4 }, (_, j) => `${'x'.repeat(1_500)}${i}y${j}`).join(' ');
    const messages = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, i) => message(`${prefix}${i}`, `common ${longWords(i)}`, { sentAt: sentAt(i) }));
    const make = (more: { clock?: Clock } = {}) => {
      const adapter = browser.create({ name, segmentSize: 10, locks: null, storage: null, ...more });
      open.push(adapter);
      return adapter;
    };

    // Fails when half of a segment is written, what waits is taken off all the same, or the store calls itself full though people's writes fit.
    it('leaves the index as it was, and every text is found', async () => {
      const adapter = make();
      await adapter.commit({ ops: messages('m', 25) });
      await packAll(adapter);
      const { segments, words } = await indexRows(name);
      await adapter.commit({ ops: messages('n', 15) });
      await adapter.commit({ ops: [{ op: 'patch', collection: 'messages', id: 'm3', set: { text: 'changed' } }] });
      const release = browser.quota(adapter);
      const error = (await packAll(adapter).catch((reason: unknown) => reason)) as Error;
      expect(error.name).to.equal('QuotaExceededError');
      expect([adapter.status.state, await waiting(), (await indexRows(name)).segments, (await indexRows(name)).words]).to.deep.equal([
        'ready',
        16,
        segments,
        words,
      ]);
      expect([await foundBy(adapter, 'common'), await foundBy(adapter, 'changed')].map(({ length }) => length)).to.deep.equal([39, 1]);
      release();
    });

    // Fails when whoever searches is told that packing failed, when it is tried with each search, or never again.
    it('is tried again a minute later, behind a search', async () => {
      const clock = createFixedClock();
      const adapter = make({ clock });
      await adapter.commit({ ops: messages('m', 25) });
      const release = browser.quota(adapter);
      expect(await foundBy(adapter, 'common')).to.have.length(25);
      await packAll(adapter).catch(() => undefined);
      release();
      clock.advance(59_000);
      await (adapter as DexieAdapter).packTexts();
      expect(await waiting()).to.equal(25);
      clock.advance(1_000);
      expect(await foundBy(adapter, 'common')).to.have.length(25);
      await waitUntil(async () => (await waiting()) === 0);
      expect(await foundBy(adapter, 'common')).to.have.length(25);
    });
  });
});
