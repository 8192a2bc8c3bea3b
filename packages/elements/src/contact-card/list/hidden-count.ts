import type { Filter } from '@crm-elements/data';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClientController } from '../../internal/client.js';
import type { ContactRules } from './contact-rules.js';
import { filtersOf } from './filtered-pages.js';

/** Values that one condition takes, at most. */
const mostValues = 1_000;

const isOneOf = (ids: readonly string[]): Filter => ({
  any: Array.from({ length: Math.ceil(ids.length / mostValues) }, (_, i) => ({
    field: 'id',
    is: { in: ids.slice(i * mostValues, (i + 1) * mostValues) },
  })),
});

interface Asked {
  readonly rules: ContactRules;
  readonly text: string;
}

/** Counts the selected contacts that the list does not show: those that a filter or search hides which came after they were selected. */
export class HiddenCount implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly selection: readonly string[] };
  readonly #clients: ClientController;
  readonly #asked: () => Asked;
  #selection: readonly string[] = [];
  #view = '';
  /** The list in which all were selected that are; undefined where they come from several. */
  #home: string | undefined;
  #running: AbortController | undefined;
  #value: number | undefined = 0;

  constructor(host: ReactiveControllerHost & { readonly selection: readonly string[] }, clients: ClientController, asked: () => Asked) {
    this.#host = host;
    this.#clients = clients;
    this.#asked = asked;
    host.addController(this);
  }

  /** Undefined while it is being counted. */
  get value(): number | undefined {
    return this.#value;
  }

  hostUpdate(): void {
    const asked = this.#asked();
    const view = JSON.stringify(asked);
    const { selection } = this.#host;
    if (selection === this.#selection && view === this.#view) return;
    if (selection.length === 0) this.#home = undefined;
    else if (this.#selection.length === 0) this.#home = view;
    else if (selection !== this.#selection && view !== this.#home) this.#home = undefined;
    this.#selection = selection;
    this.#view = view;
    this.#running?.abort();
    const isPlain = asked.rules.rules.length === 0 && asked.text === '';
    if (selection.length === 0 || isPlain || this.#home === view) this.#value = 0;
    else void this.#count(asked, selection);
  }

  hostDisconnected(): void {
    this.#running?.abort();
    this.#view = '';
  }

  async #count(asked: Asked, selection: readonly string[]): Promise<void> {
    const { client } = this.#clients;
    if (!client) return;
    this.#value = undefined;
    const { signal } = (this.#running = new AbortController());
    // What cannot be counted is not said; the filter itself says why.
    const onError = () => undefined;
    const filters = await filtersOf(client, asked).catch(onError);
    if (!filters || signal.aborted) return;
    client.contacts.filtered(
      { where: [...filters, isOneOf(selection)], window: { offset: 0, limit: 1 } },
      ({ state, count }) => {
        if (state !== 'exact') return;
        this.#value = selection.length - count;
        this.#host.requestUpdate();
      },
      { signal, onError },
    );
  }
}
