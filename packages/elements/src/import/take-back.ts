import { commitInChunks, type CreateOperation, type CrmClient, type DataAdapter, type DeleteOperation } from '@crm-elements/data';
import type { StoredRecord } from '@crm-elements/schema';

interface TakeBackOptions {
  onProgress: (progress: { committed: number; total: number }) => void;
}

/** What was removed, and what stays as somebody has worked with it since. */
interface TakenBack {
  removed: number;
  kept: number;
}

/** Records that follow from the one before them. */
const followers: ReadonlySet<string> = new Set(['stageChanges', 'notes']);
/** Collections whose records may name imported ones. */
const referring = ['pipelines', 'stages', 'companies', 'contacts', 'deals', 'tickets', 'notes', 'tasks', 'activities', 'views'] as const;
const pageSize = 1_000;
const lookUpSize = 500;

/** A record and what follows from it. */
type Group = [CreateOperation, ...CreateOperation[]];

function groupsOf(operations: readonly CreateOperation[]): Group[] {
  const groups: Group[] = [];
  for (const operation of operations) {
    const last = groups.at(-1);
    if (last && followers.has(operation.collection)) last.push(operation);
    else groups.push([operation]);
  }
  return groups;
}

/** All texts of a record that are ids of these records. */
function idsIn(value: unknown, ids: ReadonlySet<string>, found: Set<string>): void {
  if (typeof value === 'string') {
    if (ids.has(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) idsIn(part, ids, found);
}

async function* everyRecord(adapter: DataAdapter, collection: string): AsyncGenerator<StoredRecord> {
  for (let after: string | undefined; ;) {
    const page = await adapter.query({ collection, limit: pageSize, ...(after !== undefined && { after }) });
    yield* page.records;
    if (page.next === undefined) return;
    after = page.next;
  }
}

/** Finds out which imported records are no longer as the import made them, or are named by records that it did not make. */
class Bonds {
  readonly #adapter: DataAdapter;
  readonly #groups: readonly Group[];
  readonly #groupOf = new Map<string, Group>();
  readonly #own: ReadonlySet<string>;
  readonly kept = new Set<Group>();
  /** Records of the import that are there. */
  readonly there = new Set<string>();

  constructor(adapter: DataAdapter, groups: readonly Group[]) {
    this.#adapter = adapter;
    this.#groups = groups;
    for (const group of groups) for (const { record } of group) this.#groupOf.set(record.id, group);
    this.#own = new Set(this.#groupOf.keys());
  }

  async find(): Promise<void> {
    await this.#findChanged();
    for (const collection of referring) {
      for await (const record of everyRecord(this.#adapter, collection)) if (!this.#own.has(record.id)) this.#keepNamed(record);
    }
  }

  async #findChanged(): Promise<void> {
    const idsOf = new Map<string, string[]>();
    for (const { collection, record } of this.#groups.flat()) {
      if (!idsOf.has(collection)) idsOf.set(collection, []);
      idsOf.get(collection)!.push(record.id);
    }
    for (const [collection, all] of idsOf) {
      for (let i = 0; i < all.length; i += lookUpSize) {
        for (const record of await this.#adapter.get(collection, all.slice(i, i + lookUpSize))) {
          if (!record) continue;
          this.there.add(record.id);
          if (record.version !== 1) this.#keep(record);
        }
      }
    }
  }

  /** A record stays, and with it what it names. */
  #keep(record: StoredRecord): void {
    const group = this.#groupOf.get(record.id);
    if (group && !this.kept.has(group)) {
      this.kept.add(group);
      for (const operation of group) this.#keepNamed(operation.record);
    }
    this.#keepNamed(record);
  }

  #keepNamed(record: unknown): void {
    const named = new Set<string>();
    idsIn(record, this.#own, named);
    for (const id of named) {
      const group = this.#groupOf.get(id)!;
      if (!this.kept.has(group)) this.#keep(group[0].record as StoredRecord);
    }
  }
}

/**
 * Removes what an import made: each record that is still as it was made and that nothing else names. The others stay, with all that they name.
 * @param operations of the import, as far as they are in the store
 * @throws CrmError of the store; what is removed is, and the same call goes on
 */
export async function takeBack(
  client: CrmClient,
  operations: readonly CreateOperation[],
  { onProgress }: TakeBackOptions,
): Promise<TakenBack> {
  const groups = groupsOf(operations);
  const bonds = new Bonds(client.adapter, groups);
  await bonds.find();
  // What names others goes first.
  const going = groups.filter((group) => !bonds.kept.has(group)).reverse();
  const deletes = going.flatMap((group) =>
    group
      .filter(({ record }) => bonds.there.has(record.id))
      .map(({ collection, record }): DeleteOperation => ({ op: 'delete', collection, id: record.id, ifVersion: 1 })),
  );
  await commitInChunks(client.adapter, deletes, {
    token: `take-back:${client.newId()}`,
    startsGroup: ({ collection }) => !followers.has(collection),
    origin: 'import',
    by: client.actor,
    onProgress,
  });
  return { removed: deletes.length, kept: [...bonds.kept].reduce((sum, group) => sum + group.length, 0) };
}
