import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CrmBoardColumn } from './board-column.js';
import type { BoardData } from './board-data.js';
import { glide, placesOf, type CardPlaces } from './glide.js';

interface Parts {
  data: BoardData;
  columns: () => Iterable<CrmBoardColumn>;
  /** Where cards fly that change columns. */
  layer: () => HTMLElement | null;
  /** Nothing glides now. */
  still: () => boolean;
}

/** Lets cards glide to where they have moved, whoever moved them. */
export class BoardGlide implements ReactiveController {
  readonly #parts: Parts;
  #order = '';
  #places: CardPlaces | undefined;
  #starts: CardPlaces = new Map();

  constructor(host: ReactiveControllerHost, parts: Parts) {
    this.#parts = parts;
    host.addController(this);
  }

  /** Where a card was let go: it glides from there. */
  from(dealId: string, rect: DOMRect): void {
    this.#starts.set(dealId, rect);
  }

  hostUpdate(): void {
    const { data, still } = this.#parts;
    // The order alone: that sums and names change moves no card far.
    const order = data.columns
      .map(({ stage, loaded, collapsed }) => `${stage.id}${collapsed}:${loaded.offset}:${loaded.deals.map(({ id }) => id).join()}`)
      .join('|');
    const changed = order !== this.#order || this.#starts.size > 0;
    this.#order = order;
    if (!changed || still() || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#places ??= placesOf(this.#entries());
    for (const [dealId, rect] of this.#starts) this.#places.set(dealId, rect);
    this.#starts = new Map();
  }

  hostUpdated(): void {
    if (this.#places) void this.#play();
  }

  async #play(): Promise<void> {
    // Columns render twice: once with what is new, and again with its height.
    for (let round = 0; round < 2; round++) await Promise.all([...this.#parts.columns()].map((column) => column.updateComplete));
    const before = this.#places;
    const layer = this.#parts.layer();
    this.#places = undefined;
    if (!before || before.size === 0 || !layer) return;
    glide(
      before,
      [...this.#entries()].map((entry) => [entry.dataset.key!, entry] as const),
      layer,
    );
  }

  *#entries(): Generator<HTMLElement> {
    for (const column of this.#parts.columns()) yield* column.entries;
  }
}
