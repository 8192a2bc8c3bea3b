const isDigit = (code: number) => /\p{Nd}/u.test(String.fromCodePoint(code));

/** Digits of every script as 0–9. In Unicode they stand in unbroken runs of ten, or of several tens, from a zero on. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let start = code;
    while (isDigit(start - 1)) start -= 1;
    return String((code - start) % 10);
  });
}
