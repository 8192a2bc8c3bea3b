import type { CrmClient } from '@crm-elements/data';
import type { CustomField } from '@crm-elements/schema';
import type { ChosenFile, CsvFile, Decided, ImportChoices, Prepared, Remark } from './import.types.js';
import { loadInterchange, type ImportSource, type PlanImportOptions, type UnresolvedRelation } from './interchange.js';

interface PlanInput {
  files: readonly ChosenFile[];
  choices: ImportChoices;
  customFields: readonly CustomField[];
  seed: string;
  at: string;
}

interface PrepareOptions {
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (part: number) => void;
}

type Decisions = NonNullable<PlanImportOptions['decisions']>;

/** Records that a person wants to have made for names that nobody is called by, as if a file held them. */
function madeSources(decided: readonly Decided[]): ImportSource[] {
  const namesOf = (collection: string) =>
    decided.filter((one) => one.collection === collection && one.decision === 'new').map(({ name }) => name);
  const draft = { relations: [], notes: [] };
  const drafts = <Fields>(collection: string, fieldsOf: (name: string) => Fields) =>
    namesOf(collection).map((name, row) => ({ ...draft, row, line: row + 1, record: fieldsOf(name) }));
  const sources: ImportSource[] = [
    { name: '', collection: 'companies', records: drafts('companies', (name) => ({ name })) },
    { name: '', collection: 'contacts', records: drafts('contacts', (fullName) => ({ fullName })) },
    { name: '', collection: 'agents', records: drafts('agents', (name) => ({ name })) },
  ];
  return sources.filter((source) => 'records' in source && source.records.length > 0);
}

/** The decisions, by the ids that the proposed records have in this plan. */
function decisionsOf(decided: readonly Decided[], unresolved: readonly UnresolvedRelation[]): Decisions {
  const decisions: Partial<Record<Decided['collection'], Map<string, string | null>>> = {};
  for (const { collection, name, decision } of decided) {
    if (decision === 'new') continue;
    const { proposals = [] } = unresolved.find((one) => one.collection === collection && one.name === name) ?? {};
    const id = decision === 'none' ? null : proposals.find((proposal) => proposal.name === decision.to)?.id;
    if (id !== undefined) (decisions[collection] ??= new Map()).set(name, id);
  }
  return decisions;
}

const remarksOf = (source: string, issues: readonly { code: string; line?: number; column?: string; value?: string }[]): Remark[] =>
  issues.map(({ code, line, column, value }) => ({
    source,
    code,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(value !== undefined && { value }),
  }));

/** Shares of the whole: rows are read, the plan is made, and made again with what was decided. */
const readShare = 0.4;
const planShare = 0.4;

/**
 * Works out what an import would write. It is planned twice where names were decided on: which records may be meant is known from the first plan.
 * @throws CrmError of the store, of the files' rows, or ABORTED
 */
export async function preparePlan(client: CrmClient, input: PlanInput, options: PrepareOptions): Promise<Prepared> {
  const { files, choices, customFields, seed, at } = input;
  const { signal, onProgress } = options;
  const { mapCsv, planImport } = await loadInterchange();
  const sources: ImportSource[] = [];
  const remarks: Remark[] = [];
  const currency = choices.currency || undefined;

  const read = async ({ name, content: { table, mapping } }: CsvFile, share: (part: number) => void) => {
    const { records, issues } = await mapCsv(table, mapping, {
      customFields,
      currency,
      signal,
      onProgress: ({ done, total }) => share(total > 0 ? done / total : 1),
    });
    sources.push({ name, collection: mapping.collection, records });
    remarks.push(...remarksOf(name, table.issues), ...remarksOf(name, issues));
  };
  for (const [i, file] of files.entries()) {
    const { name, content } = file;
    if (content.kind === 'csv') await read({ ...file, content }, (part) => onProgress((readShare * (i + part)) / files.length));
    if (content.kind !== 'cards') continue;
    sources.push({ name, collection: 'contacts', cards: content.contacts });
    remarks.push(...remarksOf(name, content.issues));
  }

  const plan = (given: readonly ImportSource[], more: PlanImportOptions, from: number) =>
    planImport(client, given, {
      seed,
      at,
      signal,
      duplicates: choices.duplicates,
      unknownCompanies: choices.unknownCompanies,
      ...(choices.pipeline && { pipeline: choices.pipeline }),
      ...(currency && { currency }),
      onProgress: ({ done, total }) => total > 0 && onProgress(from + (planShare * done) / total),
      ...more,
    });
  let planned = await plan(sources, {}, readShare);
  const { unresolved } = planned;
  if (choices.decided.length > 0) {
    const given = [...sources, ...madeSources(choices.decided)];
    planned = await plan(given, { decisions: decisionsOf(choices.decided, unresolved) }, 1 - planShare / 2);
  }
  const own = planned.issues.map(({ source, line, code, field, value }): Remark => ({
    source,
    line,
    code,
    field,
    ...(value !== undefined && { value }),
  }));
  return { plan: planned, unresolved, remarks: [...remarks, ...own] };
}
