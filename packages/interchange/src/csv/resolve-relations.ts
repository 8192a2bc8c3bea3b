import type { CsvWorkOptions } from './csv.types.js';
import type { CsvDraft, CsvRelation, RelatedCollection } from './mapping.types.js';
import { resolveNames, type KnownRecord, type NameMatch, type NameProposal } from './resolve-names.js';
import { SlicedWork } from './sliced-work.js';

/** A name or a key for which no record was taken. */
export interface UnresolvedRelation {
  collection: RelatedCollection;
  /** What the file says; the key where there is no name. */
  name: string;
  kind: 'several' | 'near' | 'unknown';
  /** Records that may be meant; empty for `unknown`. */
  proposals: readonly NameProposal[];
  /** Indexes in the table's `rows`. */
  rows: number[];
}

export interface ResolveRelationsOptions extends CsvWorkOptions {
  /** What a person decided, by collection and name: the id of a record, or `null` for none. */
  decisions?: Partial<Record<RelatedCollection, ReadonlyMap<string, string | null>>> | undefined;
}

/** Drafts whose relations have the ids of records, and what was not found. */
export interface ResolvedRelations<Draft extends CsvDraft> {
  records: Draft[];
  unresolved: UnresolvedRelation[];
}

type Known = Partial<Record<RelatedCollection, readonly KnownRecord[]>>;

/** Looks relations up: by key first, then by what a person decided, then by name. */
class Lookup {
  readonly #ids = new Map<RelatedCollection, ReadonlyMap<string, string>>();
  readonly #matches = new Map<RelatedCollection, ReadonlyMap<string, NameMatch>>();
  readonly #decisions: NonNullable<ResolveRelationsOptions['decisions']>;

  constructor(known: Known, decisions: NonNullable<ResolveRelationsOptions['decisions']>) {
    this.#decisions = decisions;
    for (const [collection, records] of Object.entries(known) as [RelatedCollection, readonly KnownRecord[]][]) {
      this.#ids.set(collection, new Map(records.flatMap(({ id, keys = [] }) => keys.map((key) => [key, id] as const))));
    }
  }

  async readNames(drafts: readonly CsvDraft[], known: Known, options: CsvWorkOptions): Promise<void> {
    const names = new Map<RelatedCollection, Set<string>>();
    for (const { relations } of drafts) {
      for (const { collection, name } of relations) {
        if (name === undefined) continue;
        let found = names.get(collection);
        if (!found) names.set(collection, (found = new Set()));
        found.add(name);
      }
    }
    for (const [collection, wanted] of names) this.#matches.set(collection, await resolveNames(wanted, known[collection] ?? [], options));
  }

  find({ collection, name, key }: CsvRelation): NameMatch | { kind: 'none' } {
    const id = key === undefined ? undefined : this.#ids.get(collection)?.get(key);
    if (id !== undefined) return { kind: 'exact', id };
    if (name === undefined) return { kind: 'unknown' };
    const decided = this.#decisions[collection]?.get(name);
    if (decided !== undefined) return decided === null ? { kind: 'none' } : { kind: 'exact', id: decided };
    return this.#matches.get(collection)?.get(name) ?? { kind: 'unknown' };
  }
}

/** The draft with the ids that its relations were found to have. A line of a deal needs more than the id of a product: there it stands in the relation alone. */
function withIds<Draft extends CsvDraft>(draft: Draft, relations: CsvRelation[]): Draft {
  const ids: Record<string, unknown> = {};
  for (const { field, id } of relations) {
    if (id === undefined || field === 'lineItems') continue;
    if (field === 'contactIds') ids[field] = [...((ids[field] as string[] | undefined) ?? []), id];
    else ids[field] = id;
  }
  return { ...draft, record: { ...draft.record, ...ids }, relations };
}

const draftsPerTurn = 500;

/**
 * Puts the ids of records in place of the names and keys that a file has for them. What is not exactly the name or the key of one record is left without, and told with
 * proposals. Records of files that are imported together are known by the ids that they are going to have.
 * @throws CrmError ABORTED by the signal
 */
export async function resolveRelations<Draft extends CsvDraft>(
  drafts: readonly Draft[],
  known: Known,
  options: ResolveRelationsOptions = {},
): Promise<ResolvedRelations<Draft>> {
  const lookup = new Lookup(known, options.decisions ?? {});
  const work = new SlicedWork('Looking names up', options);
  await lookup.readNames(drafts, known, { signal: options.signal, clock: options.clock });
  const unresolved = new Map<string, UnresolvedRelation>();
  const records: Draft[] = [];
  for (const draft of drafts) {
    const relations = draft.relations.map((relation) => {
      const match = lookup.find(relation);
      if (match.kind === 'exact') return { ...relation, id: match.id };
      if (match.kind === 'none') return relation;
      const { collection } = relation;
      const name = relation.name ?? relation.key ?? '';
      const place = `${collection}:${name}`;
      const told = unresolved.get(place);
      if (told) told.rows.push(draft.row);
      else {
        const proposals = match.kind === 'unknown' ? [] : match.proposals;
        unresolved.set(place, { collection, name, kind: match.kind, proposals, rows: [draft.row] });
      }
      return relation;
    });
    records.push(withIds(draft, relations));
    if (records.length % draftsPerTurn === 0) await work.turn(records.length, drafts.length);
  }
  work.tell(drafts.length, drafts.length);
  return { records, unresolved: [...unresolved.values()] };
}
