/** How many letters may differ in a text of that length: in short ones each tells one name from another. */
export const toleranceOf = ({ length }: string): 0 | 1 | 2 => (length >= 9 ? 2 : length >= 5 ? 1 : 0);

/** Longer texts are no names that somebody mistyped. */
const maxLength = 100;

/** Whether at most so many letters were added, left out, changed or swapped with the next one. */
export function isWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return false;
    [beforeLast, last] = [last, row];
  }
  return last[b.length]! <= most;
}

/** Where a text of a length is cut: a piece more than letters may differ and one for a swap across a cut, so that one piece stays whole. */
function* piecesOf(length: number, most: number): Generator<{ piece: number; start: number; end: number }> {
  const count = most + 2;
  for (let piece = 0; piece < count; piece++) {
    yield { piece, start: Math.floor((piece * length) / count), end: Math.floor(((piece + 1) * length) / count) };
  }
}

const keyOf = (most: number, length: number, piece: number, text: string): string => `${most} ${length} ${piece} ${text}`;

/** Finds texts that differ from another in a letter or two without comparing it with all of them. */
export class NearTexts<Entry extends { compact: string }> {
  readonly #byPiece = new Map<string, Entry[]>();

  add(entry: Entry): void {
    const { compact } = entry;
    if (compact.length > maxLength) return;
    for (const most of [1, 2]) {
      for (const { piece, start, end } of piecesOf(compact.length, most)) {
        const key = keyOf(most, compact.length, piece, compact.slice(start, end));
        const entries = this.#byPiece.get(key);
        if (entries) entries.push(entry);
        else this.#byPiece.set(key, [entry]);
      }
    }
  }

  /** Entries that share a piece with a text, in about the same place; some of them may be further from it. */
  candidates(text: string): Set<Entry> {
    const most = toleranceOf(text);
    const found = new Set<Entry>();
    if (most === 0 || text.length > maxLength) return found;
    for (let length = text.length - most; length <= text.length + most; length++) {
      for (const { piece, start, end } of piecesOf(length, most)) {
        for (let shift = -Math.min(most, start); shift <= most; shift++) {
          const entries = this.#byPiece.get(keyOf(most, length, piece, text.slice(start + shift, end + shift)));
          for (const entry of entries ?? []) found.add(entry);
        }
      }
    }
    return found;
  }
}
