import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { expect } from 'chai';
import { cardsText, contactsCsv, dealFiles, dealsCsv, everyRecord, freshClient, textFile } from './import-files.test-helper.js';
import { ImportSession } from './import-session.js';
import { isTaken } from './import.types.js';

const open = (client: CrmClient): ImportSession => new ImportSession({ client, changed: () => undefined });

/** A session that has read the files, with a currency said. */
async function chosen(client: CrmClient, files: readonly File[] = dealFiles()): Promise<ImportSession> {
  const session = open(client);
  await session.add(files);
  session.choose({ currency: 'USD' });
  return session;
}

async function prepared(client: CrmClient, files?: readonly File[]): Promise<ImportSession> {
  const session = await chosen(client, files);
  await session.prepare();
  if (session.problem) throw session.problem;
  return session;
}

const clientOver = (adapter: DataAdapter): CrmClient => createClient(adapter, { actor: { kind: 'agent', id: 'ana' } });
const stateOf = ({ running }: ImportSession): string | undefined => running?.state;
const imported = ['pipelines', 'stages', 'agents', 'companies', 'contacts', 'deals', 'stageChanges', 'notes'];
const manyContacts = (count: number): File =>
  textFile('people.csv', `Name,E-Mail\n${Array.from({ length: count }, (_, i) => `Person ${i},p${i}@example.com`).join('\n')}\n`);

describe('ImportSession', () => {
  describe('files', () => {
    // Fails when a file that cannot be taken is dropped silently, or the reason is another.
    it('says of each file what it is taken for, or why it is not', async () => {
      const session = open(freshClient());
      await session.add([
        textFile('a.csv', contactsCsv),
        textFile('cards.csv', cardsText),
        textFile('empty.csv', ' \n'),
        textFile('headings.csv', 'Name,E-Mail\n'),
        textFile('again.txt', contactsCsv),
        textFile('backup.csv', '{"format":"crm-elements-export"}\n'),
        textFile('none.vcf', 'BEGIN:VCARD\nEND:VCARD\n'),
      ]);
      const found = session.files.map(({ name, content }) => [name, content.kind === 'refused' ? content.reason : content.kind]);
      expect(found).to.deep.equal([
        ['a.csv', 'csv'],
        ['cards.csv', 'cards'],
        ['empty.csv', 'empty'],
        ['headings.csv', 'rows'],
        ['again.txt', 'twice'],
        ['backup.csv', 'backup'],
        ['none.vcf', 'cards'],
      ]);
      expect(session.files.filter(isTaken).length).to.equal(2);
    });

    // Fails when two files of one name cannot be told apart in what is said of their rows.
    it('gives a file another name where one has it already', async () => {
      const session = open(freshClient());
      await session.add([textFile('a.csv', contactsCsv), textFile('a.csv', dealsCsv)]);
      expect(session.files.map(({ name }) => name)).to.deep.equal(['a.csv', 'a.csv (2)']);
    });

    // Fails when a file that was taken off the list is read on and appears again.
    it('forgets a file that is removed while it is read', async () => {
      const session = open(freshClient());
      const adding = session.add([textFile('a.csv', contactsCsv), textFile('b.csv', dealsCsv)]);
      await session.ready;
      session.remove(session.files[1]?.id ?? 2);
      await adding;
      expect(session.files.map(({ name }) => name)).to.deep.equal(['a.csv']);
    });
  });

  describe('the plan', () => {
    // Fails when related files are planned one by one, or a vCard is left out of it.
    it('is one of all files together', async () => {
      const session = await prepared(freshClient(), [...dealFiles(), textFile('people.vcf', cardsText)]);
      const { counts } = session.prepared!.plan;
      expect([counts.deals, counts.companies, counts.contacts]).to.deep.equal([3, 2, 2]);
    });

    // Fails when amounts that name no currency pass unasked, or the question stays though each amount names one.
    it('asks for a currency only where an amount names none', async () => {
      const session = open(freshClient());
      await session.add([textFile('deals.csv', dealsCsv)]);
      expect(session.needsCurrency).to.equal(true);
      const named = open(freshClient());
      await named.add([textFile('deals.csv', dealsCsv.replace('1200', '€1200'))]);
      expect(named.needsCurrency).to.equal(false);
      const other = open(freshClient());
      await other.add([textFile('people.csv', contactsCsv)]);
      expect(other.needsCurrency).to.equal(false);
    });

    // Fails when a decision is not taken up, or is lost when the columns are changed behind it.
    it('keeps what was decided on names, also when columns are changed', async () => {
      const session = await prepared(freshClient());
      const [unresolved] = session.prepared!.unresolved;
      expect([unresolved!.collection, unresolved!.name, unresolved!.proposals[0]!.name]).to.deep.equal(['products', 'GTXPro', 'GTX Pro']);
      await session.decide([unresolved!], { to: 'GTX Pro' });
      const linesOf = () =>
        session.prepared!.plan.operations.flatMap(({ record }) => (record['lineItems'] as { name: string }[] | undefined) ?? []);
      expect(session.prepared!.plan.unresolved).to.deep.equal([]);
      expect(linesOf().map(({ name }) => name)).to.deep.equal(['GTX Pro', 'GTX Pro', 'GTX Pro']);
      // Another column of another file: all ids of the plan are others.
      const companies = session.csvFiles[1]!;
      await session.setTarget(companies, 1, 'note');
      expect(session.prepared).to.equal(undefined);
      await session.prepare();
      expect(session.prepared!.unresolved.length).to.equal(1);
      expect(session.prepared!.plan.unresolved).to.deep.equal([]);
      expect(linesOf()[0]!.name).to.equal('GTX Pro');
    });

    // Fails when a record that is to be made of a name is not made, or not named by the rows.
    it('makes a record of a name where that is decided', async () => {
      const client = freshClient();
      await client.companies.create({ id: 'acme', name: 'Acme Foods Inc' });
      const session = await prepared(client, [textFile('deals.csv', dealsCsv)]);
      const near = session.prepared!.unresolved.find(({ name }) => name === 'Acme Foods')!;
      await session.decide([near], 'new');
      const { plan } = session.prepared!;
      const made = plan.operations.find(({ collection, record }) => collection === 'companies' && record['name'] === 'Acme Foods');
      const deal = plan.operations.find(({ collection }) => collection === 'deals')!;
      expect(deal.record['companyId']).to.equal(made!.record.id).and.to.be.a('string');
    });

    // Fails when a store that does not answer leaves the plan pending, or what was planned before in its place.
    it('says why it could not be made, and can be made again', async () => {
      const adapter = createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: 'query', fault: 'fail-before' }] });
      const session = await chosen(clientOver(adapter));
      await session.prepare();
      expect(session.problem?.code).to.equal('UNAVAILABLE');
      expect([session.prepared, session.preparing]).to.deep.equal([undefined, undefined]);
      adapter.heal();
      await session.prepare();
      expect(session.problem).to.equal(undefined);
      expect(session.prepared?.plan.counts.deals).to.equal(3);
    });
  });

  describe('writing', () => {
    // Fails when stopping leaves a half, goes on from the start, or makes anything twice.
    it('is stopped between two chunks, and gone on with in the same window', async () => {
      const client = freshClient();
      const session = await prepared(client, [manyContacts(900)]);
      const running = session.run();
      const stopping = setInterval(
        () => session.running && 'committed' in session.running && session.running.committed > 0 && session.stop(),
      );
      await running;
      clearInterval(stopping);
      expect(stateOf(session)).to.equal('stopped');
      const { committed } = session.running as { committed: number };
      expect(committed).to.be.greaterThan(0).and.to.be.lessThan(900);
      expect(Object.keys(await everyRecord(client, 'contacts')).length).to.equal(committed);
      await session.run();
      expect(stateOf(session)).to.equal('done');
      expect(Object.keys(await everyRecord(client, 'contacts')).length).to.equal(900);
    });

    // Fails when a store that is full loses what was planned, or is said to hold what it does not.
    it('says how much stands when the store takes no more, and goes on when it does again', async () => {
      const adapter = createFaultyAdapter(createMemoryAdapter(), {
        seed: 1,
        rules: [{ on: 'commit', at: [3, 4, 5], fault: 'fail-before', error: 'QUOTA' }],
      });
      const client = clientOver(adapter);
      const session = await prepared(client, [manyContacts(700)]);
      await session.run();
      expect(session.running).to.deep.include({ state: 'failed', committed: 300, total: 700 });
      expect((session.running as { error: { code: string } }).error.code).to.equal('QUOTA');
      expect(Object.keys(await everyRecord(client, 'contacts')).length).to.equal(300);
      adapter.heal();
      await session.run();
      expect(stateOf(session)).to.equal('done');
      expect(Object.keys(await everyRecord(client, 'contacts')).length).to.equal(700);
    });

    // Fails when after a reload what is there is made once more, or what was decided and matched is asked again.
    it('is gone on with after a reload, over the same files in any order', async () => {
      const store = createMemoryAdapter();
      const rules = [{ on: 'commit', at: 3, fault: 'fail-before', error: 'QUOTA' }] as const;
      const first = await chosen(clientOver(createFaultyAdapter(store, { seed: 1, rules })), [
        manyContacts(700),
        textFile('deals.csv', dealsCsv),
      ]);
      first.choose({ pipeline: { name: 'Hardware' } });
      await first.setTarget(first.csvFiles[0]!, 0, 'nickname');
      await first.prepare();
      const { total } = await first.run().then(() => first.running as { total: number });
      expect(stateOf(first)).to.equal('failed');

      const client = clientOver(store);
      const second = open(client);
      await second.ready;
      expect(second.kept?.files.map(({ name }) => name)).to.deep.equal(['people.csv', 'deals.csv']);
      expect(second.canGoOn).to.equal(false);
      await second.add([textFile('renamed.csv', dealsCsv), manyContacts(700)]);
      expect(second.canGoOn).to.equal(true);
      second.goOn();
      await second.prepare();
      expect(second.prepared!.plan.already + second.prepared!.plan.operations.length).to.equal(total);
      expect(second.prepared!.plan.duplicates).to.deep.equal([]);
      await second.run();
      expect(stateOf(second)).to.equal('done');
      const contacts = Object.values(await everyRecord(client, 'contacts')) as { nickname: string; emails: { value: string }[] }[];
      expect(new Set(contacts.map(({ nickname }) => nickname)).size).to.equal(700);
      const pipelines = Object.values(await everyRecord(client, 'pipelines')) as { name: string }[];
      expect(pipelines.map(({ name }) => name)).to.deep.equal(['Hardware']);
      // Brought to its end, it is remembered no more.
      const third = open(client);
      await third.ready;
      expect(third.kept).to.equal(undefined);
    });

    // Fails when other files are taken for the rest of the import of before.
    it('does not go on over other files', async () => {
      const store = createMemoryAdapter();
      const rules = [{ on: 'commit', at: 3, fault: 'fail-before', error: 'QUOTA' }] as const;
      await prepared(clientOver(createFaultyAdapter(store, { seed: 1, rules })), [manyContacts(700)]).then((session) => session.run());
      const session = open(clientOver(store));
      await session.add([manyContacts(701)]);
      expect([session.kept !== undefined, session.canGoOn]).to.deep.equal([true, false]);
      await session.forgetKept();
      const later = open(clientOver(store));
      await later.ready;
      expect(later.kept).to.equal(undefined);
    });
  });

  describe('taking back', () => {
    // Fails when anything of the import stays, or anything else goes.
    it('leaves the store as it was', async () => {
      const client = freshClient();
      await client.contacts.create({ id: 'zoe', fullName: 'Zoe' });
      await client.companies.create({ id: 'old', name: 'Old Ltd' });
      const before = await everyRecord(client, ...imported);
      const session = await prepared(client, [...dealFiles(), textFile('people.vcf', cardsText)]);
      await session.run();
      expect(Object.keys(await everyRecord(client, ...imported)).length).to.be.greaterThan(10);
      expect(session.canTakeBack).to.equal(true);
      await session.takeBack();
      expect(session.running).to.deep.include({ state: 'removed', kept: 0 });
      expect(await everyRecord(client, ...imported)).to.deep.equal(before);
    });

    // Fails when work that was done since is removed, or is left with names of what is gone.
    it('keeps what somebody has worked with since, and what that names', async () => {
      const client = freshClient();
      const session = await prepared(client);
      await session.run();
      const deals = (await client.deals.list({ limit: 10 })).records;
      const acme = (await client.companies.list({ limit: 10 })).records.find(({ name }) => name === 'Acme Foods')!;
      await client.deals.update(deals.find(({ companyId }) => companyId === acme.id)!.id, { nextStep: 'Call' });
      await session.takeBack();
      const left = await everyRecord(client, ...imported);
      const names = Object.keys(left).map((key) => key.split(' ')[0]);
      expect(names.filter((name) => name === 'deals').length).to.equal(1);
      expect(names.filter((name) => name === 'companies').length).to.equal(1);
      expect(names.filter((name) => name === 'pipelines').length).to.equal(1);
      expect((session.running as { kept: number }).kept).to.equal(names.length);
    });

    // Fails when a record that a person linked to an imported one is left with a link to nothing.
    it('keeps what other records have come to name', async () => {
      const client = freshClient();
      const session = await prepared(client, [textFile('accounts.csv', 'Account,Sector\nAcme Foods,Food\nNordlicht,Food\n')]);
      await session.run();
      const acme = (await client.companies.list({ limit: 10 })).records.find(({ name }) => name === 'Acme Foods')!;
      await client.contacts.create({ fullName: 'Zoe', companyId: acme.id });
      await session.takeBack();
      expect(session.running).to.deep.equal({ state: 'removed', removed: 1, kept: 1 });
      expect(await client.companies.get(acme.id)).not.to.equal(undefined);
    });

    // Fails when half an import is offered to be taken back as if it were all.
    it('is not offered for an import that was begun before a reload', async () => {
      const store = createMemoryAdapter();
      const rules = [{ on: 'commit', at: 3, fault: 'fail-before', error: 'QUOTA' }] as const;
      const first = await prepared(clientOver(createFaultyAdapter(store, { seed: 1, rules })), [manyContacts(700)]);
      await first.run();
      expect(first.canTakeBack).to.equal(true);
      const second = open(clientOver(store));
      await second.add([manyContacts(700)]);
      second.goOn();
      await second.prepare();
      await second.run();
      expect([stateOf(second), second.canTakeBack]).to.deep.equal(['done', false]);
    });
  });
});
