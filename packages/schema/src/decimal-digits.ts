import { asciiDigits } from './digits.js';

/** What stands before the decimals of a number. */
export type DecimalSign = '.' | ',';

/** The digits of a number that was written, group signs taken out; either part may be empty, not both. */
interface DecimalDigits {
  readonly sign: '' | '+' | '-';
  readonly whole: string;
  readonly decimals: string;
}

const maxText = 100;
/** A sign and digits, maybe in groups: by a comma or point, a space of any width, an apostrophe, an underscore. */
const wholeNumber = /^([+-]?)(\d*|\d{1,3}([,. '_])\d{2,3}(?:\3\d{2,3})*)$/;

/**
 * The digits that a text names: maybe a sign, maybe groups (`1,234,567.89`, `1 234 567,89`, `12,34,567`), digits of any script. `undefined`
 * for what is no number, and for what could be read in two ways: a group that does not end in three digits before the decimals.
 */
export function readDecimalDigits(text: string, decimal: DecimalSign): DecimalDigits | undefined {
  const plain = text.length > maxText ? '' : asciiDigits(text.trim()).replace(/[−﹣－]/g, '-').replace(/[\s\u00a0\u202f]/g, ' ').replace(/[’`´]/g, "'");
  const pointed = plain.replaceAll('٬', decimal === '.' ? ',' : '.').replace('٫', decimal);
  const [whole = '', decimals = '', more] = pointed.split(decimal, 3);
  const [found, sign = '', grouped = '', separator] = wholeNumber.exec(whole) ?? [];
  const lastGroup = separator === undefined ? 3 : grouped.length - grouped.lastIndexOf(separator) - 1;
  if (found === undefined || lastGroup !== 3 || more !== undefined || !/^\d*$/.test(decimals) || grouped + decimals === '') return undefined;
  return { sign: sign as DecimalDigits['sign'], whole: grouped.replace(/\D/g, ''), decimals };
}
