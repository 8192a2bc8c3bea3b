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

const mebibyte = 1024 * 1024;

/**
 * Reads a file of vCards: 2.1 (versit Consortium), 3.0 (RFC 2426) and 4.0 (RFC 6350, with RFC 6868 and RFC 9554), as real programs write them. Their
 * mistakes are put right where it can be told what was meant. What a contact does not keep is given beside it. No file makes it throw, and its
 * time is linear in the file's length.
 * @param file as bytes where there are any: cards of old programs are often not in UTF-8
 * @returns a contact for each card that holds something of one, and what there is to say about the file, at most 1,000 issues in the order found
 */
export function parseVCards(file: string | Uint8Array, limits: VCardLimits = {}): { contacts: ReadContact[]; issues: VCardIssue[] } {
  const { maxBytes = 256 * mebibyte, maxCards = 250_000, maxProperties = 10_000, maxPhotoBytes = 10 * mebibyte } = limits;
  const issues = new IssueLog();
  const contacts: ReadContact[] = [];
  if (file.length > maxBytes) {
    issues.add('file-too-large', 0, 1, `${file.length} of ${maxBytes}`);
    return { contacts, issues: issues.end() };
  }
  const { text, isBytes } = fileText(file);
  const splitter = new CardSplitter(new ContentLines(text), issues, isBytes, maxProperties);
  const reader = new CardReader(issues, isBytes, maxPhotoBytes);
  let count = 0;
  for (const card of splitter.cards()) {
    count++;
    if (count > maxCards) {
      issues.add('too-many-cards', card.number, card.line);
      break;
    }
    const contact = reader.read(card);
    if (contact) contacts.push(contact);
  }
  if (count === 0) issues.add('no-card', 0, 1);
  return { contacts, issues: issues.end() };
}
