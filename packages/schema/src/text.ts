/**
 * Marks that are accents: they can be left out and the word is still known. Vowel signs of Indic and other scripts are not among them, nor
 * are the voicing marks of kana: without those it would be another word.
 */
const accents =
  /(?=\p{M})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]|\p{DI}/gu;

/**
 * Normalising sorts the marks of a character by insertion, which takes quadratic time on a hostile heap of them (seconds for 80 kB). No
 * language stacks more than a few; Unicode's stream-safe format (Annex 15) allows 30.
 */
const heapsOfMarks = /(\p{M}{30})\p{M}+/gu;

/** Letters with a stroke and ligatures, which Unicode does not take apart, as people type them where their keyboard has none. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ŧ: 't', ı: 'i', ς: 'σ',
};

/**
 * A text for comparing: without case, accents, width and characters that do not show (soft hyphens, joiners, direction marks). `Łódź` and
 * `lodz`, `Straße` and `STRASSE` are the same. Never shown to people. Folding twice changes nothing more; the time is linear.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .replace(accents, '')
    .replace(heapsOfMarks, '$1')
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþħŧıς]/g, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFKC');
}

/** Most texts are: none of the rules above concerns them, and an import folds ten texts a record. */
const isAscii = (text: string) => !/[\u0080-\uffff]/.test(text);

const words = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}](?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])*/gu;

/**
 * The words of a text, folded: stretches of letters and digits in any script. Chinese and Japanese are written without spaces, so there
 * each character is a word: a search for two of them finds texts that have both.
 */
export function tokens(text: string): string[] {
  const folded = fold(text);
  return folded.match(isAscii(folded) ? /[a-z0-9]+/g : words) ?? [];
}
