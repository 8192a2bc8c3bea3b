import { expect } from 'chai';
import { crmModel, type CollectionName } from './crm-model.js';
import { deviceModel } from './device-model.js';
import { makeRecord } from './factories.js';
import { readPath, type CollectionModel, type StoredRecord } from './model.js';
import { weightedValue, type StageTotals } from './money.js';
import type { RecordInput } from './record-input.js';

const at = '2026-11-23T09:30:00.000Z';

/** A record as the store gives it back, counters at 1. */
const stored = <Name extends CollectionName>(collection: Name, input: RecordInput<Name>): StoredRecord => {
  const counted = Object.fromEntries(Object.keys((crmModel.collections[collection] as CollectionModel).counters).map((field) => [field, 1]));
  return { id: 'r', version: 1, createdAt: at, updatedAt: at, ...counted, ...makeRecord(collection, input, { at }) };
};

const target = { type: 'deal', id: 'd' };
const records: { [Name in CollectionName]: StoredRecord } = {
  contacts: stored('contacts', { fullName: 'Ádá Lovelace', emails: ['Ada@X.org'], phones: ['+34600111222', '555'], jobTitle: 'Countess', tags: ['vip'] }),
  companies: stored('companies', { name: 'Łódź Sp.', domains: ['x.org'] }),
  pipelines: stored('pipelines', { name: 'Sales', currency: 'EUR' }),
  stages: stored('stages', { pipelineId: 'p', name: 'Offer' }),
  deals: stored('deals', { name: 'Roof', pipelineId: 'p', stageId: 's', amount: { amount: 1000, currency: 'EUR' } }),
  stageChanges: stored('stageChanges', { dealId: 'd', pipelineId: 'p', toStageId: 's', probability: 100, durationMs: 5 }),
  tickets: stored('tickets', { requesterId: 'c', channel: 'chat', subject: 'Help' }),
  messages: stored('messages', { ticketId: 't', text: 'Hi', direction: 'incoming', authorId: 'c', authorKind: 'contact', sentAt: at }),
  notes: stored('notes', { text: 'n', targets: [target] }),
  attachments: stored('attachments', { messageId: 'm', name: 'a', mediaType: 'text/plain', size: 1, blob: 'b' }),
  activities: stored('activities', { type: 'call', targets: [target, { type: 'contact', id: 'c' }] }),
  tasks: stored('tasks', { title: 't', dueDate: '2026-12-01', targets: [target] }),
  agents: stored('agents', { name: 'Zoë' }),
  teams: stored('teams', { name: 'T' }),
  views: stored('views', { object: 'deals', name: 'Mine' }),
  drafts: stored('drafts', { agentId: 'a', ticketId: 't' }),
  preferences: stored('preferences', { agentId: 'a', key: 'theme', value: 'dark' }),
  cannedResponses: stored('cannedResponses', { shortCode: 'hi', text: 'Hello' }),
  customFields: stored('customFields', { object: 'deals', key: 'k', label: 'K', type: 'text' }),
  auditEvents: stored('auditEvents', { record: 'deals', recordId: 'd', op: 'create' }),
  trash: stored('trash', { collection: 'deals', recordId: 'd', record: {}, deletedAt: at, expiresAt: at }),
};

const computed = (collection: CollectionName, field: string, record: Partial<StoredRecord> = {}) =>
  (crmModel.collections[collection] as CollectionModel).computed[field]?.of({ ...records[collection], ...record });

describe('the model', () => {
  const collections = Object.entries({ ...crmModel.collections, ...deviceModel.collections }) as [CollectionName, CollectionModel][];

  for (const [name, model] of collections) {
    it(`of ${name} has at most six indexes, over fields that there are`, () => {
      expect(Object.keys(model.indexes)).to.have.length.at.most(6);
      const known = new Set([...Object.keys(model.schema.shape), ...Object.keys(model.computed)]);
      const used = [
        ...Object.values(model.indexes).flatMap(({ keys }) => keys), ...Object.values(model.totals).flatMap(({ group }) => group), ...Object.values(model.computed).flatMap(({ from }) => from),
        ...Object.keys(model.counters), ...(model.search ? [...model.search.from, model.search.recency] : []),
      ];
      for (const path of used) expect([...known], path).to.include(path.split('.')[0]);
      expect(model.totals.all).to.deep.equal({ group: [] });
    });

    it(`of ${name} says which of its keys have several values, and only a first key has`, () => {
      const isMulti = (key: string) => {
        const own = model.computed[key];
        if (own) return own.multi === true;
        const schema = (model.schema.shape as Record<string, { _zod: { def: { type: string } } }>)[key];
        return schema?._zod.def.type === 'array';
      };
      for (const { keys } of Object.values(model.indexes)) expect(keys.slice(1).filter(isMulti)).to.deep.equal([]);
      const record = records[name];
      if (!record) return;
      for (const [field, made] of Object.entries(model.computed)) expect(Array.isArray(made.of(record)), field).to.equal(made.multi ?? false);
    });

    it(`of ${name} works its sums, counters and words out of a record`, () => {
      const record = records[name];
      if (!record) return;
      for (const { sums = {} } of Object.values(model.totals)) for (const sum of Object.values(sums)) expect(sum(record)).to.satisfy((value: unknown) => value === null || typeof value === 'bigint' || Number.isSafeInteger(value));
      for (const counter of Object.values(model.counters)) expect(counter(record)).to.be.a('string').that.is.not.empty;
      if (model.search) expect(model.search.texts(record)).to.satisfy((texts: unknown[]) => texts.length > 0 && texts.every((text) => typeof text === 'string'));
    });
  }
});

describe('computed fields', () => {
  it('fold names, so that lists read as people expect', () => {
    expect(computed('contacts', 'nameKey')).to.equal('ada lovelace');
    expect(computed('companies', 'nameKey')).to.equal('lodz sp.');
  });

  it('find a person again by address or number', () => expect(computed('contacts', 'contactKey')).to.deep.equal(['ada@x.org', '+34600111222']));

  it('put a due day before the moments in it, and no date apart', () => {
    expect(computed('tasks', 'due')).to.equal('2026-12-01');
    expect(computed('tasks', 'due', { dueDate: null, dueAt: '2026-12-01T08:00:00.000Z' })).to.equal('2026-12-01T08:00:00.000Z');
    expect(computed('tasks', 'due', { dueDate: undefined })).to.equal(null);
    expect(computed('tasks', 'done')).to.equal(false);
    expect(computed('tasks', 'done', { doneAt: at })).to.equal(true);
  });

  it('name targets and records', () => {
    expect(computed('activities', 'targetKey')).to.deep.equal(['deal:d', 'contact:c']);
    expect(computed('auditEvents', 'recordKey')).to.equal('deals:d');
    expect(computed('trash', 'recordKey')).to.equal('deals:d');
  });

  it('put a status in its category', () => expect(computed('tickets', 'category', { status: 'snoozed' })).to.equal('waiting'));
});

describe('the deals’ totals byStage', () => {
  it('give the weighted value of a board, as a naive sum does', () => {
    const deals = [
      { amount: { amount: 1001, currency: 'EUR' } }, { amount: { amount: 333, currency: 'EUR' }, probabilityOverride: 2500 }, { amount: { amount: 7, currency: 'EUR' }, probabilityOverride: 0 },
      { amount: null, probabilityOverride: 9000 }, { amount: { amount: -5, currency: 'EUR' } }, { amount: { amount: 9, currency: 'JPY' }, probabilityOverride: null },
    ].map((fields) => ({ ...records.deals, ...fields }));
    const { sums } = crmModel.collections.deals.totals.byStage as Required<CollectionModel['totals'][string]>;
    const rows = deals.map((deal): StageTotals => ({
      group: { stageId: 's', 'amount.currency': (readPath(deal, 'amount.currency') ?? null) as string | null },
      sums: Object.fromEntries(Object.entries(sums).map(([name, of]) => [name, String(of(deal) ?? 0)])),
    }));
    // 1001 · 0.3333 + 333 · 0.25 + 7 · 0 − 5 · 0.3333 = 415.2168; 9 · 0.3333 = 2.9997.
    expect(weightedValue(rows, () => 3333)).to.deep.equal([{ currency: 'EUR', amount: '415' }, { currency: 'JPY', amount: '3' }]);
  });
});

describe('readPath', () => {
  it('reads fields and dotted paths, own ones only', () => {
    const record = { a: { b: [1, { c: null }] }, '': { x: 1 } };
    expect(readPath(record, 'a.b.0')).to.equal(1);
    expect(readPath(record, 'a.b.1.c')).to.equal(null);
    expect(readPath(record, '.x')).to.equal(1);
    for (const path of ['b', 'a.c', 'a.b.2', 'a.b.1.c.d', 'toString', 'a.constructor', 'a.__proto__']) expect(readPath(record, path), path).to.equal(undefined);
    for (const other of [null, undefined, 'text', 7]) expect(readPath(other, 'length')).to.equal(undefined);
  });
});
