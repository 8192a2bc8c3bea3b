import { normalisePhone, type Phone } from '@crm-elements/schema';
import type { Params } from './params.js';
import { tidy } from './values.js';

type PhoneNumber = Pick<Phone, 'raw' | 'e164' | 'extension'>;

/** Parameters of our own, for what a number's text does not tell. An empty value says that there is none. */
export const phoneParams = { raw: 'X-CRM-RAW', e164: 'X-CRM-E164', extension: 'X-CRM-EXTENSION' } as const;

/** A number from a text, or from a `tel:` address (RFC 3966), of which people see the number. */
export function phoneFrom(text: string): PhoneNumber {
  const phone = normalisePhone(text);
  if (!/^tel:/i.test(text)) return phone;
  const number = text.slice('tel:'.length);
  return { ...phone, raw: (phone.extension === undefined ? number : number.replace(/;ext=[^;]*/i, '')).trim() };
}

/** The value of a TEL as a number: what its text tells, and what our own parameters say otherwise. */
export function readPhone(text: string, params: Params): PhoneNumber {
  const found = phoneFrom(text);
  const given = (name: keyof typeof phoneParams) => {
    const value = params.get(phoneParams[name])?.[0];
    return value === undefined ? undefined : tidy(value);
  };
  const raw = given('raw') ?? found.raw;
  const e164 = given('e164') ?? found.e164 ?? '';
  const extension = given('extension') ?? found.extension ?? '';
  return { raw, ...(/^\+[1-9]\d{1,14}$/.test(e164) && { e164 }), ...(extension !== '' && { extension }) };
}
