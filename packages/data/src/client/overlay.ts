import type { PendingChange } from './pending-change.js';

export type { PendingChange };

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
