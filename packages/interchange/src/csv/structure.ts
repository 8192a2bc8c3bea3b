/** The signs of a CSV file that stand in no quoted cell: delimiters and ends of rows. */
interface Sign {
  at: number;
  sign: string;
}

/** Whether a quotation mark closes the cell: behind it the cell, the row or the file ends, perhaps after spaces. */
function closes(text: string, quote: number, delimiters: string): boolean {
  let next = quote + 1;
  while (text[next] === ' ' && !delimiters.includes(' ')) next++;
  const char = text[next];
  return char === undefined || char === '\n' || char === '\r' || delimiters.includes(char);
}

/** The index behind the quoted cell that begins there; the text's length where it is never closed. */
function endOfQuoted(text: string, start: number, delimiters: string): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0) {
    if (text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
    else if (closes(text, quote, delimiters)) return quote + 1;
    else quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

/**
 * The signs outside of quoted cells, from the first to the last.
 * @param delimiters each character that may be the delimiter: a quotation mark behind one of them opens a cell
 * @param wanted finds quotation marks, ends of lines, and the delimiters that are asked for; global
 */
export function* signsOf(text: string, delimiters: string, wanted: RegExp): Generator<Sign> {
  for (let found = wanted.exec(text); found; found = wanted.exec(text)) {
    const at = found.index;
    const [sign] = found;
    const before = text[at - 1];
    if (sign !== '"') yield { at, sign };
    else if (before === undefined || before === '\n' || before === '\r' || delimiters.includes(before)) {
      wanted.lastIndex = endOfQuoted(text, at, delimiters);
    }
  }
}
