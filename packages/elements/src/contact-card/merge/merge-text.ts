/** What a field holds, in lines of text, for comparing two contacts. */
import { formatMoney, isMoney, type Address, type Consent, type Contact, type CustomField, type Json } from '@crm-elements/schema';
import type { card } from '../../i18n/en/card.js';
import type { consent } from '../../i18n/en/consent.js';
import type { fields } from '../../i18n/en/fields.js';
import type { merge } from '../../i18n/en/merge.js';
import type { Localizer } from '../../internal/locale.js';
import { consentName, consentWord } from '../consent-words.js';
import { addressLines, phoneText, webText } from '../contact-ways.js';
import { customText, type NameOfRecord } from '../custom-text.js';
import type { ComparedField } from './merge-rows.js';

export interface MergeTexts {
  readonly merge: Localizer<typeof merge>;
  readonly card: Localizer<typeof card>;
  readonly consent: Localizer<typeof consent>;
  readonly fields: Localizer<typeof fields>;
  readonly customFields: readonly CustomField[];
  readonly nameOf: NameOfRecord;
}

const customKey = (field: string): string | undefined => (field.startsWith('custom.') ? field.slice('custom.'.length) : undefined);

/** What a field is called. */
export function fieldLabel({ merge, customFields }: MergeTexts, field: string): string {
  const key = customKey(field);
  if (key === undefined) return merge.t(`field.${field as ComparedField}`);
  return customFields.find((declared) => declared.key === key)?.label.trim() || key;
}

function consentLine({ consent, card }: MergeTexts, entry: Consent): string {
  return `${consentName(consent, entry)}: ${consentWord(consent, 'status', entry.status)}, ${card.date(entry.at)}`;
}

/** What a custom field holds. */
function customLines(texts: MergeTexts, key: string, value: Json): string[] {
  if (isMoney(value)) return [formatMoney(value, texts.fields.locale)];
  return [
    customText(
      texts.fields,
      texts.customFields.find((declared) => declared.key === key),
      value,
      texts.nameOf,
    ),
  ];
}

/** A value as people read it, a line for each entry of a list; none for what is empty. */
export function fieldLines(texts: MergeTexts, field: string, value: Json | undefined): string[] {
  if (value == null || value === '') return [];
  const key = customKey(field);
  if (key !== undefined) return customLines(texts, key, value);
  const { card, merge, nameOf } = texts;
  const of = <Field extends ComparedField>(_: Field) => value as unknown as NonNullable<Contact[Field]>;
  switch (field as ComparedField) {
    case 'emails':
      return of('emails').map((email) => email.value);
    case 'phones':
      return of('phones').map(phoneText);
    case 'urls':
      return of('urls').map((url) => webText(url.value));
    case 'socials':
      return of('socials').map((social) => `${social.network}: ${webText(social.value)}`);
    case 'addresses':
      return of('addresses').map((address: Address) => addressLines(address).join(', '));
    case 'tags':
    case 'needs':
    case 'languages':
      return value as string[];
    case 'consent':
      return of('consent').map((entry) => consentLine(texts, entry));
    case 'companyId':
      return [nameOf('companies', value as string) ?? card.t('unknownPerson')];
    case 'ownerId':
      return [nameOf('agents', value as string) ?? card.t('unknownPerson')];
    case 'lifecycleStage':
      return [card.t(`stage.${of('lifecycleStage')}`)];
    case 'birthday':
      return [card.date(value as string)];
    case 'keepInTouchDays':
      return [merge.t('everyDays', { count: value as number })];
    case 'photo':
      return [merge.t('picture')];
    default:
      return [typeof value === 'string' ? value : JSON.stringify(value)];
  }
}
