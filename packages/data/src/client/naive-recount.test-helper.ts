/** For tests: what a store's totals, log and stage changes have to be, counted from its records in the plainest way. */
import { crmModel, type AuditEvent, type CollectionModel, type CollectionName, type Deal, type Json, type Message, type Scalar, type StageChange, type StoredRecord, type Ticket } from '@crm-elements/schema';
import type { DataAdapter } from '../contract.js';

export type AllRecords = Record<CollectionName, StoredRecord[]>;

const collections = Object.keys(crmModel.collections) as CollectionName[];

/** Every record of the store, read page by page. */
export async function readAll(adapter: DataAdapter): Promise<AllRecords> {
  const all = {} as AllRecords;
  for (const collection of collections) {
    const records: StoredRecord[] = [];
    let after: string | undefined;
    do {
      const page = await adapter.query({ collection, limit: 1_000, ...(after !== undefined && { after }) });
      records.push(...page.records);
      after = page.next;
    } while (after !== undefined);
    all[collection] = records;
  }
  // What two windows wrote in the same millisecond has no order by id: the change feed knows it.
  const order = await commitOrder(adapter);
  for (const collection of ['auditEvents', 'stageChanges'] as const) all[collection].sort((a, b) => order.get(a.id)! - order.get(b.id)!);
  return all;
}

/** Id → place of its commit, of all records that were made. */
async function commitOrder(adapter: DataAdapter): Promise<Map<string, number>> {
  const order = new Map<string, number>();
  let after: string | undefined;
  for (let more = true; more; ) {
    const page = await adapter.changes({ limit: 1_000, ...(after !== undefined && { after }) });
    for (const { operations } of page.changes) for (const { op, id } of operations) if (op === 'create') order.set(id, order.size);
    ({ next: after, more } = page);
  }
  return order;
}

/** The values at a key: of a computed field, a path, or a list. Written anew here, so that a mistake of the engine shows. */
function valuesAt(model: CollectionModel, record: StoredRecord, key: string): Scalar[] {
  const computed = model.computed[key];
  let value: unknown = record;
  if (computed) value = computed.of(record);
  else for (const part of key.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[part];
  const list = Array.isArray(value) ? (value as Scalar[]) : [(value ?? null) as Scalar];
  return list.length === 0 ? [null] : [...new Set(list)];
}

function crossed(lists: Scalar[][]): Scalar[][] {
  return lists.reduce<Scalar[][]>((groups, list) => groups.flatMap((group) => list.map((value) => [...group, value])), [[]]);
}

/** All totals rows of a collection, as sorted lines of text. */
export function recountTotals(collection: CollectionName, totals: string, records: readonly StoredRecord[]): string[] {
  const model: CollectionModel = crmModel.collections[collection];
  const { group, sums = {} } = model.totals[totals]!;
  const rows = new Map<string, { count: number; sums: Map<string, bigint> }>();
  for (const record of records) {
    for (const values of crossed(group.map((key) => valuesAt(model, record, key)))) {
      const key = JSON.stringify(values);
      const row = rows.get(key) ?? { count: 0, sums: new Map<string, bigint>() };
      row.count++;
      for (const [sum, of] of Object.entries(sums)) row.sums.set(sum, (row.sums.get(sum) ?? 0n) + BigInt(of(record) ?? 0));
      rows.set(key, row);
    }
  }
  return [...rows].map(([key, row]) => `${key} ${row.count} ${[...row.sums].map(([sum, value]) => `${sum}=${value}`).sort().join(' ')}`.trim()).sort();
}

/** What the store keeps, in the same form. */
export async function keptTotals(adapter: DataAdapter, collection: CollectionName, totals: string): Promise<string[]> {
  const { group } = (crmModel.collections[collection] as CollectionModel).totals[totals]!;
  const rows = await adapter.totals({ collection, totals });
  return rows
    .map((row) => `${JSON.stringify(group.map((key) => row.group[key]))} ${row.count} ${Object.entries(row.sums).map(([sum, value]) => `${sum}=${value}`).sort().join(' ')}`.trim())
    .sort();
}

/** Every totals row that is not what a recount gives. */
export async function wrongTotals(adapter: DataAdapter, all: AllRecords): Promise<string[]> {
  const wrong: string[] = [];
  for (const collection of collections) {
    for (const totals of Object.keys((crmModel.collections[collection] as CollectionModel).totals)) {
      const counted = recountTotals(collection, totals, all[collection]);
      const kept = await keptTotals(adapter, collection, totals);
      if (JSON.stringify(counted) !== JSON.stringify(kept)) wrong.push(`${collection}/${totals}: kept ${kept.join(' | ')}, counted ${counted.join(' | ')}`);
    }
  }
  return wrong;
}

const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sorted) : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)])) : value;

/** Fields that are written without an entry in the log, by design. */
const unlogged = new Set(['lastActivityAt', 'contactLastSeenAt', 'agentLastSeenAt', 'mentionedIds', 'rank', 'stageId', 'pipelineId', 'status', 'closedAt', 'lostReason', 'stageEnteredAt']);

/** Breaks in the log: an entry whose "before" is not what the entry in front of it left, or a record that is not what its last entry says. */
export function wrongLog(all: AllRecords): string[] {
  const wrong: string[] = [];
  const present = new Map<string, StoredRecord>();
  for (const collection of collections) for (const record of all[collection]) present.set(`${collection}/${record.id}`, record);
  const histories = new Map<string, AuditEvent[]>();
  for (const event of all.auditEvents as unknown as AuditEvent[]) {
    const key = `${event.record}/${event.recordId}`;
    histories.set(key, [...(histories.get(key) ?? []), event]);
  }
  for (const [key, events] of histories) {
    const last = new Map<string, Json>();
    for (const event of events) {
      // A record made anew has nothing to do with the one before; a restored one goes on where it ended.
      if (event.op === 'create') last.clear();
      for (const [path, [before, after]] of Object.entries(event.diff)) {
        const known = last.get(path);
        if (known !== undefined && !(key.startsWith('deals/') && unlogged.has(path)) && path !== 'lastActivityAt' && !same(known, before)) wrong.push(`${key} ${path}: ${JSON.stringify(known)} became ${JSON.stringify(before)} unlogged`);
        last.set(path, after);
      }
    }
    const record = present.get(key);
    const gone = events.at(-1)!.op === 'delete';
    if (gone !== !record) wrong.push(`${key}: the log says ${gone ? 'deleted' : 'present'}`);
    if (!record) continue;
    for (const [path, value] of last) {
      if (path === 'lastActivityAt' || (key.startsWith('deals/') && unlogged.has(path))) continue;
      const [field, inner] = path.split('.') as [string, string | undefined];
      const now = inner === undefined ? record[field] : (record[field] as Record<string, Json> | undefined)?.[inner];
      if (!same(now ?? null, value)) wrong.push(`${key} ${path}: is ${JSON.stringify(now)}, the log says ${JSON.stringify(value)}`);
    }
  }
  const loggedCollections: CollectionName[] = ['contacts', 'deals', 'tickets', 'notes', 'tasks', 'stages', 'pipelines'];
  for (const collection of loggedCollections) for (const { id } of all[collection]) if (!histories.has(`${collection}/${id}`)) wrong.push(`${collection}/${id} is not in the log`);
  return wrong;
}

/** Breaks in the chain of a deal's stage changes: each goes on from where the last one ended, the last to where the deal is. */
export function wrongStageChanges(all: AllRecords): string[] {
  const wrong: string[] = [];
  const chains = new Map<string, StageChange[]>();
  for (const change of all.stageChanges as unknown as StageChange[]) chains.set(change.dealId, [...(chains.get(change.dealId) ?? []), change]);
  for (const [dealId, chain] of chains) {
    chain.forEach((change, i) => {
      const from = i === 0 ? null : chain[i - 1]!.toStageId;
      if (change.fromStageId !== from) wrong.push(`deal ${dealId}: change ${i} comes from ${change.fromStageId}, expected ${from}`);
    });
  }
  for (const deal of all.deals as unknown as Deal[]) {
    const last = chains.get(deal.id)?.at(-1)?.toStageId;
    if (last !== deal.stageId) wrong.push(`deal ${deal.id} is in ${deal.stageId}, its last change went to ${last}`);
  }
  return wrong;
}

/** Gaps and doubles in what is counted up: ticket numbers, and each ticket's messages. */
export function wrongCounts(all: AllRecords): string[] {
  const wrong: string[] = [];
  const check = (name: string, values: number[], whole: boolean) => {
    const ordered = [...values].sort((a, b) => a - b);
    ordered.forEach((value, i) => {
      if (whole ? value !== i + 1 : value === ordered[i - 1]) wrong.push(`${name}: ${ordered.join(', ')}`);
    });
  };
  const tickets = all.tickets as unknown as Ticket[];
  check('ticket numbers', tickets.map(({ number }) => number), false);
  const messages = all.messages as unknown as Message[];
  for (const { id } of tickets) check(`messages of ${id}`, messages.filter(({ ticketId }) => ticketId === id).map(({ seq }) => seq), true);
  return wrong;
}
