import type { ChangePage, DataAdapter } from '@crm-elements/data';
import { createFixedClock, createOperation } from '@crm-elements/data/testing';
import { deviceModel, newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { finished } from './faults.test-helper.js';
import { createDexieAdapter } from './index.js';

const sevenDays = 7 * 24 * 60 * 60 * 1_000;

describe('the feed', () => {
  let name: string;
  const clock = createFixedClock();
  let adapter: DataAdapter;
  let start: string;

  beforeEach(async () => {
    name = `feed-${newId()}`;
    adapter = createDexieAdapter({ name, clock, model: deviceModel, page: null });
    start = (await adapter.changes()).next;
    await adapter.commit({ ops: [createOperation('values', { id: 'a' }, deviceModel)] });
  });

  afterEach(async () => {
    await adapter.close();
    await finished(indexedDB.deleteDatabase(name));
  });

  /** Commits so many operations in one commit. Over and over on one record, as it is the feed that is to grow. */
  const commit = (count: number) =>
    adapter.commit({ ops: Array.from({ length: count }, (_, value) => ({ op: 'patch', collection: 'values', id: 'a', set: { value } })) });
  const sizes = ({ changes }: ChangePage) => changes.map(({ operations }) => operations.length);

  // Fails when fewer than 50,000 operations are kept, when more are handed out, or when a reader who misses some of them is not told.
  it('keeps 50,000 operations, then the oldest commits go, and who has not read them is told to start anew', async function () {
    this.timeout(60_000);
    for (const count of [20_000, 20_000, 9_999]) await commit(count);
    const whole = await adapter.changes({ after: start });
    expect([sizes(whole), whole.reset]).to.deep.equal([[1, 20_000, 20_000, 9_999], undefined]);
    const { next: afterFirst } = await adapter.changes({ after: start, limit: 1 });
    const { next: afterSecond } = await adapter.changes({ after: start, limit: 2 });

    await commit(2);

    const reset = await adapter.changes({ after: start });
    expect(reset).to.deep.include({ changes: [], more: false, reset: true });
    expect((await adapter.changes({ after: afterFirst })).reset).to.equal(true);
    const rest = await adapter.changes({ after: afterSecond });
    expect([sizes(rest), rest.reset]).to.deep.equal([[20_000, 9_999, 2], undefined]);
    expect(sizes(await adapter.changes())).to.deep.equal([20_000, 9_999, 2]);
    await commit(1);
    expect(sizes(await adapter.changes({ after: reset.next }))).to.deep.equal([1]);
  });

  // Fails when a commit goes before its seven days are over, when one is handed out afterwards, or when a reader who misses it is not told.
  it('keeps a commit for seven days, and who has not read it then is told to start anew', async () => {
    clock.advance(sevenDays);
    await commit(2);
    expect(sizes(await adapter.changes({ after: start }))).to.deep.equal([1, 2]);
    const { next: afterFirst } = await adapter.changes({ after: start, limit: 1 });

    clock.advance(1);

    expect(await adapter.changes({ after: start })).to.deep.include({ changes: [], reset: true });
    expect(sizes(await adapter.changes({ after: afterFirst }))).to.deep.equal([2]);
    clock.advance(sevenDays);
    expect(await adapter.changes()).to.deep.include({ changes: [], more: false });
    expect((await adapter.changes({ after: start })).reset).to.equal(true);
  });
});
