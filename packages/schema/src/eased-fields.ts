import { normaliseEmail, normalisePhone } from './contact-points.js';
import type { CollectionName } from './crm-model.js';
import { formatName, parseName } from './names.js';

type Fields = Readonly<Record<string, unknown>>;

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

/** The fields of a new contact or company that callers may give in an easier form, in the form that records keep; none for other collections. */
export function easedFields(collection: CollectionName, given: Fields): Fields {
  const { emails, phones } = given;
  return {
    ...(collection === 'contacts' && completeName(given)),
    ...(collection === 'contacts' && emails !== undefined && { emails: each(emails, emailOf) }),
    ...((collection === 'contacts' || collection === 'companies') && phones !== undefined && { phones: each(phones, phoneOf) }),
  };
}
