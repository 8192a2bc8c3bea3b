import type { CreateOperation } from '../contract.js';
import { makeGenerator, type GeneratorOptions, type StageOf, type TicketOf } from './generator.js';
import { createRandom, seedOf, type Random } from './random.js';
import { createOperation } from './record-factory.js';

const generated = [
  'agents', 'teams', 'companies', 'contacts', 'pipelines', 'deals', 'tickets', 'messages', 'notes', 'tasks', 'activities', 'cannedResponses',
] as const;
/** A collection that records are generated for. Each pipeline comes with its six stages, which are not counted. */
export type GeneratedCollection = (typeof generated)[number];

export interface GenerateOptions extends GeneratorOptions {
  /** How many records of each collection. What others need to point to is made as well, where its number is not given. */
  counts: Readonly<Partial<Record<GeneratedCollection, number>>>;
  /** Operations in one batch, at most; 500 when not given. */
  batchSize?: number;
}

/** The numbers asked for, with what they need: no deal without a pipeline, no message without a ticket, no ticket without a contact. */
function complete({ counts }: GenerateOptions): Record<GeneratedCollection, number> {
  const need = (count: number | undefined, isNeeded: unknown, least: number) => count ?? (isNeeded ? least : 0);
  const tickets = need(counts.tickets, counts.messages, Math.max(1, Math.ceil((counts.messages ?? 0) / 6)));
  const targets = counts.notes ?? counts.tasks ?? counts.activities;
  const contacts = need(counts.contacts, tickets || targets, Math.max(1, Math.ceil(tickets / 3)));
  const agents = need(counts.agents, counts.messages ?? counts.deals ?? counts.tickets ?? counts.teams ?? counts.tasks, 5);
  const pipelines = need(counts.pipelines, counts.deals, 1);
  const rest = Object.fromEntries(generated.map((name) => [name, counts[name] ?? 0])) as Record<GeneratedCollection, number>;
  const all = { ...rest, tickets, contacts, agents, pipelines };
  const lacking = (all.deals && !all.pipelines && 'pipelines') || (all.messages && !all.tickets && 'tickets') || ((all.tickets || targets) && !all.contacts && 'contacts');
  if (lacking) throw new RangeError(`What is asked for needs ${lacking}: leave their number out, or give at least 1.`);
  for (const [name, count] of Object.entries(all)) if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`Give the number of ${name} as a whole number from 0.`);
  return all;
}

/** How many of the messages that are left a ticket takes: many have few, and few have many. The last one takes the rest. */
function share(random: Random, left: number, tickets: number): number {
  if (tickets <= 1) return left;
  return Math.min(left, Math.floor(-Math.log(1 - random.next()) * (left / tickets) + 0.5));
}

function* operations(options: GenerateOptions): Generator<CreateOperation> {
  const counts = complete(options);
  const random = createRandom(seedOf(options.seed, 'links'));
  const make = makeGenerator(options);
  const some = (ids: readonly string[], chance: number) => (ids.length > 0 && random.chance(chance) ? random.pick(ids) : undefined);
  const times = function* <T>(count: number, one: () => T): Generator<T> {
    for (let i = 0; i < count; i++) yield one();
  };
  /** Operations for records of a collection; their ids are kept for others to point to. */
  const each = function* (collection: string, records: Iterable<{ id: string }>, ids?: string[]): Generator<CreateOperation> {
    for (const record of records) {
      ids?.push(record.id);
      yield createOperation(collection, record);
    }
  };
  const agents: string[] = [];
  const teams: string[] = [];
  const companies: string[] = [];
  const contacts: string[] = [];
  const stages: StageOf[] = [];
  const currencies = new Map<string, string>();
  yield* each('agents', times(counts.agents, () => make.agent()), agents);
  yield* each('teams', times(counts.teams, () => make.team(random.some(agents, 6))), teams);
  yield* each('companies', times(counts.companies, () => make.company({ ownerId: some(agents, 0.8) })), companies);
  yield* each('contacts', times(counts.contacts, () => make.contact({ companyId: some(companies, 0.7), ownerId: some(agents, 0.8) })), contacts);
  for (const pipeline of times(counts.pipelines, () => make.pipeline())) {
    currencies.set(pipeline.id, pipeline.currency);
    yield createOperation('pipelines', pipeline);
    const own = make.stages(pipeline.id);
    stages.push(...own);
    yield* each('stages', own);
  }
  const deals: string[] = [];
  yield* each('deals', times(counts.deals, () => {
    const stage = random.pick(stages);
    const contactIds = contacts.length > 0 ? [...new Set(Array.from({ length: random.below(3) }, () => random.pick(contacts)))] : [];
    return make.deal(stage, { companyId: some(companies, 0.8), contactIds, ownerId: some(agents, 0.9), currency: currencies.get(stage.pipelineId)! });
  }), deals);
  const threads: { ticket: TicketOf; messages: number }[] = [];
  let left = counts.messages;
  yield* each('tickets', times(counts.tickets, () => {
    const messages = share(random, left, counts.tickets - threads.length);
    left -= messages;
    const ticket = make.ticket(random.pick(contacts), { assigneeId: some(agents, 0.7), teamId: some(teams, 0.5), messages });
    const { id, requesterId, assigneeId, createdAt, lastActivityAt } = ticket;
    threads.push({ ticket: { id, requesterId, assigneeId, createdAt, lastActivityAt }, messages });
    return ticket;
  }));
  for (const { ticket, messages } of threads) yield* each('messages', make.messages(ticket, messages, agents));
  const target = () => (deals.length > 0 && random.chance(0.4) ? { type: 'deal', id: random.pick(deals) } : { type: 'contact', id: random.pick(contacts) });
  yield* each('notes', times(counts.notes, () => make.note(target(), some(agents, 1))));
  yield* each('tasks', times(counts.tasks, () => make.task(target(), some(agents, 0.8))));
  yield* each('activities', times(counts.activities, () => make.activity(target(), some(agents, 0.9))));
  yield* each('cannedResponses', times(counts.cannedResponses, () => make.cannedResponse()));
}

/**
 * Batches of operations that make records of any number, one batch at a time, the same for the same seed. Everything they point to
 * comes before them: deals point to stages, companies, contacts and agents made here, messages to tickets, tickets to contacts.
 * @throws RangeError for numbers that do not go together
 */
export function* generateRecords(options: GenerateOptions): Generator<CreateOperation[], void, undefined> {
  const { batchSize = 500 } = options;
  let batch: CreateOperation[] = [];
  for (const operation of operations(options)) {
    batch.push(operation);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
