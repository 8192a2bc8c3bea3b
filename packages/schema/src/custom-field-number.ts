import { readDecimalDigits, type DecimalSign } from './decimal-digits.js';

/**
 * The number that a text names, as people of a language write it: groups, digits of any script. What could be read in two ways is refused
 * rather than guessed.
 * @param decimal What stands before the decimals. Default `.`; with `,` the point groups digits.
 * @throws RangeError with a sentence for the person who typed it.
 */
export function parseNumber(text: string, { decimal = '.' }: { decimal?: DecimalSign } = {}): number {
  const digits = readDecimalDigits(text, decimal);
  const number = digits ? Number(`${digits.sign}0${digits.whole}.${digits.decimals}`) : Number.NaN;
  if (!Number.isFinite(number)) throw new RangeError(`Write a number in digits, such as 1234${decimal}5.`);
  return number === 0 ? 0 : number;
}
