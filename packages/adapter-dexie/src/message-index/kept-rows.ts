import type { SystemTables } from '../tables.js';
import type { Transaction } from '../transaction.js';

/** Bytes that one connection keeps: most of what the index of 100,000 messages takes. */
const maxBytes = 8 * 2 ** 20;

/** Tables whose rows are written once: a row is there or gone, never another one under its key. */
type Table = '_packedIds' | '_postings';

/** About what a row takes in memory: its texts and lists, and what comes with each row. */
function bytesOf(row: SystemTables[Table]): number {
  let bytes = 500;
  for (const value of Object.values(row)) {
    if (typeof value === 'string') bytes += value.length;
    else if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  }
  return bytes;
}

/** Rows of segments that were read, those used last as long as there is room. */
export class KeptRows {
  /** The one that was not used for longest comes first. */
  readonly #rows = new Map<string, SystemTables[Table]>();
  #bytes = 0;

  /** Rows of segments that the transaction sees, in any order. */
  async read<Name extends Table>(
    transaction: Transaction,
    table: Name,
    keys: readonly SystemTables[Name]['k'][],
  ): Promise<SystemTables[Name][]> {
    const found: SystemTables[Name][] = [];
    const missing: SystemTables[Name]['k'][] = [];
    for (const key of keys) {
      const row = this.#use(`${table}/${key.join('/')}`) as SystemTables[Name] | undefined;
      if (row) found.push(row);
      else missing.push(key);
    }
    if (missing.length === 0) return found;
    const rows = (await transaction.system(table).getMany(missing)) as SystemTables[Name][];
    for (const row of rows) this.#keep(`${table}/${row.k.join('/')}`, row);
    return [...found, ...rows];
  }

  #use(name: string): SystemTables[Table] | undefined {
    const row = this.#rows.get(name);
    if (!row) return undefined;
    this.#rows.delete(name);
    this.#rows.set(name, row);
    return row;
  }

  #keep(name: string, row: SystemTables[Table]): void {
    // Another search may have read it at the same time.
    if (this.#rows.has(name)) return;
    this.#rows.set(name, row);
    this.#bytes += bytesOf(row);
    for (const [oldest, unused] of this.#rows) {
      if (this.#bytes <= maxBytes) return;
      this.#rows.delete(oldest);
      this.#bytes -= bytesOf(unused);
    }
  }
}
