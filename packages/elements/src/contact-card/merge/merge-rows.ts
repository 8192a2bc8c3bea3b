/** What two contacts hold side by side, and what a merge makes of it where nobody decides. Pure. */
import { unmergedFields, type Contact, type Json } from '@crm-elements/schema';

/** Whose value a field gets, by the contact's id; `both` unites two lists. */
export type MergePick = string;
export const both = 'both';

/** One field of two contacts. */
export interface MergeRow {
  /** A field of the contact, or `custom.<key>`. */
  readonly field: string;
  /** What each of them has, in their order. */
  readonly values: readonly [Json | undefined, Json | undefined];
  /** Both can be kept together. */
  readonly isList: boolean;
  /** There is nothing to choose. */
  readonly isSame: boolean;
}

/** The order in which fields are compared. What is not named here follows the rules of a merge unseen: ids of other systems, for one. */
const compared = [
  'fullName',
  'nickname',
  'pronouns',
  'photo',
  'emails',
  'phones',
  'urls',
  'socials',
  'addresses',
  'jobTitle',
  'role',
  'companyId',
  'birthday',
  'languages',
  'timeZone',
  'lifecycleStage',
  'leadStatus',
  'source',
  'ownerId',
  'tags',
  'needs',
  'consent',
  'keepInTouchDays',
] as const satisfies readonly (keyof Contact)[];

export type ComparedField = (typeof compared)[number];

export const isEmpty = (value: Json | undefined): boolean =>
  value == null || (typeof value === 'string' ? value.trim() === '' : typeof value === 'object' && Object.keys(value).length === 0);

function rowOf(field: string, a: Json | undefined, b: Json | undefined): MergeRow[] {
  if (isEmpty(a) && isEmpty(b)) return [];
  const isSame = JSON.stringify(a) === JSON.stringify(b);
  return [{ field, values: [a, b], isList: Array.isArray(a) && Array.isArray(b) && a.length > 0 && b.length > 0, isSame }];
}

/** The fields in which at least one of the two has something, those of the model first, then custom ones by their keys. */
export function mergeRows(a: Contact, b: Contact): MergeRow[] {
  const [one, other] = [a, b] as unknown as [Record<string, Json | undefined>, Record<string, Json | undefined>];
  const keys = [...new Set([...Object.keys(a.custom ?? {}), ...Object.keys(b.custom ?? {})])].sort();
  const custom = (contact: Contact, key: string) => (contact.custom as Record<string, Json | undefined> | undefined)?.[key];
  return [
    ...compared.filter((field) => !unmergedFields.has(field)).flatMap((field) => rowOf(field, one[field], other[field])),
    ...keys.flatMap((key) => rowOf(`custom.${key}`, custom(a, key), custom(b, key))),
  ];
}

/** What a merge takes where nobody decides: both lists, the value of the contact that stays, or the only one that there is. */
export function defaultPick({ values, isList }: MergeRow, ids: readonly [string, string], keepId: string): MergePick {
  if (isList) return both;
  const [kept, other] = ids[0] === keepId ? [0, 1] : ([1, 0] as const);
  return isEmpty(values[kept]) ? ids[other]! : ids[kept]!;
}

/** The decisions that differ from what the merge does by itself. */
export function choicesOf(
  rows: readonly MergeRow[],
  picks: ReadonlyMap<string, MergePick>,
  ids: readonly [string, string],
  keepId: string,
): Record<string, string> {
  const choices: Record<string, string> = {};
  for (const row of rows) {
    const pick = picks.get(row.field);
    if (pick !== undefined && pick !== both && pick !== defaultPick(row, ids, keepId)) choices[row.field] = pick;
  }
  return choices;
}
