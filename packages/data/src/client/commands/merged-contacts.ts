/** What is known of merged contacts: where each of them went, and what it takes to bring it back. */
import {
  contactReferences,
  mergeFields,
  type ContactReference,
  type Json,
  type MergeChoices,
  type StoredRecord,
} from '@crm-elements/schema';
import type { DataAdapter } from '../../contract.js';
import type { applyPatch, sameJson } from '../../engine/batch.js';
import type { changedFields, FieldChange, valueAt } from '../changes.js';
import { patchOperation, type CommandContext } from '../context.js';
import type { Journal } from '../journal.js';
import type { Reader } from '../write.js';

/** What merging needs of the client. The functions come with it, as a module shared with this part would be cut out of the first chunk. */
export interface MergeContext extends CommandContext {
  journal: Pick<Journal, 'add'>;
  origin: string;
  records: { applyPatch: typeof applyPatch; changedFields: typeof changedFields; sameJson: typeof sameJson; valueAt: typeof valueAt };
}

/** A reference as it was before any merge moved it, so that merges can be taken back in any order. */
export interface MovedReference {
  collection: string;
  id: string;
  field: string;
  before: Json;
}

/** What a merge keeps of what it did. */
export interface MergeRecord {
  /** What it changed in the contact that stays. */
  fields: FieldChange[];
  choices: MergeChoices;
  /** The references that named the merged contact. Those to contacts that were merged into it before are kept with these. */
  moved: MovedReference[];
  /** What changed in the merged contact meanwhile: merges into itself that were taken back. */
  since: FieldChange[];
}

/** A merged contact stands in the trash with what its merge did. Unlike what was deleted, it stays there until the merge is taken back. */
export interface MergedRow {
  id: string;
  version: number;
  /** The contact as it was, with `mergedIntoId`. */
  record: StoredRecord & { mergedIntoId: string };
  merge: MergeRecord;
}

/** The form in which a row keeps it: a field that was not there is left out. */
export const storable = (record: MergeRecord): Json => JSON.parse(JSON.stringify(record)) as Json;

/** When the trash may let go of a merged contact: never. */
export const neverExpires = '9999-12-31T23:59:59.999Z';

export const referenceKey = ({ collection, id, field }: Pick<MovedReference, 'collection' | 'id' | 'field'>) =>
  `${collection}/${id}/${field}`;

export const contactPatch = (id: string, fields: Readonly<Record<string, Json | undefined>>) => patchOperation('contacts', id, fields);

/** Rows of the trash in one read. */
const rowsInRead = 500;

/** Reads merges as one command needs them: upwards (into whom), and downwards (who else). */
export class Merges {
  readonly records: MergeContext['records'];
  readonly #reader: Reader;
  readonly #rows = new Map<string, MergedRow | undefined>();

  constructor({ records }: MergeContext, reader: Reader) {
    this.records = records;
    this.#reader = reader;
  }

  /** The row of a contact that is merged, of those that were looked up. */
  row(id: string): MergedRow | undefined {
    return this.#rows.get(id);
  }

  /** The contacts that were merged into this one and are still, in the order of the merges. */
  mergedInto(id: string): string[] {
    const holder = this.row(id)?.record ?? this.#reader.known('contacts', id);
    return ((holder?.mergedIds ?? []) as string[]).filter((child) => this.row(child)?.record.mergedIntoId === id);
  }

  /** One of those that were merged into a contact, and those that were after it. */
  fromOn(id: string, childId: string): string[] {
    const order = this.mergedInto(id);
    return [childId, ...order.slice(order.indexOf(childId) + 1)];
  }

  /** Learns into whom contacts are merged, up to those that are not. */
  async lookUp(ids: readonly string[]): Promise<void> {
    for (let level = ids; level.length > 0;) level = (await this.#load(level)).map(({ record }) => record.mergedIntoId);
  }

  /** Learns who is merged into contacts, and into those. */
  async lookDown(ids: readonly string[]): Promise<void> {
    await this.#reader.load('contacts', ids);
    for (let level = ids; level.length > 0;) {
      const holders = level.map((id) => this.row(id)?.record ?? this.#reader.known('contacts', id));
      const rows = await this.#load(holders.flatMap((holder) => (holder?.mergedIds ?? []) as string[]));
      level = rows.map(({ record }) => record.id);
    }
  }

  /** @returns the rows that were not known before */
  async #load(ids: readonly string[]): Promise<MergedRow[]> {
    const unknown = [...new Set(ids)].filter((id) => !this.#rows.has(id));
    for (const id of unknown) this.#rows.set(id, undefined);
    const found: MergedRow[] = [];
    for (let i = 0; i < unknown.length; i += rowsInRead) {
      const keys = unknown.slice(i, i + rowsInRead).map((id) => `contacts:${id}`);
      const { records } = await this.#reader.adapter.query({ collection: 'trash', where: { recordKey: { in: keys } }, limit: rowsInRead });
      found.push(...(records.filter(({ merge }) => merge !== undefined) as unknown as MergedRow[]));
    }
    for (const row of found) this.#rows.set(row.record.id, row);
    return found;
  }

  /** The contact that stands for this one now; at `stopAt`, as if that were not merged. */
  rootOf(id: string, stopAt?: string): string {
    const seen = new Set<string>();
    let root = id;
    for (let row = this.row(root); row && root !== stopAt && !seen.has(root); row = this.row(root)) {
      seen.add(root);
      root = row.record.mergedIntoId;
    }
    return root;
  }

  /** A contact and all that are merged into it, directly or not. */
  family(id: string): string[] {
    return [id, ...this.mergedInto(id).flatMap((child) => this.family(child))];
  }

  /** What a merge changes in the contact that stays. */
  changes(kept: StoredRecord, merged: StoredRecord, choices: MergeChoices): FieldChange[] {
    const { applyPatch, changedFields } = this.records;
    return changedFields(kept, applyPatch(kept, contactPatch(kept.id, mergeFields(kept, merged, choices))));
  }

  /** How references stood before any merge, by {@link referenceKey}, as far as looked up. */
  movedReferences(): Map<string, Json> {
    const rows = [...this.#rows.values()].flatMap((row) => row ?? []);
    return new Map(rows.flatMap(({ merge }) => merge.moved.map((moved) => [referenceKey(moved), moved.before] as const)));
  }
}

/** A record that names a contact in a field. */
export interface Naming extends ContactReference {
  record: StoredRecord;
}

const pageLength = 1_000;

/** Records that name a contact, `limit` at most, found by index. */
export async function namingsOf({ adapter }: Reader, contactId: string, limit: number): Promise<{ namings: Naming[]; more: boolean }> {
  const namings: Naming[] = [];
  for (const reference of contactReferences(adapter.model)) {
    const { collection, key, valueOf } = reference;
    const query = { collection, where: { [key]: valueOf(contactId) }, sort: sortBehind(adapter, collection, key), limit: pageLength };
    let after: string | undefined;
    do {
      const page = await adapter.query({ ...query, ...(after !== undefined && { after }) });
      namings.push(...page.records.map((record) => ({ ...reference, record })));
      after = page.next;
      if (namings.length > limit) return { namings: namings.slice(0, limit), more: true };
    } while (after !== undefined);
  }
  return { namings, more: false };
}

/** The order of an index that begins with a key: by it the store finds what has the key. */
function sortBehind({ model }: DataAdapter, collection: string, key: string): { by: string }[] {
  const index = Object.values(model.collections[collection]!.indexes).find(({ keys }) => keys[0] === key && keys.length <= 3);
  return (index?.keys.slice(1) ?? []).map((by) => ({ by }));
}
