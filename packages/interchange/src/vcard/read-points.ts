import { normaliseEmail, type Address } from '@crm-elements/schema';
import { isWhollyLabelled, labelled, type PropertyReader } from './card-draft.js';
import { phoneParams, readPhone } from './phone-value.js';
import { componentsOf, tidy, unescapeText } from './values.js';

/** EMAIL (RFC 6350, 6.4.2). */
export const readEmail: PropertyReader = (property, { emails, version }) => {
  const email = normaliseEmail(unescapeText(property.text, version).replace(/^mailto:/i, ''));
  if (email.value === '') return true;
  emails.push({ preference: property.preference, entry: { ...email, ...labelled(property) } });
  return isWhollyLabelled(property);
};

/** TEL (RFC 6350, 6.4.1; RFC 2426, 3.3.1). */
export const readTelephone: PropertyReader = (property, { phones, version }) => {
  const phone = readPhone(unescapeText(property.text, version), property.params);
  if (phone.raw === '' && !property.params.has(phoneParams.raw)) return true;
  phones.push({ preference: property.preference, entry: { ...phone, ...labelled(property) } });
  return isWhollyLabelled(property);
};

/** URL (RFC 6350, 6.7.8). No address has a backslash of its own; some programs escape it as text. */
export const readUrl: PropertyReader = (property, { urls, version }) => {
  const value = unescapeText(property.text, version);
  if (value === '') return true;
  urls.push({ preference: property.preference, entry: { value, ...labelled(property) } });
  return isWhollyLabelled(property);
};

/** The components of ADR in their order (RFC 6350, 6.3.1). */
export const addressParts = ['postOfficeBox', 'extended', 'street', 'locality', 'region', 'postalCode', 'country'] as const;

/** ADR. Components that RFC 9554 (2.1) adds repeat what the first seven say. One without any has perhaps a text for a label to stick on. */
export const readAddress: PropertyReader = (property, { addresses, version }) => {
  const components = componentsOf(property.text, version).map((part) => part.join(', '));
  const told = addressParts.map((part, index) => [part, components[index] ?? ''] as const).filter(([, value]) => value !== '');
  const label = tidy((property.params.get('LABEL')?.join(', ') ?? '').replace(/\\n/gi, '\n'));
  const parts: Address = told.length > 0 ? Object.fromEntries(told) : label === '' ? {} : { street: label };
  if (Object.keys(parts).length > 0) addresses.push({ preference: property.preference, entry: { ...parts, ...labelled(property) } });
  return (
    isWhollyLabelled(property) && (told.length === 0 || label === '') && components.slice(addressParts.length).every((part) => part === '')
  );
};

/** LABEL: an address as text (RFC 2426, 3.2.2). Beside an address in parts it says the same again. */
export const readAddressLabel: PropertyReader = (property, { addresses, version }) => {
  const street = unescapeText(property.text, version);
  if (street === '') return true;
  if (addresses.length > 0) return false;
  addresses.push({ preference: property.preference, entry: { street, ...labelled(property) } });
  return isWhollyLabelled(property);
};
