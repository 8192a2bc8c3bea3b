/**
 * What stands before a text that a spreadsheet would take for a formula: an apostrophe, as is usual, and a word joiner (U+2060), which shows nothing.
 * The two together tell our mark from an apostrophe that other programs or people wrote, so that nobody else's cell is changed on reading.
 */
export const neutralMark = "'\u2060";

/** The beginnings of a formula, also in full width, which some spreadsheets take for the same. */
const leadIns = new Set('=+-@\uff1d\uff0b\uff0d\uff20');

/** At the beginning of a cell these count as well: some programs drop them and look again. */
const droppedAtBegin = new Set('\t\r\n');

/** Behind these a formula could begin: a spreadsheet that is set to another delimiter takes even a quoted cell apart. */
const pieceEnds = new Set('\r\n\t,;|');

/** White space, quotation marks and what does not show: spreadsheets may skip them before a formula. */
const skipped = /["\s\p{Z}\p{Cc}\p{Cf}]/u;

const mayBeDangerous = /[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]|'\u2060/;

function isDanger(cell: string, from: number, atBegin: boolean): boolean {
  for (let index = from; index < cell.length; index++) {
    const char = cell[index]!;
    if (leadIns.has(char)) return true;
    if (pieceEnds.has(char)) return atBegin && index === from && droppedAtBegin.has(char);
    if (!skipped.test(char)) return false;
  }
  return false;
}

/** The cell with each place changed where a formula could begin; `change` is told the marks that stand there and gives others. */
function changePlaces(cell: string, change: (marks: string) => string): string {
  let changed = '';
  let copied = 0;
  for (let start = 0; start <= cell.length; start++) {
    if (start > 0 && !pieceEnds.has(cell[start - 1]!)) continue;
    let end = start;
    while (cell.startsWith(neutralMark, end)) end += neutralMark.length;
    if (!isDanger(cell, end, start === 0)) continue;
    changed += cell.slice(copied, start) + change(cell.slice(start, end));
    copied = end;
  }
  return changed + cell.slice(copied);
}

/** A cell's text such that no spreadsheet calculates with it: a mark stands before each place where a formula could begin. */
export const neutralise = (cell: string): string => (mayBeDangerous.test(cell) ? changePlaces(cell, (marks) => marks + neutralMark) : cell);

/** The text that {@link neutralise} was given. A text without our mark before a formula comes back as it is. */
export const restore = (cell: string): string =>
  cell.includes(neutralMark) ? changePlaces(cell, (marks) => marks.slice(neutralMark.length)) : cell;
