import type { SlicedWork } from './sliced-work.js';
import { signsOf } from './structure.js';

export type LineEnd = '\n' | '\r\n' | '\r';

const rowsPerTurn = 1_000;

function kindsIn(text: string): LineEnd[] {
  const kinds: LineEnd[] = [];
  if (text.includes('\r\n')) kinds.push('\r\n');
  if (/(?:^|[^\r])\n/.test(text)) kinds.push('\n');
  if (/\r(?!\n)/.test(text)) kinds.push('\r');
  return kinds;
}

interface Aligned {
  text: string;
  /** What ends each of its rows. */
  newline: LineEnd;
  /** The rows had ended in different ways. */
  wasMixed: boolean;
}

/** A text whose rows all end in the same way, which is what the parser needs. What stands in quoted cells is not touched. */
export async function alignLineEnds(text: string, delimiter: string, work: SlicedWork): Promise<Aligned> {
  const [kind = '\n', ...others] = kindsIn(text);
  if (others.length === 0) return { text, newline: kind, wasMixed: false };

  const kinds = new Set<LineEnd>();
  const rows: string[] = [];
  let begin = 0;
  for (const { at, sign } of signsOf(text, delimiter, /"|\r\n|\r|\n/g)) {
    kinds.add(sign as LineEnd);
    rows.push(text.slice(begin, at));
    begin = at + sign.length;
    if (rows.length % rowsPerTurn === 0) await work.turn(0, text.length);
  }
  rows.push(text.slice(begin));
  const [newline = '\n'] = kinds;
  return kinds.size > 1 ? { text: rows.join('\n'), newline: '\n', wasMixed: true } : { text, newline, wasMixed: false };
}
