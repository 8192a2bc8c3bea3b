import { crmModel, type CollectionModel, type Json } from '@crm-elements/schema';
import { expect } from 'chai';
import type { Condition, Query, StoredRecord } from '../../contract.js';
import { CrmError } from '../../errors.js';
import { valuesOf } from '../conformance/oracle.js';
import { damaged, damagedPage, damagedQuery, missedBy, recall, type Defect } from './damage.test-helper.js';

const modelOf = (collection: string) => crmModel.collections[collection as 'contacts'] as CollectionModel;

/** A change of each condition. */
const eachCondition = (change: (condition: Condition) => Condition | undefined) => (query: Query): Query => ({
  ...query,
  ...(query.where && typeof query.where === 'object' && {
    where: Object.fromEntries(Object.entries(query.where).flatMap(([field, condition]) => {
      const changed = change(condition);
      return changed === undefined ? [] : [[field, changed]];
    })),
  }),
});

/** A part of a condition, if it has it. */
const part = (condition: unknown, name: string): Json | undefined => (typeof condition === 'object' && condition !== null ? (condition as Record<string, Json>)[name] : undefined);

const defects: Defect[] = [
  damaged('get sorts, and leaves doubles out', ['13'], (inner) => ({
    get: (collection, ids, options) => inner.get(collection, Array.isArray(ids) ? [...new Set(ids)].sort() : ids, options),
  })),
  damaged('get leaves out what is missing', ['13', '14'], (inner) => ({
    get: async (...args) => (await inner.get(...args)).filter(Boolean),
  })),
  damaged('readers are given one shared object', ['23'], (inner, shared) => ({
    get: async (...args) => {
      const cache = recall(shared, 'cache', () => new Map<string, StoredRecord>());
      return (await inner.get(...args)).map((record) => record && (cache.get(`${record.id}/${record.version}`) ?? (cache.set(`${record.id}/${record.version}`, record), record)));
    },
  })),
  damagedPage('ties are broken by id upwards in both directions', ['43'], (page, { collection, sort = [] }) => {
    const keyOf = (record: StoredRecord) => JSON.stringify(sort.map(({ by }) => valuesOf(modelOf(collection), record, by)));
    const records = [...page.records];
    if (sort.at(-1)?.direction !== 'desc' || sort.at(-1)?.by === 'id') return page;
    for (let start = 0; start < records.length; ) {
      let end = start;
      while (end < records.length && keyOf(records[end]!) === keyOf(records[start]!)) end++;
      records.splice(start, end - start, ...records.slice(start, end).reverse());
      start = end;
    }
    return { ...page, records };
  }),
  damaged('a cursor is a count, and skips under inserts', ['49', '50', '51'], (inner) => ({
    query: async (query, options) => {
      const { after, ...rest } = query ?? {};
      if (typeof after !== 'string' || !after.startsWith('from-')) {
        const page = await inner.query(query, options);
        return page.next === undefined ? page : { ...page, next: `from-${(query.offset ?? 0) + page.records.length}` };
      }
      const offset = Number(after.slice(5));
      const page = await inner.query({ ...rest, offset }, options);
      return page.next === undefined ? page : { ...page, next: `from-${offset + page.records.length}` };
    },
  })),
  damagedPage('next is always there', ['47', '48'], (page) => (page.next === undefined && page.records.length > 0 && page.previous === undefined ? { ...page, next: 'more' } : page)),
  damagedPage('next is missing from a page that is not full of fifty', ['47', '48'], ({ next, ...page }) => (page.records.length < 50 || next === undefined ? page : { ...page, next })),
  damagedPage('previous is never there', ['47', '48'], ({ previous: _, ...page }) => page),
  damagedQuery('the limit is off by one', ['47', '48'], (query) => (query.limit !== undefined && query.limit > 1 && query.limit < 1_000 ? { ...query, limit: query.limit + 1 } : query)),
  damaged('an unindexed query silently scans', ['52'], (inner) => ({ query: (query, options) => inner.query(query, { ...options, scan: true }) })),
  damagedQuery('gt is taken for gte', ['41', '42'], eachCondition((condition) => {
    const gt = part(condition, 'gt');
    if (gt === undefined || part(condition, 'gte') !== undefined) return condition;
    const { gt: _, ...rest } = condition as { gt: string };
    return { ...rest, gte: gt as string };
  })),
  damagedQuery('an empty `in` is no condition', ['54'], eachCondition((condition) => ((part(condition, 'in') as Json[] | undefined)?.length === 0 ? undefined : condition))),
  damagedQuery('numbers and texts are the same', ['46'], eachCondition((condition) => (typeof condition === 'number' ? { in: [condition, String(condition)] } : condition))),
  damagedQuery('a prefix does not mind case', ['45'], eachCondition((condition) => {
    const prefix = part(condition, 'prefix');
    return typeof prefix === 'string' && /^[A-Z]/.test(prefix) ? { prefix: prefix.toLowerCase() } : condition;
  })),
  damagedQuery('null does not find what is missing', ['41', '44', '61c'], eachCondition((condition) => (condition === null ? { in: [] } : condition))),
  damagedPage('texts sort by locale', ['45'], (page, { sort }) => (sort ? page : { ...page, records: [...page.records].sort((a, b) => a.id.localeCompare(b.id, 'en')) })),
  damagedQuery('the second sort key is forgotten', ['43'], (query) => (query.sort?.length === 2 ? { ...query, sort: query.sort.slice(0, 1), where: Object.fromEntries(Object.entries(query.where ?? {})) } : query)),
  damaged('sums are floating', ['61b'], (inner) => ({
    totals: async (...args) => (await inner.totals(...args)).map((row) => ({ ...row, sums: Object.fromEntries(Object.entries(row.sums).map(([sum, value]) => [sum, String(Number(value))])) })),
  })),
  damaged('the group of null is dropped', ['57', '61c'], (inner) => ({
    totals: async (...args) => (await inner.totals(...args)).filter(({ group }) => !Object.values(group).includes(null)),
  })),
  damaged('a totals query with `by` forgets to add up', ['57'], (inner) => ({
    totals: async (query, options) => {
      const rows = await inner.totals(query, options);
      return query.by ? rows.map((row) => ({ ...row, count: Math.min(row.count, 1) })) : rows;
    },
  })),
  damaged('totals are counted by reading everything', ['61'], (inner) => ({
    totals: async (query, options) => {
      for (let after: string | undefined; ; ) {
        const page = await inner.query({ collection: query.collection, limit: 1_000, ...(after !== undefined && { after }) });
        if (page.next === undefined) return inner.totals(query, options);
        after = page.next;
      }
    },
  })),
  damaged('a totals limit is read before the transaction', ['61d'], (inner) => ({
    commit: async (batch, options) => {
      for (const operation of batch.ops) {
        if (operation.op !== 'check' || !('totals' in operation)) continue;
        const count = (await inner.totals({ collection: operation.collection, totals: operation.totals, where: operation.group })).reduce((sum, row) => sum + row.count, 0);
        if (count >= operation.below) throw new CrmError('CONSTRAINT', 'Full.');
      }
      const committed = await inner.commit({ ...batch, ops: batch.ops.filter((operation) => operation.op !== 'check') }, options);
      return committed;
    },
  })),
  damaged('search finds any of the words', ['56'], (inner) => ({
    search: (query, options) => inner.search(typeof query?.text === 'string' ? { ...query, text: query.text.trim().split(' ')[0]! } : query, options),
  })),
  damaged('texts are searched as one word', ['56b'], (inner) => ({
    search: (query, options) => inner.search(query?.collection === 'messages' && typeof query.text === 'string' ? { ...query, text: query.text.replaceAll(' ', '') } : query, options),
  })),
  damaged('a search in texts forgets its conditions', ['56b'], (inner) => ({
    search: (query, options) => {
      const { where: _, ...rest } = query ?? {};
      return inner.search(query?.collection === 'messages' ? rest : query, options);
    },
  })),
  damaged('a search in texts orders by id', ['56b', '56d'], (inner) => ({
    search: async (query, options) => {
      const page = await inner.search(query, options);
      return query?.collection === 'messages' ? { ...page, records: [...page.records].sort((a, b) => (a.id < b.id ? -1 : 1)) } : page;
    },
  })),
  damaged('texts are found as they were when they were first searched', ['56c'], (inner, shared) => ({
    search: async (query, options) => {
      if (query?.collection !== 'messages' || typeof query.text !== 'string') return inner.search(query, options);
      const found = await inner.search(query, options);
      return recall(shared, JSON.stringify(query), () => found);
    },
  })),
  damaged('a text that is changed is not found by its new words', ['56c', '56d'], (inner, shared) => ({
    commit: async (batch, options) => {
      const committed = await inner.commit(batch, options);
      const changed = recall(shared, 'changed', () => new Set<string>());
      for (const operation of batch.ops) if (operation.op === 'patch' && operation.collection === 'messages') changed.add(operation.id);
      return committed;
    },
    search: async (query, options) => {
      const page = await inner.search(query, options);
      const changed = recall(shared, 'changed', () => new Set<string>());
      return query.collection === 'messages' ? { ...page, records: page.records.filter(({ id }) => !changed.has(id)) } : page;
    },
  })),
  damaged('the changes skip what comes while a page is read', ['83'], (inner) => ({
    changes: async (options) => {
      const page = await inner.changes(options);
      await new Promise((done) => setTimeout(done));
      const { next } = await inner.changes({ after: page.next, limit: 1_000 });
      return page.more ? page : { ...page, next };
    },
  })),
  damaged('deletes are not in the changes', ['79'], (inner) => ({
    changes: async (options) => {
      const page = await inner.changes(options);
      return { ...page, changes: page.changes.map((change) => ({ ...change, operations: change.operations.filter(({ op }) => op !== 'delete') })) };
    },
  })),
  damaged('the origin is lost', ['80'], (inner) => ({
    changes: async (options) => {
      const page = await inner.changes(options);
      return { ...page, changes: page.changes.map(({ origin: _, ...change }) => change) };
    },
  })),
  damaged('a cursor that is too old goes on without a word', ['82'], (inner) => ({
    changes: async (options) => {
      const { reset: _, ...page } = await inner.changes(options);
      return page;
    },
  })),
  damaged('blobs are kept as often as they are put', ['84', '85'], (inner, shared) => ({
    blob: async (operation) => {
      if (operation?.op === 'get') return inner.blob({ ...operation, key: typeof operation.key === 'string' ? operation.key.split('#')[0]! : operation.key });
      const result = await inner.blob(operation);
      const puts = recall(shared, 'puts', () => ({ count: 0 }));
      return (operation.op === 'put' ? { ...result, key: `${(result as { key: string }).key}#${puts.count++}` } : result) as never;
    },
  })),
  damaged('blobs that are named are collected', ['86'], (inner) => ({
    blob: async (operation) => {
      if (operation?.op === 'collect') for (const { id } of (await inner.query({ collection: 'attachments' })).records) await inner.commit({ ops: [{ op: 'delete', collection: 'attachments', id }] });
      return inner.blob(operation);
    },
  })),
  damaged('blobs are collected that nothing but a photo names', ['86b'], (inner) => ({
    blob: async (operation) => {
      if (operation?.op === 'collect') for (const { id } of (await inner.query({ collection: 'contacts' })).records) await inner.commit({ ops: [{ op: 'patch', collection: 'contacts', id, set: { photo: null } }] });
      return inner.blob(operation);
    },
  })),
];

describe('the kit notices defects of reading', () => {
  for (const defect of defects) {
    it(defect.name, async () => {
      expect(await missedBy(defect), 'assertions that did not notice').to.deep.equal([]);
    });
  }
});
