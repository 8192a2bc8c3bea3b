import { crmModel, maxIdLength, type CollectionModel, type Json } from '@crm-elements/schema';
import { exampleRecord, textPaths, withValue } from '@crm-elements/schema/testing';
import type { CreateOperation, DataAdapter } from '../contract.js';
import { sameJson } from '../engine/batch.js';

export interface HostileStringsOptions {
  /** An unopened adapter over a store of its own. */
  create: () => DataAdapter | Promise<DataAdapter>;
  /** Texts that break things: quotes, scripts, control characters, emoji, right-to-left, lone surrogates. */
  strings: readonly string[];
}

/** Fields that indexes of unique places or rules about ids are about: the record's own id and what the store sets. */
const ownFields = new Set(['id', 'version', 'createdAt', 'updatedAt']);

/** A record of a collection in which every text without a rule of its own is this one. */
function recordOf(model: CollectionModel, text: string, id: string): CreateOperation['record'] {
  const record = textPaths(model.schema)
    .filter(([field]) => !ownFields.has(String(field)))
    .reduce((made, path) => withValue(made, path, text), { ...(exampleRecord(model.schema) as object), id } as unknown);
  return record as CreateOperation['record'];
}

/** Fields that make a record's place in a unique index; each record needs its own. */
function apart(model: CollectionModel, record: CreateOperation['record'], number: number): CreateOperation['record'] {
  const unique = Object.values(model.indexes).find((index) => index.unique);
  const field = unique?.keys.find((key) => key in record) ?? unique?.keys.flatMap((key) => model.computed[key]?.from ?? [])[0];
  if (field === undefined) return record;
  const value = record[field];
  if (typeof value === 'number') return { ...record, [field]: number };
  return { ...record, [field]: `k${number}`.slice(0, maxIdLength) };
}

/**
 * Writes every text into every text field of every collection, closes and opens nothing in between, and reads each record back.
 * @returns how many records were compared
 * @throws Error that names the collection and the text that came back changed
 */
export async function runHostileStrings({ create, strings }: HostileStringsOptions): Promise<number> {
  const adapter = await create();
  let compared = 0;
  try {
    for (const [collection, model] of Object.entries(crmModel.collections) as [string, CollectionModel][]) {
      const records = strings.map((text, i) => apart(model, recordOf(model, text, `${collection}-${i}`), i + 1));
      await adapter.commit({ ops: records.map((record) => ({ op: 'create', collection, record })) });
      const read = await adapter.get(collection, records.map(({ id }) => id));
      records.forEach((record, i) => {
        const { version: _version, updatedAt: _updatedAt, ...found } = read[i] ?? ({} as Record<string, Json>);
        const { version: _, updatedAt: __, ...written } = record;
        if (!sameJson(found as Json, written as Json)) throw new Error(`${collection}: the text ${JSON.stringify(strings[i])} came back changed`);
      });
      compared += records.length;
    }
  } finally {
    await adapter.destroy();
  }
  return compared;
}
