import type { Address, Email, Phone, RecordInput } from '@crm-elements/schema';
import type { VCardIssueCode } from './issues.js';
import { hasFeatures, labelOfTypes, typeWords } from './labels.js';
import { valueText, type Property, type VCardVersion } from './property.js';
import type { ReadContact } from './read-contact.js';

type Contact = RecordInput<'contacts'>;

/** A property with its value as text. */
export interface CardProperty extends Property {
  /** With the escapes of vCard still in it. */
  text: string;
  /** The values of TYPE, in lower case. */
  types: string[];
  /** What the property is called by an `X-ABLabel` of its group. */
  customLabel: string | undefined;
  /** 1 is preferred most (RFC 6350, 5.3); `TYPE=pref` (RFC 2426) is 1. Without any it comes behind all others. */
  preference: number;
}

/** Something of which a contact has several, one of them perhaps the primary one. */
interface Ranked<Entry> {
  preference: number;
  entry: Entry;
}

/** A contact that is being read from a card. */
export interface CardDraft {
  readonly version: VCardVersion;
  readonly maxPhotoBytes: number;
  contact: Pick<Contact, Exclude<keyof Contact, 'emails' | 'phones' | 'urls' | 'addresses'>>;
  emails: Ranked<Email>[];
  phones: Ranked<Phone>[];
  urls: Ranked<NonNullable<Contact['urls']>[number]>[];
  addresses: Ranked<Address>[];
  rest: Pick<ReadContact, 'companyName' | 'companyUnits' | 'photo' | 'revisedAt' | 'notes'>;
  issue(code: VCardIssueCode, property: CardProperty, value?: string): void;
}

/** Takes what a property says into the draft. `false` when something of it is left that the contact does not keep. */
export type PropertyReader = (property: CardProperty, draft: CardDraft) => boolean;

/** Preferences go from 1 to 100. */
const noPreference = 101;

function preferenceOf(property: Property, types: readonly string[]): number {
  const given = Number(property.params.get('PREF')?.[0]);
  if (Number.isInteger(given) && given >= 1 && given < noPreference) return given;
  return types.includes('pref') || property.params.has('PREF') ? 1 : noPreference;
}

/** @param onGuess called when the value is not in the encoding that it should be in */
export function cardProperty(
  property: Property,
  label: string | undefined,
  isBytes: boolean,
  onGuess: (text: string) => void,
): CardProperty {
  const { text, isGuess } = valueText(property, isBytes);
  if (isGuess) onGuess(text);
  const types = typeWords(property.params.get('TYPE') ?? []);
  return { ...property, text, types, customLabel: label, preference: preferenceOf(property, types) };
}

/** The `type` of an address or a number, where it has one. */
export function labelled({ customLabel, types }: CardProperty): { type?: string } {
  const type = customLabel ?? labelOfTypes(types);
  return type === undefined ? {} : { type };
}

/** Whether {@link labelled} says all that the property does about its kind. */
export const isWhollyLabelled = ({ customLabel, types }: CardProperty): boolean =>
  !hasFeatures(types) && (customLabel === undefined || labelOfTypes(types) === undefined);

/** The entries in their order, the one that is preferred most as the primary one. */
export function withPrimary<Entry extends object>(ranked: readonly Ranked<Entry>[]): (Entry & { primary?: boolean })[] {
  const best = ranked.reduce((least, { preference }) => Math.min(least, preference), noPreference);
  const first = ranked.findIndex(({ preference }) => preference < noPreference && preference === best);
  return ranked.map(({ entry }, index) => (index === first ? { ...entry, primary: true } : entry));
}
