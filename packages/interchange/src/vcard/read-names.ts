import type { PersonName } from '@crm-elements/schema';
import type { PropertyReader } from './card-draft.js';
import { componentsOf, listOf, unescapeText } from './values.js';

/** What RFC 9554 names by itself and repeats in an older component for those that do not know it (2.2): added where it is not. */
const together = (older: readonly string[], newer: readonly string[]): string[] => {
  const known = older.join(' ');
  return [...older, ...newer.filter((name) => !known.includes(name))];
};

/** N: family; given; additional; prefixes; suffixes (RFC 6350, 6.2.2); secondary surname; generation (RFC 9554, 2.2). */
const readName: PropertyReader = ({ text }, { contact, version }) => {
  const [family = [], given = [], additional = [], prefix = [], suffix = [], surname = [], generation = []] = componentsOf(text, version);
  const parts: [keyof PersonName, string][] = [
    ['prefix', prefix.join(' ')],
    ['given', given.join(' ')],
    ['additional', additional.join(' ')],
    ['family', together(family, surname).join(' ')],
    ['suffix', together(suffix, generation).join(', ')],
  ];
  const told = parts.filter(([, part]) => part !== '');
  if (told.length === 0) return true;
  if (contact.name) return false;
  contact.name = Object.fromEntries(told);
  return true;
};

/** FN (RFC 6350, 6.2.1). One that was made of other properties is made again (`DERIVED`, RFC 9554, 4.4). */
const readFullName: PropertyReader = ({ text, params }, { contact, version }) => {
  const value = unescapeText(text, version);
  const isDerived = (params.get('DERIVED') ?? params.get('X-DERIVED'))?.[0]?.toLowerCase() === 'true';
  if (value === '' || isDerived || contact.fullName === value) return true;
  if (contact.fullName !== undefined) return false;
  contact.fullName = value;
  return true;
};

/** A text of which a contact keeps one. */
const one =
  (field: 'pronouns' | 'jobTitle' | 'role'): PropertyReader =>
  ({ text }, { contact, version }) => {
    const value = unescapeText(text, version);
    if (value === '' || contact[field] === value) return true;
    if (contact[field] != null) return false;
    contact[field] = value;
    return true;
  };

/** NICKNAME: a list (RFC 6350, 6.2.3); a contact has one text for all. */
export const readNicknames: PropertyReader = ({ text }, { contact, version }) => {
  const names = listOf(text, version);
  if (names.length === 0) return true;
  const told = names.join(', ');
  contact.nickname = contact.nickname == null ? told : `${contact.nickname}, ${told}`;
  return true;
};

/** ORG: the name of the company; its units (RFC 6350, 6.6.4). */
const readCompany: PropertyReader = ({ text }, { rest, version }) => {
  const [name = '', ...units] = componentsOf(text, version).map((part) => part.join(', '));
  const companyUnits = units.filter((unit) => unit !== '');
  if (name === '' && companyUnits.length === 0) return true;
  if (rest.companyName !== undefined || rest.companyUnits) return false;
  if (name !== '') rest.companyName = name;
  if (companyUnits.length > 0) rest.companyUnits = companyUnits;
  return true;
};

/** What a person is called and does: a contact keeps the preferred one of each. */
export const nameReaders: readonly (readonly [string, PropertyReader])[] = [
  ['N', readName],
  ['FN', readFullName],
  ['PRONOUNS', one('pronouns')],
  ['X-PRONOUNS', one('pronouns')],
  ['TITLE', one('jobTitle')],
  ['ROLE', one('role')],
  ['ORG', readCompany],
];
