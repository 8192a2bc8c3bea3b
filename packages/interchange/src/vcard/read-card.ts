import { formatName, parseName, type RecordInput } from '@crm-elements/schema';
import { cardProperty, withPrimary, type CardDraft, type CardProperty, type PropertyReader } from './card-draft.js';
import type { RawCard } from './card-splitter.js';
import type { IssueLog } from './issues.js';
import { customLabel } from './labels.js';
import { phoneParams } from './phone-value.js';
import { valueText } from './property.js';
import type { ReadContact, VCardExtra } from './read-contact.js';
import { factReaders, readNote, readTags } from './read-facts.js';
import { nameReaders, readNicknames } from './read-names.js';
import { readPhoto } from './read-photo.js';
import { readAddress, readAddressLabel, readEmail, readTelephone, readUrl } from './read-points.js';
import { socialReaders } from './read-socials.js';
import { unescapeText } from './values.js';

/** Of these a contact keeps all, in the order of the card. */
const listReaders: ReadonlyMap<string, PropertyReader> = new Map([
  ['EMAIL', readEmail],
  ['TEL', readTelephone],
  ['URL', readUrl],
  ['ADR', readAddress],
  ['NICKNAME', readNicknames],
  ['CATEGORIES', readTags],
  ['NOTE', readNote],
  ...socialReaders,
]);

/** Of these a contact keeps the preferred one first, or alone. */
const preferredReaders: ReadonlyMap<string, PropertyReader> = new Map([...nameReaders, ...factReaders, ['PHOTO', readPhoto]]);

/** What is read when all else is known. */
const lateReaders: ReadonlyMap<string, PropertyReader> = new Map([['LABEL', readAddressLabel]]);

/** Properties whose label (`X-ABLabel`) a contact keeps. Their readers say when it does not. */
const labelledNames: ReadonlySet<string> = new Set(['EMAIL', 'TEL', 'URL', 'ADR', 'LABEL', ...socialReaders.map(([name]) => name)]);

/** Parameters that tell how a property is written, or that its reader looks at; any other says something that a contact does not keep. */
const knownParams: ReadonlySet<string> = new Set([
  ...[
    'TYPE',
    'PREF',
    'VALUE',
    'ENCODING',
    'CHARSET',
    'LANGUAGE',
    'MEDIATYPE',
    'CALSCALE',
    'ALTID',
    'PID',
    'PROP-ID',
    'DERIVED',
    'X-DERIVED',
  ],
  ...['SERVICE-TYPE', 'X-SERVICE-TYPE', 'USERNAME', 'X-USER', 'LABEL', ...Object.values(phoneParams)],
]);

const label = 'X-ABLABEL';

function extraOf({ line, name, params, text, customLabel: labelText }: CardProperty): VCardExtra {
  return {
    line,
    name,
    params: Object.fromEntries(Array.from(params, ([param, values]) => [param, [...values]])),
    ...(labelText !== undefined && { label: labelText }),
    value: text,
  };
}

/** Longer texts are no names, and taking one apart is not meant for them. */
const maxName = 1_000;

/** The name as one text from its parts, or its likely parts from the text, where the card has only one of the two. */
function completeName(contact: RecordInput<'contacts'>): void {
  if (contact.fullName === undefined && contact.name) contact.fullName = formatName(contact.name);
  else if (contact.name === undefined && contact.fullName !== undefined) {
    contact.name = contact.fullName.length > maxName ? { given: contact.fullName } : parseName(contact.fullName);
  }
}

/** Makes contacts of the cards of one file. */
export class CardReader {
  readonly #issues: IssueLog;
  readonly #isBytes: boolean;
  readonly #maxPhotoBytes: number;

  constructor(issues: IssueLog, isBytes: boolean, maxPhotoBytes: number) {
    this.#issues = issues;
    this.#isBytes = isBytes;
    this.#maxPhotoBytes = maxPhotoBytes;
  }

  /** `undefined` for a card that holds nothing that a contact keeps. */
  read(card: RawCard): ReadContact | undefined {
    const properties = this.#propertiesOf(card);
    const draft: CardDraft = {
      version: card.version,
      maxPhotoBytes: this.#maxPhotoBytes,
      contact: {},
      emails: [],
      phones: [],
      urls: [],
      addresses: [],
      rest: { notes: [] },
      issue: (code, property, value) => this.#issues.add(code, card.number, property.line, value),
    };
    const left = [
      ...this.#take(properties, listReaders, draft),
      ...this.#take(
        properties.toSorted((a, b) => a.preference - b.preference),
        preferredReaders,
        draft,
      ),
      ...this.#take(properties, lateReaders, draft),
      ...properties.filter(({ name }) => !listReaders.has(name) && !preferredReaders.has(name) && !lateReaders.has(name)),
    ];
    const contact = contactOf(draft);
    const { notes, ...rest } = draft.rest;
    const isEmpty = Object.keys(contact).every((field) => field === 'externalIds') && notes.length === 0;
    if (isEmpty && rest.companyName === undefined && !rest.photo) {
      this.#issues.add('empty-card', card.number, card.line);
      return undefined;
    }
    return { card: card.number, line: card.line, contact, ...rest, notes, extras: left.sort((a, b) => a.line - b.line).map(extraOf) };
  }

  /** Gives each property to its reader. @returns those of which something is left */
  #take(properties: readonly CardProperty[], readers: ReadonlyMap<string, PropertyReader>, draft: CardDraft): CardProperty[] {
    return properties.filter((property) => {
      const read = readers.get(property.name);
      if (!read) return false;
      const isKept = read(property, draft) && [...property.params.keys()].every((name) => knownParams.has(name));
      return !isKept || (property.customLabel !== undefined && !labelledNames.has(property.name));
    });
  }

  /** The properties with their values as text and the labels of their groups. Labels of nothing stand for themselves. */
  #propertiesOf({ properties, number, version }: RawCard): CardProperty[] {
    const groups = new Set(properties.filter(({ name }) => name !== label).map(({ group }) => group));
    const isLabel = ({ name, group }: { name: string; group: string }) => name === label && group !== '' && groups.has(group);
    const labels = new Map<string, string | undefined>();
    for (const property of properties) {
      if (isLabel(property)) labels.set(property.group, customLabel(unescapeText(valueText(property, this.#isBytes).text, version)));
    }
    return properties
      .filter((property) => !isLabel(property))
      .map((property) => {
        const onGuess = (text: string) => this.#issues.add('encoding', number, property.line, text);
        return cardProperty(property, labels.get(property.group), this.#isBytes, onGuess);
      });
  }
}

function contactOf({ contact, emails, phones, urls, addresses }: CardDraft): RecordInput<'contacts'> {
  completeName(contact);
  return {
    ...contact,
    ...(emails.length > 0 && { emails: withPrimary(emails) }),
    ...(phones.length > 0 && { phones: withPrimary(phones) }),
    ...(urls.length > 0 && { urls: withPrimary(urls) }),
    ...(addresses.length > 0 && { addresses: withPrimary(addresses) }),
  };
}
