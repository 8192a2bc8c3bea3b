/** A line of a file, without its end. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
}

/** The lines of a text one at a time, with a look at the next one. CR, LF and CR LF end a line; nothing else does. */
export class PhysicalLines {
  readonly #text: string;
  readonly #ends = /\r\n?|\n/g;
  #start = 0;
  #number = 0;
  #next: Line | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#read();
  }

  get next(): Line | undefined {
    return this.#next;
  }

  take(): Line | undefined {
    const line = this.#next;
    this.#read();
    return line;
  }

  #read(): void {
    if (this.#start > this.#text.length) {
      this.#next = undefined;
      return;
    }
    this.#ends.lastIndex = this.#start;
    const end = this.#ends.exec(this.#text);
    this.#number++;
    this.#next = { number: this.#number, text: this.#text.slice(this.#start, end?.index) };
    this.#start = end ? end.index + end[0].length : this.#text.length + 1;
  }
}
