/** What is remembered of an import that was begun, so that it can be gone on with after a reload. */
import type { CrmClient } from '@crm-elements/data';
import type { Json, Preference } from '@crm-elements/schema';
import { csvFilesOf, isTaken, type ChosenFile, type ImportChoices } from './import.types.js';
import type { ColumnMapping, CsvCollection } from './interchange.js';

/** A setting of the agent who imports, in the store that is imported into. */
const key = 'import';

interface KeptFile {
  name: string;
  /** Of its content. */
  print: string;
  collection?: CsvCollection;
  columns?: readonly ColumnMapping[];
}

/** All that a plan follows from: the same, over the same files, gives the same records. */
export interface KeptImport {
  seed: string;
  /** When it was begun, in UTC. */
  at: string;
  files: readonly KeptFile[];
  choices: ImportChoices;
  /** Records that it makes in all. */
  total: number;
}

const isKept = (value: unknown): value is KeptImport => {
  const kept = value as Partial<KeptImport> | null;
  return typeof kept?.seed === 'string' && typeof kept.at === 'string' && Array.isArray(kept.files) && typeof kept.choices === 'object';
};

export const keptFilesOf = (files: readonly ChosenFile[]): KeptFile[] =>
  files.filter(isTaken).map(({ name, print, content }) => ({
    name,
    print,
    ...(content.kind === 'csv' && { collection: content.mapping.collection, columns: content.mapping.columns }),
  }));

/** What was kept, unless there is none or it cannot be read: then an import begins anew. */
export async function readKept(client: CrmClient, signal: AbortSignal): Promise<KeptImport | undefined> {
  const where = { agentId: client.actor.id, key };
  const found: { records: Preference[] } = await client.preferences.list({ where, limit: 1 }, { signal }).catch(() => ({ records: [] }));
  const value = found.records[0]?.value;
  return isKept(value) ? value : undefined;
}

export const keep = (client: CrmClient, kept: KeptImport): Promise<unknown> =>
  client.setPreference({ key, value: JSON.parse(JSON.stringify(kept)) as Json });

export const forget = (client: CrmClient): Promise<unknown> => client.setPreference({ key, value: undefined });

/** Whether all files of an import are there again, and no other. */
export function isSame(kept: KeptImport, files: readonly ChosenFile[]): boolean {
  const prints = files.filter(isTaken).map(({ print }) => print);
  return prints.length === kept.files.length && kept.files.every(({ print }) => prints.includes(print));
}

/** The files as they were then: in their order, with what became of their columns. */
export function restored(kept: KeptImport, files: readonly ChosenFile[]): ChosenFile[] {
  return kept.files.map(({ name, print, collection, columns }) => {
    const file = files.find((candidate) => candidate.print === print)!;
    const [csv] = csvFilesOf([file]);
    if (!csv || !collection || !columns) return { ...file, name };
    return { ...csv, name, content: { ...csv.content, mapping: { collection, columns } } };
  });
}
