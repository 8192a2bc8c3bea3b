/** The ways to reach a contact, and the addresses that lead there. Pure. */
import type { Address, Contact, Email, Phone } from '@crm-elements/schema';
import { safeHref } from '../internal/links.js';

/** A way to reach somebody. Without `href` it is text only: no address can be trusted to lead where it seems to. */
export interface Way {
  readonly kind: 'email' | 'phone' | 'url' | 'social' | 'address';
  /** What is seen and copied. */
  readonly text: string;
  readonly href: string | undefined;
  /** `work`, `home` … as it was written; a social network's name. */
  readonly type: string | undefined;
  readonly primary: boolean;
}

/**
 * The `mailto:` address of an e-mail address, its parts encoded, so that nothing in it becomes a subject, a body or a second recipient
 * (RFC 6068).
 */
export function mailHref(value: string): string | undefined {
  const at = value.lastIndexOf('@');
  if (at < 1 || at === value.length - 1 || /[\s,;<>"]/.test(value)) return undefined;
  return safeHref(`mailto:${encodeURIComponent(value.slice(0, at))}@${encodeURIComponent(value.slice(at + 1))}`);
}

/** The `tel:` address of a number (RFC 3966). A national number is dialled as it stands, codes with `*` and `#` are not dialled at all. */
export function phoneHref({ e164, raw, extension }: Phone): string | undefined {
  const dialled = extension ? raw.replace(/(?:;ext=|\b(?:extension|extn|ext|x)\b|[x#])[\s\S]*$/i, '') : raw;
  const number = e164 ?? (/^[\d\s()./+\-‑–]*$/.test(dialled) ? dialled.replace(/[^\d+]/g, '') : '');
  if (!/^\+?\d{3,17}$/.test(number)) return undefined;
  return safeHref(`tel:${number}${extension && /^\d+$/.test(extension) ? `;ext=${extension}` : ''}`);
}

/** A number as people read it, its extension too. */
export const phoneText = ({ raw, e164, extension }: Phone): string => {
  const number = raw || (e164 ?? '');
  return extension && !number.includes(extension) ? `${number} ext. ${extension}` : number;
};

/** The web address that somebody wrote, also without `https://` in front. */
export function webHref(value: string): string | undefined {
  const text = value.trim();
  if (text.includes('://')) {
    const href = safeHref(text);
    return href?.startsWith('http') ? href : undefined;
  }
  return !text.includes('.') || /[\s:@]/.test(text) ? undefined : safeHref(`https://${text}`);
}

/** A web address without what everybody skips: `https://`, `www.` and a slash at the end. */
export const webText = (value: string): string =>
  value
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '');

/** The lines of an address in the order that most countries write it. */
export function addressLines({ postOfficeBox, extended, street, postalCode, locality, region, country }: Address): string[] {
  const town = [postalCode, locality].filter(Boolean).join(' ');
  return [postOfficeBox, extended, street, [town, region].filter(Boolean).join(', '), country].filter((line): line is string =>
    Boolean(line?.trim()),
  );
}

/** The first of the primary ones, or the first. */
export const primaryOf = <Point extends { primary?: boolean | undefined }>(points: readonly Point[]): Point | undefined =>
  points.find(({ primary }) => primary) ?? points[0];

/** The primary one first, the others in their order. Marked only where there are several. */
function ordered<Point extends { primary?: boolean | undefined }>(points: readonly Point[]): { point: Point; primary: boolean }[] {
  const first = primaryOf(points);
  return [...points]
    .sort((a, b) => Number(b === first) - Number(a === first))
    .map((point) => ({ point, primary: points.length > 1 && point === first }));
}

const mailWay = (email: Email): string | undefined => mailHref(email.value);

/** All ways to reach a contact. Entries without a text are left out. */
export function waysTo(contact: Contact): Way[] {
  const ways: Way[] = [
    ...ordered(contact.emails).map(({ point, primary }): Way => ({
      kind: 'email',
      text: point.value,
      href: mailWay(point),
      type: point.type,
      primary,
    })),
    ...ordered(contact.phones).map(({ point, primary }): Way => ({
      kind: 'phone',
      text: phoneText(point),
      href: phoneHref(point),
      type: point.type,
      primary,
    })),
    ...ordered(contact.urls).map(({ point, primary }): Way => ({
      kind: 'url',
      text: point.value,
      href: webHref(point.value),
      type: point.type,
      primary,
    })),
    ...contact.socials.map(({ network, value }): Way => ({
      kind: 'social',
      text: value,
      href: webHref(value),
      type: network,
      primary: false,
    })),
    ...ordered(contact.addresses).map(({ point, primary }): Way => ({
      kind: 'address',
      text: addressLines(point).join('\n'),
      href: undefined,
      type: point.type,
      primary,
    })),
  ];
  return ways.filter(({ text }) => text.trim() !== '');
}

/** The time of day where somebody is; undefined for a zone that nobody knows. @param now epoch milliseconds */
export function timeIn(timeZone: string, locale: string, now: number): string | undefined {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit', weekday: 'short' }).format(now);
  } catch {
    return undefined;
  }
}

/** Whether a photo is a blob of the store: its SHA-256 in hexadecimal. An address of elsewhere is never fetched. */
export const isBlobKey = (photo: string | null | undefined): photo is string => /^[0-9a-f]{64}$/.test(photo ?? '');
