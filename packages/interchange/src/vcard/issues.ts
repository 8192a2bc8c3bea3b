/** How bad an issue is. `error`: something was not taken · `warning`: it was taken or is kept beside the contact, and wants a look · `info`: it was put right. */
export const vCardIssueSeverities = ['error', 'warning', 'info'] as const;
export type VCardIssueSeverity = (typeof vCardIssueSeverities)[number];

/** What {@link parseVCards} may have to say about a file. */
export const vCardIssueCodes = [
  'file-too-large',
  'too-many-cards',
  'too-many-properties',
  'more-issues',
  'no-card',
  'outside-card',
  'unreadable-line',
  'missing-end',
  'nested-card',
  'version',
  'encoding',
  'empty-card',
  'not-a-person',
  'birthday-partial',
  'birthday-unreadable',
  'time-zone',
  'photo-address',
  'photo-unreadable',
  'photo-refused',
  'photo-too-large',
] as const;
export type VCardIssueCode = (typeof vCardIssueCodes)[number];

/** Something in a file that is not as it should be, or is not kept by a contact. */
export interface VCardIssue {
  code: VCardIssueCode;
  severity: VCardIssueSeverity;
  /** Which card of the file, from 1; 0 for what stands in no card. */
  card: number;
  /** Where in the file, from 1. */
  line: number;
  /** What is wrong and what became of it, in a sentence. */
  message: string;
  /** What the file says, its first 1,000 characters. */
  value?: string;
}

const sentences: Readonly<Record<VCardIssueCode, readonly [VCardIssueSeverity, string]>> = {
  'file-too-large': ['error', 'The file is larger than is read at once. Nothing was taken: divide it.'],
  'too-many-cards': [
    'error',
    'The file has more cards than are read at once. This one and those behind it were not taken: divide the file.',
  ],
  'too-many-properties': ['error', 'The card has more lines than any real one. This line and those behind it were not taken.'],
  'more-issues': ['warning', 'There is more to say about this file than is listed.'],
  'no-card': ['error', 'There is no card in the file. Choose one that begins with BEGIN:VCARD.'],
  'outside-card': ['warning', 'This stands outside of any card, and was not taken.'],
  'unreadable-line': ['error', 'This line has no name and colon, and was not taken.'],
  'missing-end': ['warning', 'The card has no END:VCARD: the file may have been cut short. What is there was taken.'],
  'nested-card': ['info', 'A card within the card tells of another person. It is kept as text beside the contact.'],
  version: ['info', 'The card does not say which known version of vCard it is. It was read as 3.0.'],
  encoding: [
    'warning',
    'These characters are not in the encoding that they should be in. They were read as Windows-1252: look whether they are right.',
  ],
  'empty-card': ['warning', 'The card holds nothing that a contact keeps. No contact was made of it.'],
  'not-a-person': ['warning', 'The card is of a group, a company or a thing. It was read as a contact all the same.'],
  'birthday-partial': [
    'warning',
    'The birthday has no year, month or day, and a contact keeps whole dates only. It is kept beside the contact.',
  ],
  'birthday-unreadable': ['warning', 'The birthday is no date. It is kept beside the contact.'],
  'time-zone': ['warning', 'The time zone is no name such as Europe/Madrid. It is kept beside the contact.'],
  'photo-address': ['warning', 'The address of the photo is no web address. It is kept beside the contact.'],
  'photo-unreadable': ['error', 'The photo is damaged, and was not taken.'],
  'photo-refused': ['error', 'The photo is no PNG, JPEG, GIF, WebP or AVIF picture, and was not taken.'],
  'photo-too-large': ['error', 'The photo is larger than is taken.'],
};

const maxIssues = 1_000;
const maxValue = 1_000;

/** Takes note of issues, of no more than a person could look through; the rest is counted. */
export class IssueLog {
  readonly #issues: VCardIssue[] = [];
  #unlisted = 0;
  #last: Pick<VCardIssue, 'card' | 'line'> = { card: 0, line: 1 };

  add(code: VCardIssueCode, card: number, line: number, value?: string): void {
    this.#last = { card, line };
    if (this.#issues.length >= maxIssues) {
      this.#unlisted++;
      return;
    }
    const [severity, message] = sentences[code];
    const shown = value !== undefined && value.length > maxValue ? `${value.slice(0, maxValue)}…` : value;
    this.#issues.push({ code, severity, card, line, message, ...(shown !== undefined && { value: shown }) });
  }

  /** All that was noted; the last one says how many are not listed. */
  end(): VCardIssue[] {
    if (this.#unlisted === 0) return this.#issues;
    const [severity, message] = sentences['more-issues'];
    return [...this.#issues, { code: 'more-issues', severity, ...this.#last, message, value: String(this.#unlisted) }];
  }
}
