import type { Actor } from '@crm-elements/schema';
import type { Clock } from '../clock.js';
import type { CommitOptions, Committed, DataAdapter, Operation } from '../contract.js';
import type { RecordWrite } from '../engine/commit.js';
import { KeyedLock } from './keyed-lock.js';
import { loadWriting } from './load.js';
import type { Overlay } from './overlay.js';
import type { Reader } from './write.js';

/** What a command wants to write. */
export interface Draft {
  ops: Operation[];
  /** It stands on the undo list; true when not said. */
  undoable?: boolean;
  /** Records (`deals/<id>`) whose log is another record of the same commit, so that no audit event is written. */
  loggedElsewhere?: ReadonlySet<string>;
  /** Log the creation of these as a restoring. */
  restored?: ReadonlySet<string>;
  /** Further options of the commit. */
  dedupe?: string;
  durability?: CommitOptions['durability'];
  /** A conflict is the caller's to solve: do not read again and retry. */
  pinned?: boolean;
}

export interface WriterContext {
  adapter: DataAdapter;
  actor: Actor;
  clock: Clock;
  newId: () => string;
  origin: string;
  overlay: Overlay;
  /** Takes note of what can be undone. */
  journal: { record(command: string, writes: readonly RecordWrite[]): void } | undefined;
}

/** What a command did: the commit, and each record before and after. */
export interface Written {
  committed: Committed;
  writes: RecordWrite[];
}

/** Gives commands their turns, and turns their drafts into commits. */
export class Writer {
  readonly #context: WriterContext;
  readonly #lock = new KeyedLock();

  constructor(context: WriterContext) {
    this.#context = context;
  }

  /** Resolves when all commands given so far are done. */
  idle(): Promise<void> {
    return this.#lock.idle();
  }

  /** Runs a command in its turn: those about the same records (`keys`) happen in the order they were given. */
  turn<T>(keys: readonly string[], command: () => Promise<T>): Promise<T> {
    return this.#lock.run(keys, command);
  }

  /** Builds a draft from what stands in the store and commits it, in its turn. */
  run(command: string, keys: readonly string[], build: (reader: Reader) => Promise<Draft>): Promise<Written> {
    return this.turn(keys, () => this.commit(command, build));
  }

  /** Like `run`, for a caller whose turn it is; `journaled: false` leaves the undo list alone. */
  async commit(command: string, build: (reader: Reader) => Promise<Draft>, options: { journaled?: boolean } = {}): Promise<Written> {
    const { write } = await loadWriting();
    return write(this.#context, command, build, options);
  }
}
