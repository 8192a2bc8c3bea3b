import { graphemes } from './graphemes.js';
import { type TextMark } from './records/common.js';
import { markTypes } from './records/values.js';

/** What the order of messages is told from. */
export interface OrderedMessage {
  id: string;
  /** Missing while the store has not taken the message: it stands last. */
  seq?: number | null | undefined;
}

/** Compares two messages of a ticket for sorting, the first said first: by `seq`, then by `id`; never by the clock on someone's wall. */
export function compareMessages(a: OrderedMessage, b: OrderedMessage): number {
  const [first, second] = [a.seq ?? Infinity, b.seq ?? Infinity];
  if (first !== second) return first < second ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const isSurrogatePair = (text: string, index: number) =>
  (text.charCodeAt(index - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(index) & 0xfc00) === 0xdc00;

/** A position inside the text, not in the middle of a character of two code units. */
function position(text: string, wanted: number, outward: -1 | 1): number {
  const index = Math.min(Math.max(Math.trunc(wanted) || 0, 0), text.length);
  return isSurrogatePair(text, index) ? index + outward : index;
}

const compareMarks = (a: TextMark, b: TextMark): number => a.start - b.start || b.end - a.end || markTypes.indexOf(a.type) - markTypes.indexOf(b.type);

/** Marks that say nothing but their type: stretches of them that touch are one. */
const isPlain = ({ type }: TextMark) => type === 'bold' || type === 'italic' || type === 'code';

/**
 * The marks of a text in one way only: inside the text, none empty, none through the middle of a character (a surrogate pair), those of
 * bold, italic and code joined where they touch or overlap, sorted by start, the longer first. Doing it twice changes nothing more.
 */
export function normaliseMarks(text: string, marks: readonly TextMark[]): TextMark[] {
  const inside = marks
    .map((mark) => ({ ...mark, start: position(text, mark.start, -1), end: position(text, mark.end, 1) }))
    .filter(({ start, end }) => start < end)
    .sort(compareMarks);

  const open = new Map<TextMark['type'], TextMark>();
  const result: TextMark[] = [];
  for (const mark of inside) {
    const before = isPlain(mark) ? open.get(mark.type) : undefined;
    if (before && mark.start <= before.end) before.end = Math.max(before.end, mark.end);
    else {
      result.push(mark);
      open.set(mark.type, mark);
    }
  }
  return result.sort(compareMarks);
}

/** Code units that one visible character may take in a preview. Longer heaps of marks are cut: they are an attack on the layout. */
const maxGrapheme = 32;

const ellipsis = (kept: readonly string[]) => `${kept.join('').trimEnd()}…`;

/**
 * The beginning of a message on one line, for a list: white space as single spaces, cut between characters as people see them.
 * @param length At most so many visible characters, the ellipsis of a cut text counted. Default 120.
 */
export function messagePreview(text: string, length = 120): string {
  // What could not be shown is not looked at, however long the text is. A sequence cut here stands beyond the length, or is a heap of marks.
  const whole = text.trim();
  const start = whole.slice(0, (length + 1) * maxGrapheme * 2);
  const kept: string[] = [];
  for (const grapheme of graphemes(start.replace(/\s+/gu, ' '))) {
    if (kept.length === length) return ellipsis(kept.slice(0, -1));
    kept.push(grapheme.length > maxGrapheme ? String.fromCodePoint(grapheme.codePointAt(0) ?? 0) : grapheme);
  }
  return start.length < whole.length ? ellipsis(kept) : kept.join('');
}
