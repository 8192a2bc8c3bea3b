import type { CrmClient, TotalRow } from '@crm-elements/data';
import type { Agent, CustomField } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClientController } from '../../internal/client.js';
import { LiveController } from '../../internal/live.js';

type Counts = ReadonlyMap<unknown, number>;

/** More are no choice any more. */
const mostFields = 500;

/** By what contacts can be filtered, and how many there are of each; the numbers are undefined where the store does not count. */
export class FilterChoices implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clients: ClientController;
  readonly #stages;
  readonly #owners;
  readonly #tags;
  readonly #fields;
  #agents: readonly Agent[] = [];
  #agentsOf: CrmClient | undefined;

  constructor(host: ReactiveControllerHost, clients: ClientController) {
    this.#host = host;
    this.#clients = clients;
    this.#stages = this.#live('byLifecycle');
    this.#owners = this.#live('byOwner');
    this.#tags = this.#live('byTag');
    this.#fields = new LiveController<readonly CustomField[], readonly []>(host, clients, {
      args: () => [],
      start: (client, _, { next, fail, signal }) =>
        void client.customFields.live(
          { where: { object: 'contacts' }, sort: [{ by: 'order' }], limit: mostFields },
          ({ records }) => next(records),
          { signal, onError: fail },
        ),
    });
    host.addController(this);
  }

  /** Who may look after a contact, by name. */
  get agents(): readonly Agent[] {
    return this.#agents;
  }

  /** The fields that the company added to its contacts. */
  get fields(): readonly CustomField[] {
    return this.#fields.value ?? [];
  }

  get stages(): Counts | undefined {
    return counted(this.#stages.value, 'lifecycleStage');
  }

  get owners(): Counts | undefined {
    return counted(this.#owners.value, 'ownerId');
  }

  /** The tags that are in use. */
  get tags(): readonly string[] {
    return [...(counted(this.#tags.value, 'tags') ?? [])].flatMap(([tag, count]) => (typeof tag === 'string' && count > 0 ? tag : []));
  }

  hostUpdate(): void {
    const { client } = this.#clients;
    if (client && client !== this.#agentsOf) void this.#readAgents(client);
  }

  #live(totals: 'byLifecycle' | 'byOwner' | 'byTag') {
    return new LiveController<readonly TotalRow[], readonly [string]>(this.#host, this.#clients, {
      args: () => (this.#clients.client?.adapter.capabilities.totals === 'exact' ? [totals] : undefined),
      start: (client, _, { next, fail, signal }) => void client.contacts.liveTotals({ totals }, next, { signal, onError: fail }),
    });
  }

  async #readAgents(client: CrmClient): Promise<void> {
    this.#agentsOf = client;
    // Without their names nobody can be chosen; the list itself is not the worse for it.
    const page = await client.agents.list({ where: { active: true }, sort: [{ by: 'nameKey' }], limit: 1_000 }).catch(() => undefined);
    if (this.#agentsOf !== client) return;
    this.#agents = page?.records ?? [];
    this.#host.requestUpdate();
  }
}

const counted = (rows: readonly TotalRow[] | undefined, key: string): Counts | undefined =>
  rows && new Map(rows.map(({ group, count }) => [group[key], count]));
