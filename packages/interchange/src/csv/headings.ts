import type { CsvIssue } from './csv.types.js';

type Shape = 'email' | 'url' | 'date' | 'number' | 'text' | 'empty';

const shapes: readonly (readonly [Shape, RegExp])[] = [
  ['email', /^[^\s@]{1,64}@[^\s@]{1,255}$/],
  ['url', /^https?:\/\//i],
  ['date', /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ]|$)/],
  ['number', /^[+(-]?\p{Sc}?\d[\d\s.,'()-]*$/u],
];

function shapeOf(cell: string): Shape {
  const text = cell.length > 500 ? cell.slice(0, 500).trim() : cell.trim();
  if (text === '') return 'empty';
  return shapes.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

/** A year can be the heading of a column of figures. */
const isYear = (cell: string): boolean => /^(?:19|20)\d\d$/.test(cell);

const rowsLookedAt = 20;

/**
 * Whether the first row names the columns: it differs from the rows below it where those hold e-mail addresses, dates or figures. A file that gives no sign
 * has headings, as nearly all do.
 */
export function guessHeader(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...below] = rows.slice(0, rowsLookedAt + 1);
  let signs = 0;
  first.forEach((cell, column) => {
    if (isYear(cell)) return;
    const shape = shapeOf(cell);
    const others = below.map((row) => shapeOf(row[column] ?? '')).filter((other) => other !== 'empty');
    const alike = others.filter((other) => other === shape).length;
    if (shape !== 'text' && shape !== 'empty' && alike * 2 >= others.length) signs--;
    if (shape === 'text' && alike * 2 < others.length) signs++;
  });
  return signs >= 0;
}

/** The names of the columns, each different from the others; what had to be changed is told. */
export function nameColumns(headings: readonly string[], line: number, issues: CsvIssue[]): string[] {
  const taken = new Set(headings);
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const free = (stem: string, first: number, make: (count: number) => string): string => {
    let count = Math.max(counts.get(stem) ?? first, first);
    while (taken.has(make(count))) count++;
    counts.set(stem, count + 1);
    taken.add(make(count));
    return make(count);
  };
  const nameEmpty = (index: number): string => {
    const column = free('', index + 1, (count) => `Column ${count}`);
    issues.push({ code: 'empty-heading', line, column, message: `Column ${index + 1} has no heading. It is called “${column}” here.` });
    return column;
  };
  const nameDuplicate = (value: string): string => {
    const column = free(value, 2, (count) => `${value} (${count})`);
    issues.push({
      code: 'duplicate-heading',
      line,
      column,
      message: `Another column is called so too. This one is “${column}” here.`,
      value,
    });
    return column;
  };
  return headings.map((heading, index) => {
    if (heading === '') return nameEmpty(index);
    if (seen.has(heading)) return nameDuplicate(heading);
    seen.add(heading);
    return heading;
  });
}
