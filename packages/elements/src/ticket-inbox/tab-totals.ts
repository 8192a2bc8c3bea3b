import type { TotalRow } from '@crm-elements/data';
import type { ReactiveControllerHost } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import { countTabs, type TabCounts } from './ticket-tabs.js';

/** The exact numbers of all tabs, from two totals that the store keeps. */
export class TabTotals {
  /** Whoever sits here. */
  me: string | undefined;
  readonly #byAssignee: LiveController<TotalRow[], readonly []>;
  readonly #byMention: LiveController<TotalRow[], readonly [string]>;

  /** @param wanted whether numbers are wanted at all */
  constructor(host: ReactiveControllerHost, clients: ClientController, wanted: () => boolean) {
    this.#byAssignee = new LiveController(host, clients, {
      args: () => (wanted() ? ([] as const) : undefined),
      start: (client, _args, { next, fail, signal }) =>
        client.tickets.liveTotals({ totals: 'byAssignee' }, next, { signal, onError: fail }),
    });
    this.#byMention = new LiveController(host, clients, {
      args: () => (wanted() && this.me !== undefined ? ([this.me] as const) : undefined),
      start: (client, [me], { next, fail, signal }) =>
        client.tickets.liveTotals({ totals: 'byMention', where: { mentionedIds: me } }, next, { signal, onError: fail }),
    });
  }

  get isLoading(): boolean {
    return this.#byAssignee.state === 'loading';
  }

  retry(): void {
    if (this.#byAssignee.state === 'error') this.#byAssignee.retry();
    if (this.#byMention.state === 'error') this.#byMention.retry();
  }

  get counts(): TabCounts {
    return countTabs(this.#byAssignee.value, this.#byMention.value, this.me);
  }
}
