import { instantOf, systemClock, type CreateOperation, type CrmClient } from '@crm-elements/data';
import {
  crmModel,
  newId,
  validateRecord,
  withDefaults,
  type CollectionName,
  type Json,
  type Pipeline,
  type Stage,
  type StoredRecord,
} from '@crm-elements/schema';
import type { CsvWorkOptions } from '../csv/csv.types.js';
import type { CsvCollection, CsvDraft, ProductInput, RelatedCollection } from '../csv/mapping.types.js';
import { resolveRelations, type ResolveRelationsOptions, type UnresolvedRelation } from '../csv/resolve-relations.js';
import { SlicedWork } from '../csv/sliced-work.js';
import type { VCardPhoto } from '../vcard/read-contact.js';
import { CompanyPlan } from './company-plan.js';
import { DealPlan } from './deal-plan.js';
import { unkeptOf } from './draft-of-card.js';
import { entriesOf, placeOf, sizeOf, type Entry } from './entries.js';
import { Gaps } from './gaps.js';
import { importIds } from './import-ids.js';
import type { ImportDuplicate, ImportIssue, ImportPlan, ImportSource } from './import.types.js';
import { KnownRecords } from './known-records.js';
import { missingOf } from './missing.js';
import { PhotoPlan } from './photo-plan.js';
import { StagePlan } from './stage-plan.js';

export interface PlanImportOptions extends CsvWorkOptions {
  /** The same text, with the same `at` and files, gives the same ids: an import that was cut off is gone on with. Default: a new one. */
  seed?: string;
  /** The moment of the import, in UTC with milliseconds. Default: now. */
  at?: string;
  /** What becomes of a row or a card about a record that is there already: it is left out, or made all the same. Default: `skip`. */
  duplicates?: 'skip' | 'create';
  /** What becomes of companies that nobody has heard of, nor of one that is nearly called so: they are made, or the records are left without. Default: `make`. */
  unknownCompanies?: 'make' | 'leave';
  /** What a person decided about names that were not found. */
  decisions?: ResolveRelationsOptions['decisions'];
  /** The pipeline of the deals: one of the store, or a new one of that name. Default: the store's default one, else a new one. */
  pipeline?: { id: string } | { name: string };
  /** ISO 4217, of a new pipeline. Default: that of the first deal with an amount, else `USD`. */
  currency?: string;
}

/** In the order in which they are written: what others name comes first. */
const writeOrder = ['agents', 'companies', 'contacts', 'deals'] as const;
type Written = (typeof writeOrder)[number];

const targetTypes: Record<Written, string> = { agents: 'agent', companies: 'company', contacts: 'contact', deals: 'deal' };

/** Entries worked on between two looks at the clock. */
const perTurn = 50;

/** How often all entries are gone through: they are read, met, resolved and made. */
const passes = 4;

/** Stages have rules of their own: one that is not known is made. */
const isOfPipeline = (collection: RelatedCollection) => collection === 'stages' || collection === 'pipelines';

class Planner {
  readonly #client: CrmClient;
  readonly #sources: readonly ImportSource[];
  readonly #options: PlanImportOptions;
  readonly #at: string;
  readonly #work: SlicedWork;
  readonly #entries: Entry[] = [];
  /** The names by which files call records, by their collection. */
  readonly #named = new Map<RelatedCollection, Set<string>>();
  /** All ids that this import may give. */
  readonly #own = new Set<string>();
  readonly #newId: () => string;
  readonly #total: number;
  #done = 0;
  #known = new KnownRecords([]);
  readonly #photos: PhotoPlan;
  readonly #operations: CreateOperation[] = [];
  readonly #duplicates: ImportDuplicate[] = [];
  readonly #gaps = new Gaps();
  readonly #issues: ImportIssue[] = [];
  #unresolved: UnresolvedRelation[] = [];

  constructor(client: CrmClient, sources: readonly ImportSource[], options: PlanImportOptions) {
    this.#client = client;
    this.#sources = sources;
    this.#options = options;
    this.#at = options.at ?? instantOf((options.clock ?? systemClock).now());
    this.#work = new SlicedWork('Preparing the import', options);
    this.#total = passes * sources.reduce((sum, source) => sum + sizeOf(source), 0);
    this.#photos = new PhotoPlan(client.adapter.capabilities);
    const nextId = importIds(options.seed ?? newId(), this.#at);
    this.#newId = () => {
      const id = nextId();
      this.#own.add(id);
      return id;
    };
  }

  /** Does something with each entry, and lets the page have its turn. */
  async #each(entries: Iterable<Entry>, visit: (entry: Entry) => void): Promise<void> {
    for (const entry of entries) {
      visit(entry);
      if (++this.#done % perTurn === 0) await this.#work.turn(this.#done, this.#total);
    }
  }

  #of(collection: CsvCollection): Entry[] {
    return this.#entries.filter(({ source, skipped }) => source.collection === collection && !skipped);
  }

  async plan(): Promise<ImportPlan> {
    await this.#readFiles();
    // In this order, so that the ids are the same again: at most a stage for each name, one for each kind, and a pipeline.
    const stageIds = Array.from({ length: (this.#named.get('stages')?.size ?? 0) + 4 }, this.#newId);
    const companies = new CompanyPlan(this.#named.get('companies') ?? new Set(), this.#newId);
    await this.#readStore();
    const deals = this.#entries.filter(({ source }) => source.collection === 'deals');
    const stages = deals.length > 0 ? await this.#planStages(deals, stageIds) : undefined;
    await this.#each(this.#entries, (entry) => this.#meet(entry));
    await this.#resolve(companies);
    for (const collection of writeOrder) {
      if (collection !== 'deals') await this.#each(this.#of(collection), (entry) => this.#create(entry, collection, entry.record));
    }
    if (stages) await this.#createDeals(stages);
    const operations = await missingOf(this.#client.adapter, this.#operations, this.#work);
    this.#work.tell(this.#total, this.#total);
    const counts: ImportPlan['counts'] = {};
    for (const { collection } of operations) counts[collection as CollectionName] = (counts[collection as CollectionName] ?? 0) + 1;
    return {
      id: newId(),
      operations,
      counts,
      photos: this.#photos.photos,
      already: this.#operations.length - operations.length,
      duplicates: this.#duplicates,
      unresolved: this.#unresolved,
      gaps: this.#gaps.all,
      issues: this.#issues,
    };
  }

  async #readFiles(): Promise<void> {
    for (const source of this.#sources) {
      await this.#each(entriesOf(source, this.#at, this.#newId), (entry) => {
        this.#entries.push(entry);
        for (const { collection, name } of entry.draft.relations) {
          let names = this.#named.get(collection);
          if (!names) this.#named.set(collection, (names = new Set()));
          if (name !== undefined) names.add(name);
        }
      });
    }
  }

  /** Each collection that the files are of, or name records of, is read once. */
  async #readStore(): Promise<void> {
    this.#known = new KnownRecords(this.#named.keys());
    const needed = new Set<RelatedCollection>([...this.#sources.map(({ collection }) => collection), ...this.#named.keys()]);
    // A deal is known again by what its file calls it, and by nothing else.
    if (!this.#entries.some(({ source, draft }) => source.collection === 'deals' && draft.key !== undefined)) needed.delete('deals');
    for (const collection of writeOrder) if (needed.has(collection)) await this.#read(collection);
  }

  #read(collection: RelatedCollection): Promise<StoredRecord[]> {
    return this.#known.read(this.#client.adapter, collection, this.#own, this.#work, this.#options.signal);
  }

  async #planStages(deals: readonly Entry[], ids: string[]): Promise<StagePlan> {
    const drafts = deals.map(({ draft }) => draft as CsvDraft<'deals'>);
    const plan = new StagePlan(drafts, {
      pipelines: (await this.#read('pipelines')) as unknown as Pipeline[],
      stages: (await this.#read('stages')) as unknown as Stage[],
      pipeline: this.#options.pipeline,
      currency: this.#options.currency ?? drafts.find(({ record }) => record.amount)?.record.amount?.currency ?? 'USD',
      newId: () => ids.shift()!,
    });
    for (const record of plan.madePipelines) this.#operations.push({ op: 'create', collection: 'pipelines', record });
    for (const record of plan.madeStages) this.#operations.push({ op: 'create', collection: 'stages', record });
    return plan;
  }

  /** Finds out whether an entry is about a record that is there, in the store or in an entry before, and makes it known to those behind it. */
  #meet(entry: Entry): void {
    const { draft, record } = entry;
    const { collection } = entry.source;
    if (collection !== 'products') {
      const twin = this.#known.twinOf(collection, record);
      if (twin) this.#duplicates.push({ ...placeOf(entry), collection, ...twin });
      if (twin && this.#options.duplicates !== 'create') {
        entry.skipped = true;
        entry.id = twin.id;
      } else this.#known.mark(collection, record, true);
    }
    this.#known.addName(collection, { ...record, id: entry.id }, draft.key);
    if (!entry.skipped) this.#gaps.look(collection, draft);
  }

  /** Puts the ids of records in the place of their names, and the keys of photos in that of their bytes. */
  async #resolve(companies: CompanyPlan): Promise<void> {
    const { signal, clock, decisions, unknownCompanies = 'make' } = this.#options;
    const drafts = this.#entries.map(({ draft }) => ({
      ...draft,
      relations: draft.relations.filter(({ collection }) => !isOfPipeline(collection)),
    }));
    const { records, unresolved } = await resolveRelations(drafts, this.#known.names, { signal, clock, decisions });
    if (unknownCompanies === 'make') await companies.make(unresolved, this.#work);
    for (const operation of companies.operations) this.#operations.push(operation);
    this.#unresolved = unresolved.filter(({ collection, name }) => collection !== 'companies' || companies.idOf(name) === undefined);
    const resolved = records.values();
    await this.#each(this.#entries, (entry) => {
      const { relations, record } = resolved.next().value!;
      entry.product = relations.find(({ collection }) => collection === 'products');
      for (const { field, collection, name, id = collection === 'companies' ? companies.idOf(name) : undefined } of relations) {
        if (id !== undefined && field !== 'lineItems') entry.record[field] = (record as Record<string, Json>)[field] ?? id;
      }
    });
    for (const entry of this.#entries) if (entry.card?.photo && !entry.skipped) await this.#keepPhoto(entry, entry.card.photo);
  }

  async #keepPhoto(entry: Entry, photo: VCardPhoto): Promise<void> {
    const message = this.#photos.refusalOf(photo);
    if (message === undefined) entry.record['photo'] = await this.#photos.add(photo);
    else this.#issues.push({ ...placeOf(entry), code: 'no-photo', field: 'photo', message });
    await this.#work.pause();
  }

  async #createDeals(stages: StagePlan): Promise<void> {
    const products = this.#entries.flatMap(({ source, id, record }): [string, ProductInput][] =>
      source.collection === 'products' ? [[id, record as unknown as ProductInput]] : [],
    );
    const entries = this.#of('deals');
    const deals = new DealPlan(entries, stages, new Map(products));
    await deals.place(this.#client.adapter);
    await this.#each(entries, (entry) => {
      const { record, changes } = deals.operationsOf(entry, this.#at, this.#client.actor.id);
      this.#create(entry, 'deals', record, changes);
    });
    this.#issues.push(...deals.issues);
  }

  /** Takes a record among the operations, with what is written beside it; one that is not what its collection keeps is told, and left out. */
  #create(entry: Entry, collection: Written, record: StoredRecord, beside: readonly CreateOperation[] = []): void {
    const { draft, card, id, noteIds } = entry;
    const [wrong] = validateRecord(crmModel.collections[collection], { ...record, version: 1, createdAt: this.#at, updatedAt: this.#at });
    if (wrong) {
      const what = card ? 'card' : 'row';
      this.#issues.push({ ...placeOf(entry), code: 'invalid', field: wrong.path, message: `${wrong.message} The ${what} is left out.` });
      return;
    }
    if (card) this.#issues.push(...unkeptOf(card).map((unkept) => ({ ...placeOf(entry), ...unkept })));
    this.#operations.push({ op: 'create', collection, record }, ...beside);
    const targets = [{ type: targetTypes[collection], id }];
    for (const [i, text] of draft.notes.entries()) {
      const note = withDefaults('notes', { text, authorId: this.#client.actor.id, targets }, { at: this.#at });
      this.#operations.push({ op: 'create', collection: 'notes', record: { ...note, id: noteIds[i]! } });
    }
  }
}

/**
 * Works out what an import of one or several files would write, for a person to look at before: which rows are about records that are there already, which names are not
 * found, what is not known. Nothing is written. Files that name each other are given together: their records know each other by the ids that they are going to have.
 * @throws CrmError ABORTED by the signal; NOT_FOUND for a pipeline that there is not; what the store throws
 */
export const planImport = (client: CrmClient, sources: readonly ImportSource[], options: PlanImportOptions = {}): Promise<ImportPlan> =>
  new Planner(client, sources, options).plan();
