import { PhysicalLines, type Line } from './physical-lines.js';

const isFolded = (text: string) => text.startsWith(' ') || text.startsWith('\t');
const isBase64 = (text: string) => /^[A-Za-z0-9+/=]+$/.test(text.trimEnd());
const isEndOfCard = (text: string) => /^\s{0,10}end\s{0,10}:\s{0,10}vcard/i.test(text);

/** The encoding that stands in front of a line's value, where it lets the value go on in the next line without a fold. */
function announcedEncoding(text: string): 'quoted-printable' | 'base64' | undefined {
  const head = text.slice(0, Math.max(0, text.indexOf(':'))).toUpperCase();
  if (head.includes('QUOTED-PRINTABLE')) return 'quoted-printable';
  return /BASE64|ENCODING=B(?![A-Z])/.test(head) ? 'base64' : undefined;
}

/**
 * The content lines of a file: lines that were folded are put together again (RFC 6350, 3.2), and so are quoted-printable values with soft line
 * breaks (RFC 2045, 6.7) and base64 that old programs write over several lines without folding them. Empty lines are left out.
 */
export class ContentLines {
  readonly #lines: PhysicalLines;
  /**
   * The white space that a folded line begins with is part of the text: vCard 2.1 folds as RFC 822 does, at white space that is there
   * (3.1.1); RFC 2425 (5.8.1) and RFC 6350 add it.
   */
  keepsFold = false;
  /** What each line of a card begins with that was indented as a whole, as in a mail. */
  #indent = '';

  constructor(text: string) {
    this.#lines = new PhysicalLines(text);
  }

  next(): Line | undefined {
    for (let line = this.#lines.take(); line; line = this.#lines.take()) {
      // Nothing stands before it that it could belong to. A byte order mark is white space too.
      const text = line.text.trimStart();
      if (/^begin\s{0,10}:\s{0,10}vcard/i.test(text)) this.#indent = line.text.slice(0, -text.length);
      if (text !== '') return { number: line.number, text: this.#whole(text) };
    }
    return undefined;
  }

  #whole(first: string): string {
    const parts = [first];
    const encoding = announcedEncoding(first);
    for (let next = this.#lines.next; next; next = this.#lines.next) {
      const text = next.text.startsWith(this.#indent) ? next.text.slice(this.#indent.length) : next.text;
      const part = this.#continued(encoding, parts, text);
      if (part === undefined) break;
      parts.push(part);
      this.#lines.take();
    }
    return parts.length === 1 ? first : parts.join('');
  }

  /** What the next line adds to the value; `undefined` when it is a line by itself. */
  #continued(encoding: ReturnType<typeof announcedEncoding>, parts: string[], next: string): string | undefined {
    const last = parts.at(-1)!;
    if (encoding === 'quoted-printable' && last.endsWith('=') && !isEndOfCard(next)) {
      parts[parts.length - 1] = last.slice(0, -1);
      return next;
    }
    if (isFolded(next)) return this.keepsFold && encoding === undefined ? next : next.slice(1);
    return encoding === 'base64' && isBase64(next) ? next : undefined;
  }
}
