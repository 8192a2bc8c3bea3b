import { csvDelimiters } from './csv.types.js';
import { signsOf } from './structure.js';

const sampleCharacters = 64 * 1024;
const sampleRows = 20;

/** Delimiters outside of quoted cells in each of the first rows that hold anything. */
function countRows(text: string): Map<string, number>[] {
  const sample = text.slice(0, sampleCharacters);
  const rows: Map<string, number>[] = [];
  let counts = new Map<string, number>();
  let begin = 0;
  for (const { at, sign } of signsOf(sample, csvDelimiters.join(''), /["\r\n,;\t|]/g)) {
    if (sign !== '\n' && sign !== '\r') {
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
      continue;
    }
    if (at > begin) rows.push(counts);
    if (rows.length === sampleRows) return rows;
    counts = new Map();
    begin = at + 1;
  }
  // The last row of a sample may be cut.
  if (begin < sample.length && (rows.length === 0 || sample.length === text.length)) rows.push(counts);
  return rows;
}

/** The delimiter that cuts the rows most evenly; among several the one that makes most cells, and a comma where there is none. */
export function guessDelimiter(text: string): string {
  const rows = countRows(text);
  let best = { delimiter: ',', unevenness: Infinity, cells: 0 };
  for (const delimiter of csvDelimiters) {
    const counts = rows.map((row) => row.get(delimiter) ?? 0);
    const cells = counts.reduce((sum, count) => sum + count + 1, 0) / rows.length;
    const unevenness = counts.reduce((sum, count, index) => sum + (index > 0 ? Math.abs(count - counts[index - 1]!) : 0), 0);
    const isBetter = unevenness < best.unevenness || (unevenness === best.unevenness && cells > best.cells);
    if (counts.some((count) => count > 0) && cells > 1.5 && isBetter) best = { delimiter, unevenness, cells };
  }
  return best.delimiter;
}
