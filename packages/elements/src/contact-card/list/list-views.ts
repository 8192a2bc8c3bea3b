import type { View } from '@crm-elements/schema';
import type { ReactiveControllerHost } from 'lit';
import type { ClientController } from '../../internal/client.js';
import { LiveController } from '../../internal/live.js';
import { rulesOf, type ContactFilter } from './contact-rules.js';
import { isContactSort, type ContactSort } from './contact-sorts.js';

interface ViewedHost extends ReactiveControllerHost {
  viewId: string | undefined;
  filter: ContactFilter | undefined;
  sort: ContactSort;
  columns: readonly string[] | undefined;
}

/** More are no choice any more. */
const mostViews = 500;

/** What a view says of a list. */
export interface ViewSettings {
  readonly filter: ContactFilter | undefined;
  readonly sort: ContactSort;
  readonly columns: readonly string[] | undefined;
}

/** What a view says; undefined for one whose filter is none that a list of contacts understands. */
export function settingsOf({ filter, sort, columns }: View): ViewSettings | undefined {
  const rules = rulesOf(filter);
  return (
    rules && {
      filter: rules.rules.length > 0 ? rules : undefined,
      sort: isContactSort(sort) ? sort : 'name',
      columns: columns.length > 0 ? columns : undefined,
    }
  );
}

const asText = ({ filter, sort, columns }: ViewSettings): string => JSON.stringify([rulesOf(filter), sort, columns ?? []]);

/** The saved views of contacts, read when one is asked for; the one that is chosen sets filter, order and columns of the list. */
export class ListViews {
  readonly #host: ViewedHost;
  readonly #clients: ClientController;
  readonly #live: LiveController<readonly View[], readonly []>;
  /** They are looked at. */
  isWanted = false;
  #applied: string | undefined;

  constructor(host: ViewedHost, clients: ClientController, missing: () => void) {
    this.#host = host;
    this.#clients = clients;
    this.#live = new LiveController<readonly View[], readonly []>(host, clients, {
      args: () => (this.isWanted || host.viewId !== undefined ? [] : undefined),
      start: (client, _, { next, fail, signal }) =>
        void client.views.live(
          { where: { object: 'contacts' }, sort: [{ by: 'nameKey' }], limit: mostViews },
          ({ records }) => next(records),
          { signal, onError: fail },
        ),
    });
    host.addController({ hostUpdate: () => this.#apply(missing) });
  }

  /** Those that whoever sits here may see. */
  get all(): readonly View[] {
    return (this.#live.value ?? []).filter((view) => view.visibility === 'shared' || this.isOwn(view));
  }

  get current(): View | undefined {
    return this.all.find(({ id }) => id === this.#host.viewId);
  }

  /** What the list is to show is not known yet. */
  get isPending(): boolean {
    return this.#host.viewId !== undefined && this.#host.viewId !== this.#applied;
  }

  /** The list was changed since the view was chosen. */
  get isEdited(): boolean {
    const { current } = this;
    const settings = current && !this.isPending && settingsOf(current);
    return settings ? asText(settings) !== asText(this.#host) : false;
  }

  isOwn(view: View): boolean {
    return (view.ownerId ?? null) === this.me;
  }

  /** Who keeps views here. */
  get me(): string | null {
    return this.#clients.client?.actor.id ?? null;
  }

  /** The list is as this view says already. */
  take(viewId: string | undefined): void {
    this.#host.viewId = viewId;
    this.#applied = viewId;
  }

  #apply(missing: () => void): void {
    const { viewId } = this.#host;
    if (viewId === undefined) this.#applied = undefined;
    if (!this.isPending || (this.#live.state !== 'ready' && this.#live.state !== 'error')) return;
    const { current } = this;
    const settings = current && settingsOf(current);
    if (settings) Object.assign(this.#host, settings);
    this.#applied = viewId;
    if (settings) return;
    this.#host.viewId = undefined;
    missing();
  }
}
