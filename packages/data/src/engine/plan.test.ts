import { crmModel } from '@crm-elements/schema';
import { expect } from 'chai';
import type { Query } from '../contract.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createOperation } from '../testing/index.js';
import { planQuery } from './plan.js';
import { normaliseQuery } from './query.js';

const plan = (query: Query) => planQuery(normaliseQuery(crmModel, query));

/** The index that serves a query, or the code of the refusal. */
const served = (query: Query): string => {
  try {
    return [...new Set(plan(query).ranges.map(({ index }) => index))].join() || 'nothing to read';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('planning of reads', () => {
  const cases: [string, Omit<Query, 'collection'>, string][] = [
    ['everything, by id', {}, 'id'],
    ['equal conditions on all keys but the sorted ones', { where: { stageId: 's' }, sort: [{ by: 'rank' }] }, 'byStage'],
    ['downwards', { where: { stageId: 's' }, sort: [{ by: 'rank', direction: 'desc' }] }, 'byStage'],
    ['a range on the first sort key', { where: { stageId: 's', rank: { gte: 'a' } } }, 'byStage'],
    ['two sort keys', { where: { pipelineId: 'p' }, sort: [{ by: 'status' }, { by: 'expectedCloseDate' }] }, 'byCloseDate'],
    ['equal conditions on all keys', { where: { stageId: 's', rank: 'a' } }, 'byStage'],
    ['a sort key that a condition fixes', { where: { stageId: 's' }, sort: [{ by: 'stageId' }, { by: 'rank' }] }, 'byStage'],
    ['a list that has a value', { where: { contactIds: { has: 'c' } }, sort: [{ by: 'nameKey' }] }, 'byContact'],
    ['no value at all', { where: { contactIds: { in: [] } }, sort: [{ by: 'nameKey' }] }, 'nothing to read'],
    ['a range of ids', { where: { id: { gt: 'a' } } }, 'id'],
    ['some ids, downwards', { where: { id: { in: ['a', 'b'] } }, sort: [{ by: 'id', direction: 'desc' }] }, 'id'],
    ['a condition beside those of the index', { where: { stageId: 's', name: 'x' }, sort: [{ by: 'rank' }] }, 'UNINDEXED'],
    ['one condition too few', { sort: [{ by: 'rank' }] }, 'UNINDEXED'],
    ['sort keys in different directions', { where: { pipelineId: 'p' }, sort: [{ by: 'status' }, { by: 'expectedCloseDate', direction: 'desc' }] }, 'UNINDEXED'],
    ['a range on the second sort key', { where: { pipelineId: 'p', expectedCloseDate: { gte: 'a' } }, sort: [{ by: 'status' }, { by: 'expectedCloseDate' }] }, 'UNINDEXED'],
    ['several values of the sort key', { where: { stageId: 's', rank: { in: ['a', 'b'] } }, sort: [{ by: 'rank' }] }, 'UNINDEXED'],
    ['an order along a list', { sort: [{ by: 'contactIds' }, { by: 'nameKey' }] }, 'UNINDEXED'],
    ['a prefix of a list', { where: { contactIds: { prefix: 'c' } }, sort: [{ by: 'contactIds' }, { by: 'nameKey' }] }, 'UNINDEXED'],
    ['more than 1,000 combinations', { where: { stageId: { in: Array.from({ length: 40 }, (_, i) => `s${i}`) }, rank: { in: Array.from({ length: 40 }, (_, i) => `r${i}`) } } }, 'UNINDEXED'],
  ];
  for (const [what, query, expected] of cases) it(`${what}: ${expected}`, () => expect(served({ collection: 'deals', ...query })).to.equal(expected));

  it('an order along computed values of which there are several: UNINDEXED', () => {
    expect(served({ collection: 'notes', sort: [{ by: 'targetKey' }, { by: 'createdAt' }] })).to.equal('UNINDEXED');
    expect(served({ collection: 'notes', where: { targetKey: 'contact:a' }, sort: [{ by: 'createdAt' }] })).to.equal('byTarget');
  });

  it('reads one record more than asked for, from behind the cursor, and one in front of it', () => {
    const query: Query = { collection: 'deals', where: { stageId: 's' }, sort: [{ by: 'rank' }], limit: 3 };
    expect(plan(query)).to.deep.equal({ ranges: [{ index: 'byStage', lower: { values: ['s'], open: false }, upper: { values: ['s'], open: false }, reverse: false, limit: 4, offset: 0 }], probes: [] });
  });

  it('reads each value of `in` by itself, and leaves nothing of its order to chance', async () => {
    const adapter = createMemoryAdapter();
    await adapter.commit({ ops: Array.from({ length: 40 }, (_, i) => createOperation('deals', { id: `d${i}`, stageId: `s${i % 4}`, rank: `a${(i * 7) % 10}` })) });
    const query: Query = { collection: 'deals', where: { stageId: { in: ['s3', 's1'] } }, sort: [{ by: 'rank', direction: 'desc' }], limit: 5 };
    const positions: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await adapter.query({ ...query, ...(after !== undefined && { after }) });
      positions.push(...page.records.map(({ rank, id }) => `${rank as string} ${id}`));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(positions).to.have.length(20);
    expect(positions).to.deep.equal([...new Set(positions)].sort().reverse());
  });

  it('ends a prefix where no text begins with it any more, also at the last code units', async () => {
    const adapter = createMemoryAdapter();
    const ids = ['a', 'a\uffff', 'a\uffffz', 'b', '\uffff', '\uffff\uffff', '\uffffa'];
    await adapter.commit({ ops: ids.map((id) => createOperation('contacts', { id })) });
    for (const prefix of ['', 'a', 'a\uffff', '\uffff', '\uffff\uffff']) {
      const { records } = await adapter.query({ collection: 'contacts', where: { id: { prefix } } });
      expect(records.map(({ id }) => id), JSON.stringify(prefix)).to.deep.equal(ids.filter((id) => id.startsWith(prefix)).sort());
    }
  });
});

describe('queries with everything said', () => {
  const normal = (query: Omit<Query, 'collection'>) => {
    const { sort, idDescending, limit, offset, backwards } = normaliseQuery(crmModel, { collection: 'deals', ...query });
    return { sort, idDescending, limit, offset, backwards };
  };

  it('sort along a range, ties in the direction of the last key, and end at the id', () => {
    expect(normal({})).to.deep.equal({ sort: [], idDescending: false, limit: 50, offset: 0, backwards: false });
    expect(normal({ where: { rank: { gt: 'a' }, stageId: 's' } }).sort).to.deep.equal([{ by: 'rank', descending: false }]);
    expect(normal({ where: { rank: { gt: 'a' } }, sort: [] }).sort).to.deep.equal([]);
    expect(normal({ sort: [{ by: 'rank', direction: 'desc' }] })).to.deep.include({ sort: [{ by: 'rank', descending: true }], idDescending: true });
    expect(normal({ sort: [{ by: 'rank', direction: 'desc' }, { by: 'id' }] })).to.deep.include({ sort: [{ by: 'rank', descending: true }], idDescending: false });
    expect(normal({ sort: [{ by: 'id', direction: 'desc' }, { by: 'rank' }] })).to.deep.include({ sort: [], idDescending: true });
  });

  it('have another mark for another order or other conditions, and the same for the same in another spelling', () => {
    const mark = (query: Omit<Query, 'collection'>) => normaliseQuery(crmModel, { collection: 'deals', ...query }).mark;
    expect(mark({ where: { a: 1, b: { eq: 2 } }, limit: 5 })).to.equal(mark({ where: { b: { in: [2] }, a: 1 } }));
    expect(mark({ where: { a: 1 } })).not.to.equal(mark({ where: { a: '1' } }));
    expect(mark({ sort: [{ by: 'rank' }] })).not.to.equal(mark({ sort: [{ by: 'rank', direction: 'desc' }] }));
  });
});
