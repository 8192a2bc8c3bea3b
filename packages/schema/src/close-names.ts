import { parseName } from './names.js';
import { tokens } from './text.js';

/** Longer names and words are compared by their beginning. */
const maxName = 200;
const maxWord = 40;
const maxWords = 8;

/** A name written in one piece, as in Chinese, Japanese and Korean: of two characters or more. */
const isWrittenInOne = (name: string) => /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2,}$/u.test(name);

/** The words of a name for comparing: folded, without titles and suffixes. */
export function nameWords(fullName: string): string[] {
  const { given = '', additional = '', family = '' } = parseName(fullName.slice(0, maxName));
  return tokens(`${given} ${additional} ${family}`).slice(0, maxWords);
}

/**
 * The least number of letters to put in, take out, replace or swap with their neighbour to turn one word into the other, no stretch being
 * changed twice: optimal string alignment, the restricted form of F. Damerau, "A technique for computer detection and correction of
 * spelling errors", CACM 7 (1964), worked out row by row after R. Wagner and M. Fischer, JACM 21 (1974).
 */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  a.forEach((letter, i) => {
    const row = [i + 1];
    b.forEach((other, j) => {
      let least = Math.min(row[j]! + 1, last[j + 1]! + 1, last[j]! + (letter === other ? 0 : 1));
      if (i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other) least = Math.min(least, older[j - 1]! + 1);
      row.push(least);
    });
    [older, last] = [last, row];
  });
  return last[b.length]!;
}

/** Slips of the pen that a word of so many letters may have and still be the same word: short words have close neighbours that are others. */
const slipsIn = (letters: number) => (letters < 4 ? 0 : letters < 8 ? 1 : 2);

/** How alike two words are, letter by letter; folded words have their accents no more: 1 for the same, less for slips of the pen and for an initial, 0 for another word. */
function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [one, other].map((word) => [...word.slice(0, maxWord)]) as [string[], string[]];
  if (Math.min(a.length, b.length) === 1) return a[0] === b[0] ? 0.7 : 0;
  const letters = Math.max(a.length, b.length);
  if (Math.abs(a.length - b.length) > slipsIn(letters)) return 0;
  const slips = editDistance(a, b);
  return slips > slipsIn(letters) ? 0 : 1 - slips / letters;
}

/** What a word that only one of the names has takes from the likeness of the others, as if it were so much of a word. */
const extraWord = 0.25;

/**
 * How alike two people's names are, from 0 (two people) to 1 (the same words): without case, accents, titles and the order of words. Each word
 * of the shorter name must be one of the longer, up to a slip of the pen or as its initial, and one of them, of three letters or more,
 * exactly. A single word is too little to tell, unless names of its script are written in one.
 */
export function nameLikeness(one: string, other: string): number {
  const [short, long] = [nameWords(one), nameWords(other)].sort((a, b) => a.length - b.length) as [string[], string[]];
  if (short.length === 0) return 0;
  if (short.length === 1) return long.length === 1 && short[0] === long[0] && isWrittenInOne(short[0]!) ? 1 : 0;
  const pairs = short.flatMap((word, i) => long.map((match, j) => ({ i, j, word, likeness: wordLikeness(word, match) })));
  pairs.sort((a, b) => b.likeness - a.likeness);
  const taken = { i: new Set<number>(), j: new Set<number>() };
  let sum = 0;
  let isTelling = false;
  for (const { i, j, word, likeness } of pairs) {
    if (likeness === 0 || taken.i.has(i) || taken.j.has(j)) continue;
    taken.i.add(i);
    taken.j.add(j);
    sum += likeness;
    isTelling ||= likeness === 1 && word.length >= 3;
  }
  if (taken.i.size < short.length) return 0;
  if (!isTelling && sum < long.length) return 0;
  return sum / (short.length + extraWord * (long.length - short.length));
}
