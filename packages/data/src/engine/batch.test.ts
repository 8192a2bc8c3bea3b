import { crmModel, type Json } from '@crm-elements/schema';
import { expect } from 'chai';
import type { Batch, Operation } from '../contract.js';
import { CrmError } from '../errors.js';
import { createOperation } from '../testing/index.js';
import { copyJson, normaliseBatch, sameJson } from './batch.js';

const now = () => '2026-01-05T09:00:00.000Z';
const normal = (batch: Batch) => normaliseBatch(crmModel, batch, 10, now);
const refusal = (batch: Batch): Pick<CrmError, 'code' | 'field'> => {
  try {
    normal(batch);
  } catch (error) {
    if (error instanceof CrmError) return { code: error.code, field: error.field };
    throw error;
  }
  throw new Error('It was not refused.');
};
const patch = (changes: object): Operation => ({ op: 'patch', collection: 'contacts', id: 'a', ...changes });

describe('batches with everything said', () => {
  it('carry the moment of the clock, unless one is given', () => {
    expect(normal({ ops: [] })).to.deep.equal({ ops: [], at: now() });
    expect(normal({ ops: [], at: '2020-02-29T00:00:00.000Z' }).at).to.equal('2020-02-29T00:00:00.000Z');
  });

  it('are copies', () => {
    const create = createOperation('contacts', { tags: ['a'] });
    const meta = { list: [1] };
    const { ops, meta: own } = normal({ ops: [create], meta });
    (create.record['tags'] as string[]).push('b');
    meta.list.push(2);
    expect((ops[0] as typeof create).record['tags']).to.deep.equal(['a']);
    expect(own).to.deep.equal({ list: [1] });
  });

  const refused: [string, Operation, string][] = [
    ['a field changed in two ways', patch({ set: { tags: [] }, add: { tags: ['a'] } }), 'tags'],
    ['a field changed whole and in part', patch({ set: { custom: {}, 'custom.size': 1 } }), 'custom'],
    ['a path of three parts', patch({ set: { 'custom.size.width': 1 } }), 'custom'],
    ['a path with an empty part', patch({ unset: ['custom.'] }), 'custom'],
    ['a part of a field that is given as a whole', patch({ set: { 'name.given': 'A' } }), 'name'],
    ['an id elsewhere that is no text', patch({ set: { 'externalIds.erp': 7 } }), 'externalIds'],
    ['values to add that do not fit', patch({ add: { tags: [1] } }), 'tags'],
    ['a value to add that is no list', patch({ add: { tags: 'a' } }), 'tags'],
    ['a counted field', { op: 'patch', collection: 'tickets', id: 'a', set: { number: 2 } }, 'number'],
    ['a version that is no number', patch({ ifVersion: '1' }), 'ifVersion'],
    ['a counter for a field of the store', { ...createOperation('contacts'), assign: { version: 'x' } }, 'version'],
    ['a counter without a name', { ...createOperation('contacts'), assign: { counted: '' } }, 'assign'],
    ['a record that is none', { op: 'create', collection: 'contacts', record: [] as never }, 'id'],
    ['a check of unknown totals', { op: 'check', collection: 'contacts', totals: 'none', group: {}, below: 1 }, 'totals'],
    ['a check of a part of a group', { op: 'check', collection: 'deals', totals: 'byStage', group: { pipelineId: 'p' }, below: 1 }, 'group'],
    ['a check of a group of objects', { op: 'check', collection: 'contacts', totals: 'byTag', group: { tags: [] as never }, below: 1 }, 'tags'],
    ['a check without a limit', { op: 'check', collection: 'contacts', totals: 'all', group: {}, below: '5' as never }, 'below'],
  ];
  for (const [what, operation, field] of refused) it(`refuse ${what}`, () => expect(refusal({ ops: [operation] })).to.deep.equal({ code: 'VALIDATION', field }));

  it('refuse what is wrong beside the operations', () => {
    const fields = ([{ dedupe: '' }, { returns: 'nothing' }, { origin: 5 }, { by: { kind: 'agent', id: '' } }, { at: '2026-02-30T00:00:00.000Z' }, { meta: undefined, by: null }] as never as Partial<Batch>[]).map((more) => refusal({ ops: [], ...more }));
    expect(fields).to.deep.equal(['dedupe', 'returns', 'origin', 'by', 'at', 'by'].map((field) => ({ code: 'VALIDATION', field })));
    expect(refusal({ ops: Array.from({ length: 11 }, () => createOperation('contacts')) }).code).to.equal('UNSUPPORTED');
  });

  it('refuse to change records of collections that only grow, and let them be deleted', () => {
    expect(refusal({ ops: [{ op: 'patch', collection: 'activities', id: 'a', set: { title: 'x' } }] }).code).to.equal('UNSUPPORTED');
    expect(normal({ ops: [{ op: 'delete', collection: 'activities', id: 'a' }] }).ops).to.have.length(1);
  });

  it('take a counter that is named by the longest id', () => {
    expect(normal({ ops: [createOperation('messages', { ticketId: 'x'.repeat(128) })] }).ops).to.have.length(1);
  });
});

describe('plain JSON', () => {
  it('is copied without what is undefined', () => {
    expect(copyJson({ a: undefined, b: [{ c: undefined, d: null }] })).to.deep.equal({ b: [{ d: null }] });
  });

  it('is the same by what is in it, whatever the order of the keys', () => {
    expect(sameJson({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).to.equal(true);
    const others: Json[] = [{ a: [1, {}], c: 'x' }, { a: [1, { b: null }] }, { a: [1, { b: null }], c: 'x', d: 1 }, { a: { 0: 1, 1: { b: null } }, c: 'x' }, null, 'x'];
    for (const other of others) expect(sameJson({ a: [1, { b: null }], c: 'x' }, other)).to.equal(false);
    expect(sameJson({ toString: 1 }, { valueOf: 1 })).to.equal(false);
  });
});
