/** One line of a file. */
export interface Line {
  /** From 1. */
  number: number;
  /** Without its end; `undefined` where it cannot be read. */
  text: string | undefined;
  /** Why it cannot be read: it is no UTF-8, or longer than is allowed. */
  flaw?: 'encoding' | 'length';
  /** A line feed ends it. */
  isEnded: boolean;
  /** Bytes of the file up to its end. */
  end: number;
}

const lineFeed = 0x0a;
const byteOrderMark = '\ufeff';

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
  } finally {
    await reader.cancel();
  }
}

const makeDecoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Gathers the bytes of one line, and no more of them than are allowed. */
class LineBytes {
  readonly #maxBytes: number;
  #decoder = makeDecoder();
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  add(part: Uint8Array): void {
    this.#size += part.length;
    if (this.#size <= this.#maxBytes) this.#parts.push(part);
  }

  /** What the line says; the next one begins. */
  take(): Pick<Line, 'text' | 'flaw'> {
    const [parts, size] = [this.#parts, this.#size];
    this.#parts = [];
    this.#size = 0;
    if (size > this.#maxBytes) return { text: undefined, flaw: 'length' };
    try {
      const text = parts.map((part) => this.#decoder.decode(part, { stream: true })).join('') + this.#decoder.decode();
      return { text };
    } catch {
      // One that has thrown may still hold bytes of this line.
      this.#decoder = makeDecoder();
      return { text: undefined, flaw: 'encoding' };
    }
  }
}

/** The lines of a file in UTF-8, with `\n` or `\r\n` between them, one at a time. A byte order mark is left out. */
export async function* linesOf(blob: Blob, maxBytes: number): AsyncGenerator<Line> {
  const bytes = new LineBytes(maxBytes);
  let number = 0;
  let begin = 0;
  const line = (end: number, isEnded: boolean): Line => {
    const { text, flaw } = bytes.take();
    number++;
    const read = number === 1 && text?.startsWith(byteOrderMark) ? text.slice(1) : text;
    return { number, text: read?.endsWith('\r') ? read.slice(0, -1) : read, ...(flaw && { flaw }), isEnded, end };
  };
  for await (const chunk of chunksOf(blob)) {
    let start = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, start)) {
      bytes.add(chunk.subarray(start, at));
      start = at + 1;
      yield line(begin + start, true);
    }
    bytes.add(chunk.subarray(start));
    begin += chunk.length;
  }
  if (!bytes.isEmpty) yield line(begin, false);
}
