import { nameLikeness, nameWords, phoneKey, type Contact, type RecordInput, type StoredRecord } from '@crm-elements/schema';
import type { DataAdapter, Page } from '../../contract.js';

export const duplicateReasons = ['same-email', 'same-phone', 'close-name'] as const;
/** Why two contacts may be one: an e-mail address or a telephone number of both is the same; their names are the same but for little. */
export type DuplicateReason = (typeof duplicateReasons)[number];

/** A contact that may be the same person. */
export interface Duplicate {
  contact: Contact;
  reasons: DuplicateReason[];
  /** How sure it is, from 0 to 1: to order by, and to compare with a threshold of one's own. */
  score: number;
}

/** The contact that others are compared with: a stored one, or what has been typed so far. */
export type DuplicatesOf = Partial<RecordInput<'contacts'>> & { id?: string };

export interface FindDuplicatesOptions {
  /** Candidates at most; 10 when not given. */
  limit?: number;
}

/** What each reason says by itself. Two of them together say more than the surer one, and never more than 1. */
const weights: Readonly<Record<DuplicateReason, number>> = { 'same-email': 0.9, 'same-phone': 0.7, 'close-name': 0.6 };

/** Names that are less alike than this are two people's. */
const closeName = 0.75;

/** Addresses and numbers that are looked up, records that each look-up reads, and words of a name that are varied: what a search costs stays the same at any size. */
const maxKeys = 20;
const pageLength = 50;
const maxVariedWords = 4;

/** What is compared. */
export type ContactPoints = Partial<Pick<Contact, 'id' | 'fullName' | 'emails' | 'phones'>>;

type Points = Required<Omit<ContactPoints, 'id'>>;

function commonReasons(one: Points, other: Points): [DuplicateReason, number][] {
  const shares = <Point>(a: readonly Point[], b: readonly Point[], keyOf: (point: Point) => string) => {
    const keys = new Set(a.map(keyOf));
    return b.some((point) => keys.has(keyOf(point)));
  };
  const likeness = nameLikeness(one.fullName, other.fullName);
  return [
    ...(shares(
      one.emails.filter(({ key }) => key !== ''),
      other.emails,
      ({ key }) => key,
    )
      ? ([['same-email', 1]] as const)
      : []),
    ...(shares(
      one.phones.filter(({ raw }) => raw.trim() !== ''),
      other.phones,
      phoneKey,
    )
      ? ([['same-phone', 1]] as const)
      : []),
    ...(likeness >= closeName ? ([['close-name', likeness]] as const) : []),
  ].map(([reason, likely]) => [reason, likely * weights[reason]]);
}

/**
 * The texts to search for a name: its words in any order; each word by its first letter alone, for a slip behind that; and all words but
 * one, for a slip in the first letter and for names that only one of the two has.
 */
function searchesFor(fullName: string): string[] {
  const words = nameWords(fullName);
  if (words.length < 2) return words;
  const varied = words
    .slice(0, maxVariedWords)
    .map((word) => ({ others: words.filter((other) => other !== word), first: String.fromCodePoint(word.codePointAt(0)!) }));
  return [...new Set([words.join(' '), ...varied.flatMap(({ others, first }) => [[...others, first].join(' '), others.join(' ')])])];
}

/** Everybody whom an index finds by something of this contact. */
async function candidates(adapter: DataAdapter, { fullName, emails, phones }: Points): Promise<StoredRecord[]> {
  const keys = [...new Set([...emails.map(({ key }) => key), ...phones.flatMap(({ e164 }) => e164 ?? [])])]
    .filter((key) => key !== '')
    .slice(0, maxKeys);
  const reads: Promise<Page>[] = keys.map((key) =>
    adapter.query({ collection: 'contacts', where: { contactKey: { has: key } }, sort: [{ by: 'nameKey' }], limit: pageLength }),
  );
  if (adapter.capabilities.search) {
    // A number whose country is not known has no key; it is found as it was written.
    const written = phones.slice(0, maxKeys).flatMap(({ e164, raw }) => (e164 === undefined ? raw : []));
    for (const text of [...written, ...searchesFor(fullName)])
      reads.push(adapter.search({ collection: 'contacts', text, limit: pageLength }));
  }
  return (await Promise.all(reads)).flatMap(({ records }) => records);
}

/**
 * Contacts that may be the same person as this one, the likeliest first: by exact e-mail address and telephone number, and by a close name where
 * the store can search. Never the contact itself. Only what indexes find is read: of a name that thousands have, a close one may be missed.
 */
export async function findDuplicates(
  adapter: DataAdapter,
  { id, fullName = '', emails = [], phones = [] }: ContactPoints,
  { limit = 10 }: FindDuplicatesOptions = {},
): Promise<Duplicate[]> {
  const points = { fullName, emails, phones };
  const found = new Map((await candidates(adapter, points)).map((record) => [record.id, record as unknown as Contact]));
  const duplicates: Duplicate[] = [];
  for (const contact of found.values()) {
    if (contact.id === id || contact.mergedIntoId != null) continue;
    const reasons = commonReasons(points, contact);
    if (reasons.length === 0) continue;
    const score = 1 - reasons.reduce((doubt, [, weight]) => doubt * (1 - weight), 1);
    duplicates.push({ contact, reasons: reasons.map(([reason]) => reason), score });
  }
  return duplicates.sort((a, b) => b.score - a.score || (a.contact.id < b.contact.id ? -1 : 1)).slice(0, limit);
}
