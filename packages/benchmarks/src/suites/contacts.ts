import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { commitInChunks, createClient, type CreateOperation, type CrmClient } from '@crm-elements/data';
import { guessCollection, guessMapping, importRecords, mapCsv, parseCsv, planImport, type ImportPlan } from '@crm-elements/interchange';
import { contactFile } from '../contact-file.js';
import { LongTasks, longTaskMs } from '../long-tasks.js';
import type { Scenario, Variant } from '../measure.js';
import { listScenarios } from './contact-list.js';
import type { SuiteOptions } from './data.js';

const actor = { kind: 'agent', id: 'agent-0' } as const;

/** What an import may hold the page up for, in milliseconds. */
const longestTaskMs = 200;

let stores = 0;

async function emptyStore(): Promise<CrmClient> {
  const adapter = createDexieAdapter({ name: `benchmark-contacts-${++stores}` });
  await adapter.open();
  return createClient(adapter, { actor });
}

/** The steps from a file to what would be written, each of whose results a person looks at. */
async function planned(client: CrmClient, file: Blob, tell: (step: string) => void = () => {}): Promise<ImportPlan> {
  const table = await parseCsv(file);
  tell('parsed');
  const { collection } = guessCollection(table);
  const mapping = guessMapping(table, { collection });
  tell('guessed');
  const { records } = await mapCsv(table, mapping);
  tell('mapped');
  const plan = await planImport(client, [{ name: 'people.csv', collection, records }]);
  tell('planned');
  return plan;
}

/** Calls it once, and gives that result again. */
function once<T>(call: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= call());
}

interface Imports {
  readonly file: Blob;
  readonly operations: readonly CreateOperation[];
  readonly log: SuiteOptions['log'];
  /** The longest task of each variant, in milliseconds. */
  readonly longest: Map<string, number>;
  /** The store that was filled last. */
  filled?: CrmClient;
}

/** Fills an empty store. @returns how long that took, in milliseconds */
async function timed(
  { longest }: Imports,
  name: string,
  client: CrmClient,
  work: (client: CrmClient) => Promise<unknown>,
): Promise<number> {
  const tasks = new LongTasks();
  const start = performance.now();
  await work(client);
  const took = performance.now() - start;
  longest.set(name, Math.max(longest.get(name) ?? 0, await tasks.stop()));
  return took;
}

async function importCsv(client: CrmClient, { file, log }: Imports): Promise<void> {
  const start = performance.now();
  const steps: string[] = [];
  const tell = (step: string) => steps.push(`${step} at ${((performance.now() - start) / 1_000).toFixed(1)} s`);
  await importRecords(client, await planned(client, file, tell));
  tell('imported');
  log(`  ${steps.join(', ')}`);
}

/** From a file to the last record in an empty store, beside the adapter's own bulk import of the same records. */
function importing(imports: Imports, rounds: number): Scenario {
  const variant = (name: string, work: (client: CrmClient) => Promise<unknown>): Variant => {
    const run = async () => {
      const client = await emptyStore();
      // Not deleted: the browser would do that behind the import that comes next.
      imports.filled = client;
      return timed(imports, name, client, work);
    };
    // What takes a minute needs no round to warm up.
    return { name, run: rounds > 1 ? run : once(run) };
  };
  return {
    name: `import of ${imports.operations.length.toLocaleString('en')}`,
    rounds,
    repeat: 1,
    variants: [
      variant('bulk import', ({ adapter }) => commitInChunks(adapter, imports.operations, { token: `bulk ${stores}` })),
      variant('CSV import', (client) => importCsv(client, imports)),
    ],
    atMost: { 'CSV import': 1.6 },
  };
}

const told = ({ longest }: Imports, name: string): Variant => ({
  name,
  run: () => Promise.resolve(Math.max(longest.get(name) ?? 0, longTaskMs)),
});

/** Of the scenario before. */
const longestTasks = (imports: Imports): Scenario => ({
  name: `longest task of it, from ${longTaskMs} ms`,
  rounds: 1,
  repeat: 1,
  variants: [told(imports, 'bulk import'), told(imports, 'CSV import')],
  atMostMs: { 'CSV import': longestTaskMs },
});

/** Contacts: from a file into the store, and from the store into the list. */
export async function contactsSuite(options: SuiteOptions): Promise<Scenario[]> {
  const { records, quick, log, heap } = options;
  const file = new Blob([contactFile(records)], { type: 'text/csv' });
  const before = await heap();
  const client = await emptyStore();
  const { operations } = await planned(client, file);
  log(`heap of the plan: ${(((await heap()) - before) / 1e6).toFixed(1)} MB, of a file of ${(file.size / 1e6).toFixed(1)} MB`);
  const imports: Imports = { file, operations, log, longest: new Map() };
  const filled = once(async () => {
    if (imports.filled) return imports.filled;
    const own = await emptyStore();
    await commitInChunks(own.adapter, operations, { token: 'list' });
    return own;
  });
  return [importing(imports, quick ? 2 : 1), longestTasks(imports), ...listScenarios(filled, records, quick ? 8 : 12)];
}
