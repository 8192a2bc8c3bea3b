import { expect } from 'chai';
import type { Change } from './contract.js';
import { encodeToken } from './engine/cursor.js';
import { feedCursor, feedPage, readFeedCursor } from './feed.js';

const change = (seq: number): Change => ({ seq, at: '2026-01-05T09:00:00.000Z', operations: [] });

describe('change feed', () => {
  it('reads its own cursors, and gives a reset for those of a store that was emptied', () => {
    expect(readFeedCursor('one', undefined)).to.equal(undefined);
    expect(readFeedCursor('one', feedCursor('one', 0))).to.equal(0);
    expect(readFeedCursor('one', feedCursor('one', 41))).to.equal(41);
    expect(readFeedCursor('one', feedCursor('other', 41))).to.equal('reset');
  });

  it('refuses what is no cursor of a feed', () => {
    for (const cursor of ['', 'x', encodeToken(['changes', 'one', '1']), encodeToken(['changes', 'one']), encodeToken(['page', 'one', 1]), 5 as never]) {
      expect(() => readFeedCursor('one', cursor)).to.throw('no cursor of the change feed');
    }
  });

  it('goes on from the last change given, and from the same place where there was none', () => {
    const full = feedPage('one', [change(3), change(4), change(5)], 2, 2);
    expect([full.changes.map(({ seq }) => seq), full.more, readFeedCursor('one', full.next)]).to.deep.equal([[3, 4], true, 4]);
    const empty = feedPage('one', [], 2, 7);
    expect([empty.more, readFeedCursor('one', empty.next)]).to.deep.equal([false, 7]);
  });
});
