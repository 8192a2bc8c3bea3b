import { collectionModel, crmModel, recordSchema, type Model, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import type { Batch, Operation, PatchOperation } from '../contract.js';
import { createOperation } from '../testing/index.js';
import { normaliseBatch } from './batch.js';
import { applyPatch } from './batch.js';
import { neededBy, planCommit, requireUnique, type CommitState } from './commit.js';

const at = '2026-01-05T09:00:00.000Z';
const contact = (id: string, more: object = {}): StoredRecord => ({ ...(createOperation('contacts', { id, ...more }).record as unknown as StoredRecord), version: 3, createdAt: at, updatedAt: at });

/** A store that holds these records, and has given out 5 of every counter. */
const stateOf = (...records: StoredRecord[]): CommitState => ({
  record: (_, id) => records.find((record) => record.id === id),
  tombstone: (_, id) => (id === 'gone' ? 7 : undefined),
  counter: () => 5,
  count: () => 2,
});
const normal = (batch: Batch) => normaliseBatch(crmModel, batch, 100, () => at);
const plan = (state: CommitState, ...ops: Operation[]) => planCommit(crmModel, normal({ ops }), state, 11);
const patch = (id: string, changes: object): PatchOperation => ({ op: 'patch', collection: 'contacts', id, ...changes });

describe('planning of commits', () => {
  it('needs the records, counters and totals that the operations name', () => {
    const batch = normal({ ops: [createOperation('tickets', { id: 't' }), patch('a', {}), { op: 'check', collection: 'contacts', totals: 'byOwner', group: { ownerId: null }, below: 3 }] });
    const { records, counters, totals } = neededBy(crmModel, batch);
    expect([...records].map(([collection, ids]) => [collection, [...ids]])).to.deep.equal([['tickets', ['t']], ['contacts', ['a']]]);
    expect([...counters]).to.deep.equal(['tickets.number']);
    expect(totals).to.deep.equal([{ collection: 'contacts', totals: 'byOwner', group: [null] }]);
  });

  it('gives versions, moments and the next value of a counter, and leaves what stands in the store as it is', () => {
    const before = contact('a');
    const copy = structuredClone(before);
    const { writes, counters, change, result } = plan(stateOf(before), patch('a', { set: { 'custom.x': { y: 1 } } }), createOperation('tickets', { id: 't' }), createOperation('tickets', { id: 'u' }));
    expect(before).to.deep.equal(copy);
    expect(writes.map(({ id, after }) => [id, after?.version, after?.updatedAt, after?.number])).to.deep.equal([['a', 4, at, undefined], ['t', 1, at, 6], ['u', 1, at, 7]]);
    expect([...counters]).to.deep.equal([['tickets.number', 7]]);
    expect(change).to.deep.include({ seq: 11, at });
    expect(change.operations[0]).to.deep.equal({ op: 'patch', collection: 'contacts', id: 'a', version: 4, fields: ['custom'] });
    expect(result.records.map((record) => record?.version)).to.deep.equal([4, 1, 1]);
  });

  // Fails when what is written depends on it, or when records that nobody looks at are handed on to be kept with the token.
  it('leaves the records out of the result where nobody looks at them', () => {
    const ops = [patch('a', { set: { fullName: 'New' } })];
    const [whole, short] = [undefined, 'seq' as const].map((returns) => planCommit(crmModel, normal({ ops, ...(returns && { returns }) }), stateOf(contact('a')), 11));
    expect(short!.writes).to.deep.equal(whole!.writes);
    expect([whole!.result.records.length, short!.result]).to.deep.equal([1, { seq: 11, records: [], repeated: false }]);
  });

  it('remembers the versions of what is deleted, goes on behind them, and writes nothing for what came and went', () => {
    const deleted = plan(stateOf(contact('a')), { op: 'delete', collection: 'contacts', id: 'a' }, createOperation('contacts', { id: 'b' }), { op: 'delete', collection: 'contacts', id: 'b' });
    expect(deleted.writes.map(({ id, after }) => [id, after])).to.deep.equal([['a', undefined]]);
    expect(deleted.tombstones).to.deep.equal([{ collection: 'contacts', id: 'a', version: 3 }, { collection: 'contacts', id: 'b', version: 1 }]);
    expect(plan(stateOf(), createOperation('contacts', { id: 'gone' })).result.records[0]?.version).to.equal(8);
  });

  it('counts a check of totals with what the batch did before it', () => {
    const check = (below: number): Operation => ({ op: 'check', collection: 'contacts', totals: 'byLifecycle', group: { lifecycleStage: 'lead' }, below });
    expect(() => plan(stateOf(), check(3), createOperation('contacts'), check(4))).not.to.throw();
    expect(() => plan(stateOf(), createOperation('contacts'), check(3))).to.throw('holds 3');
    expect(() => plan(stateOf(contact('a')), { op: 'delete', collection: 'contacts', id: 'a' }, check(2))).not.to.throw();
  });

  it('lets any number of records go without a value that is unique', () => {
    const things: Model = { version: 1, minimumWriter: 1, collections: { things: collectionModel({ schema: recordSchema({}), indexes: { byCode: { keys: ['code'], unique: true } } }) } };
    const create = (id: string, code: string | null): Operation => ({ op: 'create', collection: 'things', record: { id, code } });
    const batch = normaliseBatch(things, { ops: [create('a', null), create('b', null), { op: 'create', collection: 'things', record: { id: 'c' } }, create('d', 'x')] }, 100, () => at);
    expect(planCommit(things, batch, stateOf(), 1).claims.map(({ id }) => id)).to.deep.equal(['d']);
  });

  it('claims the places in unique indexes that a record takes anew', () => {
    const draft = (id: string, ticketId: string) => createOperation('drafts', { id, agentId: 'a', ticketId });
    const planned = plan(stateOf(), draft('x', '1'), draft('y', '2'));
    expect(planned.claims.map(({ index, key, id }) => [index, key, id])).to.deep.equal([['byTicket', ['a', '1'], 'x'], ['byTicket', ['a', '2'], 'y']]);
    expect(() => requireUnique(crmModel, planned, [[], ['y']])).not.to.throw();
    expect(() => requireUnique(crmModel, planned, [['z'], []])).to.throw('already has a record');
    expect(() => plan(stateOf(), draft('x', '1'), draft('y', '1'))).to.throw('already has a record');
  });
});

describe('patches', () => {
  const record = contact('a', { tags: ['x'], custom: { list: [1], kept: true } });

  it('change what they name and nothing in the record given', () => {
    const copy = structuredClone(record);
    const next = applyPatch(record, patch('a', { set: { nickname: 'N', 'custom.list': [2] }, unset: ['custom.kept', 'jobTitle'], add: { tags: ['y'] } }));
    expect(next).to.deep.equal({ ...copy, nickname: 'N', tags: ['x', 'y'], custom: { list: [2] } });
    expect(record).to.deep.equal(copy);
  });

  it('do not make an object by taking something out of it', () => {
    expect(applyPatch(record, patch('a', { unset: ['externalIds.erp'] }))).not.to.have.property('externalIds');
    expect(applyPatch(record, patch('a', { remove: { 'custom.none': [1] } })).custom).to.deep.equal({ list: [1], kept: true });
  });

  it('do not treat a text as a list', () => {
    expect(() => applyPatch({ ...record, unknown: 'text' }, patch('a', { add: { unknown: ['x'] } }))).to.throw('is no list');
  });
});
