import type { CrmClient, Subscription } from '@crm-elements/data';
import type { CollectionName } from '@crm-elements/schema';

/** Records by kind. */
export type KindCounts = Readonly<Record<string, number>>;

/** The kinds in the order in which people think of them: what they work with first, what the store notes by itself last. */
export const kinds = [
  'contacts',
  'companies',
  'deals',
  'tickets',
  'messages',
  'attachments',
  'files',
  'notes',
  'tasks',
  'activities',
  'drafts',
  'pipelines',
  'stages',
  'stageChanges',
  'agents',
  'teams',
  'views',
  'cannedResponses',
  'customFields',
  'preferences',
  'auditEvents',
  'trash',
] as const satisfies readonly (CollectionName | 'files')[];
export type Kind = (typeof kinds)[number];

const collections = kinds.filter((kind) => kind !== 'files');

export const sumOf = (counts: KindCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Follows the exact number of records of each kind; given once all are known. A store without totals gives nothing. */
export function watchCounts(
  client: CrmClient,
  listener: (counts: KindCounts | undefined) => void,
  { signal, onError }: { signal: AbortSignal; onError: (error: unknown) => void },
): void {
  if (client.adapter.capabilities.totals === 'none') {
    listener(undefined);
    return;
  }
  const counts: Record<string, number> = {};
  const follow = (collection: Exclude<Kind, 'files'>): Subscription =>
    client[collection].liveTotals(
      { totals: 'all' },
      ([row]) => {
        counts[collection] = row?.count ?? 0;
        if (Object.keys(counts).length === collections.length) listener({ ...counts });
      },
      { signal, onError },
    );
  for (const collection of collections) follow(collection);
}
