import type { Model } from '@crm-elements/schema';
import type { RecordWrite } from '../engine/commit.js';
import { TotalsDelta } from '../engine/totals.js';

/** A change that is shown before the store has it. */
export class PendingChange {
  readonly writes: readonly RecordWrite[];
  /** The commit that holds it, once the store has it. */
  seq: number | undefined;
  readonly #model: Model;
  #totals: TotalsDelta | undefined;

  constructor(model: Model, writes: readonly RecordWrite[]) {
    this.#model = model;
    this.writes = writes;
  }

  get totals(): TotalsDelta {
    if (!this.#totals) {
      this.#totals = new TotalsDelta(this.#model);
      for (const { collection, before, after } of this.writes) this.#totals.change(collection, before, after);
    }
    return this.#totals;
  }

  /** Whether a result that contains all commits up to `seq` lacks this change. */
  isMissingFrom(seq: number): boolean {
    return this.seq === undefined || this.seq > seq;
  }
}

/** Something that shows pending changes over what the store gave. */
export interface OverlayView {
  /** Shows what has changed. */
  refresh(): void;
  /** Whether its last result from the store still lacks this change, which concerns it. */
  needs(change: PendingChange): boolean;
}

/** The changes of one client that its store does not have yet, laid over all live results at once. */
export class Overlay {
  readonly #changes = new Set<PendingChange>();
  readonly #views = new Set<OverlayView>();

  get changes(): Iterable<PendingChange> {
    return this.#changes;
  }

  /** Nobody watches: nothing needs to be shown. */
  get idle(): boolean {
    return this.#views.size === 0;
  }

  add(view: OverlayView): () => void {
    this.#views.add(view);
    return () => {
      this.#views.delete(view);
      this.trim();
    };
  }

  begin(change: PendingChange): void {
    this.#changes.add(change);
    this.#refresh();
  }

  /** The change did not come about: everything is shown as it was. */
  drop(change: PendingChange): void {
    if (this.#changes.delete(change)) this.#refresh();
  }

  /** The store has it. It stays laid over those results that were read before. */
  settle(change: PendingChange, seq: number): void {
    change.seq = seq;
    this.trim();
  }

  /** Forgets what every view has got from the store itself. */
  trim(): void {
    let dropped = false;
    for (const change of this.#changes) {
      if (change.seq === undefined || [...this.#views].some((view) => view.needs(change))) continue;
      this.#changes.delete(change);
      dropped = true;
    }
    if (dropped) this.#refresh();
  }

  #refresh(): void {
    for (const view of [...this.#views]) view.refresh();
  }
}
