import type { CrmClient } from '@crm-elements/data';

/** What hangs on a contact, and so moves with it when it is merged. */
export const relatedKinds = ['deals', 'tickets', 'tasks', 'notes', 'activities'] as const;
export type RelatedKind = (typeof relatedKinds)[number];
export type RelatedCounts = Readonly<Record<RelatedKind, number>>;

const pageLength = 1_000;

/** Counted by the store where it counts, otherwise by reading. */
async function countOf(client: CrmClient, kind: RelatedKind, where: Record<string, string>, totals: string | undefined): Promise<number> {
  if (totals && client.adapter.capabilities.totals === 'exact')
    return (await client[kind].totals({ totals, where })).reduce((sum, { count }) => sum + count, 0);
  const [[field, value]] = Object.entries(where) as [[string, string]];
  let sum = 0;
  let after: string | undefined;
  do {
    const page = await client[kind].list({
      where: { [field]: field === 'contactIds' ? { has: value } : value },
      sort: sorts[kind],
      limit: pageLength,
      ...(after !== undefined && { after }),
    });
    sum += page.records.length;
    after = page.next;
  } while (after !== undefined);
  return sum;
}

/** The rest of the index by which each is found. */
const sorts: Record<RelatedKind, { by: string }[]> = {
  deals: [{ by: 'nameKey' }],
  tickets: [{ by: 'lastActivityAt' }],
  tasks: [{ by: 'done' }, { by: 'due' }],
  notes: [{ by: 'createdAt' }],
  activities: [{ by: 'at' }],
};

/** How many records name a contact. */
export async function relatedCounts(client: CrmClient, contactId: string): Promise<RelatedCounts> {
  const targetKey = `contact:${contactId}`;
  const [deals, tickets, tasks, notes, activities] = await Promise.all([
    countOf(client, 'deals', { contactIds: contactId }, undefined),
    countOf(client, 'tickets', { requesterId: contactId }, 'byRequester'),
    countOf(client, 'tasks', { targetKey }, 'byTarget'),
    countOf(client, 'notes', { targetKey }, 'byTarget'),
    countOf(client, 'activities', { targetKey }, 'byTarget'),
  ]);
  return { deals, tickets, tasks, notes, activities };
}

export const sumOf = (counts: RelatedCounts): number => relatedKinds.reduce((sum, kind) => sum + counts[kind], 0);
