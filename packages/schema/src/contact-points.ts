import type { Email, Phone } from './records/contact.js';
import { asciiDigits } from './digits.js';

/**
 * An e-mail address as records keep it: `value` as typed, `key` in lower case for comparing. White space around it is not part of it.
 * Nothing else is changed: no dots or tags are taken out, and international domains stay as written.
 */
export function normaliseEmail(text: string): Pick<Email, 'value' | 'key'> {
  const value = text.trim();
  return { value, key: value.toLowerCase() };
}

/** Tells the E.164 form of a number. A host that knows national rules (for instance by libphonenumber-js) passes its own. */
export interface PhoneFormatter {
  /**
   * @param number What was dialled: digits, with `+` before them where it was written.
   * @param country Where it would be dialled, as two capital letters (ISO 3166-1), where that is known.
   * @returns The number as `+` and 7 to 15 digits, or `undefined` when it cannot be told.
   */
  toE164(number: string, country: string | undefined): string | undefined;
}

/** Understands international numbers, written with `+` or `00`, and leaves national ones alone. */
export const internationalPhoneFormatter: PhoneFormatter = {
  toE164: (number) => {
    const international = number.startsWith('+') ? number.slice(1) : number.startsWith('00') ? number.slice(2) : '';
    return /^[1-9]\d{6,14}$/.test(international) ? `+${international}` : undefined;
  },
};

/** Longer texts are no numbers; they are kept as typed. */
const maxPhoneLength = 100;

/**
 * A telephone number as records keep it: `raw` as typed, `e164` where it can be told, and the extension apart (`x371`, `ext. 12`,
 * `;ext=12`, `#12` at the end). National numbers have no `e164` unless a formatter knows the rules of their country.
 */
export function normalisePhone(
  text: string,
  { country, formatter = internationalPhoneFormatter }: { country?: string | undefined; formatter?: PhoneFormatter | undefined } = {},
): Pick<Phone, 'raw' | 'e164' | 'extension'> {
  const raw = text.trim();
  if (raw.length > maxPhoneLength) return { raw };

  const plain = asciiDigits(raw.normalize('NFKC'))
    .replace(/^tel:/i, '')
    .replace(/\p{DI}/gu, '');
  const found = /;ext=(\d{1,12})/i.exec(plain) ?? /(?:extension|extn|ext|x|#)[.:]?\s{0,3}(\d{1,12})$/i.exec(plain);
  const extension = found?.[1];
  const main = (found ? plain.slice(0, found.index) : plain).split(';', 1)[0] ?? '';
  // "+44 (0)20 …": the zero is for callers at home only.
  const dialled = (/^\s*\+/.test(main) ? main.replace('(0)', '') : main).replace(/[\s\p{Pd}−.()/[\]~·,]+/gu, '');
  const e164 = /^\+?\d+$/.test(dialled) ? formatter.toE164(dialled, country) : undefined;
  return { raw, ...(e164 !== undefined && { e164 }), ...(extension !== undefined && { extension }) };
}
