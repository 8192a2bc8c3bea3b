import { normaliseEmail, normalisePhone, type Phone } from '@crm-elements/schema';

/** Longer cells hold prose. */
const maxCell = 2_000;

/** Between several e-mail addresses of one cell; ` ::: ` is Google's. */
const betweenEmails = /[;,\n|]|:::|\s(?=[^\s<>]+@)/;

/** Between several numbers of one cell. `;ext=5` and `, ext. 5` belong to the number before them. */
const betweenPhones = /[;\n|](?!\s*ext)|:::|,(?=\s*[+(\d])/i;

const betweenWords = /[;,\n|]|:::/;

const partsOf = (text: string, between: RegExp): string[] => text.split(between).flatMap((part) => part.trim() || []);

/** The parts of a cell that holds several texts, such as tags. */
export const splitWords = (text: string): string[] => partsOf(text, betweenWords);

const addressOf = /^(?:[^<>]*<)?([^\s@<>]+@[^\s@<>]+)>?$/;

/** A name in front of an address, which may hold spaces and commas, with the address; or an address alone. */
const withNames = /[^<>]*<[^<>]*>|[^<>;,]+/g;

/** What a cell holds, and those of its parts that are something else. */
export interface CellParts<Part> {
  found: Part[];
  rejected: string[];
}

/** The e-mail addresses of a cell, also written as `Ana Diaz <ana@example.com>`. */
export function readEmails(text: string): CellParts<ReturnType<typeof normaliseEmail>> {
  if (text.length > maxCell) return { found: [], rejected: [text] };
  const parts = text.includes('<')
    ? (text.match(withNames) ?? []).map((part) => part.replace(/^[\s;,]+/, '').trim())
    : partsOf(text, betweenEmails);
  const addresses = parts.filter((part) => part !== '').map((part) => ({ part, address: addressOf.exec(part)?.[1] }));
  return {
    found: addresses.flatMap(({ address }) => (address === undefined ? [] : normaliseEmail(address))),
    rejected: addresses.flatMap(({ part, address }) => (address === undefined ? part : [])),
  };
}

const leastDigits = 3;
const isPhone = (part: string): boolean => (part.match(/\p{Nd}/gu)?.length ?? 0) >= leastDigits;

/** The telephone numbers of a cell, with their extensions apart. */
export function readPhones(text: string): CellParts<Phone> {
  if (text.length > maxCell) return { found: [], rejected: [text] };
  const parts = partsOf(text, betweenPhones);
  return { found: parts.filter(isPhone).map((part) => normalisePhone(part)), rejected: parts.filter((part) => !isPhone(part)) };
}

/** The domain of a company's address on the web; `undefined` for what is none. */
export const domainOf = (text: string): string | undefined =>
  /^(?:[a-z][a-z\d+.-]{0,20}:\/\/)?(?:www\.)?([^\s/:?#@.]+(?:\.[^\s/:?#@.]+)+)(?:[/:?#]|$)/i.exec(text.trim())?.[1]?.toLowerCase();
