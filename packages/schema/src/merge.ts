import { asciiDigits } from './digits.js';
import type { Json } from './json.js';
import type { Contact } from './records/contact.js';
import type { StoredRecord } from './model.js';
import { fold } from './text.js';

/** Whose value a field gets where a person decided: that of the contact that stays, or of the one that is merged into it. */
export type MergeChoice = 'kept' | 'merged';

/** Decisions by field; a custom value is `custom.<key>`. `fullName` stands for the whole name. */
export type MergeChoices = Readonly<Record<string, MergeChoice>>;

/** Fields that no merge changes: what the store sets, whom a server checked, and the merge's own. */
export const unmergedFields: ReadonlySet<string> = new Set([
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'verified',
  'mergedIntoId',
  'mergedIds',
]);

const isBlank = (value: Json | undefined): boolean => {
  if (value == null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.keys(value).length === 0;
};

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two telephone numbers with the same key reach the same person. */
export function phoneKey({ e164, raw, extension = '' }: Contact['phones'][number]): string {
  const digits = asciiDigits(raw.normalize('NFKC')).replace(/\D/g, '');
  return `${e164 ?? (digits || fold(raw))};${extension}`;
}

/** JSON with its members in the order of their names, without those that only label. */
const plainKey = (value: Json): string => {
  if (!isObject(value)) return JSON.stringify(value);
  const parts = Object.keys(value).filter((key) => key !== 'type' && key !== 'primary');
  return JSON.stringify(
    parts.sort().map((key) => {
      const part = value[key];
      return [key, typeof part === 'string' ? fold(part.trim()) : part];
    }),
  );
};

/** By what an entry of a list is the same as another one. */
const entryKeys: Readonly<Record<string, (entry: never) => string>> = {
  emails: (email: Contact['emails'][number]) => email.key,
  phones: phoneKey,
  urls: (url: Contact['urls'][number]) => url.value.trim(),
  socials: plainKey,
  addresses: plainKey,
  languages: (tag: string) => tag.toLowerCase(),
};

/** Both lists, the kept one first, without doubles. Which entry is the primary one stays as the kept list says. */
function united(field: string, kept: readonly Json[], merged: readonly Json[]): Json[] {
  const keyOf = (entryKeys[field] ?? JSON.stringify) as (entry: Json) => string;
  const known = new Set(kept.map(keyOf));
  const added = merged.filter((entry) => {
    const key = keyOf(entry);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  if (kept.length === 0) return added;
  return [
    ...kept,
    ...added.map((entry) => {
      if (!isObject(entry)) return entry;
      const { primary: _, ...rest } = entry;
      return rest;
    }),
  ];
}

type Consent = Contact['consent'][number];

const consentKey = ({ channel, purpose }: Consent) => JSON.stringify([fold(channel.trim()), fold(purpose.trim())]);
const isRefusal = ({ status }: Consent) => status === 'withdrawn' || status === 'denied';

/** What holds, of a contact's entries about one channel and purpose: the latest, and of the same moment the refusal. */
const latest = (entries: readonly Consent[]): Consent =>
  entries.reduce((last, next) => (next.at > last.at || (next.at === last.at && isRefusal(next)) ? next : last));

function byKey(list: readonly Consent[]): Map<string, Consent[]> {
  const groups = new Map<string, Consent[]>();
  for (const entry of list) groups.set(consentKey(entry), [...(groups.get(consentKey(entry)) ?? []), entry]);
  return groups;
}

/**
 * What both contacts agreed to: the history of both, of which the latest entry of a channel and purpose holds. But where the last word of one of
 * them was a refusal, a later consent of the other is left out: who said no to one of two records has said no, until a person decides otherwise.
 */
function unitedConsent(kept: readonly Consent[], merged: readonly Consent[]): Consent[] {
  const [own, other] = [byKey(kept), byKey(merged)];
  const isOverruled = (entry: Consent, of: Map<string, Consent[]>, by: Map<string, Consent[]>) => {
    const others = by.get(consentKey(entry));
    if (!others || isRefusal(entry) || isRefusal(latest(of.get(consentKey(entry))!))) return false;
    const word = latest(others);
    return isRefusal(word) && entry.at >= word.at;
  };
  const known = new Set(kept.map((entry) => JSON.stringify(entry)));
  return [
    ...kept.filter((entry) => !isOverruled(entry, own, other)),
    ...merged.filter((entry) => !known.has(JSON.stringify(entry)) && !isOverruled(entry, other, own)),
  ];
}

const openObjects: ReadonlySet<string> = new Set(['custom', 'externalIds']);

/** Members that patches can name: `custom.size`. */
const hasPaths = (value: Json | undefined) =>
  value === undefined || (isObject(value) && Object.keys(value).every((key) => key !== '' && !key.includes('.')));

/** The fields of a record that merges change. The members of `open` objects are fields of their own. */
function flat(record: StoredRecord, open: ReadonlySet<string>): Map<string, Json> {
  const fields = new Map<string, Json>();
  for (const [field, value] of Object.entries(record)) {
    if (value === undefined || unmergedFields.has(field)) continue;
    if (open.has(field)) for (const [key, inner] of Object.entries(value as { [key: string]: Json })) fields.set(`${field}.${key}`, inner);
    else fields.set(field, value);
  }
  return fields;
}

/** The name as parts and the name as text are one decision. */
const choiceOf = (choices: MergeChoices, field: string): MergeChoice | undefined =>
  field === 'name' || field === 'fullName' ? (choices['fullName'] ?? choices['name']) : choices[field];

/** What a field becomes where nobody decided. */
function mergedValue(field: string, kept: Json | undefined, merged: Json): Json | undefined {
  if (isBlank(merged)) return kept;
  if (field === 'consent') return unitedConsent((kept ?? []) as Consent[], merged as Consent[]);
  if (field === 'lastActivityAt') return (kept ?? '') < merged! ? merged : kept;
  if (Array.isArray(merged) && (Array.isArray(kept) || kept == null)) return united(field, kept ?? [], merged);
  return isBlank(kept) ? merged : kept;
}

/**
 * What merging one contact into another changes in the one that stays, by field (`custom.<key>` for a custom value); `undefined` takes a field
 * away. Where nobody decided, a field keeps its value and takes the other's where it has none; lists are united without doubles, the
 * primary entry stays; of consents see {@link unitedConsent}. `verified` is no page's to give.
 */
export function mergeFields(kept: StoredRecord, merged: StoredRecord, choices: MergeChoices = {}): Record<string, Json | undefined> {
  const open = new Set([...openObjects].filter((field) => hasPaths(kept[field]) && hasPaths(merged[field])));
  const own = flat(kept, open);
  const other = flat(merged, open);
  const ofName: MergeChoice = isBlank(own.get('fullName')) && !isBlank(other.get('fullName')) ? 'merged' : 'kept';
  const changed: Record<string, Json | undefined> = {};
  for (const field of new Set([...own.keys(), ...other.keys()])) {
    const [before, theirs] = [own.get(field), other.get(field)];
    const choice = choiceOf(choices, field) ?? (field === 'name' ? ofName : undefined);
    if (choice === 'kept' || (choice === undefined && theirs === undefined)) continue;
    const after = choice === 'merged' ? theirs : mergedValue(field, before, theirs!);
    if (JSON.stringify(after) !== JSON.stringify(before)) changed[field] = after;
  }
  return changed;
}
