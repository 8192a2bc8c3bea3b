import { crmModel, type Model } from '@crm-elements/schema';
import { expect } from 'chai';
import type { Batch, CommitOptions, Committed, DataAdapter, Operation } from '../../contract.js';
import { CrmError } from '../../errors.js';
import { createMemoryAdapter } from '../../memory/memory-adapter.js';
import { damaged, missedBy, recall, type Defect } from './damage.test-helper.js';

type Commit = DataAdapter['commit'];

/** A change of what commits are asked. */
const damagedBatch = (name: string, caughtBy: readonly string[], change: (batch: Batch) => Batch): Defect =>
  damaged(name, caughtBy, (inner) => ({ commit: (batch, options) => inner.commit(Array.isArray(batch?.ops) ? change(batch) : batch, options) }));

const eachOperation = (change: (operation: Operation) => Operation) => (batch: Batch): Batch => ({ ...batch, ops: batch.ops.map((operation) => (operation ? change(operation) : operation)) });

const without = <T extends object>(value: T, key: string): T => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as T;

const onFailure = (inner: DataAdapter, after: (batch: Batch, error: unknown) => Promise<void> | void): Commit => async (batch, options) => {
  try {
    return await inner.commit(batch, options);
  } catch (error) {
    await after(batch, error);
    throw error;
  }
};

const modelWithoutUnique = {
  ...crmModel,
  collections: Object.fromEntries(Object.entries(crmModel.collections as Model['collections']).map(([name, model]) => [
    name,
    { ...model, indexes: Object.fromEntries(Object.entries(model.indexes).map(([index, { keys }]) => [index, { keys }])) },
  ])),
};

const known = (collection: string) => Object.keys(crmModel.collections[collection as 'contacts']?.schema.shape ?? {});

const defects: Defect[] = [
  damaged('totals are not rolled back', ['32', '59'], (inner, shared) => ({
    commit: onFailure(inner, (batch) => void recall(shared, 'phantoms', () => [] as Operation[]).push(...(batch.ops ?? []).filter((operation) => operation?.op === 'create'))),
    totals: async (query, options) => {
      const rows = await inner.totals(query, options);
      const phantoms = recall(shared, 'phantoms', () => [] as Operation[]).filter(({ collection }) => collection === query.collection).length;
      return rows.map((row) => ({ ...row, count: row.count + phantoms }));
    },
  })),
  damaged('lost update: the version is compared before the transaction', ['35'], (inner) => ({
    commit: async (batch, options) => {
      for (const operation of batch.ops) {
        if (operation.op !== 'patch' || operation.ifVersion === undefined) continue;
        const [current] = await inner.get(operation.collection, [operation.id]);
        if (current?.version !== operation.ifVersion) throw new CrmError('CONFLICT', 'Changed.');
      }
      return inner.commit(eachOperation((operation) => without(operation, 'ifVersion'))(batch), options);
    },
  })),
  damagedBatch('ifVersion is ignored', ['29', '35'], eachOperation((operation) => (operation.op === 'check' ? operation : without(operation, 'ifVersion')))),
  damaged('a batch is written in part', ['29', '31', '32'], (inner) => ({
    commit: async (batch: Batch, options?: CommitOptions): Promise<Committed> => {
      const parts: Committed[] = [];
      for (const operation of batch.ops) parts.push(await inner.commit({ ...without(batch, 'dedupe'), ops: [operation] }, options));
      return { seq: parts.at(-1)!.seq, records: parts.flatMap(({ records }) => records), repeated: false };
    },
  })),
  damaged('dedupe is forgotten after reopen', ['37'], (inner, shared) => {
    const open = recall(shared, 'open', () => ({ adapters: 0, age: 0 }));
    open.adapters++;
    const age = open.age;
    return {
      commit: (batch, options) => inner.commit({ ...batch, ...(batch.dedupe && { dedupe: `${batch.dedupe}#${age}` }) }, options),
      close: () => {
        if (--open.adapters === 0) open.age++;
        return inner.close();
      },
    };
  }),
  damaged('a dedupe token that is used again gives a fresh answer', ['36', '37'], (inner) => ({
    commit: async (batch, options) => ({ ...(await inner.commit(batch, options)), repeated: false }),
  })),
  damaged('a failed commit uses a counter up', ['32', '61e'], (inner) => ({
    commit: onFailure(inner, async (batch) => {
      for (const operation of batch.ops ?? []) {
        if (operation?.op !== 'create' || !operation.assign?.['counted']) continue;
        const record = { ...operation.record, id: 'dummy' };
        await inner.commit({ ops: [{ ...operation, record }, { op: 'delete', collection: operation.collection, id: 'dummy' }] });
      }
    }),
  })),
  damaged('the version of a deleted record is forgotten', ['21'], (inner, shared) => ({
    commit: async (batch, options) => {
      const gone = recall(shared, 'gone', () => new Map<string, number>());
      const committed = await inner.commit(batch, options);
      return {
        ...committed,
        records: committed.records.map((record, i) => {
          const operation = batch.ops[i]!;
          if (operation.op === 'delete') gone.set(operation.id, 1);
          return record && operation.op === 'create' && gone.has(record.id) ? { ...record, version: 1 } : record;
        }),
      };
    },
  })),
  {
    name: 'unique indexes are not checked',
    caughtBy: ['40'],
    make: (options) => createMemoryAdapter({ ...options, model: modelWithoutUnique }),
  },
  damaged('close drops what is in flight', ['5'], (inner) => {
    const drop = new Set<() => void>();
    return {
      commit: (batch, options) =>
        new Promise<Committed>((resolve, reject) => {
          drop.add(() => reject(new CrmError('CLOSED', 'Dropped.')));
          inner.commit(batch, options).then(resolve, reject);
        }),
      close: () => {
        for (const reject of drop) reject();
        return inner.close();
      },
    };
  }),
  damaged('aborts are ignored', ['9', '39', '88'], (inner) => ({
    open: () => inner.open(),
    commit: (batch) => inner.commit(batch),
    query: (query, options) => inner.query(query, options?.scan ? { scan: true } : {}),
    get: (collection, ids) => inner.get(collection, ids),
    blob: (operation) => inner.blob(operation?.op === 'put' ? without(operation, 'signal') : operation),
  })),
  damaged('an error is no CrmError', ['16', '29', '91'], (inner) => ({
    commit: onFailure(inner, (_, error) => {
      throw new Error((error as Error).message);
    }),
  })),
  damaged('a conflict does not tell the current record', ['16', '29', '30'], (inner) => ({
    commit: onFailure(inner, (_, error) => {
      if (error instanceof CrmError && error.code === 'CONFLICT') throw new CrmError('CONFLICT', error.message);
    }),
  })),
  damagedBatch('a check of absence is not made', ['30'], eachOperation((operation) => (operation.op === 'check' && 'absent' in operation ? { op: 'delete', collection: 'agents', id: 'none' } : operation))),
  damagedBatch('fields that the schema does not know are lost', ['15'], eachOperation((operation) =>
    operation.op === 'create' && operation.record ? { ...operation, record: Object.fromEntries(Object.entries(operation.record).filter(([field]) => known(operation.collection).includes(field))) as never } : operation,
  )),
  damagedBatch('an empty text becomes null', ['15'], eachOperation((operation) =>
    operation.op === 'create' && operation.record?.['custom'] && typeof operation.record['custom'] === 'object'
      ? { ...operation, record: { ...operation.record, custom: Object.fromEntries(Object.entries(operation.record['custom']).map(([key, value]) => [key, value === '' ? null : value])) } }
      : operation,
  )),
  damaged('add-to appends what is there already', ['19'], (inner) => ({
    commit: async (batch, options) => {
      const ops: Operation[] = [];
      for (const operation of batch.ops) {
        const [field, values] = operation.op === 'patch' ? (Object.entries(operation.add ?? {})[0] ?? []) : [];
        const record = operation.op === 'patch' ? (await inner.get(operation.collection, [operation.id]))[0] : undefined;
        if (operation.op !== 'patch' || !field || field.includes('.') || !record || typeof record[field] === 'string') ops.push(operation);
        else ops.push({ ...without(operation, 'add'), set: { [field]: [...((record[field] ?? []) as string[]), ...values!] } });
      }
      return inner.commit({ ...batch, ops }, options);
    },
  })),
  damaged('a second delete is NOT_FOUND', ['20'], (inner) => ({
    commit: async (batch, options) => {
      for (const operation of batch.ops ?? []) {
        if (operation?.op !== 'delete' || (await inner.get(operation.collection, [operation.id]))[0]) continue;
        throw new CrmError('NOT_FOUND', 'It is gone.');
      }
      return inner.commit(batch, options);
    },
  })),
  damaged('the batch is read when its turn comes', ['22'], (inner) => ({
    commit: async (batch, options) => {
      await Promise.resolve();
      return inner.commit(batch, options);
    },
  })),
  damaged('a batch that is too large is written in two', ['38'], (inner) => ({
    commit: async (batch, options) => {
      const { maxBatch } = inner.capabilities;
      if (!(batch?.ops?.length > maxBatch)) return inner.commit(batch, options);
      await inner.commit({ ...batch, ops: batch.ops.slice(0, maxBatch) }, options);
      return inner.commit({ ...batch, ops: batch.ops.slice(maxBatch) }, options);
    },
  })),
  damaged('the instance is the name', ['7'], (inner, _shared, { name }) => ({
    get instance() {
      return inner.status.state === 'opening' ? '' : name;
    },
  })),
  damaged('an opened adapter leaves a timer', ['93'], (inner, _shared, { clock }) => ({
    open: async (options) => {
      await inner.open(options);
      clock.after(60 * 60 * 1_000, () => undefined);
    },
  })),
  damaged('calls after close are answered', ['3'], (inner, _shared, options) => {
    let closed = false;
    return {
      get: async (...args) => (closed ? createMemoryAdapter(options).get(...args) : inner.get(...args)),
      close: () => {
        closed = true;
        return inner.close();
      },
    };
  }),
];

describe('the kit notices defects of writing', () => {
  for (const defect of defects) {
    it(defect.name, async () => {
      expect(await missedBy(defect), 'assertions that did not notice').to.deep.equal([]);
    });
  }
});
