import { collectionModel, crmModel, recordSchema, type Model, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import type { TotalsQuery } from '../contract.js';
import { recount } from './recount.js';
import { assembleTotals, normaliseTotals, TotalsDelta } from './totals.js';

const model: Model = {
  version: 1,
  minimumWriter: 1,
  collections: {
    things: collectionModel({
      schema: recordSchema({}),
      totals: { byBoth: { group: ['colours', 'sizes'], sums: { weight: (record) => record.weight as number, square: (record) => BigInt(record.weight as number) ** 2n } } },
    }),
  },
};
const thing = (id: string, more: object): StoredRecord => ({ id, version: 1, createdAt: '', updatedAt: '', weight: 1, ...more });
const rowsOf = (delta: TotalsDelta) => [...delta.rows.values()].map(({ totals, group, count, sums }) => [totals, group, count, sums]);

describe('totals', () => {
  it('count a record in every combination of its values, and none as null', () => {
    const delta = recount(model, 'things', [thing('a', { colours: ['red', 'red', 'blue'], sizes: [], weight: 3 })]);
    expect(rowsOf(delta)).to.deep.equal([
      ['all', [], 1, {}],
      ['byBoth', ['red', null], 1, { weight: 3n, square: 9n }],
      ['byBoth', ['blue', null], 1, { weight: 3n, square: 9n }],
    ]);
  });

  it('leave out rows that come out the same, and keep those whose sums alone changed', () => {
    const delta = new TotalsDelta(model);
    delta.change('things', thing('a', { colours: ['red'], weight: 2 }), thing('a', { colours: ['red'], weight: 5 }));
    expect(rowsOf(delta)).to.deep.equal([['byBoth', ['red', null], 0, { weight: 3n, square: 21n }]]);
    delta.change('things', thing('a', { colours: ['red'], weight: 5 }), thing('a', { colours: ['red'], weight: 2 }));
    expect(rowsOf(delta)).to.deep.equal([]);
  });

  it('tell values of different types apart', () => {
    const delta = recount(model, 'things', ([1, '1', true, null, 'null'] as const).map((colours, i) => thing(String(i), { colours })));
    expect(delta.rows.size).to.equal(6);
  });

  it('are given in the order of their groups, narrowed down and added up', () => {
    const records = [['red', 'L'], ['blue', 'L'], ['blue', 'S'], [null, 'S'], [2, 'S'], ['blue', 'S']].map(([colours, sizes], i) => thing(String(i), { colours, sizes }));
    const rows = [...recount(model, 'things', records).rows.values()].filter(({ totals }) => totals === 'byBoth');
    const answer = (query: object) => assembleTotals(normaliseTotals(model, { collection: 'things', totals: 'byBoth', ...query }), rows).map(({ group, count }) => [...Object.values(group), count]);
    expect(answer({})).to.deep.equal([[null, 'S', 1], [2, 'S', 1], ['blue', 'L', 1], ['blue', 'S', 2], ['red', 'L', 1]]);
    expect(answer({ by: ['sizes'] })).to.deep.equal([['L', 2], ['S', 4]]);
    expect(answer({ where: { sizes: 'S', colours: { in: ['blue', null, 'none'] } }, by: ['colours'] })).to.deep.equal([[null, 1], ['blue', 2]]);
    expect(answer({ by: [] })).to.deep.equal([[6]]);
    expect(answer({ where: { colours: 'none' }, by: [] })).to.deep.equal([]);
  });

  it('are read from the rows that begin with the groups asked for', () => {
    const prefix = (where: NonNullable<TotalsQuery['where']>) => normaliseTotals(crmModel, { collection: 'deals', totals: 'byStage', where }).prefix;
    expect(prefix({ pipelineId: 'p', stageId: { in: ['s'] } })).to.deep.equal(['p', 's']);
    expect(prefix({ pipelineId: 'p', stageId: { in: ['s', 't'] }, 'amount.currency': null })).to.deep.equal(['p']);
    expect(prefix({ stageId: 's' })).to.deep.equal([]);
  });
});
