import type { CrmError } from '../errors.js';
import type { CompiledQuery, FilteredView } from './filtered-view.js';

/** Whoever looks at a view. */
export interface ProjectionUser {
  readonly query: CompiledQuery;
  /** Records are being read; there is no view until `ready`. */
  counting(done: number, total: number | undefined): void;
  ready(view: FilteredView): void;
  /** Records of the view have changed. */
  changed(): void;
  failed(error: CrmError): void;
}

/** The users of a projection, with the views that they have got. */
export class ProjectionUsers {
  readonly #views = new Map<ProjectionUser, FilteredView | undefined>();

  get size(): number {
    return this.#views.size;
  }

  has(user: ProjectionUser): boolean {
    return this.#views.has(user);
  }

  all(): IterableIterator<ProjectionUser> {
    return this.#views.keys();
  }

  /** The first one without a view. */
  get waiting(): ProjectionUser | undefined {
    for (const [user, view] of this.#views) if (!view) return user;
    return undefined;
  }

  add(user: ProjectionUser): void {
    this.#views.set(user, undefined);
    user.counting(0, undefined);
  }

  /** @returns the view that it had */
  remove(user: ProjectionUser): FilteredView | undefined {
    const view = this.#views.get(user);
    this.#views.delete(user);
    return view;
  }

  give(user: ProjectionUser, view: FilteredView): void {
    this.#views.set(user, view);
    user.ready(view);
  }

  /** Takes all views away. */
  takeViews(): void {
    for (const user of [...this.#views.keys()]) this.add(user);
  }

  /** Tells those who wait how far the reading is. */
  tellProgress(done: number, total: number | undefined): void {
    for (const [user, view] of [...this.#views]) if (!view) user.counting(done, total);
  }

  tellChanged(touched: ReadonlySet<FilteredView>): void {
    for (const [user, view] of [...this.#views]) if (view && touched.has(view)) user.changed();
  }

  tellFailed(error: CrmError): void {
    for (const user of [...this.#views.keys()]) user.failed(error);
  }
}
