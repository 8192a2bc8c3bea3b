import { instantOf, systemClock, type CreateOperation, type CrmClient } from '@crm-elements/data';
import {
  crmModel,
  fold,
  makeRecord,
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
import type { CsvDraft, ProductInput, RelatedCollection } from '../csv/mapping.types.js';
import { resolveRelations, type ResolveRelationsOptions, type UnresolvedRelation } from '../csv/resolve-relations.js';
import { SlicedWork } from '../csv/sliced-work.js';
import { DealPlan } from './deal-plan.js';
import { entryOf, groupBy, placeOf, type Entry } from './entries.js';
import { gapsOf } from './gaps.js';
import { importIds } from './import-ids.js';
import type { ImportDuplicate, ImportIssue, ImportPlan, ImportSource } from './import.types.js';
import { KnownRecords } from './known-records.js';
import { StagePlan } from './stage-plan.js';

export interface PlanImportOptions extends CsvWorkOptions {
  /** The same text, with the same `at` and files, gives the same ids: an import that was cut off is gone on with. Default: a new one. */
  seed?: string;
  /** The moment of the import, in UTC with milliseconds. Default: now. */
  at?: string;
  /** What becomes of a row about a record that is there already: it is left out, or made all the same. Default: `skip`. */
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
const perTurn = 100;
/** Records looked up at once. */
const lookUpSize = 500;

/** Stages have rules of their own: one that is not known is made. */
const isOfPipeline = (collection: RelatedCollection) => collection === 'stages' || collection === 'pipelines';

class Planner {
  readonly #client: CrmClient;
  readonly #options: PlanImportOptions;
  readonly #at: string;
  readonly #work: SlicedWork;
  readonly #known = new KnownRecords();
  readonly #entries: readonly Entry[];
  /** All ids that this import may give. */
  readonly #own = new Set<string>();
  readonly #stageIds: string[];
  /** For each company that is named, in case that it has to be made. */
  readonly #companyIds: ReadonlyMap<string, string>;
  readonly #operations: CreateOperation[] = [];
  readonly #duplicates: ImportDuplicate[] = [];
  readonly #issues: ImportIssue[] = [];
  #unresolved: UnresolvedRelation[] = [];

  constructor(client: CrmClient, sources: readonly ImportSource[], options: PlanImportOptions) {
    this.#client = client;
    this.#options = options;
    this.#at = options.at ?? instantOf((options.clock ?? systemClock).now());
    this.#work = new SlicedWork('Preparing the import', options);
    const nextId = importIds(options.seed ?? newId(), this.#at);
    const ownId = () => {
      const id = nextId();
      this.#own.add(id);
      return id;
    };
    this.#entries = sources.flatMap((source) => source.records.map((draft) => entryOf(source, draft, this.#at, ownId)));
    // At most a stage for each name, one for each kind, and a pipeline.
    this.#stageIds = Array.from({ length: this.#namesOf('stages').size + 4 }, ownId);
    this.#companyIds = new Map([...this.#namesOf('companies')].map((name) => [name, ownId()]));
  }

  /** The names by which the files call records of a collection. */
  #namesOf(wanted: RelatedCollection): ReadonlySet<string> {
    const relations = this.#entries.flatMap(({ draft }) => draft.relations);
    return new Set(relations.flatMap(({ collection, name }) => (collection === wanted ? (name ?? []) : [])));
  }

  /** Does something with each entry, and lets the page have its turn. */
  async #each(visit: (entry: Entry) => void): Promise<void> {
    for (const [i, entry] of this.#entries.entries()) {
      visit(entry);
      if (i % perTurn === 0) await this.#work.turn(i, this.#entries.length);
    }
  }

  #read(collection: RelatedCollection): Promise<StoredRecord[]> {
    return this.#known.read(this.#client.adapter, collection, this.#own, this.#work, this.#options.signal);
  }

  async plan(): Promise<ImportPlan> {
    await this.#readStore();
    const deals = this.#entries.filter(({ source }) => source.collection === 'deals');
    const stages = deals.length > 0 ? await this.#planStages(deals) : undefined;
    await this.#each((entry) => this.#meet(entry));
    await this.#resolve();
    await this.#createAll();
    if (stages) await this.#createDeals(deals, stages);
    this.#work.tell(this.#entries.length, this.#entries.length);

    const operations = await this.#missing();
    const counts: ImportPlan['counts'] = {};
    for (const { collection } of operations) counts[collection as CollectionName] = (counts[collection as CollectionName] ?? 0) + 1;
    const taken = this.#entries.filter(({ skipped }) => !skipped);
    return {
      id: newId(),
      operations,
      counts,
      already: this.#operations.length - operations.length,
      duplicates: this.#duplicates,
      unresolved: this.#unresolved,
      gaps: gapsOf(taken.map(({ source, draft }) => ({ collection: source.collection, draft }))),
      issues: this.#issues,
    };
  }

  /** Each collection that the files are of, or name records of, is read once. */
  async #readStore(): Promise<void> {
    const needed = new Set(
      this.#entries.flatMap(({ source, draft }) => [source.collection, ...draft.relations.map(({ collection }) => collection)]),
    );
    // A deal is known again by what its file calls it, and by nothing else.
    if (!this.#entries.some(({ source, draft }) => source.collection === 'deals' && draft.key !== undefined)) needed.delete('deals');
    for (const collection of writeOrder) if (needed.has(collection)) await this.#read(collection);
  }

  async #planStages(deals: readonly Entry[]): Promise<StagePlan> {
    const drafts = deals.map(({ draft }) => draft as CsvDraft<'deals'>);
    const plan = new StagePlan(drafts, {
      pipelines: (await this.#read('pipelines')) as unknown as Pipeline[],
      stages: (await this.#read('stages')) as unknown as Stage[],
      pipeline: this.#options.pipeline,
      currency: this.#options.currency ?? drafts.find(({ record }) => record.amount)?.record.amount?.currency ?? 'USD',
      newId: () => this.#stageIds.shift()!,
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
  }

  async #resolve(): Promise<void> {
    const { signal, clock, decisions, unknownCompanies = 'make' } = this.#options;
    const drafts = this.#entries.map(({ draft }) => ({
      ...draft,
      relations: draft.relations.filter(({ collection }) => !isOfPipeline(collection)),
    }));
    const { records, unresolved } = await resolveRelations(drafts, this.#known.names, { signal, clock, decisions });
    const made = new Map(unknownCompanies === 'make' ? this.#makeCompanies(unresolved) : []);
    this.#unresolved = unresolved.filter(({ collection, name }) => collection !== 'companies' || !made.has(name));
    for (const [i, entry] of this.#entries.entries()) {
      const { relations, record } = records[i]!;
      entry.product = relations.find(({ collection }) => collection === 'products');
      for (const { field, collection, name, id = collection === 'companies' ? made.get(name ?? '') : undefined } of relations) {
        if (id !== undefined && field !== 'lineItems') entry.record[field] = (record as Record<string, Json>)[field] ?? id;
      }
    }
  }

  /** @returns the ids of the companies that are made, by their names */
  #makeCompanies(unresolved: readonly UnresolvedRelation[]): [name: string, id: string][] {
    const unknown = unresolved.filter(
      ({ collection, kind, name }) => collection === 'companies' && kind === 'unknown' && this.#companyIds.has(name),
    );
    // However a name is written, it is one company.
    const ids = new Map<string, string>();
    return unknown.map(({ name }) => {
      const spelling = fold(name.trim());
      const known = ids.get(spelling);
      if (known !== undefined) return [name, known];
      const id = this.#companyIds.get(name)!;
      ids.set(spelling, id);
      const record = { ...makeRecord('companies', { name: name.trim() }), id };
      this.#operations.push({ op: 'create', collection: 'companies', record });
      return [name, id];
    });
  }

  async #createAll(): Promise<void> {
    for (const collection of writeOrder) {
      if (collection === 'deals') continue;
      await this.#each((entry) => {
        if (entry.source.collection === collection && !entry.skipped) this.#create(entry, collection, entry.record);
      });
    }
  }

  async #createDeals(all: readonly Entry[], stages: StagePlan): Promise<void> {
    const products = this.#entries.flatMap(({ source, id, record }): [string, ProductInput][] =>
      source.collection === 'products' ? [[id, record as unknown as ProductInput]] : [],
    );
    const deals = new DealPlan(
      all.filter(({ skipped }) => !skipped),
      stages,
      new Map(products),
    );
    await deals.place(this.#client.adapter);
    await this.#each((entry) => {
      if (entry.source.collection !== 'deals' || entry.skipped) return;
      const { record, changes } = deals.operationsOf(entry, this.#at, this.#client.actor.id);
      this.#create(entry, 'deals', record, changes);
    });
    this.#issues.push(...deals.issues);
  }

  /** Takes a record among the operations, with what is written beside it; one that is not what its collection keeps is told, and left out. */
  #create(entry: Entry, collection: Written, record: StoredRecord, beside: readonly CreateOperation[] = []): void {
    const { draft, id, noteIds } = entry;
    const [wrong] = validateRecord(crmModel.collections[collection], { ...record, version: 1, createdAt: this.#at, updatedAt: this.#at });
    if (wrong) {
      this.#issues.push({ ...placeOf(entry), code: 'invalid', field: wrong.path, message: `${wrong.message} The row is left out.` });
      return;
    }
    this.#operations.push({ op: 'create', collection, record }, ...beside);
    const targets = [{ type: targetTypes[collection], id }];
    for (const [i, text] of draft.notes.entries()) {
      const note = withDefaults('notes', { text, authorId: this.#client.actor.id, targets }, { at: this.#at });
      this.#operations.push({ op: 'create', collection: 'notes', record: { ...note, id: noteIds[i]! } });
    }
  }

  /** The operations without what an import of the same seed has written before. It wrote in this order: where the first is not there, none is. */
  async #missing(): Promise<readonly CreateOperation[]> {
    const all = this.#operations;
    const { adapter } = this.#client;
    if (!all[0] || !(await adapter.get(all[0].collection, [all[0].record.id]))[0]) return all;
    const missing: CreateOperation[] = [];
    for (let i = 0; i < all.length; i += lookUpSize) {
      const some = all.slice(i, i + lookUpSize);
      const there = new Set<string>();
      for (const [collection, own] of groupBy(some, (operation) => operation.collection)) {
        const ids = own.map(({ record }) => record.id);
        for (const record of await adapter.get(collection, ids)) if (record) there.add(record.id);
      }
      missing.push(...some.filter(({ record }) => !there.has(record.id)));
      await this.#work.turn(i, all.length);
    }
    return missing;
  }
}

/**
 * Works out what an import of one or several files would write, for a person to look at before: which rows are about records that are there already, which names are not
 * found, what is not known. Nothing is written. Files that name each other are given together: their records know each other by the ids that they are going to have.
 * @throws CrmError ABORTED by the signal; NOT_FOUND for a pipeline that there is not; what the store throws
 */
export const planImport = (client: CrmClient, sources: readonly ImportSource[], options: PlanImportOptions = {}): Promise<ImportPlan> =>
  new Planner(client, sources, options).plan();
