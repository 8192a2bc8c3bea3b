/** Values by the name of a parameter in upper case. */
export type Params = ReadonlyMap<string, readonly string[]>;

/** Values that vCard 2.1 writes without the name of their parameter; all others are types. */
const bare: ReadonlyMap<string, string> = new Map([
  ['QUOTED-PRINTABLE', 'ENCODING'],
  ['BASE64', 'ENCODING'],
  ['8BIT', 'ENCODING'],
  ['7BIT', 'ENCODING'],
  ['INLINE', 'VALUE'],
  ['URL', 'VALUE'],
  ['URI', 'VALUE'],
  ['CONTENT-ID', 'VALUE'],
  ['CID', 'VALUE'],
]);

/** RFC 6868, 3.2. */
const carets: Readonly<Record<string, string>> = { '^n': '\n', '^^': '^', "^'": '"' };

/** The values of a parameter: divided by commas, each perhaps in quotes. */
function valuesOf(text: string, hasCarets: boolean): string[] {
  const values: string[] = [];
  let isQuoted = false;
  let start = 0;
  const add = (end: number) => {
    const value = text.slice(start, end).trim().replaceAll('"', '');
    values.push(hasCarets ? value.replace(/\^[n^']/g, (caret) => carets[caret]!) : value);
  };
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') isQuoted = !isQuoted;
    if (text[i] !== ',' || isQuoted) continue;
    add(i);
    start = i + 1;
  }
  add(text.length);
  return values;
}

/**
 * The parameters of a line: `NAME=value,"value"` (RFC 6350, 3.3), or a value alone (vCard 2.1).
 * @param hasCarets `^n`, `^'` and `^^` stand for other characters (RFC 6868)
 */
export function paramsOf(texts: readonly string[], hasCarets: boolean): Params {
  const params = new Map<string, string[]>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    const alone = text.trim();
    if (alone === '') continue;
    const name = equals < 0 ? (bare.get(alone.toUpperCase()) ?? 'TYPE') : text.slice(0, equals).trim().toUpperCase();
    const kept = params.get(name) ?? [];
    params.set(name, kept);
    for (const value of valuesOf(equals < 0 ? alone : text.slice(equals + 1), hasCarets)) kept.push(value);
  }
  return params;
}
