import type { Touched } from '@crm-elements/data';
import type { Database } from './database.js';
import type { ChangeRow, StateRow } from './tables.js';

/** What others committed behind the commit `from`: the collections' ids, the records of some, and the last commit. */
export interface Heard extends Touched {
  instance: string;
  seq: number;
  from: number;
  ids: Map<string, Set<string>>;
  /** There is too much of it to be named, or it is no longer kept. */
  all: boolean;
}

/** More commits than this are not told one by one. */
const maxHeard = 200;

/** More records than this are not read along. */
const maxRecords = 100;

/** What was committed behind `seq`, other than by `writer`; with the records of the `watched` collections as they are now, whoever wrote them. */
export function readHeard(database: Database, seq: number, writer: string, watched: readonly string[]): Promise<Heard | undefined> {
  return database.read(['_changes', '_meta', ...watched], async (transaction) => {
    const [found, rows] = await Promise.all([
      transaction.system('_meta').get('state'),
      transaction.system('_changes').rows({ lower: seq, lowerOpen: true, upperOpen: false }, { limit: maxHeard }),
    ]);
    const state = found as StateRow | undefined;
    if (!state) return undefined;
    const all = rows.length !== state.seq - seq;
    const ids = idsOf(rows.filter((row) => row.writer !== writer));
    const changed = idsOf(rows);
    const few = !all && ids.size > 0 && watched.every((collection) => (changed.get(collection)?.size ?? 0) <= maxRecords);
    const named = await Promise.all(
      (few ? watched : []).map(async (collection) => {
        const wanted = [...(changed.get(collection) ?? [])];
        const records = await transaction.records(collection).getMany(wanted);
        return [collection, new Map(wanted.map((id, i) => [id, records[i]?.r]))] as const;
      }),
    );
    return { instance: state.instance, seq: state.seq, from: seq, ids, records: new Map(named), all };
  });
}

function idsOf(rows: readonly ChangeRow[]): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { collection, id } of rows.flatMap(({ change }) => change.operations))
    ids.set(collection, (ids.get(collection) ?? new Set()).add(id));
  return ids;
}
