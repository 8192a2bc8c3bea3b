import { toCrmError, type CrmClient, type CrmError, type DataAdapter } from '@crm-elements/data';
import type { Actor } from '@crm-elements/schema';
import type { CrmContext } from './crm-context.js';

export interface StoreOptions {
  /** The name of the IndexedDB database, unless there is an adapter. */
  database: string;
  adapter?: DataAdapter | undefined;
  /** Who acts. Default: whoever was chosen on this device, or the system. */
  actor?: Actor | undefined;
  readonly?: boolean;
}

const system: Actor = { kind: 'system', id: 'system' };

/** Who was chosen on this device, by the name of the database. */
const rememberedUnder = (database: string) => `crm-elements:${database}:agent`;

function remembered(database: string): Actor | undefined {
  try {
    const id = localStorage.getItem(rememberedUnder(database));
    return id ? { kind: 'agent', id } : undefined;
  } catch {
    // Where storage is blocked, the question is asked again next time.
    return undefined;
  }
}

function remember(database: string, actor: Actor): void {
  try {
    localStorage.setItem(rememberedUnder(database), actor.id);
  } catch {
    // As above.
  }
}

/**
 * A store and the client over it, opened when first needed and handed to whoever listens. The code that it needs is loaded then too, so
 * that an element with data of its own costs none of it.
 */
export class Store {
  readonly #options: StoreOptions;
  readonly #listeners = new Set<(context: CrmContext) => void>();
  #context: CrmContext;
  #adapter: DataAdapter | undefined;
  #opening: Promise<void> | undefined;
  #closed = false;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#context = this.#with({});
  }

  get context(): CrmContext {
    return this.#context;
  }

  get isUsed(): boolean {
    return this.#listeners.size > 0;
  }

  #with(parts: { client?: CrmClient; failure?: CrmError }): CrmContext {
    return {
      client: parts.client,
      failure: parts.failure,
      readonly: this.#options.readonly ?? false,
      retry: () => this.#retry(),
      chooseActor: this.#options.actor ? undefined : (actor) => this.#choose(actor),
    };
  }

  /** Calls the listener with what there is now and whenever that changes. Returns the end of it. */
  listen(listener: (context: CrmContext) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#context);
    this.open();
    return () => void this.#listeners.delete(listener);
  }

  open(): void {
    this.#opening ??= this.#open();
  }

  async #open(): Promise<void> {
    try {
      const adapter = (this.#adapter = this.#options.adapter ?? (await this.#openDatabase()));
      const client = await this.#clientOver(adapter, this.#options.actor ?? remembered(this.#options.database) ?? system);
      if (this.#closed) return;
      this.#set(this.#with({ client }));
      // Opened early, so that what goes wrong is known before somebody writes.
      await adapter.open();
    } catch (error) {
      if (this.#closed) return;
      this.#set(this.#with({ failure: toCrmError(error) }));
    }
  }

  async #openDatabase(): Promise<DataAdapter> {
    const { openCrmDatabase } = await import('./client-over.js');
    return openCrmDatabase(this.#options.database);
  }

  async #clientOver(adapter: DataAdapter, actor: Actor): Promise<CrmClient> {
    const { clientOver } = await import('./client-over.js');
    return clientOver(adapter, { actor, readonly: this.#options.readonly ?? false });
  }

  #retry(): void {
    this.#set(this.#with({}));
    this.#opening = this.#open();
  }

  #choose(actor: Actor): void {
    remember(this.#options.database, actor);
    const adapter = this.#adapter;
    if (!adapter) return;
    void this.#clientOver(adapter, actor).then(
      (client) => this.#set(this.#with({ client })),
      (error: unknown) => this.#set(this.#with({ failure: toCrmError(error) })),
    );
  }

  #set(context: CrmContext): void {
    this.#context = context;
    for (const listener of [...this.#listeners]) listener(context);
  }

  /** Waits for what is being written. An adapter that was handed in stays open: it is its owner's. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening?.catch(() => undefined);
    if (!this.#options.adapter) await (this.#context.client?.close() ?? this.#adapter?.close());
  }
}

/** The page's own stores, by the names of their databases: elements without a provider share them. */
const defaults = new Map<string, Store>();

/** How long a store that nobody uses stays open, in milliseconds. */
const unusedMs = 1_000;

/** The page's default store; it closes when the last element that used it has gone. */
export function listenToDefaultStore(listener: (context: CrmContext) => void, database = 'crm-elements'): () => void {
  let store = defaults.get(database);
  if (!store) defaults.set(database, (store = new Store({ database })));
  const used = store;
  const end = used.listen(listener);
  return () => {
    end();
    // An element that is only moved comes back at once, and the next page of a site within a moment.
    setTimeout(() => {
      if (used.isUsed || defaults.get(database) !== used) return;
      defaults.delete(database);
      void used.close().catch((error: unknown) => console.warn('crm-elements: the store did not close as it should', error));
    }, unusedMs);
  };
}
