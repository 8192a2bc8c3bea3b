import type { Json, Model } from '@crm-elements/schema';
import type { CreateOperation } from '../../contract.js';
import type { Random } from '../random.js';
import { createOperation, knownCollections } from '../record-factory.js';

type Maker = (random: Random) => Json | undefined;

/** Texts among which the order, the case, the width, the empty one and prefixes matter. */
const texts = [
  '', ' ', 'a', 'A', 'ab', 'abc', 'AB', 'b', 'ä', 'Ä', 'a\u0308', 'z', 'Zoë', 'zoe', 'ß', 'ss', '10', '9', '1e3', 'é', 'éclair', 'İ', 'ı', '李', '李小龍', 'م',
  '😀', '😀😀', '\uffff', '\uffffa', 'a\u0000', 'a\u0000b', '\ud800', 'null', 'true',
];
const moments = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2026-03-29T01:00:00.000Z', '2026-12-31T23:59:59.999Z'];
const days = ['2026-01-01', '2026-01-31', '2026-02-28', '2026-12-31'];
const ids = (what: string, count: number) => Array.from({ length: count }, (_, i) => `${what}-${i}`);

const text: Maker = (random) => random.pick(texts);
const oneOf = (...items: readonly Json[]): Maker => (random) => random.pick(items);
/** Missing, `null` or a value: the first two are the same to queries and totals. */
const maybe = (maker: Maker): Maker => (random) => (random.chance(0.25) ? undefined : random.chance(0.3) ? null : maker(random));
const manyOf = (...items: readonly Json[]): Maker => (random) => random.some(items, 3);
const idOf = (what: string, count = 3): Maker => oneOf(...ids(what, count));
const moment = oneOf(...moments);
const targets: Maker = (random) => random.some([...ids('contact', 2), ...ids('deal', 2)], 2).map((id) => ({ type: id.split('-')[0]!, id }));
const money: Maker = (random) => ({ amount: random.pick([0, 1, -1, 999, 123_456_789, 900_719_925_474_099_1, -900_719_925_474_099_1]), currency: random.pick(['EUR', 'JPY', 'USD']) });
const email: Maker = (random) => random.some(['ann@example.com', 'Bob@Example.com', 'c@example.org'], 2).map((value) => ({ value, key: (value).toLowerCase() }));

/** What varies, by collection: few values, so that groups, ties and matches are frequent. */
const variations: Record<string, Record<string, Maker>> = {
  contacts: { fullName: text, ownerId: maybe(idOf('agent')), companyId: maybe(idOf('company')), lifecycleStage: oneOf('lead', 'customer', 'other'), tags: manyOf('vip', 'VIP', 'new', ''), emails: email, jobTitle: maybe(text), keepInTouchDays: maybe(oneOf(1, 2, 10)), verified: oneOf(true, false) },
  companies: { name: text, domains: manyOf('a.example', 'b.example'), ownerId: maybe(idOf('agent')), parentId: maybe(idOf('company')), type: oneOf('prospect', 'customer'), tags: manyOf('x', 'y') },
  pipelines: { name: text, order: oneOf(-1, 0, 1, 2), archived: oneOf(true, false) },
  stages: { pipelineId: idOf('pipeline', 2), name: text, order: oneOf(0, 1, 2, 10) },
  deals: { name: text, pipelineId: idOf('pipeline', 2), stageId: idOf('stage'), rank: oneOf('a0', 'a1', 'a10', 'a1V', 'Zz', 'b00'), amount: (random) => (random.chance(0.3) ? null : money(random)), probabilityOverride: maybe(oneOf(0, 2_500, 10_000)), expectedCloseDate: maybe(oneOf(...days)), status: oneOf('open', 'won', 'lost'), ownerId: maybe(idOf('agent')), companyId: maybe(idOf('company')), contactIds: manyOf(...ids('contact', 3)), tags: manyOf('hot', 'cold') },
  stageChanges: { dealId: idOf('deal'), pipelineId: idOf('pipeline', 2), fromStageId: oneOf(null, ...ids('stage', 2)), toStageId: idOf('stage'), at: moment, durationMs: oneOf(0, 1, 86_400_000) },
  tickets: { subject: text, requesterId: idOf('contact'), status: oneOf('new', 'open', 'pending', 'snoozed', 'resolved', 'closed'), assigneeId: maybe(idOf('agent')), teamId: maybe(idOf('team', 2)), lastActivityAt: moment, snoozedUntil: maybe(moment), mentionedIds: manyOf(...ids('agent', 2)), labels: manyOf('bug', 'ask') },
  messages: { ticketId: idOf('ticket'), direction: oneOf('incoming', 'outgoing'), text, sentAt: moment },
  notes: { text, targets, pinned: oneOf(true, false), createdAt: moment },
  attachments: { messageId: idOf('message'), blob: oneOf('0'.repeat(64), 'f'.repeat(64)) },
  activities: { type: oneOf('call', 'email', 'note'), at: moment, targets, title: text },
  tasks: { title: text, targets, assigneeId: maybe(idOf('agent')), doneAt: maybe(moment), dueDate: maybe(oneOf(...days)), dueAt: maybe(moment) },
  agents: { name: text, active: oneOf(true, false), availability: oneOf('online', 'busy', 'offline') },
  teams: { name: text, memberIds: manyOf(...ids('agent', 3)) },
  views: { object: oneOf('contacts', 'deals'), name: text },
  auditEvents: { recordId: idOf('contact'), at: moment },
  outbox: { queue: idOf('ticket'), state: oneOf('queued', 'sending', 'failed'), attempts: oneOf(0, 1, 2), name: oneOf('send', 'rate') },
  values: { value: (random) => (random.chance(0.5) ? text(random) : random.below(3)) },
};

/** The collections of a model that random data is made for. */
export const variedCollections = (model: Model): string[] => Object.keys(variations).filter((name) => name in model.collections && knownCollections.has(name));

/** Fresh values for some of the fields that vary; all of them without `most`. */
export function varied(random: Random, collection: string, most?: number): Record<string, Json | undefined> {
  const makers = Object.entries(variations[collection]!);
  const chosen = most === undefined ? makers : random.shuffle(makers).slice(0, 1 + random.below(most));
  return Object.fromEntries(chosen.map(([field, make]) => [field, make(random)]));
}

/** The operation that makes a record with random values. Ids rise or fall with no relation to the order of making. */
export function randomCreate(random: Random, model: Model, collection: string): CreateOperation {
  const values = Object.entries(varied(random, collection)).filter(([, value]) => value !== undefined);
  return createOperation(collection, { id: `${random.below(2 ** 32).toString(36)}-${random.below(2 ** 32).toString(36)}`, ...Object.fromEntries(values) }, model);
}
