import { CrmError } from '@crm-elements/data';

/**
 * Why a line is refused. `header`: the first line is none of an export · `version`: newer code made it · `encoding`: no UTF-8 · `length`: longer
 * than any line of an export · `json`: no JSON · `shape`: neither a record nor a file · `collection`: the store has none of this name ·
 * `record`: it does not meet the schema, or stands in the file twice · `file`: its bytes are not right · `cut`: the file ends too soon.
 */
export type RefusalCode = 'header' | 'version' | 'encoding' | 'length' | 'json' | 'shape' | 'collection' | 'record' | 'file' | 'cut';

export interface RefusedLine {
  /** From 1. */
  line: number;
  code: RefusalCode;
  /** What is wrong and what helps, in a sentence. */
  message: string;
}

/** A file that cannot be restored: a `CrmError` VALIDATION. Nothing of the store was changed. */
export class ExportRefused extends CrmError {
  /** The first 20 lines that are wrong. */
  readonly lines: readonly RefusedLine[];
  /** How many there are. */
  readonly count: number;

  constructor(lines: readonly RefusedLine[], count: number) {
    const [first] = lines;
    super('VALIDATION', `The file cannot be restored. Line ${first?.line}: ${first?.message}`);
    this.lines = lines;
    this.count = count;
  }
}

const maxLines = 20;

/** Takes note of the lines that are refused. */
export class Refusals {
  readonly #lines: RefusedLine[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(line: number, code: RefusalCode, message: string): void {
    this.#count++;
    if (this.#lines.length < maxLines) this.#lines.push({ line, code, message });
  }

  /** @throws ExportRefused where a line was refused */
  throwIfAny(): void {
    if (this.#count > 0) throw new ExportRefused(this.#lines, this.#count);
  }
}
