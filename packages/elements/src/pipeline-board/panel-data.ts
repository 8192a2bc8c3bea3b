import type { CrmError } from '@crm-elements/data';
import {
  displayName,
  type Activity,
  type Agent,
  type Company,
  type Contact,
  type CustomField,
  type Deal,
  type Note,
  type Pipeline,
  type Stage,
  type StageChange,
} from '@crm-elements/schema';
import type { ReactiveControllerHost } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import type { NamedRecord } from './pipeline-board.types.js';

/** What the panel is told by the page. */
export interface PanelDataHost extends ReactiveControllerHost, HTMLElement {
  readonly dealId: string | undefined;
  readonly deal: Deal | undefined;
  readonly stages: readonly Stage[] | undefined;
  readonly agents: readonly Agent[] | undefined;
  readonly companies: readonly Pick<Company, 'id' | 'name'>[] | undefined;
}

/** Something that happened in a deal. */
export type TimelineEntry = { readonly at: string; readonly key: string } & ({ readonly note: Note } | { readonly activity: Activity });

/** Entries of a timeline that are shown at first, and with each "Show more". */
const step = 20;

interface Listed<R> {
  readonly records: readonly R[];
  readonly more: boolean;
}

/** All that the panel of a deal shows. */
export class PanelData {
  readonly #host: PanelDataHost;
  readonly #clients: ClientController;
  readonly #deal: LiveController<Deal | null, readonly [string]>;
  readonly #stages: LiveController<Stage[], readonly [string]>;
  readonly #pipeline: LiveController<Pipeline | null, readonly [string]>;
  readonly #agents: LiveController<Agent[], readonly [string]>;
  readonly #company: LiveController<Company | null, readonly [string]>;
  readonly #contacts: LiveController<Contact[], readonly [string]>;
  readonly #customFields: LiveController<CustomField[], readonly [string]>;
  readonly #changes: LiveController<StageChange[], readonly [string]>;
  readonly #notes: LiveController<Listed<Note>, readonly [string, number]>;
  readonly #activities: LiveController<Listed<Activity>, readonly [string, number]>;
  #limit = step;
  #limitOf: string | undefined;

  constructor(host: PanelDataHost, clients: ClientController) {
    this.#host = host;
    this.#clients = clients;
    const stored = () => (host.deal === undefined && host.dealId ? ([host.dealId] as const) : undefined);
    const ofDeal = (pick: (deal: Deal) => string | null | undefined) => () => {
      const found = stored() && this.#deal.value;
      const value = found ? pick(found) : undefined;
      return value ? ([value] as const) : undefined;
    };
    const page = () => (stored() ? ([`deal:${host.dealId!}`, this.#limitFor(host.dealId!)] as const) : undefined);
    this.#deal = new LiveController(host, clients, {
      args: stored,
      start: (client, [id], { next, fail, signal }) =>
        client.deals.live({ where: { id }, limit: 1 }, ({ records }) => next(records[0] ?? null), { signal, onError: fail }),
    });
    this.#stages = new LiveController(host, clients, {
      args: ofDeal(({ pipelineId }) => pipelineId),
      start: (client, [pipelineId], { next, fail, signal }) =>
        client.stages.live({ where: { pipelineId }, sort: [{ by: 'order' }], limit: 200 }, ({ records }) => next(records), {
          signal,
          onError: fail,
        }),
    });
    this.#pipeline = new LiveController(host, clients, {
      args: ofDeal(({ pipelineId }) => pipelineId),
      start: (client, [id], { next, fail, signal }) =>
        client.pipelines.live({ where: { id }, limit: 1 }, ({ records }) => next(records[0] ?? null), { signal, onError: fail }),
    });
    this.#agents = new LiveController(host, clients, {
      args: ofDeal(() => 'all'),
      start: (client, _args, { next, fail, signal }) =>
        client.agents.live({ sort: [{ by: 'nameKey' }], limit: 1_000 }, ({ records }) => next(records), { signal, onError: fail }),
    });
    this.#company = new LiveController(host, clients, {
      args: ofDeal(({ companyId }) => companyId),
      start: (client, [id], { next, fail, signal }) =>
        client.companies.live({ where: { id }, limit: 1 }, ({ records }) => next(records[0] ?? null), { signal, onError: fail }),
    });
    this.#contacts = new LiveController(host, clients, {
      args: ofDeal(({ contactIds }) => (contactIds.length > 0 ? JSON.stringify(contactIds.slice(0, 100)) : undefined)),
      start: (client, [ids], { next, fail, signal }) =>
        client.contacts.live({ where: { id: { in: JSON.parse(ids) as string[] } }, limit: 100 }, ({ records }) => next(records), {
          signal,
          onError: fail,
        }),
    });
    this.#customFields = new LiveController(host, clients, {
      args: ofDeal(() => 'deals'),
      start: (client, [object], { next, fail, signal }) =>
        client.customFields.live({ where: { object }, sort: [{ by: 'order' }], limit: 200 }, ({ records }) => next(records), {
          signal,
          onError: fail,
        }),
    });
    this.#changes = new LiveController(host, clients, {
      args: stored,
      start: (client, [dealId], { next, fail, signal }) =>
        client.stageChanges.live(
          { where: { dealId }, sort: [{ by: 'at', direction: 'desc' }], limit: 100 },
          ({ records }) => next(records),
          { signal, onError: fail },
        ),
    });
    this.#notes = new LiveController<Listed<Note>, readonly [string, number]>(host, clients, {
      args: page,
      start: (client, [targetKey, limit], { next, fail, signal }) =>
        client.notes.live(
          { where: { targetKey }, sort: [{ by: 'createdAt', direction: 'desc' }], limit },
          (found) => next({ records: found.records, more: found.next !== undefined }),
          {
            signal,
            onError: fail,
          },
        ),
    });
    this.#activities = new LiveController<Listed<Activity>, readonly [string, number]>(host, clients, {
      args: page,
      start: (client, [targetKey, limit], { next, fail, signal }) =>
        client.activities.live(
          { where: { targetKey }, sort: [{ by: 'at', direction: 'desc' }], limit },
          (found) => next({ records: found.records, more: found.next !== undefined }),
          {
            signal,
            onError: fail,
          },
        ),
    });
  }

  /** The deal; `null` when there is none of that id. */
  get deal(): Deal | null | undefined {
    return this.#host.deal ?? this.#deal.value;
  }

  get state(): 'loading' | 'empty' | 'error' | 'ready' {
    if (this.deal) return 'ready';
    if (this.#deal.state === 'error') return 'error';
    return this.deal === null || !this.#host.dealId ? 'empty' : 'loading';
  }

  get error(): CrmError | undefined {
    return this.#deal.error;
  }

  get stages(): readonly Stage[] {
    return (this.#host.deal ? this.#host.stages : this.#stages.value) ?? [];
  }

  get currency(): string {
    return this.#pipeline.value?.currency ?? this.deal?.amount?.currency ?? 'EUR';
  }

  get agents(): readonly NamedRecord[] {
    const agents = (this.#host.deal ? this.#host.agents : this.#agents.value) ?? [];
    return agents.map(({ id, name }) => ({ id, name }));
  }

  get company(): NamedRecord | undefined {
    const id = this.deal?.companyId;
    const company = this.#host.deal ? this.#host.companies?.find((one) => one.id === id) : this.#company.value;
    return company ? { id: company.id, name: company.name } : undefined;
  }

  get contacts(): readonly NamedRecord[] {
    return (this.#contacts.value ?? []).map((contact) => ({ id: contact.id, name: displayName(contact) }));
  }

  get customFields(): readonly CustomField[] {
    return this.#customFields.value ?? [];
  }

  /** Where the deal has been, the present stage first. */
  get changes(): readonly StageChange[] {
    return this.#changes.value ?? [];
  }

  get hasTimeline(): boolean {
    return this.#host.deal === undefined && this.#clients.client !== undefined;
  }

  /** What happened, the latest first; `undefined` while it is being read. */
  get timeline(): readonly TimelineEntry[] | undefined {
    const notes = this.#notes.value;
    const activities = this.#activities.value;
    if (!notes || !activities) return undefined;
    const entries: TimelineEntry[] = [
      ...notes.records.map((note) => ({ at: note.createdAt, key: note.id, note })),
      ...activities.records.map((activity) => ({ at: activity.at, key: activity.id, activity })),
    ];
    return entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.key < b.key ? 1 : -1)).slice(0, this.#limit);
  }

  get hasMore(): boolean {
    const count = (this.#notes.value?.records.length ?? 0) + (this.#activities.value?.records.length ?? 0);
    return (this.#notes.value?.more ?? false) || (this.#activities.value?.more ?? false) || count > this.#limit;
  }

  showMore(): void {
    this.#limit = Math.min(this.#limit + step, 1_000);
    this.#host.requestUpdate();
  }

  retry(): void {
    this.#deal.retry();
  }

  #limitFor(dealId: string): number {
    if (dealId !== this.#limitOf) {
      this.#limitOf = dealId;
      this.#limit = step;
    }
    return this.#limit;
  }
}
