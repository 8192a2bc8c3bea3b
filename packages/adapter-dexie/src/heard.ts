import type { Database } from './database.js';
import type { StateRow } from './tables.js';

/** What others committed behind `seq`: the collections' ids, and the last commit. */
export interface Heard {
  instance: string;
  seq: number;
  ids: Map<string, Set<string>>;
  /** There is too much of it to be named, or it is no longer kept. */
  all: boolean;
}

/** More commits than this are not told one by one. */
const maxHeard = 200;

/** What was committed behind `seq`, other than by `writer`. */
export function readHeard(database: Database, seq: number, writer: string): Promise<Heard | undefined> {
  return database.read(['_changes', '_meta'], async (transaction) => {
    const [found, rows] = await Promise.all([transaction.system('_meta').get('state'), transaction.system('_changes').rows({ lower: seq, lowerOpen: true, upperOpen: false }, { limit: maxHeard })]);
    const state = found as StateRow | undefined;
    if (!state) return undefined;
    const ids = new Map<string, Set<string>>();
    for (const row of rows) {
      if (row.writer === writer) continue;
      for (const { collection, id } of row.change.operations) ids.set(collection, (ids.get(collection) ?? new Set()).add(id));
    }
    const complete = rows.length === state.seq - seq;
    return { instance: state.instance, seq: state.seq, ids, all: !complete };
  });
}
