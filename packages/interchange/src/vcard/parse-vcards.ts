import type { CsvWorkOptions } from '../csv/csv.types.js';
import { SlicedWork } from '../csv/sliced-work.js';
import { CardSplitter } from './card-splitter.js';
import { ContentLines } from './content-lines.js';
import { fileText } from './file-text.js';
import { IssueLog, type VCardIssue } from './issues.js';
import { CardReader } from './read-card.js';
import type { ReadContact } from './read-contact.js';

/** How much is read at once: all of it is held in memory. What is beyond is said in an issue. */
export interface VCardLimits {
  /** Of the file: bytes, or UTF-16 code units of a text. Default: 256 MiB. */
  maxBytes?: number;
  /** Default: 250,000. */
  maxCards?: number;
  /** Lines of one card. Default: 10,000. */
  maxProperties?: number;
  /** Of one photo. Default: 10 MiB. */
  maxPhotoBytes?: number;
}

/** How long files are read without holding the page up. */
export interface ReadVCardsOptions extends VCardLimits, Pick<CsvWorkOptions, 'signal' | 'clock'> {}

/** What is in a file. */
export interface ReadVCards {
  /** One for each card that holds something of a contact. */
  contacts: ReadContact[];
  /** What there is to say about the file, at most 1,000 issues in the order found. */
  issues: VCardIssue[];
}

const mebibyte = 1024 * 1024;

/** The cards of a file, one after the other. */
function* cardsOf(file: string | Uint8Array, issues: IssueLog, limits: VCardLimits): Generator<ReadContact | undefined> {
  const { maxBytes = 256 * mebibyte, maxCards = 250_000, maxProperties = 10_000, maxPhotoBytes = 10 * mebibyte } = limits;
  if (file.length > maxBytes) {
    issues.add('file-too-large', 0, 1, `${file.length} of ${maxBytes}`);
    return;
  }
  const { text, isBytes } = fileText(file);
  const splitter = new CardSplitter(new ContentLines(text), issues, isBytes, maxProperties);
  const reader = new CardReader(issues, isBytes, maxPhotoBytes);
  let count = 0;
  for (const card of splitter.cards()) {
    count++;
    if (count > maxCards) {
      issues.add('too-many-cards', card.number, card.line);
      return;
    }
    yield reader.read(card);
  }
  if (count === 0) issues.add('no-card', 0, 1);
}

/**
 * Reads a file of vCards: 2.1 (versit Consortium), 3.0 (RFC 2426) and 4.0 (RFC 6350, with RFC 6868 and RFC 9554), as real programs write them. Their
 * mistakes are put right where it can be told what was meant. What a contact does not keep is given beside it. No file makes it throw, and its
 * time is linear in the file's length. For a file of thousands of cards {@link readVCards} leaves the page its turn.
 * @param file as bytes where there are any: cards of old programs are often not in UTF-8
 */
export function parseVCards(file: string | Uint8Array, limits: VCardLimits = {}): ReadVCards {
  const issues = new IssueLog();
  const contacts: ReadContact[] = [];
  for (const contact of cardsOf(file, issues, limits)) if (contact) contacts.push(contact);
  return { contacts, issues: issues.end() };
}

/**
 * What {@link parseVCards} does, in slices that leave the page its turn.
 * @throws CrmError ABORTED by the signal
 */
export async function readVCards(file: string | Uint8Array, { signal, clock, ...limits }: ReadVCardsOptions = {}): Promise<ReadVCards> {
  const work = new SlicedWork('Reading the file', { signal, clock });
  const issues = new IssueLog();
  const contacts: ReadContact[] = [];
  for (const contact of cardsOf(file, issues, limits)) {
    if (contact) contacts.push(contact);
    await work.pause();
  }
  return { contacts, issues: issues.end() };
}
