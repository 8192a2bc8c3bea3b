import { crmModel } from '@crm-elements/schema';
import { expect } from 'chai';
import { WatchHub, type Snapshot } from './watch-hub.js';

const tasks = () => new Promise((done) => setTimeout(done));

describe('a watch that every commit to its collection concerns', () => {
  // Fails when a commit that came during a long read is forgotten once that read was shown, as nothing else in the result differs.
  it('tells how far the store is, though commits come while it reads and show nothing else', async () => {
    let now = 0;
    const reads: ((snapshot: Snapshot) => void)[] = [];
    const hub = new WatchHub(
      crmModel,
      () => new Promise((done) => reads.push(done)),
      () => now,
    );
    const told: number[] = [];
    const answer = async (seq: number) => {
      await tasks();
      reads.shift()!({ page: { records: [] }, seq });
      await tasks();
    };
    const commit = (seq: number) => hub.commit({ ids: new Map([['contacts', new Set(['a'])]]) }, seq);
    hub.add({ query: { collection: 'contacts', limit: 1 } }, ({ seq }) => told.push(seq));
    await answer(1);
    commit(2);
    await tasks();
    commit(3);
    now += 300;
    await answer(2);
    await answer(3);
    expect(told).to.deep.equal([1, 2, 3]);
  });
});
