import { expect } from 'chai';
import type { Filter } from '@crm-elements/data';
import { compileRules } from './compile-rules.js';
import { columnsFor, columnsTemplate } from './contact-columns.js';
import { completeRules, indexedRule, rulesOf, type ContactRule, type ContactRules } from './contact-rules.js';

const now = Date.parse('2026-11-24T12:00:00.000Z');
const all = (...rules: ContactRule[]): ContactRules => ({ match: 'all', rules });
const compiled = (rules: ContactRules, segments: [string, ContactRules][] = []): Filter =>
  compileRules(rules, { now, segments: new Map(segments) });

describe('the conditions of a contact list', () => {
  it('are read from each form of a filter, and from none that is none', () => {
    // Fails when a short form is not understood, or what something else wrote is taken for a filter.
    expect(rulesOf({ tag: 'VIP' })).to.deep.equal(all({ field: 'tags', is: 'any', value: ['VIP'] }));
    expect(rulesOf({ ownerId: null })).to.deep.equal(all({ field: 'ownerId', is: 'any', value: [null] }));
    expect(rulesOf({ lifecycleStage: 'lead' })).to.deep.equal(all({ field: 'lifecycleStage', is: 'any', value: ['lead'] }));
    expect(rulesOf(undefined)).to.deep.equal(all());
    for (const other of ['lead', 7, {}, { match: 'all' }, { match: 'some', rules: [] }, { match: 'all', rules: [{ field: 1, is: 'any' }] }])
      expect(rulesOf(other), JSON.stringify(other)).to.equal(undefined);
    expect(rulesOf({ match: 'all', rules: [{ field: 'tags', is: 'any', value: [{}] }] })).to.equal(undefined);
  });

  it('are served by an index where there is one of one value', () => {
    // Fails when a condition is read through an index that does not mean the same.
    expect(indexedRule(all({ field: 'tags', is: 'any', value: ['VIP'] }))).to.deep.equal({ field: 'tags', value: 'VIP' });
    expect(indexedRule(all({ field: 'ownerId', is: 'any', value: [null] }))).to.deep.equal({ field: 'ownerId', value: null });
    expect(indexedRule(all({ field: 'tags', is: 'none', value: ['VIP'] }))).to.equal(undefined);
    expect(indexedRule(all({ field: 'tags', is: 'any', value: ['VIP', 'EU'] }))).to.equal(undefined);
    expect(indexedRule(all({ field: 'companyId', is: 'set' }))).to.equal(undefined);
    expect(indexedRule(all())).to.equal(undefined);
  });

  it('do not count before they are complete', () => {
    // Fails when a condition that is being put together hides everybody.
    const rules = all(
      { field: 'tags', is: 'any', value: [] },
      { field: 'custom.a', is: 'contains', value: ' ' },
      { field: 'custom.b', is: 'least' },
      { field: 'companyId', is: 'set' },
    );
    expect(completeRules(rules).rules).to.deep.equal([{ field: 'companyId', is: 'set' }]);
    expect(compiled({ match: 'any', rules: [{ field: 'tags', is: 'any', value: [] }] })).to.deep.equal({ all: [] });
  });

  it('become the filter of a store', () => {
    // Fails when nobody’s are lost among owners, or who was never in touch counts as lately.
    const one = (rule: ContactRule) => (compiled(all(rule)) as { all: Filter[] }).all[0];
    expect(one({ field: 'ownerId', is: 'any', value: ['ana', null] })).to.deep.equal({
      any: [
        { field: 'ownerId', is: { in: ['ana'] } },
        { field: 'ownerId', is: { empty: true } },
      ],
    });
    expect(one({ field: 'lastActivityAt', is: 'before', value: 30 })).to.deep.equal({
      any: [
        { field: 'lastActivityAt', is: { lt: '2026-10-25T12:00:00.000Z' } },
        { field: 'lastActivityAt', is: { empty: true } },
      ],
    });
    expect(one({ field: 'custom.due', is: 'within', value: 2 })).to.deep.equal({
      all: [
        { field: 'custom.due', is: { gte: '2026-11-22' } },
        { field: 'custom.due', is: { lte: '2026-11-24T12:00:00.000Z' } },
      ],
    });
  });

  it('of a segment stand for its name, also where segments lead to each other', () => {
    // Fails when a segment that is gone shows everybody, or a circle never ends.
    const member: ContactRule = { field: 'segment', is: 'any', value: ['s'] };
    const shared = all({ field: 'companyId', is: 'set' });
    expect(compiled(all(member), [['s', shared]])).to.deep.equal({
      all: [{ any: [{ all: [{ field: 'companyId', is: { empty: false } }] }] }],
    });
    expect(compiled(all(member))).to.deep.equal({ all: [{ any: [{ any: [] }] }] });
    expect(JSON.stringify(compiled(all(member), [['s', all(member)]])).length).to.be.lessThan(1_000);
  });
});

describe('columnsFor', () => {
  it('takes the most wanted that there is room for, in their usual order', () => {
    // Fails when a column is squeezed in, or a view’s own choice is not kept.
    expect(columnsFor(360)).to.deep.equal(['lifecycleStage']);
    expect(columnsFor(700)).to.deep.equal(['companyId', 'ownerId', 'lifecycleStage']);
    expect(columnsFor(1_400)).to.have.length(7);
    expect(columnsFor(1_000, ['tags', 'phones', 'nonsense'])).to.deep.equal(['phones', 'tags']);
    expect(columnsFor(360, ['tags'])).to.deep.equal([]);
    expect(columnsTemplate(['lifecycleStage'], true)).to.equal('20px minmax(0, 2fr) 116px');
  });
});
