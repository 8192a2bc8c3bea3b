import type { Committed } from '../contract.js';

/**
 * The result of a commit, without the content of these records: what is left says that they were written, and no more.
 * @param gone ids, of whatever collection: a result does not say which one
 */
export function withoutContent(result: Committed, gone: ReadonlySet<string>): Committed {
  if (!result.records.some((record) => record && gone.has(record.id))) return result;
  return {
    ...result,
    records: result.records.map((record) => {
      if (!record || !gone.has(record.id)) return record;
      const { id, version, createdAt, updatedAt } = record;
      return { id, version, createdAt, updatedAt };
    }),
  };
}
