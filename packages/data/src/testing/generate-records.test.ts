import { crmModel, validateRecord, type CollectionName, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import { propertyRuns } from '../../../../tools/test-support.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createOperation, createRandom, generateRecords, makeGenerator, recordFactory, type GenerateOptions } from './index.js';

const counts: GenerateOptions['counts'] = {
  agents: 6, teams: 2, companies: 20, contacts: 60, pipelines: 2, deals: 80, tickets: 40, messages: 150, notes: 20, tasks: 20, activities: 20, cannedResponses: 5,
};

async function storeOf(options: GenerateOptions) {
  const adapter = createMemoryAdapter();
  for (const ops of generateRecords(options)) await adapter.commit({ ops });
  const all = async (collection: CollectionName) => {
    const records: StoredRecord[] = [];
    for (let after: string | undefined; ; ) {
      const page = await adapter.query({ collection, limit: 1_000, ...(after !== undefined && { after }) });
      records.push(...page.records);
      if (page.next === undefined) return new Map(records.map((record) => [record.id, record]));
      after = page.next;
    }
  };
  return { adapter, all };
}

describe('generated records', () => {
  it('are the same for a seed, whatever the size of the batches, and others for another', () => {
    const of = (seed: number, batchSize: number) => JSON.stringify([...generateRecords({ seed, counts, batchSize })].flat());
    expect(of(1, 7)).to.equal(of(1, 500));
    expect(of(1, 7)).not.to.equal(of(2, 7));
  });

  it('come lazily, in batches of at most so many', () => {
    const batches = generateRecords({ seed: 1, counts: { contacts: 1_000_000, messages: 5_000_000, tickets: 100_000 }, batchSize: 300 });
    const first = [batches.next(), batches.next()].map(({ value }) => value?.length);
    batches.return();
    expect(first).to.deep.equal([300, 300]);
    expect([...generateRecords({ seed: 1, counts: { contacts: 5 }, batchSize: 2 })].map(({ length }) => length)).to.deep.equal([2, 2, 1]);
    expect([...generateRecords({ seed: 1, counts: {} })]).to.deep.equal([]);
  });

  it('are as many as asked for, valid, and point to records that are there', async () => {
    for (let seed = 1; seed <= propertyRuns(2); seed++) {
      const { adapter, all } = await storeOf({ seed, counts });
      for (const [collection, count] of Object.entries(counts)) expect((await all(collection as CollectionName)).size, `${collection}, seed ${seed}`).to.equal(count);
      const [agents, companies, contacts, pipelines, stages, deals, tickets, messages] = await Promise.all(
        (['agents', 'companies', 'contacts', 'pipelines', 'stages', 'deals', 'tickets', 'messages'] as const).map(all),
      );
      expect(stages!.size).to.equal(12);
      const isIn = (map: Map<string, StoredRecord> | undefined, id: unknown) => id === undefined || map!.has(id as string);
      for (const deal of deals!.values()) {
        const stage = stages!.get(deal['stageId'] as string)!;
        expect([stage['pipelineId'], stage['kind']], `a deal, seed ${seed}`).to.deep.equal([deal['pipelineId'], deal['status']]);
        expect(isIn(companies, deal['companyId']) && isIn(agents, deal['ownerId']) && (deal['contactIds'] as string[]).every((id) => isIn(contacts, id))).to.equal(true);
      }
      for (const stage of stages!.values()) expect(isIn(pipelines, stage['pipelineId'])).to.equal(true);
      for (const ticket of tickets!.values()) expect(isIn(contacts, ticket['requesterId']) && isIn(agents, ticket['assigneeId'])).to.equal(true);
      for (const message of messages!.values()) {
        const ticket = tickets!.get(message['ticketId'] as string)!;
        expect(message['direction'] === 'incoming' ? message['authorId'] : 'agent', `a message, seed ${seed}`).to.equal(message['direction'] === 'incoming' ? ticket['requesterId'] : 'agent');
        expect(message.createdAt >= ticket.createdAt && (message['sentAt'] as string) <= (ticket['lastActivityAt'] as string)).to.equal(true);
      }
      const inColumn = (await adapter.query({ collection: 'deals', where: { stageId: [...stages!.keys()][0]! }, sort: [{ by: 'rank' }] })).records;
      expect(new Set(inColumn.map(({ rank }) => rank)).size, 'ranks of a column').to.equal(inColumn.length);
    }
  });

  it('make what is needed where its number is not given, and say what is lacking', async () => {
    const { all } = await storeOf({ seed: 3, counts: { messages: 30, deals: 3 } });
    expect([(await all('messages')).size, (await all('deals')).size, (await all('pipelines')).size]).to.deep.equal([30, 3, 1]);
    expect((await all('tickets')).size).to.be.greaterThan(0);
    expect(() => [...generateRecords({ seed: 1, counts: { deals: 1, pipelines: 0 } })]).to.throw(RangeError, 'pipelines');
    expect(() => [...generateRecords({ seed: 1, counts: { contacts: -1 } })]).to.throw(RangeError, 'contacts');
  });

  it('have names in many scripts, lie before their "now", and name nobody real', () => {
    const now = Date.UTC(2020, 1, 29);
    const records = [...generateRecords({ seed: 4, now, counts: { contacts: 400, agents: 5, tickets: 50, messages: 100 } })].flat().map(({ record }) => record);
    const names = records.map((record) => (record['fullName'] as string | undefined) ?? '').join(' ');
    for (const script of ['Latin', 'Cyrillic', 'Arabic', 'Han', 'Devanagari', 'Hangul', 'Greek', 'Thai', 'Hebrew']) {
      expect(new RegExp(`\\p{Script=${script}}`, 'u').test(names), script).to.equal(true);
    }
    expect(records.every(({ createdAt }) => (createdAt as string) <= new Date(now).toISOString())).to.equal(true);
    expect(JSON.stringify(records).match(/@(?!example\.(com|org|net)")[^"]*"/g)).to.equal(null);
    const onlyJapanese = makeGenerator({ seed: 1, locales: { ja: 1 } }).contact();
    expect(onlyJapanese.fullName).to.match(/^[\p{Script=Han}\p{Script=Hiragana} ]+$/u);
  });
});

describe('record factories', () => {
  it('make one valid record of every collection, each with an id of its own', async () => {
    const adapter = createMemoryAdapter();
    for (const [collection, model] of Object.entries(crmModel.collections)) {
      const { records } = await adapter.commit({ ops: [createOperation(collection), createOperation(collection)] });
      expect(records.map((record) => validateRecord(model, record)), collection).to.deep.equal([[], []]);
      expect(records[0]!.id).not.to.equal(records[1]!.id);
    }
  });

  it('take what is given, and leave what the store assigns to the store', () => {
    expect(recordFactory('contacts', { id: 'a', fullName: 'Bo', emails: ['Bo@Example.com'] })).to.deep.include({ id: 'a', fullName: 'Bo', emails: [{ value: 'Bo@Example.com', key: 'bo@example.com' }] });
    expect(recordFactory('tickets')).not.to.have.any.keys('number', 'version', 'createdAt');
    expect(createOperation('messages', { ticketId: 't' }).assign).to.deep.equal({ seq: 'messages.seq:t' });
    expect(createOperation('tickets', { number: 5 })).not.to.have.property('assign');
  });
});

describe('seeded numbers', () => {
  it('repeat for a seed, stay in range and reach every value', () => {
    const draw = (seed: number, random = createRandom(seed)) => Array.from({ length: 200 }, () => random.next());
    expect(draw(5)).to.deep.equal(draw(5));
    expect(draw(5)).not.to.deep.equal(draw(6));
    const random = createRandom(9);
    const seen = new Set(Array.from({ length: 500 }, () => random.between(-1, 3)));
    expect([...seen].sort((a, b) => a - b)).to.deep.equal([-1, 0, 1, 2, 3]);
    expect(random.shuffle([1, 2, 3, 4]).sort()).to.deep.equal([1, 2, 3, 4]);
  });
});
