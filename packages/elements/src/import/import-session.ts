import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { toInstant, type CustomField, type Pipeline } from '@crm-elements/schema';
import {
  csvFilesOf,
  isTaken,
  type ChosenFile,
  type CsvFile,
  type Decided,
  type Decision,
  type ImportChoices,
  type Prepared,
  type Running,
  type Step,
} from './import.types.js';
import type { CsvCollection, CsvFormats, CsvMapping } from './interchange.js';
import { ImportWriting } from './import-writing.js';
import { forget, isSame, keptFilesOf, readKept, restored, type KeptImport } from './kept-import.js';
import { withCollection, withFormats, withTarget } from './mapping-changes.js';
import { needsCurrency } from './mapping-needs.js';
import { preparePlan } from './prepare-plan.js';
import { readFile } from './read-file.js';

interface SessionOptions {
  client: CrmClient;
  /** Called after each change. */
  changed: () => void;
}

/** More are no form any more. */
const mostFields = 500;

const freshChoices = (): ImportChoices => ({ currency: '', pipeline: null, duplicates: 'skip', unknownCompanies: 'make', decided: [] });

/**
 * One import, from the first file to the report: what was chosen, what becomes of it, and how far it is. It knows nothing of how it is shown.
 */
export class ImportSession {
  readonly client: CrmClient;
  readonly #changed: () => void;
  /** Ends with the session. */
  readonly #life = new AbortController();
  readonly #writing: ImportWriting;
  readonly #reading = new Map<number, AbortController>();
  #planning: AbortController | undefined;
  #lastId = 0;
  #seed: string;
  #at = toInstant(Date.now());

  step: Step = 'choose';
  files: readonly ChosenFile[] = [];
  choices = freshChoices();
  customFields: readonly CustomField[] = [];
  pipelines: readonly Pipeline[] = [];
  /** An import that was begun before and not brought to its end. */
  kept: KeptImport | undefined;
  /** That one is gone on with: what it makes follows from what was chosen then. */
  isResumed = false;
  /** Of the work between two steps: 0 to 1. */
  preparing: number | undefined;
  prepared: Prepared | undefined;
  /** Why the plan could not be made. */
  problem: CrmError | undefined;
  /** What the store has to say about imports is known. */
  isReady = false;
  /** Settles then. */
  readonly ready: Promise<void>;

  constructor({ client, changed }: SessionOptions) {
    this.client = client;
    this.#changed = changed;
    this.#seed = client.newId();
    this.#writing = new ImportWriting(client, () => this.#tell());
    this.ready = this.#readStore();
  }

  /** Ends all work: what is committed stays. */
  end(): void {
    this.#life.abort();
    for (const reading of this.#reading.values()) reading.abort();
    this.#planning?.abort();
    this.#writing.stop();
  }

  get isReading(): boolean {
    return this.files.some(({ content }) => content.kind === 'reading');
  }

  /** How far the writing is, and how it ended. */
  get running(): Running | undefined {
    return this.#writing.running;
  }

  /** Whether something is being written or removed. */
  get isBusy(): boolean {
    return this.#writing.isBusy;
  }

  get csvFiles(): CsvFile[] {
    return csvFilesOf(this.files);
  }

  get hasDeals(): boolean {
    return this.csvFiles.some(({ content }) => content.mapping.collection === 'deals');
  }

  /** Whether an amount of the files does not say its currency. */
  get needsCurrency(): boolean {
    return this.csvFiles.some(({ content }) => needsCurrency(content.mapping));
  }

  /** Whether the kept import is that of the files that are chosen. */
  get canGoOn(): boolean {
    return this.kept !== undefined && !this.isReading && isSame(this.kept, this.files);
  }

  #tell(): void {
    if (!this.#life.signal.aborted) this.#changed();
  }

  async #readStore(): Promise<void> {
    const { client } = this;
    const { signal } = this.#life;
    // Whoever imports need not know why the store did not answer: the plan asks it again, and says so.
    const none = () => ({ records: [] });
    const [{ records: fields }, { records: pipelines }, kept] = await Promise.all([
      client.customFields.list({ limit: mostFields }, { signal }).catch(none),
      client.pipelines.list({ limit: mostFields }, { signal }).catch(none),
      readKept(client, signal),
    ]);
    this.customFields = fields;
    this.pipelines = pipelines;
    this.isReady = true;
    this.kept ??= kept;
    const first = pipelines.find(({ isDefault }) => isDefault) ?? pipelines[0];
    this.choices = { ...this.choices, pipeline: first ? { id: first.id } : null, currency: first?.currency ?? '' };
    this.#tell();
  }

  // Files

  async add(files: readonly File[]): Promise<void> {
    const added = files.map((file) => ({ file, id: ++this.#lastId }));
    for (const { file, id } of added) {
      const content = { kind: 'reading', done: 0, total: file.size } as const;
      this.files = [...this.files, { id, name: this.#freeName(file.name), size: file.size, print: '', content }];
    }
    this.#stale();
    this.#tell();
    await this.ready;
    // One after the other: each is held in memory as a whole.
    for (const { file, id } of added) await this.#read(id, file);
  }

  #freeName(name: string): string {
    const taken = new Set(this.files.map((file) => file.name));
    if (!taken.has(name)) return name;
    let number = 2;
    while (taken.has(`${name} (${number})`)) number++;
    return `${name} (${number})`;
  }

  async #read(id: number, file: File): Promise<void> {
    if (!this.files.some((chosen) => chosen.id === id) || this.#life.signal.aborted) return;
    const reading = new AbortController();
    this.#reading.set(id, reading);
    const { customFields } = this;
    const onProgress = (progress: { done: number; total: number }) => this.#put(id, { content: { kind: 'reading', ...progress } });
    const read = await readFile(file, { customFields, signal: reading.signal, onProgress });
    this.#reading.delete(id);
    if (reading.signal.aborted) return;
    const isTwin = read.print !== '' && this.files.some((other) => other.id !== id && other.print === read.print && isTaken(other));
    this.#put(id, isTwin ? { print: read.print, content: { kind: 'refused', reason: 'twice' } } : read);
  }

  #put(id: number, part: Partial<ChosenFile>): void {
    this.files = this.files.map((file) => (file.id === id ? { ...file, ...part } : file));
    this.#stale();
    this.#tell();
  }

  remove(id: number): void {
    this.#reading.get(id)?.abort();
    this.#reading.delete(id);
    this.files = this.files.filter((file) => file.id !== id);
    this.#stale();
    this.#tell();
  }

  // Columns

  async setCollection(file: CsvFile, collection: CsvCollection): Promise<void> {
    this.#map(file, await withCollection(file.content, collection, this.customFields));
  }

  async setTarget(file: CsvFile, column: number, target: string | null): Promise<void> {
    this.#map(file, await withTarget(file.content, column, target, this.customFields));
  }

  setFormat(file: CsvFile, column: number, chosen: Pick<CsvFormats, 'date' | 'decimal'>): void {
    this.#map(file, withFormats(file.content, column, chosen));
  }

  #map(file: CsvFile, mapping: CsvMapping): void {
    this.#put(file.id, { content: { ...file.content, mapping } });
  }

  choose(choices: Partial<ImportChoices>): void {
    this.choices = { ...this.choices, ...choices };
    this.#stale();
    this.#tell();
  }

  /** What was planned of something else is no plan any more, nor the rest of an import of before. */
  #stale(): void {
    this.#planning?.abort();
    if (this.isResumed) this.#begin(this.client.newId(), toInstant(Date.now()));
    this.isResumed = false;
    this.preparing = undefined;
    this.prepared = undefined;
    this.problem = undefined;
  }

  go(step: Step): void {
    this.step = step;
    this.#tell();
  }

  // The plan

  /** Works out what would be written. Settles when that is known, has failed (`problem`) or is wanted no more. */
  async prepare(): Promise<void> {
    this.#planning?.abort();
    const planning = (this.#planning = new AbortController());
    const { signal } = planning;
    this.problem = undefined;
    this.preparing = 0;
    this.#tell();
    const { client, files, choices, customFields } = this;
    const onProgress = (part: number) => {
      if (signal.aborted) return;
      this.preparing = part;
      this.#tell();
    };
    try {
      const prepared = await preparePlan(client, { files, choices, customFields, seed: this.#seed, at: this.#at }, { signal, onProgress });
      if (signal.aborted) return;
      this.prepared = prepared;
    } catch (thrown) {
      if (signal.aborted) return;
      this.problem = toCrmError(thrown);
    }
    this.preparing = undefined;
    this.#tell();
  }

  /** Decides on names that the files have and no record has, and plans anew. */
  decide(decided: readonly Omit<Decided, 'decision'>[], decision: Decision): Promise<void> {
    const isOne = (one: Decided) => decided.some(({ collection, name }) => one.collection === collection && one.name === name);
    const kept = this.choices.decided.filter((one) => !isOne(one));
    return this.#choosePlanned({ decided: [...kept, ...decided.map((one) => ({ ...one, decision }))] });
  }

  setDuplicates(duplicates: ImportChoices['duplicates']): Promise<void> {
    return this.#choosePlanned({ duplicates });
  }

  /** A choice that is made beside the plan: that stays in sight until the next one is there. */
  #choosePlanned(choices: Partial<ImportChoices>): Promise<void> {
    this.choices = { ...this.choices, ...choices };
    return this.prepare();
  }

  /** Takes up the import that was begun before. */
  goOn(): void {
    if (!this.kept || !this.canGoOn) return;
    const { kept } = this;
    this.#stale();
    this.#begin(kept.seed, kept.at);
    this.files = restored(kept, this.files);
    this.choices = kept.choices;
    this.isResumed = true;
    this.#tell();
  }

  #begin(seed: string, at: string): void {
    this.#seed = seed;
    this.#at = at;
  }

  /** Forgets the import that was begun before. What it wrote stays. */
  async forgetKept(): Promise<void> {
    this.kept = undefined;
    this.#tell();
    await forget(this.client).catch(() => undefined);
  }

  // Writing

  /** Writes what was planned, or what is missing of it. How it went is in `running`. */
  async run(): Promise<void> {
    const { prepared } = this;
    if (!prepared || this.isBusy) return;
    const { plan } = prepared;
    const total = plan.operations.length + plan.already;
    this.kept = { seed: this.#seed, at: this.#at, files: keptFilesOf(this.files), choices: this.choices, total };
    await this.#writing.run(plan, this.kept);
    if (this.running?.state === 'done') this.kept = undefined;
  }

  /** Ends the writing behind the chunk that is under way. */
  stop(): void {
    this.#writing.stop();
  }

  /** Whether exactly what this import wrote can be removed. */
  get canTakeBack(): boolean {
    return this.prepared !== undefined && this.#writing.canTakeBack(this.prepared.plan);
  }

  /** Removes what this import made, but for what somebody has worked with since. How it went is in `running`. */
  async takeBack(): Promise<void> {
    if (!this.prepared || !this.canTakeBack) return;
    await this.#writing.takeBack(this.prepared.plan);
    if (this.running?.state === 'removed') this.kept = undefined;
  }
}
