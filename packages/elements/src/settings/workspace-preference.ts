/** One setting of everybody, as a preference of the workspace, followed and written. */
import type { CrmClient } from '@crm-elements/data';
import type { Json, Preference } from '@crm-elements/schema';
import type { ReactiveControllerHost } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import { workspace } from '../internal/stored-labels.js';

/** Follows a setting; its value is the record of it, `null` where nothing was set. */
export const followPreference = (
  host: ReactiveControllerHost,
  clients: ClientController,
  key: 'chat' | 'labels' | 'backup',
): LiveController<Preference | null, readonly [string]> =>
  new LiveController<Preference | null, readonly [string]>(host, clients, {
    args: () => [key] as const,
    start: (client, [wanted], { next, fail, signal }) =>
      void client.preferences.live({ where: { agentId: workspace, key: wanted }, limit: 1 }, ({ records }) => next(records[0] ?? null), {
        signal,
        onError: fail,
      }),
  });

/** Writes a setting. Undo lists leave preferences alone, so whoever offers it back writes the former value. */
export const setPreference = (client: CrmClient, key: 'chat' | 'labels' | 'backup', value: Json | undefined): Promise<Preference | null> =>
  client.setPreference({ agentId: workspace, key, value });
