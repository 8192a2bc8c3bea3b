import { createIdSource, fold, formatName, rankBetween, type CollectionName, type NewRecord, type Ticket, type TicketStatus } from '@crm-elements/schema';
import { instantOf } from '../clock.js';
import { companyWords, nameLists, usualMix, work, type NameLocale } from './names.js';
import { createRandom, type Random } from './random.js';
import { recordFactory } from './record-factory.js';

export interface GeneratorOptions {
  /** The same seed gives the same records. */
  seed: number;
  /** The moment that records lie before, in milliseconds since 1970; 2026-01-05T09:00:00.000Z when not given. */
  now?: number;
  /** How often names come from each language, in any unit; half English and fifteen others when not given. */
  locales?: Readonly<Partial<Record<NameLocale, number>>>;
}

type Made<Name extends CollectionName> = NewRecord<Name> & { id: string; createdAt: string };

/** A stage as far as deals need it. */
export type StageOf = Pick<Made<'stages'>, 'id' | 'pipelineId' | 'kind' | 'probability'>;
/** A ticket as far as its messages need it. */
export type TicketOf = Pick<Made<'tickets'>, 'id' | 'requesterId' | 'assigneeId' | 'createdAt' | 'lastActivityAt'>;

/** Makes records one after the other. What they point to is given, so that it can be of any origin. */
export interface RecordGenerator {
  agent(): Made<'agents'>;
  team(memberIds: readonly string[]): Made<'teams'>;
  company(links?: { ownerId?: string | undefined }): Made<'companies'>;
  contact(links?: { companyId?: string | undefined; ownerId?: string | undefined }): Made<'contacts'>;
  pipeline(): Made<'pipelines'>;
  /** The stages of a pipeline, from the first contact to won and lost. */
  stages(pipelineId: string): Made<'stages'>[];
  deal(stage: StageOf, links?: { companyId?: string | undefined; contactIds?: readonly string[]; ownerId?: string | undefined; currency?: string }): Made<'deals'>;
  /** @param messages how many messages it is going to have */
  ticket(requesterId: string, links?: { assigneeId?: string | undefined; teamId?: string | undefined; messages?: number }): Made<'tickets'>;
  /** The messages of a ticket in their order, the first from the customer. */
  messages(ticket: TicketOf, count: number, agentIds: readonly string[]): Generator<Made<'messages'>>;
  note(target: { type: string; id: string }, authorId?: string): Made<'notes'>;
  task(target: { type: string; id: string }, assigneeId?: string): Made<'tasks'>;
  activity(target: { type: string; id: string }, actorId?: string): Made<'activities'>;
  cannedResponse(): Made<'cannedResponses'>;
}

const dayMs = 24 * 60 * 60 * 1_000;

const stagePlan = [
  { name: 'Lead', kind: 'open', probability: 1_000 },
  { name: 'Qualified', kind: 'open', probability: 2_500, rotAfterDays: 30 },
  { name: 'Offer', kind: 'open', probability: 5_000, rotAfterDays: 14, requiredFields: ['amount'] },
  { name: 'Negotiation', kind: 'open', probability: 7_500, wipLimit: 40 },
  { name: 'Won', kind: 'won', probability: 10_000 },
  { name: 'Lost', kind: 'lost', probability: 0 },
] as const;

/** The statuses of tickets, as often as a help desk has them. */
const statuses: readonly TicketStatus[] = ['new', 'open', 'open', 'pending', 'pending', 'snoozed', 'resolved', 'resolved', 'resolved', 'closed', 'closed', 'closed'];

class Maker implements RecordGenerator {
  readonly #random: Random;
  readonly #now: number;
  readonly #id: () => string;
  readonly #locales: NameLocale[];
  readonly #ranks = new Map<string, string>();
  #count = 0;

  constructor({ seed, now = Date.UTC(2026, 0, 5, 9), locales = usualMix }: GeneratorOptions) {
    this.#random = createRandom(seed);
    this.#now = now;
    const ids = this.#random.fork();
    this.#id = createIdSource({ now: () => now, random: () => ids.next() });
    this.#locales = (Object.keys(nameLists) as NameLocale[]).flatMap((locale) => Array<NameLocale>(Math.ceil(locales[locale] ?? 0)).fill(locale));
    if (this.#locales.length === 0) throw new RangeError('Give at least one language a share of more than 0.');
  }

  /** So many days ago, rather lately than long ago. */
  #ago(days: number): number {
    return this.#now - Math.floor(this.#random.next() ** 2 * days * dayMs);
  }

  #maybe<T>(chance: number, value: () => T): T | undefined {
    return this.#random.chance(chance) ? value() : undefined;
  }

  /** The record, with what is not known left out. */
  #record<Name extends CollectionName>(collection: Name, at: number, fields: Record<string, unknown>): Made<Name> {
    const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    return recordFactory(collection, { id: this.#id(), createdAt: instantOf(at), ...known } as never) as Made<Name>;
  }

  #person() {
    const random = this.#random;
    const names = nameLists[random.pick(this.#locales)];
    const name = { given: random.pick(names.given), family: random.pick(names.family) };
    const latin = fold(`${name.given}.${name.family}`).replace(/[^a-z.]+/g, '');
    const local = /^[a-z]+\.[a-z]+$/.test(latin) ? latin : 'contact';
    return { names, name, fullName: formatName(name), local: `${local}${++this.#count}` };
  }

  agent(): Made<'agents'> {
    const { fullName, local } = this.#person();
    return this.#record('agents', this.#ago(900), { name: fullName, email: `${local}@example.com`, availability: this.#random.pick(['online', 'busy', 'offline']), active: !this.#random.chance(0.08) });
  }

  team(memberIds: readonly string[]): Made<'teams'> {
    return this.#record('teams', this.#ago(900), { name: `${this.#random.pick(['Sales', 'Support', 'Billing', 'Partners', 'Returns'])} ${++this.#count}`, memberIds: [...memberIds] });
  }

  company({ ownerId }: { ownerId?: string | undefined } = {}): Made<'companies'> {
    const random = this.#random;
    const name = [random.pick(companyWords.first), random.pick(companyWords.second), random.pick(companyWords.form)].filter(Boolean).join(' ');
    const number = ++this.#count;
    return this.#record('companies', this.#ago(800), {
      name, ownerId, domains: [`company${number}.example`], industry: random.pick(companyWords.industries), type: random.pick(['prospect', 'prospect', 'customer', 'partner', 'supplier']),
      employees: this.#maybe(0.7, () => Math.ceil(10 ** (random.next() * 4))), tags: random.some(work.tags, 2),
      annualRevenue: this.#maybe(0.4, () => ({ amount: Math.ceil(10 ** (5 + random.next() * 6)), currency: 'EUR' })),
    });
  }

  contact({ companyId, ownerId }: { companyId?: string | undefined; ownerId?: string | undefined } = {}): Made<'contacts'> {
    const random = this.#random;
    const { names, name, fullName, local } = this.#person();
    const at = this.#ago(700);
    const domain = random.pick(['example.com', 'example.org', 'example.net']);
    return this.#record('contacts', at, {
      name, fullName, companyId, ownerId,
      emails: random.chance(0.9) ? [{ value: `${local}@${domain}`, key: `${local}@${domain}`, primary: true }] : [],
      // Numbers that are kept free for fiction: +1 202 555 01xx and +44 20 7946 0xxx.
      phones: random.chance(0.6) ? [`${random.chance(0.5) ? '+1 202 555 01' : '+44 20 7946 09'}${String(random.below(100)).padStart(2, '0')}`] : [],
      addresses: random.chance(0.4) ? [{ locality: random.pick<string>(names.cities), country: names.country }] : [],
      languages: [names.language], jobTitle: this.#maybe(0.6, () => random.pick(work.jobs)), source: this.#maybe(0.7, () => random.pick(work.sources)),
      lifecycleStage: random.pick(['subscriber', 'lead', 'lead', 'qualified', 'opportunity', 'customer', 'customer', 'evangelist', 'other']),
      tags: random.some(work.tags, 2), needs: random.some(work.needs, 2), verified: random.chance(0.2),
      birthday: this.#maybe(0.15, () => instantOf(Date.UTC(1945 + random.below(60), random.below(12), 1 + random.below(28))).slice(0, 10)),
      lastActivityAt: this.#maybe(0.8, () => instantOf(this.#between(at, this.#now))),
      consent: random.chance(0.5) ? [{ channel: 'email', purpose: 'newsletter', status: random.pick(['granted', 'withdrawn']), legalBasis: 'consent', at: instantOf(at) }] : [],
    });
  }

  #between(from: number, to: number): number {
    return from + Math.floor(this.#random.next() * Math.max(0, to - from));
  }

  pipeline(): Made<'pipelines'> {
    const order = ++this.#count;
    return this.#record('pipelines', this.#ago(900), { name: `${this.#random.pick(['Sales', 'Renewals', 'Partners', 'Projects'])} ${order}`, order, currency: this.#random.pick(['EUR', 'USD', 'JPY', 'GBP']), isDefault: false });
  }

  stages(pipelineId: string): Made<'stages'>[] {
    const at = this.#ago(900);
    return stagePlan.map((stage, order) => this.#record('stages', at, { ...stage, pipelineId, order }));
  }

  #rank(stageId: string): string {
    const rank = rankBetween(this.#ranks.get(stageId) ?? null, null);
    this.#ranks.set(stageId, rank);
    return rank;
  }

  deal(stage: StageOf, { companyId, contactIds = [], ownerId, currency = 'EUR' }: Parameters<RecordGenerator['deal']>[1] = {}): Made<'deals'> {
    const random = this.#random;
    const at = this.#ago(500);
    const entered = this.#between(at, this.#now);
    const isOpen = stage.kind === 'open';
    return this.#record('deals', at, {
      name: `${random.pick(work.deals)} ${++this.#count}`, pipelineId: stage.pipelineId, stageId: stage.id, rank: this.#rank(stage.id), status: stage.kind,
      amount: random.chance(0.9) ? { amount: Math.ceil(10 ** (3 + random.next() * 5)), currency: random.chance(0.95) ? currency : 'CHF' } : null,
      probabilityOverride: this.#maybe(0.08, () => random.below(101) * 100), companyId, contactIds: [...contactIds], ownerId, tags: random.some(['hot', 'cold', 'strategic'], 1),
      source: this.#maybe(0.6, () => random.pick(work.sources)), nextStep: this.#maybe(0.5, () => random.pick(work.steps)),
      expectedCloseDate: this.#maybe(0.85, () => instantOf(this.#now + random.between(-40, 160) * dayMs).slice(0, 10)), closedAt: isOpen ? undefined : instantOf(entered),
      lostReason: stage.kind === 'lost' ? random.pick(work.lost) : undefined, stageEnteredAt: instantOf(entered), lastActivityAt: instantOf(this.#between(entered, this.#now)),
    });
  }

  ticket(requesterId: string, { assigneeId, teamId, messages = 1 }: Parameters<RecordGenerator['ticket']>[1] = {}): Made<'tickets'> {
    const random = this.#random;
    const at = this.#ago(400);
    const last = instantOf(this.#between(at, Math.min(this.#now, at + 10 * dayMs)));
    const status = messages < 2 ? random.pick(['new', 'open'] as const) : random.pick(statuses);
    const isDone = status === 'resolved' || status === 'closed';
    const fields: Partial<Ticket> = {
      subject: random.pick(work.subjects), channel: random.pick(['chat', 'chat', 'email', 'form', 'phone'] as const), status,
      priority: random.pick(['low', 'normal', 'normal', 'normal', 'high', 'urgent'] as const), requesterId, assigneeId, teamId, labels: random.some(work.labels, 2),
      lastActivityAt: last, lastMessageAt: messages > 0 ? last : undefined, waitingSince: status === 'new' || status === 'open' ? instantOf(at) : undefined,
      firstRepliedAt: messages > 1 ? instantOf(this.#between(at, Date.parse(last))) : undefined, resolvedAt: isDone ? last : undefined,
      snoozedUntil: status === 'snoozed' ? instantOf(this.#now + random.between(1, 14) * dayMs) : undefined,
      csat: isDone && random.chance(0.3) ? { score: random.between(1, 5), at: last } : undefined,
    };
    return this.#record('tickets', at, fields);
  }

  *messages(ticket: TicketOf, count: number, agentIds: readonly string[]): Generator<Made<'messages'>> {
    const random = this.#random;
    const [from, to] = [Date.parse(ticket.createdAt), Date.parse(ticket.lastActivityAt)];
    for (let i = 0; i < count; i++) {
      const at = i === count - 1 ? to : from + Math.floor(((to - from) * i) / count);
      const isIncoming = i === 0 || agentIds.length === 0 || random.chance(0.5);
      yield this.#record('messages', at, {
        ticketId: ticket.id, direction: isIncoming ? 'incoming' : 'outgoing', authorKind: isIncoming ? 'contact' : 'agent',
        authorId: isIncoming ? ticket.requesterId : (ticket.assigneeId ?? random.pick(agentIds)), text: random.pick(isIncoming ? work.incoming : work.outgoing),
        sentAt: instantOf(at), status: random.pick(['sent', 'delivered', 'read']),
      });
    }
  }

  note(target: { type: string; id: string }, authorId?: string): Made<'notes'> {
    return this.#record('notes', this.#ago(300), { text: this.#random.pick(work.notes), targets: [target], authorId, pinned: this.#random.chance(0.1) });
  }

  task(target: { type: string; id: string }, assigneeId?: string): Made<'tasks'> {
    const at = this.#ago(120);
    const due = instantOf(this.#now + this.#random.between(-20, 40) * dayMs);
    return this.#record('tasks', at, {
      title: this.#random.pick(work.tasks), targets: [target], assigneeId, ...(this.#random.chance(0.5) ? { dueDate: due.slice(0, 10) } : { dueAt: due }),
      doneAt: this.#maybe(0.4, () => instantOf(this.#between(at, this.#now))),
    });
  }

  activity(target: { type: string; id: string }, actorId?: string): Made<'activities'> {
    const at = this.#ago(400);
    return this.#record('activities', at, { type: this.#random.pick(['call', 'email', 'meeting', 'visit']), at: instantOf(at), title: this.#random.pick(work.activities), targets: [target], actorId });
  }

  cannedResponse(): Made<'cannedResponses'> {
    return this.#record('cannedResponses', this.#ago(900), { shortCode: `answer-${++this.#count}`, title: this.#random.pick(work.subjects), text: `Hello {{contact.name}},\n\n${this.#random.pick(work.outgoing)}` });
  }
}

/** Makes realistic records, the same for the same seed: names in sixteen languages, amounts, moments in the past. Nothing in them is of a real person. */
export const makeGenerator = (options: GeneratorOptions): RecordGenerator => new Maker(options);
