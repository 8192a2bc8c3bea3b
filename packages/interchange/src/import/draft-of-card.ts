import type { CsvDraft } from '../csv/mapping.types.js';
import type { ReadContact, VCardExtra } from '../vcard/read-contact.js';
import type { ImportIssue } from './import.types.js';

/** A card in the form of a row: its company is looked for by name, as one that a column names. */
export function draftOfCard({ line, contact, companyName, notes }: ReadContact, row: number): CsvDraft<'contacts'> {
  const relations: CsvDraft['relations'] =
    companyName === undefined ? [] : [{ field: 'companyId', collection: 'companies', name: companyName, column: 'ORG' }];
  return { row, line, record: contact, relations, notes };
}

/** What a card says of itself and not of a person. */
const ofTheCard: ReadonlySet<string> = new Set(['PRODID', 'X-PRODID']);

const maxValue = 1_000;

type Unkept = Pick<ImportIssue, 'line' | 'code' | 'field' | 'message' | 'value'>;

function unkept(line: number, field: string, message: string, text: string): Unkept {
  const value = text.length > maxValue ? `${text.slice(0, maxValue)}…` : text;
  return { line, code: 'not-kept', field, message, value };
}

const extraMessage = 'A contact has no place for this, or not for all of it. It is not kept.';

const isTold = ({ name }: VCardExtra): boolean => !ofTheCard.has(name);

/** What a card says and the contact that is made of it does not, in the order of the file. */
export function unkeptOf({ line, contact, companyUnits = [], photo, extras }: ReadContact): Unkept[] {
  return [
    ...(companyUnits.length > 0
      ? [unkept(line, 'ORG', 'A contact has no place for departments. They are not kept.', companyUnits.join('; '))]
      : []),
    ...(photo && contact.photo
      ? [unkept(line, 'PHOTO', 'The card has a photo and the address of one. The address is not kept.', contact.photo)]
      : []),
    ...extras.filter(isTold).map(({ line: at, name, value }) => unkept(at, name, extraMessage, value)),
  ];
}
