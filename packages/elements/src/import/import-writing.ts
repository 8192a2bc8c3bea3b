import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import type { Running } from './import.types.js';
import { loadInterchange, type ImportPlan } from './interchange.js';
import { forget, keep, type KeptImport } from './kept-import.js';

/** The writing of a plan, and the taking back of what was written. Nothing is thrown: `running` says how it went. */
export class ImportWriting {
  readonly #client: CrmClient;
  readonly #changed: () => void;
  #stopping = new AbortController();
  #running: Running | undefined;

  constructor(client: CrmClient, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
  }

  get running(): Running | undefined {
    return this.#running;
  }

  /** Whether something is being written or removed. */
  get isBusy(): boolean {
    return this.#running?.state === 'writing' || this.#running?.state === 'removing';
  }

  get #committed(): number {
    return this.#running && 'committed' in this.#running ? this.#running.committed : 0;
  }

  #tell(running: Running): void {
    this.#running = running;
    this.#changed();
  }

  /**
   * Writes a plan, or what is missing of it.
   * @param kept what is remembered until all of it is written
   */
  async run(plan: ImportPlan, kept: KeptImport): Promise<void> {
    const { signal } = (this.#stopping = new AbortController());
    const before = this.#committed;
    const total = plan.operations.length;
    this.#tell({ state: 'writing', committed: before, total, stopping: false });
    try {
      const { importRecords } = await loadInterchange();
      await keep(this.#client, kept);
      await importRecords(this.#client, plan, {
        signal,
        onProgress: ({ committed }) => this.#tell({ state: 'writing', committed, total, stopping: signal.aborted }),
      });
      await forget(this.#client).catch(() => undefined);
      this.#tell({ state: 'done', committed: total, total });
    } catch (thrown) {
      const error = toCrmError(thrown);
      const committed = committedOf(error, before);
      this.#tell(error.code === 'ABORTED' ? { state: 'stopped', committed, total } : { state: 'failed', committed, total, error });
    }
  }

  /** Ends the writing behind the chunk that is under way. */
  stop(): void {
    if (this.#running?.state !== 'writing') return;
    this.#stopping.abort();
    this.#tell({ ...this.#running, stopping: true });
  }

  /** Whether all that was written of a plan is known, so that exactly that can be removed. */
  canTakeBack({ already }: ImportPlan): boolean {
    return !this.isBusy && already === 0 && this.#committed > 0;
  }

  /** Removes what was written of a plan, but for what somebody has worked with since. */
  async takeBack({ operations }: ImportPlan): Promise<void> {
    const committed = this.#committed;
    this.#tell({ state: 'removing', committed: 0, total: committed });
    try {
      const { takeBack } = await import('./take-back.js');
      const { removed, kept } = await takeBack(this.#client, operations.slice(0, committed), {
        onProgress: (progress) => this.#tell({ state: 'removing', ...progress }),
      });
      await forget(this.#client).catch(() => undefined);
      this.#tell({ state: 'removed', removed, kept });
    } catch (thrown) {
      this.#tell({ state: 'not-removed', committed, error: toCrmError(thrown) });
    }
  }
}

/** How far an import was when it failed: the error says so, unless it failed before the first chunk. */
function committedOf({ data }: CrmError, before: number): number {
  const committed = typeof data === 'object' && data !== null && 'committed' in data ? data.committed : undefined;
  return typeof committed === 'number' ? committed : before;
}
