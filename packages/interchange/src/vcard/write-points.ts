import type { Address, Contact, Phone } from '@crm-elements/schema';
import type { CardWriter, WrittenParams } from './card-writer.js';
import { carried, escapeText, escapeUri, isUri } from './escape.js';
import { phoneFrom, phoneParams } from './phone-value.js';
import { addressParts } from './read-points.js';

type Points = Pick<Contact, 'emails' | 'phones' | 'urls' | 'socials' | 'addresses'>;

const isSame = (a: Phone, b: Phone) => a.raw === b.raw && a.e164 === b.e164 && a.extension === b.extension;

/**
 * A number as its text where that tells all of it. Else as a `tel:` address (RFC 3966), which other programs can dial, with the text that people see
 * beside it; and where there is none, as its text with what it does not tell.
 */
function telephone(given: Phone, isUriKnown: boolean): { value: string; params: WrittenParams } {
  const { e164 } = given;
  const raw = carried(given.raw);
  const extension = carried(given.extension ?? '') || undefined;
  const phone: Phone = { raw, ...(e164 !== undefined && { e164 }), ...(extension !== undefined && { extension }) };
  if (isSame(phoneFrom(raw), phone)) return { value: escapeText(raw), params: {} };
  const address = `tel:${e164}${extension === undefined ? '' : `;ext=${extension}`}`;
  const read = phoneFrom(address);
  if (isUriKnown && e164 !== undefined && isSame({ ...read, raw }, phone)) {
    return { value: escapeUri(address), params: { VALUE: 'uri', ...(read.raw !== raw && { [phoneParams.raw]: raw }) } };
  }
  return {
    value: escapeText(raw),
    params: { [phoneParams.raw]: raw, [phoneParams.e164]: e164 ?? '', [phoneParams.extension]: extension ?? '' },
  };
}

const address = (parts: Address): string => addressParts.map((part) => escapeText(parts[part]?.trim() ?? '')).join(';');

/** How to reach a person: EMAIL, TEL, URL, ADR, and SOCIALPROFILE (RFC 9554, 3.5), which is X-SOCIALPROFILE in 3.0. */
export function writePoints(card: CardWriter, { emails, phones, urls, socials, addresses }: Points): void {
  const is4 = card.version === '4.0';
  for (const email of emails) {
    if (email.value.trim() !== '') card.addLabelled('EMAIL', escapeText(email.value), email, {}, is4 ? [] : ['internet']);
  }
  for (const phone of phones) {
    const { value, params } = telephone(phone, is4);
    if (value !== '' || Object.keys(params).length > 0) card.addLabelled('TEL', value, phone, params);
  }
  for (const url of urls) if (url.value.trim() !== '') card.addLabelled('URL', escapeUri(url.value), url);
  for (const parts of addresses) if (/[^;]/.test(address(parts))) card.addLabelled('ADR', address(parts), parts);
  for (const { network, value } of socials) {
    if (value.trim() === '' && network.trim() === '') continue;
    const params = { 'SERVICE-TYPE': network, ...(!isUri(value) && { VALUE: 'text' }) };
    const written = isUri(value) ? value : escapeText(value);
    if (is4) card.add('SOCIALPROFILE', written, params);
    // Apple's programs look for the network among the types.
    else card.add('X-SOCIALPROFILE', written, { ...params, ...(/^[a-z\d-]+$/i.test(network) && { TYPE: network.toLowerCase() }) });
  }
}
