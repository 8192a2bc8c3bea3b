import type { StageChange } from '@crm-elements/schema';
import type { BoardWork, BoardWorkHost } from './board-work.js';

export interface LoadedWork {
  readonly BoardWork: new (host: BoardWorkHost) => BoardWork;
}

interface WorkLoaderOptions {
  /** Undefined where nothing is done on the board. */
  readonly load: () => Promise<LoadedWork | undefined>;
  readonly host: () => BoardWorkHost;
  /** Called once it is there; what is to be done waits for it. */
  readonly loaded: () => Promise<void>;
  readonly failed: () => void;
}

/** Loads what is done on a board, when there is something to do it with. What could not be loaded is tried again by what is done next. */
export class WorkLoader {
  readonly #options: WorkLoaderOptions;
  #work: BoardWork | undefined;
  #loading: Promise<BoardWork | undefined> | undefined;
  #changes: readonly StageChange[] | undefined;

  constructor(options: WorkLoaderOptions) {
    this.#options = options;
  }

  get loaded(): BoardWork | undefined {
    return this.#work;
  }

  get isWanted(): boolean {
    return this.#loading !== undefined;
  }

  load(): Promise<BoardWork | undefined> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<BoardWork | undefined> {
    try {
      const module = await this.#options.load();
      if (!module) return undefined;
      this.#work = new module.BoardWork(this.#options.host());
    } catch (error) {
      this.#loading = undefined;
      this.#options.failed();
      console.warn('crm-elements: a part of the board could not be loaded.', error);
      return undefined;
    }
    if (this.#changes) this.#work.hear(this.#changes);
    await this.#options.loaded();
    return this.#work;
  }

  async act(run: (work: BoardWork) => void): Promise<void> {
    const work = this.#work ?? (await this.load());
    if (work) run(work);
  }

  /** The latest moves, kept for it until it is there. */
  hear(changes: readonly StageChange[]): void {
    this.#changes = changes;
    this.#work?.hear(changes);
  }
}
