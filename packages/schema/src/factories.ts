import { toInstant } from './calendar-date.js';
import { normaliseEmail, normalisePhone } from './contact-points.js';
import { crmModel, type CollectionName } from './crm-model.js';
import { defaults } from './defaults.js';
import type { CollectionModel } from './model.js';
import { formatName, parseName } from './names.js';
import type { NewRecord, RecordInput } from './record-input.js';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is neither a text nor an object is left as it is, for the validation to refuse. */
const emailOf = (given: unknown): unknown => {
  if (typeof given === 'string') return normaliseEmail(given);
  return isObject(given) && given.key === undefined && typeof given.value === 'string' ? { ...given, key: normaliseEmail(given.value).key } : given;
};

const phoneOf = (given: unknown): unknown => (typeof given === 'string' ? normalisePhone(given) : given);

const each = (list: unknown, of: (item: unknown) => unknown): unknown => (Array.isArray(list) ? list.map((item) => of(item)) : list);

/** The name as one text from its parts, or its parts from the text, where only one of the two was given. */
function completeName(given: Fields): Fields {
  const { name, fullName } = given;
  if (fullName === undefined && isObject(name)) return { fullName: formatName(name) };
  if (name === undefined && typeof fullName === 'string') return { name: parseName(fullName) };
  return {};
}

/** Fields that are worked out from what was given. */
function derived(collection: CollectionName, given: Fields): Fields {
  const { emails, phones } = given;
  return {
    ...(collection === 'contacts' && completeName(given)),
    ...(collection === 'contacts' && emails !== undefined && { emails: each(emails, emailOf) }),
    ...((collection === 'contacts' || collection === 'companies') && phones !== undefined && { phones: each(phones, phoneOf) }),
  };
}

/**
 * A new record of a collection from what a caller has: every default filled in (empty lists, `lifecycleStage` lead, `priority` normal …),
 * a contact's full name from its parts or the parts from the full name, keys of e-mail addresses. The input is not changed; fields
 * that no schema knows are kept; a field given as `undefined` counts as not given. Nothing is validated here: the store does.
 *
 * Left out is what the store sets: `version`, `createdAt`, `updatedAt`, a ticket's `number`, a message's `seq`. A deal's `rank` is the
 * first one unless given: who knows the column gives a better one ({@link rankBetween}).
 * @param options.at The moment of making, for fields such as `stageEnteredAt`. Default: now, by this device's clock.
 */
export function makeRecord<Name extends CollectionName>(
  collection: Name,
  input: RecordInput<Name>,
  { at = toInstant(Date.now()) }: { at?: string | undefined } = {},
): NewRecord<Name> {
  const model: CollectionModel = crmModel.collections[collection];
  const assigned = new Set(['version', 'createdAt', 'updatedAt', ...Object.keys(model.counters)]);
  const given = Object.fromEntries(Object.entries(input).filter(([field, value]) => value !== undefined && !assigned.has(field)));
  return { ...defaults[collection](at, given), ...given, ...derived(collection, given) } as unknown as NewRecord<Name>;
}
