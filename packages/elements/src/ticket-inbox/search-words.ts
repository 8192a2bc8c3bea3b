import { tokens } from '@crm-elements/schema';

/** A stretch of what is shown of a text; `sought` when it is a word that was searched for. */
export interface SnippetPiece {
  readonly text: string;
  readonly sought: boolean;
}

/** What is shown of a text, in UTF-16 code units, and how much of that stands before the words that were found. */
const longest = 160;
const before = 40;
/** Words within this distance are seen together. */
const together = longest - before;

const ideographs = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
/** What `tokens` takes for a word, as it stands in the text: with its accents, and with what does not show. */
const wordsAsWritten = new RegExp(`[${ideographs}]|[\\p{L}\\p{N}](?:(?![${ideographs}])[\\p{L}\\p{M}\\p{N}\\p{DI}])*`, 'gu');

/** Which of the words this token is: the last one may be its beginning only. -1 when it is none. */
const placeOf = (token: string, words: readonly string[]): number =>
  words.findIndex((word, i) => token === word || (i === words.length - 1 && token.startsWith(word)));

/** Whether all words stand in these texts, the last one as the beginning of a word, as the store's own search has it. No words find nothing. */
export function meetsWords(texts: readonly string[], words: readonly string[]): boolean {
  const found = texts.flatMap(tokens);
  return (
    words.length > 0 &&
    words.every((word, i) => found.some((token) => token === word || (i === words.length - 1 && token.startsWith(word))))
  );
}

interface SoughtWord {
  readonly start: number;
  readonly end: number;
  /** Which of the words it is. */
  readonly place: number;
}

function soughtWords(text: string, words: readonly string[]): SoughtWord[] {
  const found: SoughtWord[] = [];
  for (const { 0: written, index } of text.matchAll(wordsAsWritten)) {
    const place = tokens(written).reduce((best, token) => Math.max(best, placeOf(token, words)), -1);
    if (place >= 0) found.push({ start: index, end: index + written.length, place });
  }
  return found;
}

/** The first of those places from which on the most different words are seen. */
function bestPlace(found: readonly SoughtWord[]): number {
  let best = 0;
  let most = 0;
  let end = 0;
  const seen = new Map<number, number>();
  for (const { start, place } of found) {
    for (; end < found.length && found[end]!.start < start + together; end++) {
      const next = found[end]!.place;
      seen.set(next, (seen.get(next) ?? 0) + 1);
    }
    if (seen.size > most) [best, most] = [start, seen.size];
    const left = seen.get(place)! - 1;
    if (left > 0) seen.set(place, left);
    else seen.delete(place);
  }
  return best;
}

/** Not within a pair of code units that are one character. */
const wholeAt = (text: string, index: number): number => (/[\udc00-\udfff]/.test(text[index] ?? '') ? index - 1 : index);

/**
 * What is shown of a text that was found: a line around the words, cut at the ends where it is longer, with the words told apart. As much
 * time as the text is long.
 * @param words folded, as `tokens` gives them; the last one may be the beginning of a word
 */
export function snippetOf(text: string, words: readonly string[]): SnippetPiece[] {
  const line = text.replace(/\s+/gu, ' ').trim();
  const found = soughtWords(line, words);
  const anchor = bestPlace(found);
  const space = anchor > before ? line.indexOf(' ', anchor - before) : -1;
  const from = anchor > before ? (space >= 0 && space < anchor ? space + 1 : anchor) : 0;
  const to = from + longest < line.length ? wholeAt(line, from + longest) : line.length;
  const pieces: SnippetPiece[] = [];
  const push = (piece: string, sought: boolean) => {
    if (piece) pieces.push({ text: piece, sought });
  };
  let at = from;
  if (from > 0) push('…', false);
  for (const { start, end } of found) {
    if (start < from || start >= to) continue;
    push(line.slice(at, start), false);
    push(line.slice(start, Math.min(end, to)), true);
    at = Math.min(end, to);
  }
  push(line.slice(at, to), false);
  if (to < line.length) push('…', false);
  return pieces;
}
