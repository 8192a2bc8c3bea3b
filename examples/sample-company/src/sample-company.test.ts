import { expect } from 'chai';
import {
  afterAgentReply,
  crmModel,
  findUnstorable,
  instantMs,
  isRank,
  isRotting,
  moveDealGate,
  ticketCategory,
  validateRecord,
  type Json,
  type Stage,
  type StageChange,
  type StoredRecord,
  type Ticket,
} from '@crm-elements/schema';
import { products, sampleProducts } from './cast/products.js';
import { sampleAgents, sampleVisitor } from './identities.js';
import { sampleCollections, sampleCompany, type SampleCollection, type SampleRecords } from './sample-company.js';
import { referencesOf } from './store/references.js';

/** An ordinary day, the small hours, a leap day, both changes of summer time, the turn of a year, the end of a century's February. */
const nows = [
  '2026-11-23T09:30:00.000Z',
  '2026-11-23T00:04:00.000Z',
  '2028-02-29T12:00:00.000Z',
  '2026-03-29T01:00:00.000Z',
  '2026-03-29T03:30:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2027-01-01T00:00:00.000Z',
  '2100-03-01T06:00:00.000Z',
];
const now = Date.parse(nows[0]!);

const stored = (records: SampleRecords, collection: SampleCollection) => records[collection] as unknown as StoredRecord[];
const everyRecord = (records: SampleRecords) =>
  sampleCollections.flatMap((collection) => stored(records, collection).map((record) => ({ collection, record })));
const countBy = <T>(items: readonly T[], keyOf: (item: T) => string) => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
};
const scriptsIn = (text: string) =>
  ['Latin', 'Arabic', 'Hebrew', 'Cyrillic', 'Greek', 'Han', 'Hiragana', 'Hangul', 'Devanagari'].filter((script) =>
    new RegExp(`\\p{Script=${script}}`, 'u').test(text),
  );

describe('the sample company', () => {
  const records = sampleCompany({ now });
  const { contacts, companies, deals, stages, stageChanges, tickets, messages, notes, tasks, agents, activities } = records;
  const stageOf = new Map(stages.map((stage) => [stage.id, stage]));

  it('has a cast of the size that was asked for', () => {
    expect(contacts.length).to.be.within(38, 43);
    expect(companies.length).to.be.within(14, 17);
    expect([deals.length, tickets.length, agents.length, records.teams.length, records.pipelines.length]).to.deep.equal([60, 25, 6, 2, 2]);
    expect(messages.length).to.be.within(80, 150);
    expect([activities.length, notes.length, tasks.length, records.cannedResponses.length, records.customFields.length]).to.satisfy(
      (counts: number[]) => counts.every((count) => count >= 3),
    );
  });

  it('meets every schema, as plain JSON', () => {
    for (const { collection, record } of everyRecord(records)) {
      expect(validateRecord(crmModel.collections[collection], record), `${collection}/${record.id}`).to.deep.equal([]);
      expect(findUnstorable(record), `${collection}/${record.id}`).to.equal(null);
    }
  });

  it('has no field that no schema knows', () => {
    for (const { collection, record } of everyRecord(records)) {
      const { shape } = crmModel.collections[collection].schema;
      expect(
        Object.keys(record).filter((field) => !(field in shape)),
        `${collection}/${record.id}`,
      ).to.deep.equal([]);
    }
  });

  it('gives every record an id of its own, always the same, that tells a sample', () => {
    const ids = everyRecord(records).map(({ record }) => record.id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.filter((id) => !/^sample-[a-z]+-[a-z0-9-]+$/.test(id))).to.deep.equal([]);
    expect(everyRecord(sampleCompany({ now: new Date('2031-07-01T00:00:00Z') })).map(({ record }) => record.id)).to.deep.equal(ids);
  });

  it('points to nothing that is not there', () => {
    const ids = new Set(everyRecord(records).map(({ collection, record }) => `${collection}/${record.id}`));
    for (const { collection, record } of everyRecord(records)) {
      for (const [to, id] of referencesOf(collection, record)) {
        // Who did something is either a person of the shop or one of the customers.
        if (collection === 'activities' && id === record.actorId)
          expect(ids.has(`agents/${id}`) || ids.has(`contacts/${id}`), `${record.id} → ${id}`).to.equal(true);
        else expect(ids.has(`${to}/${id}`), `${collection}/${record.id} → ${to}/${id}`).to.equal(true);
      }
    }
  });

  it('has people of many scripts and languages, and one without a name', () => {
    const scripts = new Set(contacts.flatMap(({ fullName }) => scriptsIn(fullName)));
    expect([...scripts]).to.include.members(['Latin', 'Arabic', 'Hebrew', 'Cyrillic', 'Greek', 'Han', 'Hiragana', 'Hangul', 'Devanagari']);
    expect(new Set(contacts.map(({ timeZone }) => timeZone)).size).to.be.greaterThan(20);
    expect(new Set(contacts.map(({ lifecycleStage }) => lifecycleStage)).size).to.equal(7);
    expect(contacts.filter(({ fullName }) => fullName === '')).to.have.length(1);
    for (const { timeZone, languages } of contacts) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? '' })).not.to.throw();
      expect(Intl.getCanonicalLocales(languages)).to.deep.equal(languages);
    }
  });

  it('uses addresses and numbers that are nobody’s', () => {
    const addresses = [...contacts.flatMap(({ emails }) => emails.map(({ value }) => value)), ...agents.map(({ email }) => email ?? '')];
    expect(addresses.filter((address) => !/^[a-z.]+@(example\.(com|net|org)|[a-z-]+\.example)$/.test(address))).to.deep.equal([]);
    expect(new Set(addresses).size).to.equal(addresses.length);
    expect(companies.flatMap(({ domains }) => domains).filter((domain) => !domain.endsWith('.example'))).to.deep.equal([]);
    // Kept free for films: US and Canada 555-01, Ofcom, ARCEP, the Bundesnetzagentur, PTS.
    const fictitious =
      /^\+(1\d{3}55501\d\d|44207946\d{4}|441614960\d{3}|447700900\d{3}|3363998\d{4}|3319900\d{4}|491713920\d{3}|498999998\d{3}|468465004\d\d|467017406\d\d)$/;
    const numbers = [...contacts, ...companies].flatMap(({ phones }) => phones);
    expect(numbers.length).to.be.greaterThan(10);
    expect(numbers.filter(({ e164 = '' }) => !fictitious.test(e164)).map(({ raw }) => raw)).to.deep.equal([]);
  });

  it('sells in several currencies, mostly euros', () => {
    const counts = countBy(deals, ({ amount }) => amount?.currency ?? 'none');
    expect(Object.keys(counts)).to.include.members(['EUR', 'GBP', 'SEK', 'JPY', 'USD', 'KWD', 'none']);
    expect(Object.values(counts).every((count) => count <= counts.EUR!)).to.equal(true);
  });

  it('keeps the sum of a deal’s items', () => {
    for (const { id, amount, lineItems } of deals.filter((deal) => deal.lineItems.length > 0)) {
      expect(
        lineItems.reduce((sum, { quantity, unitPrice }) => sum + (quantity / 1_000) * unitPrice.amount, 0),
        id,
      ).to.equal(amount?.amount);
    }
  });

  it('has won, lost, late, rotting, unowned and overridden deals, with reasons and next steps', () => {
    const today = nows[0]!.slice(0, 10);
    const open = deals.filter(({ status }) => status === 'open');
    const lost = deals.filter(({ status }) => status === 'lost');
    expect(lost.length).to.be.within(4, 8);
    expect(lost.filter(({ lostReason }) => !lostReason)).to.deep.equal([]);
    expect(deals.filter(({ status }) => status === 'won').length).to.be.within(8, 14);
    expect(deals.filter(({ status, closedAt }) => (status === 'open') !== (closedAt == null))).to.deep.equal([]);
    expect(open.filter(({ expectedCloseDate }) => expectedCloseDate != null && expectedCloseDate < today).length).to.be.within(3, 9);
    expect(open.filter((deal) => isRotting(deal, stageOf.get(deal.stageId)!, nows[0]!)).length).to.be.within(4, 12);
    expect(open.filter(({ ownerId }) => ownerId == null)).to.have.length(1);
    expect(open.filter(({ nextStep }) => nextStep != null).length).to.be.greaterThan(30);
    expect(open.some(({ probabilityOverride }) => probabilityOverride != null)).to.equal(true);
  });

  it('has stages whose rules all deals kept', () => {
    const colors = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'purple'];
    expect(stages.filter(({ color }) => !colors.includes(color ?? ''))).to.deep.equal([]);
    expect(stages.some(({ wipHard }) => wipHard) && stages.some(({ wipLimit, wipHard }) => wipLimit != null && !wipHard)).to.equal(true);
    for (const deal of deals) {
      const to = stageOf.get(deal.stageId)!;
      const gate = moveDealGate({
        deal: { ...deal, stageId: 'elsewhere' },
        to: { ...to, wipLimit: null },
        countInTarget: 0,
        lostReason: deal.lostReason,
        requireLostReason: true,
      });
      expect(gate, deal.id).to.deep.equal({ allowed: true, warnings: [] });
      expect([deal.pipelineId, deal.status]).to.deep.equal([to.pipelineId, to.kind]);
    }
    for (const { id, wipLimit } of stages)
      if (wipLimit != null) expect(deals.filter(({ stageId }) => stageId === id).length, id).to.be.at.most(wipLimit);
  });

  it('has ranks in order in each column', () => {
    for (const { id } of stages) {
      const ranks = deals.filter(({ stageId }) => stageId === id).map(({ rank }) => rank);
      expect(ranks.every(isRank), id).to.equal(true);
      expect([...new Set(ranks)].sort(), id).to.deep.equal(ranks);
    }
  });

  it('tells how each deal came to its stage', () => {
    const chains = new Map<string, StageChange[]>();
    for (const change of stageChanges) chains.set(change.dealId, [...(chains.get(change.dealId) ?? []), change]);
    for (const deal of deals) {
      const chain = chains.get(deal.id)!;
      expect([chain[0]!.fromStageId, chain[0]!.at, chain.at(-1)!.toStageId, chain.at(-1)!.at], deal.id).to.deep.equal([
        null,
        deal.createdAt,
        deal.stageId,
        deal.stageEnteredAt,
      ]);
      for (const [i, change] of chain.entries()) {
        if (i === 0) continue;
        const before = chain[i - 1]!;
        const from: Stage = stageOf.get(before.toStageId)!;
        expect([change.fromStageId, change.durationMs], change.id).to.deep.equal([
          before.toStageId,
          instantMs(change.at) - instantMs(before.at),
        ]);
        expect(change.durationMs, change.id).to.be.greaterThan(0);
        if (from.allowedNext) expect(from.allowedNext, change.id).to.include(change.toStageId);
      }
    }
  });

  it('numbers tickets and messages from 1 without a gap, in the order of their moments', () => {
    expect(tickets.map(({ number }) => number)).to.deep.equal(tickets.map((_, i) => i + 1));
    expect(tickets.map(({ createdAt }) => createdAt)).to.deep.equal(tickets.map(({ createdAt }) => createdAt).sort());
    for (const { id } of tickets) {
      const own = messages.filter(({ ticketId }) => ticketId === id);
      expect(
        own.map(({ seq }) => seq),
        id,
      ).to.deep.equal(own.map((_, i) => i + 1));
    }
  });

  it('has conversations in every state', () => {
    expect(countBy(tickets, ({ status }) => status)).to.deep.equal({ new: 3, open: 7, pending: 6, snoozed: 3, resolved: 5, closed: 1 });
    expect(new Set(tickets.map(({ channel }) => channel)).size).to.equal(4);
    expect(new Set(tickets.map(({ priority }) => priority)).size).to.equal(4);
    expect(tickets.filter(({ assigneeId }) => assigneeId == null)).to.have.length(3);
    expect(tickets.filter(({ csat }) => csat != null).length).to.be.within(5, 8);
    expect(tickets.some(({ reopenedCount }) => reopenedCount > 0)).to.equal(true);
    expect(tickets.filter(({ mentionedIds }) => mentionedIds.includes(sampleAgents.mira.id)).length).to.be.within(2, 5);
    const scripts = new Set(messages.flatMap(({ text }) => scriptsIn(text)));
    expect([...scripts]).to.include.members(['Latin', 'Arabic', 'Hebrew', 'Han', 'Hiragana']);
  });

  it('says who waits, and since when', () => {
    for (const ticket of tickets) {
      const own = messages.filter(({ ticketId }) => ticketId === ticket.id);
      const lastAnswer = own.findLastIndex(({ direction }) => direction === 'outgoing');
      const unanswered = own[lastAnswer + 1];
      const waits = ticketCategory(ticket.status) === 'open' ? unanswered?.sentAt : undefined;
      expect(ticket.waitingSince ?? undefined, ticket.id).to.equal(waits);
      expect(ticket.firstRepliedAt ?? undefined, ticket.id).to.equal(own.find(({ direction }) => direction === 'outgoing')?.sentAt);
      expect(ticket.lastMessageAt, ticket.id).to.equal(own.at(-1)?.sentAt);
      expect(ticket.lastActivityAt >= (ticket.lastMessageAt ?? ''), ticket.id).to.equal(true);
      expect(() => (ticket.status === 'closed' ? {} : afterAgentReply(ticket, { at: nows[0]! })), ticket.id).not.to.throw();
    }
  });

  it('marks what is bold and who is mentioned where they stand in the text', () => {
    const marked = [...messages, ...notes].flatMap(({ text, marks }) =>
      marks.map(({ type, start, end }) => ({ type, text: text.slice(start, end) })),
    );
    expect(marked.filter(({ type }) => type === 'mention').every(({ text }) => /^@\p{Lu}\p{L}+$/u.test(text))).to.equal(true);
    expect(marked.some(({ type, text }) => type === 'bold' && text === 'Travessa do Candeeiro 2')).to.equal(true);
    expect([...messages, ...notes].filter(({ text }) => text.includes('**'))).to.deep.equal([]);
  });

  it('logs each change of a ticket, so that the last entries say what it is', () => {
    for (const ticket of tickets) {
      const fields: Record<string, Json> = {};
      for (const { recordId, diff } of records.auditEvents) {
        if (recordId === ticket.id) for (const [field, [, after]] of Object.entries(diff)) fields[field] = after;
      }
      for (const field of ['status', 'assigneeId', 'snoozedUntil', 'csat'] as const satisfies (keyof Ticket)[]) {
        if (field in fields) expect(fields[field], `${ticket.id} ${field}`).to.deep.equal(ticket[field] ?? null);
      }
    }
  });

  it('knows the visitor and the agents by name', () => {
    const ana = contacts.find(({ id }) => id === sampleVisitor.id);
    expect([ana?.fullName, ana?.emails[0]?.value]).to.deep.equal([sampleVisitor.name, sampleVisitor.email]);
    expect(tickets.some(({ requesterId }) => requesterId === sampleVisitor.id)).to.equal(true);
    expect(Object.values(sampleAgents).map(({ id, name }) => ({ id, name }))).to.deep.equal(agents.map(({ id, name }) => ({ id, name })));
  });

  it('has twelve products on the shelves', () => {
    expect(sampleProducts).to.have.length(12);
    expect(Object.entries(products).filter(([key, product]) => key !== product.key)).to.deep.equal([]);
    expect(new Set(sampleProducts.map(({ sku }) => sku)).size).to.equal(12);
    expect(
      sampleProducts.filter(({ price, description }) => price.currency !== 'EUR' || price.amount <= 0 || description.length > 120),
    ).to.deep.equal([]);
  });

  it('says the day of nothing in its texts, which would be another day soon', () => {
    const days =
      /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|lundi|mardi|jeudi|vendredi|lunes|martes|jueves|viernes)\b/i;
    expect([...messages, ...notes].filter(({ text }) => days.test(text)).map(({ id }) => id)).to.deep.equal([]);
  });
});

describe('the moments of the sample company', () => {
  /** What may lie ahead. */
  const ahead = new Set(['snoozedUntil', 'nextActivityAt', 'dueAt']);

  function* instants(value: unknown, path: string): Generator<[path: string, instant: string]> {
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) yield [path, value];
    else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) yield* instants(inner, key);
  }

  for (const at of nows) {
    describe(`at ${at}`, () => {
      const records = sampleCompany({ now: Date.parse(at) });

      it('lie in the past where they have to, and ahead where they have to', () => {
        for (const { collection, record } of everyRecord(records)) {
          if (collection === 'auditEvents') continue;
          for (const [field, instant] of instants(record, '')) {
            if (ahead.has(field)) expect(instant > at, `${record.id} ${field}`).to.equal(true);
            else expect(instant <= at, `${record.id} ${field} ${instant}`).to.equal(true);
            expect(instant >= record.createdAt || field === 'at', `${record.id} ${field} before it was made`).to.equal(true);
          }
        }
        for (const { id, at: moment } of records.auditEvents) expect(moment <= at, id).to.equal(true);
      });

      it('follow each other', () => {
        const { tickets, messages, contacts, deals } = records;
        for (const ticket of tickets) {
          const sent = messages.filter(({ ticketId }) => ticketId === ticket.id).map(({ sentAt }) => sentAt);
          expect(sent, ticket.id).to.deep.equal([...sent].sort());
          const requester = contacts.find(({ id }) => id === ticket.requesterId);
          expect(requester!.createdAt < ticket.createdAt && requester!.lastActivityAt! >= ticket.lastMessageAt!, ticket.id).to.equal(true);
        }
        for (const { id, sentAt, deliveredAt, readAt } of messages)
          expect([sentAt, deliveredAt ?? sentAt, readAt ?? deliveredAt ?? sentAt], id).to.satisfy((order: string[]) =>
            order.every((one, i) => i === 0 || order[i - 1]! <= one),
          );
        for (const { id, createdAt, stageEnteredAt, lastActivityAt, closedAt } of deals)
          expect(
            createdAt <= stageEnteredAt && stageEnteredAt <= lastActivityAt! && (closedAt == null || closedAt === stageEnteredAt),
            id,
          ).to.equal(true);
        for (const { id, createdAt, targets } of [...records.activities, ...records.notes, ...records.tasks]) {
          for (const target of targets) {
            const about = [...contacts, ...deals, ...tickets, ...records.companies].find((record) => record.id === target.id);
            expect(about!.createdAt <= createdAt, `${id} about ${target.id}`).to.equal(true);
          }
        }
      });

      it('are the same for a date and a number', () => {
        expect(sampleCompany({ now: new Date(at) })).to.deep.equal(records);
      });
    });
  }

  it('are refused where now is none', () => {
    expect(() => sampleCompany({ now: Number.NaN })).to.throw(RangeError);
  });
});
