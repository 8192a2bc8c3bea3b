import { CrmError, systemClock, type DataAdapter, type RestoreContent, type RestoredFile, type StoredRecord } from '@crm-elements/data';
import { isPlainObject, RestoreCheck, sha256, Slices, withoutReservedKeys } from '@crm-elements/data/engine';
import { fromBase64 } from './base64.js';
import type { ExportHeader } from './export-records.js';
import { Refusals } from './export-refused.js';
import { linesOf, type Line } from './lines.js';
import { readHeader } from './read-header.js';

export interface ReadProgress {
  bytes: number;
  totalBytes: number;
}

export interface ReadExportOptions {
  signal?: AbortSignal;
  /** Called now and then. */
  onProgress?: (progress: ReadProgress) => void;
}

/** An export that was read and found right. */
export interface ReadExport {
  header: ExportHeader;
  /** What `adapter.restore()` takes. */
  content: RestoreContent;
  records: number;
}

/** Bytes of a line, at least, that are allowed in front of and around a file's bytes; no record is longer. */
const maxRecordBytes = 16 * 1024 * 1024;

/** A reserved key, perhaps written with escapes. */
const mayHaveReservedKeys = /__proto__|constructor|prototype|\\u/;

/** The keys of files that stores of this project give: the hash of what is in them. */
const isHash = (key: string): boolean => /^[0-9a-f]{64}$/.test(key);

/** Reads an export line by line, and keeps what is right as long as everything is. */
class Reading {
  readonly #adapter: DataAdapter;
  readonly #check: RestoreCheck;
  readonly #turn: () => Promise<void>;
  readonly #refusals = new Refusals();
  readonly #records = new Map<string, StoredRecord[]>();
  readonly #counts = new Map<string, number>();
  readonly #files: RestoredFile[] = [];
  #fileCount = 0;
  #header: ExportHeader | undefined;
  #headerLine = 0;
  /** Lines of which nobody knows what they held. */
  #unreadable = 0;
  #last = 1;

  constructor(adapter: DataAdapter, turn: () => Promise<void>) {
    this.#adapter = adapter;
    this.#check = new RestoreCheck(adapter.model, adapter.capabilities);
    this.#turn = turn;
  }

  async line(line: Line): Promise<void> {
    const { number, text, flaw, isEnded } = line;
    if (text?.trim() === '') return;
    this.#last = number;
    if (flaw) this.#unreadable++;
    if (flaw === 'encoding') return this.#refuse('encoding', 'It is no text in UTF-8. Choose the file as it was exported.');
    if (flaw === 'length') return this.#refuse('length', 'It is longer than any line of an export.');
    const value = this.#parse(text!);
    if (!this.#header) this.#readHeader(value);
    if (!isEnded) {
      this.#unreadable++;
      this.#refuse('cut', 'The file ends in the middle of this line: it was cut short. Copy or export it again.');
    } else if (number > this.#headerLine) await this.#addLine(value);
  }

  async #addLine(value: unknown): Promise<void> {
    if (value === undefined) {
      this.#unreadable++;
      this.#refuse('json', 'It is no JSON: the file was damaged or changed.');
    } else if (isPlainObject(value) && isPlainObject(value['record'])) this.#addRecord(value['collection'], value['record']);
    else if (isPlainObject(value) && 'file' in value) await this.#addFile(value);
    else this.#refuse('shape', 'It holds neither a record nor a file.');
  }

  #parse(text: string): unknown {
    try {
      const value: unknown = JSON.parse(text);
      return mayHaveReservedKeys.test(text) ? withoutReservedKeys(value) : value;
    } catch {
      return undefined;
    }
  }

  #refuse(code: Parameters<Refusals['add']>[1], message: string): void {
    this.#refusals.add(this.#last, code, message);
    // Without a header no other line can be understood.
    if (!this.#header) this.#refusals.throwIfAny();
  }

  #readHeader(value: unknown): void {
    const header = readHeader(value, this.#adapter.model.version);
    if ('code' in header) this.#refuse(header.code, header.message);
    else {
      this.#header = header;
      this.#headerLine = this.#last;
    }
  }

  #addRecord(collection: unknown, record: unknown): void {
    const issue = this.#check.recordIssue(collection, record);
    const name = String(collection);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (issue?.code === 'collection') return this.#refuse('collection', issue.message);
    if (issue) return this.#refuse('record', `${name}, ${issue.path}: ${issue.message}`);
    if (this.#refusals.count > 0) return;
    const records = this.#records.get(name);
    if (records) records.push(record as StoredRecord);
    else this.#records.set(name, [record as StoredRecord]);
  }

  async #addFile({ file, mediaType, base64 }: Record<string, unknown>): Promise<void> {
    this.#fileCount++;
    let bytes: Uint8Array;
    try {
      bytes = await fromBase64(base64 as string, this.#turn);
    } catch (error) {
      if (error instanceof CrmError) throw error;
      return this.#refuse('file', 'The bytes of the file are not written in base64.');
    }
    const restored = { key: file, mediaType, bytes } as RestoredFile;
    const issue = this.#check.fileIssue(restored);
    if (issue) return this.#refuse('file', issue.message);
    if (isHash(restored.key) && (await sha256(bytes)) !== restored.key) {
      return this.#refuse('file', 'The bytes of the file are not those that it was exported with: they were damaged or changed.');
    }
    if (this.#refusals.count === 0) this.#files.push(restored);
  }

  #requireCount(what: string, found: number, counted: number): void {
    if (found === counted || this.#unreadable > 0) return;
    const why = found < counted ? 'it was cut short' : 'it was changed';
    this.#refuse('cut', `The file holds ${found} of the ${counted} ${what} that its first line counts: ${why}. Copy or export it again.`);
  }

  /** @throws ExportRefused */
  end(): ReadExport {
    if (!this.#header) this.#refuse('header', 'The file is empty. Choose a file that was made by “Export”.');
    const header = this.#header!;
    for (const collection of new Set([...Object.keys(header.counts), ...this.#counts.keys()])) {
      const counted = Object.hasOwn(header.counts, collection) ? header.counts[collection]! : 0;
      this.#requireCount(`records of "${collection}"`, this.#counts.get(collection) ?? 0, counted);
    }
    this.#requireCount('files', this.#fileCount, header.files);
    this.#refusals.throwIfAny();
    const records = [...this.#records.values()].reduce((sum, { length }) => sum + length, 0);
    return { header, content: { records: Object.fromEntries(this.#records), files: this.#files }, records };
  }
}

/**
 * Reads an export whole and checks it against the adapter's model, in slices that leave the page its turn. Changes nothing. The keys `__proto__`,
 * `constructor` and `prototype` are dropped at any depth. Older exports are taken as they are, as a store takes older rows: models only grow.
 * @throws ExportRefused with the lines that are wrong; CrmError ABORTED by the signal
 */
export async function readExport(adapter: DataAdapter, blob: Blob, { signal, onProgress }: ReadExportOptions = {}): Promise<ReadExport> {
  const slices = new Slices(systemClock);
  const progress: ReadProgress = { bytes: 0, totalBytes: blob.size };
  const turn = async () => {
    if (signal?.aborted) throw new CrmError('ABORTED', 'Reading the export was cancelled. Nothing was changed.', { cause: signal.reason });
    if (!slices.isOver) return;
    onProgress?.({ ...progress });
    await slices.pause();
  };
  const reading = new Reading(adapter, turn);
  // Three bytes are four characters.
  for await (const line of linesOf(blob, maxRecordBytes + Math.ceil((adapter.capabilities.maxBlobBytes * 4) / 3))) {
    await reading.line(line);
    progress.bytes = line.end;
    await turn();
  }
  onProgress?.({ ...progress });
  return reading.end();
}
