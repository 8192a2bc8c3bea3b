/** For tests of merging: a company with relations of every kind to its contacts, and all of a store as people see it. */
import {
  crmModel,
  type Activity,
  type CollectionName,
  type Contact,
  type Deal,
  type Json,
  type Note,
  type Task,
  type Ticket,
} from '@crm-elements/schema';
import type { DataAdapter } from '../contract.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFixedClock, type Random } from '../testing/index.js';
import { createClient, type CrmClient } from './client.js';
import { keptTotals, readAll } from './naive-recount.test-helper.js';

export interface MergingWorld {
  store: DataAdapter;
  client: CrmClient;
}

/** A client over a store of its own. `maxBatch`: operations that one commit of the store takes. */
export async function mergingWorld({ maxBatch }: { maxBatch?: number } = {}): Promise<MergingWorld> {
  const clock = createFixedClock();
  const store = createMemoryAdapter({ clock });
  const client = createClient(store, { actor: { kind: 'agent', id: 'ana' }, clock });
  await client.createPipeline({ id: 'sales', name: 'Sales', currency: 'EUR', stages: [{ id: 'new', name: 'New' }] });
  if (maxBatch !== undefined) (store.capabilities as { maxBatch: number }).maxBatch = maxBatch;
  return { store, client };
}

/** What no merge may leave behind: the log, and in the trash what a merge keeps. */
const unseen: ReadonlySet<CollectionName> = new Set(['auditEvents', 'stageChanges']);

const inOrder = (record: object): Json =>
  JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(record)
          .filter(([key]) => key !== 'version' && key !== 'updatedAt')
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ),
  ) as Json;

/** All records and totals, without what every write changes. */
export async function visibleState(store: DataAdapter): Promise<Record<string, Json>> {
  const state: Record<string, Json> = {};
  const all = await readAll(store);
  for (const collection of Object.keys(crmModel.collections) as CollectionName[]) {
    if (unseen.has(collection)) continue;
    for (const record of all[collection]) state[`${collection}/${record.id}`] = inOrder(record);
    for (const totals of Object.keys(crmModel.collections[collection].totals))
      state[`totals of ${collection}: ${totals}`] = await keptTotals(store, collection, totals);
  }
  return state;
}

const contact = (id: string) => ({ type: 'contact', id });

/** Records that name contacts, `count` of each kind, some of them several contacts at once. */
export async function addRelations(
  client: CrmClient,
  contactIds: readonly string[],
  { count, random }: { count: number; random: Random },
): Promise<void> {
  const some = () => {
    const chosen = random.some(contactIds, 4);
    return chosen.length > 0 ? chosen : [random.pick(contactIds)];
  };
  const targets = () => random.some([...some().map(contact), { type: 'company', id: 'acme' }, { type: 'deal', id: 'a-deal' }], 5);
  const each = Array.from({ length: count }, (_, i) => i);
  await client.deals.createMany(
    each.map((i) => ({
      name: `Deal ${i}`,
      pipelineId: 'sales',
      stageId: 'new',
      rank: `a${i}`,
      contactIds: some(),
      amount: { amount: i, currency: 'EUR' },
    })),
  );
  await client.tickets.createMany(
    each.map((i) => ({ subject: `Ticket ${i}`, channel: 'email' as const, requesterId: random.pick(contactIds) })),
  );
  await client.notes.createMany(each.map((i) => ({ text: `Note ${i}`, targets: targets() })));
  await client.tasks.createMany(
    each.map((i) => ({ title: `Task ${i}`, targets: targets(), ...(i % 3 === 0 && { doneAt: '2026-01-01T00:00:00.000Z' }) })),
  );
  await client.activities.createMany(
    each.map((i) => ({ type: 'call' as const, title: `Call ${i}`, targets: targets(), payload: { seconds: i } })),
  );
}

/** Every record that names a contact, by collection. */
export async function namings(
  client: CrmClient,
  contactId: string,
): Promise<{ deals: Deal[]; tickets: Ticket[]; notes: Note[]; tasks: Task[]; activities: Activity[] }> {
  const limit = 1_000;
  const targetKey = `contact:${contactId}`;
  const pages = await Promise.all([
    client.deals.list({ where: { contactIds: { has: contactId } }, sort: [{ by: 'nameKey' }], limit }),
    client.tickets.list({ where: { requesterId: contactId }, sort: [{ by: 'lastActivityAt' }], limit }),
    client.notes.list({ where: { targetKey }, sort: [{ by: 'createdAt' }], limit }),
    client.tasks.list({ where: { targetKey }, sort: [{ by: 'done' }, { by: 'due' }], limit }),
    client.activities.list({ where: { targetKey }, sort: [{ by: 'at' }], limit }),
  ]);
  const [deals, tickets, notes, tasks, activities] = pages;
  return { deals: deals.records, tickets: tickets.records, notes: notes.records, tasks: tasks.records, activities: activities.records };
}

/** Contacts that have and lack different things, so that each merge writes some fields and leaves others. */
export function variedContacts(client: CrmClient, count: number, random: Random): Promise<Contact[]> {
  return client.contacts.createMany(
    Array.from({ length: count }, (_, i) => ({
      fullName: random.chance(0.8) ? `Person ${i}` : '',
      emails: random.some([`p${i}@example.org`, 'shared@example.org', `also${i}@example.org`]),
      tags: random.some(['vip', 'new', 'eu', `only-${i}`]),
      languages: random.some(['es', 'en', 'ca']),
      ...(random.chance(0.5) && { jobTitle: `Job ${i}` }),
      ...(random.chance(0.5) && { companyId: `company-${i}` }),
      ...(random.chance(0.5) && { custom: { size: i, ...(random.chance(0.5) && { color: 'red' }) } }),
      ...(random.chance(0.4) && { lastActivityAt: `2026-01-0${(i % 9) + 1}T00:00:00.000Z` }),
      consent: random.chance(0.5)
        ? [
            {
              channel: 'email',
              purpose: 'news',
              status: random.pick(['granted', 'withdrawn'] as const),
              at: `2026-02-0${(i % 9) + 1}T00:00:00.000Z`,
            },
          ]
        : [],
    })),
  );
}
