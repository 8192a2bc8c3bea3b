import { expect } from 'chai';
import type { Contact } from '@crm-elements/schema';
import { propertyRuns } from '../../../../tools/test-support.js';
import { CrmError } from '../errors.js';
import { createFaultyAdapter, createRandom } from '../testing/index.js';
import { createClient, type CrmClient } from './client.js';
import { readAll, wrongLog, wrongTotals } from './naive-recount.test-helper.js';
import { addRelations, mergingWorld, namings, variedContacts, visibleState } from './merging.test-helper.js';

async function failure(promise: Promise<unknown>): Promise<CrmError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(CrmError);
  return error as CrmError;
}

const pair = async (client: CrmClient, kept: object = {}, merged: object = {}): Promise<[Contact, Contact]> =>
  (await client.contacts.createMany([
    { id: 'kept', fullName: 'Ana Díaz', ...kept },
    { id: 'merged', fullName: 'Ana Diaz', ...merged },
  ])) as [Contact, Contact];

const both = { keepId: 'kept', mergeId: 'merged' };

describe('merging contacts', () => {
  // Fails when a kind of relation is forgotten, when a record is left that names the merged contact, or when one is written that names none of the two.
  it('moves everything that names the merged contact, and leaves the rest alone', async () => {
    const { client, store } = await mergingWorld();
    await pair(client);
    await client.contacts.create({ id: 'other', fullName: 'Bo' });
    const random = createRandom(1);
    await addRelations(client, ['merged', 'other'], { count: 20, random });
    const before = await namings(client, 'merged');
    const others = await namings(client, 'other');
    const { contact, moved } = await client.mergeContacts(both);
    const after = await namings(client, 'kept');
    const idsOf = (found: typeof before) => Object.values(found).map((records) => (records as { id: string }[]).map(({ id }) => id).sort());
    expect(idsOf(after)).to.deep.equal(idsOf(before));
    expect(Object.values(before).map(({ length }) => length > 0)).to.deep.equal([true, true, true, true, true]);
    expect(moved).to.equal(Object.values(before).flat().length);
    expect(Object.values(await namings(client, 'merged')).flat()).to.deep.equal([]);
    expect(idsOf(await namings(client, 'other'))).to.deep.equal(idsOf(others));
    expect(contact).to.include({ id: 'kept' });
    const all = await readAll(store);
    expect([...(await wrongTotals(store, all)), ...wrongLog(all)]).to.deep.equal([]);
  });

  // Fails when an entry of the timeline is lost or told otherwise once whom it is about has changed.
  it('keeps what entries of the timeline tell, of records that are only added to', async () => {
    const { client } = await mergingWorld();
    await pair(client);
    const entry = await client.logActivity({
      type: 'call',
      title: 'Asked for a price',
      targets: [
        { type: 'contact', id: 'merged' },
        { type: 'deal', id: 'd' },
      ],
      payload: { seconds: 80 },
    });
    await client.mergeContacts(both);
    const now = await client.activities.get(entry.id);
    expect(now).to.deep.include({ title: entry.title, at: entry.at, actorId: 'ana', payload: { seconds: 80 }, createdAt: entry.createdAt });
    expect(now!.targets).to.deep.equal([
      { type: 'contact', id: 'kept' },
      { type: 'deal', id: 'd' },
    ]);
  });

  // Fails when a record that named both contacts names one twice, or names of other contacts change their order.
  it('names the contact once where both were named', async () => {
    const { client } = await mergingWorld();
    await pair(client);
    const made = await client.createDeal({ name: 'A', stageId: 'new', contactIds: ['bo', 'merged', 'cy', 'kept'] });
    await client.mergeContacts(both);
    expect((await client.deals.get(made.id))!.contactIds).to.deep.equal(['bo', 'kept', 'cy']);
    await client.unmergeContact('merged');
    expect((await client.deals.get(made.id))!.contactIds).to.deep.equal(['bo', 'merged', 'cy', 'kept']);
  });

  // Fails when the merged contact stands in a list, is counted or found, or is lost.
  it('takes the merged contact out of lists, counts and searches, and keeps it beside them with where it went', async () => {
    const { client } = await mergingWorld();
    await pair(client, {}, { emails: ['a@b.example'] });
    await client.mergeContacts(both);
    expect((await client.contacts.list({ sort: [{ by: 'nameKey' }] })).records.map(({ id }) => id)).to.deep.equal(['kept']);
    expect(await client.contacts.totals({ totals: 'all' })).to.deep.equal([{ group: {}, count: 1, sums: {} }]);
    expect((await client.contacts.search('Diaz')).records.map(({ id }) => id)).to.deep.equal(['kept']);
    expect(
      (await client.contacts.list({ where: { contactKey: { has: 'a@b.example' } }, sort: [{ by: 'nameKey' }] })).records.map(
        ({ id }) => id,
      ),
    ).to.deep.equal(['kept']);
    const { records } = await client.trash.list({ where: { recordKey: 'contacts:merged' } });
    expect(records[0]!.record).to.include({ fullName: 'Ana Diaz', mergedIntoId: 'kept' });
    expect((await client.contacts.get('kept'))!.mergedIds).to.deep.equal(['merged']);
  });

  // Fails when a choice is not followed, or is followed for other fields too.
  it('takes each field from the contact that was chosen', async () => {
    const { client } = await mergingWorld();
    await pair(
      client,
      { jobTitle: 'Buyer', tags: ['vip'], custom: { size: 'M' } },
      { jobTitle: 'Head of buying', nickname: 'Ani', tags: ['eu'], custom: { size: 'L', color: 'red' } },
    );
    const { contact } = await client.mergeContacts({
      ...both,
      choices: { jobTitle: 'merged', tags: 'kept', nickname: 'kept', 'custom.size': 'merged', fullName: 'merged' },
    });
    expect(contact).to.deep.include({
      jobTitle: 'Head of buying',
      tags: ['vip'],
      custom: { size: 'L', color: 'red' },
      fullName: 'Ana Diaz',
    });
    expect(contact.nickname ?? null).to.equal(null);
  });

  // Fails when one of several is left out, when a choice among several takes another one's value, or when they are several steps to take back.
  it('merges several as one step', async () => {
    const { client, store } = await mergingWorld();
    await client.contacts.createMany(['a', 'b', 'c'].map((id) => ({ id, fullName: `Person ${id}`, jobTitle: `Job ${id}`, tags: [id] })));
    const before = await visibleState(store);
    const { contact } = await client.mergeContacts({ keepId: 'a', mergeIds: ['b', 'c'], choices: { jobTitle: 'b' } });
    expect(contact).to.deep.include({ jobTitle: 'Job b', tags: ['a', 'b', 'c'], mergedIds: ['b', 'c'] });
    expect(client.undoState).to.include({ command: 'mergeContacts' });
    expect(await client.undo()).to.deep.include({ command: 'mergeContacts', skipped: [] });
    expect(await visibleState(store)).to.deep.equal(before);
  });

  // Fails when contacts or choices that do not go together are taken, or written about in part.
  it('refuses what does not go together, and writes nothing', async () => {
    const { client, store } = await mergingWorld();
    await pair(client);
    const before = await visibleState(store);
    const refused = await Promise.all([
      failure(client.mergeContacts({ keepId: 'kept', mergeId: 'kept' })),
      failure(client.mergeContacts({ keepId: 'kept', mergeIds: [] })),
      failure(client.mergeContacts({ keepId: 'kept', mergeIds: ['merged', 'merged'] })),
      failure(client.mergeContacts({ ...both, choices: { jobTitle: 'nobody' } })),
      failure(client.mergeContacts({ ...both, choices: { verified: 'merged' } })),
      failure(client.mergeContacts({ keepId: 'kept', mergeId: 'nobody' })),
      failure(client.mergeContacts({ keepId: 'nobody', mergeId: 'merged' })),
      failure(client.unmergeContact('kept')),
    ]);
    expect(refused.map(({ code }) => code)).to.deep.equal([
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
    ]);
    expect(await visibleState(store)).to.deep.equal(before);
    const visitor = createClient(store, { actor: { kind: 'contact', id: 'kept' } });
    expect((await failure(visitor.mergeContacts(both))).code).to.equal('FORBIDDEN');
    expect((await failure(visitor.unmergeContact('merged'))).code).to.equal('FORBIDDEN');
    expect((await failure(visitor.findDuplicates({ fullName: 'Ana Díaz' }))).code).to.equal('FORBIDDEN');
  });

  // Fails when a merge is not in the log, or is logged as something else.
  it('logs the merge and its taking back', async () => {
    const { client } = await mergingWorld();
    await pair(client, {}, { jobTitle: 'Buyer' });
    const ticket = (await client.tickets.create({ subject: 'A', channel: 'email', requesterId: 'merged' })).id;
    await client.mergeContacts(both);
    await client.unmergeContact('merged');
    const logOf = async (key: string) =>
      (await client.auditEvents.list({ where: { recordKey: key }, sort: [{ by: 'at' }] })).records
        .map(({ op, diff, byId }) => ({ op, diff, byId }))
        .slice(1);
    expect(await logOf('contacts:kept')).to.deep.equal([
      { op: 'update', diff: { jobTitle: [null, 'Buyer'], mergedIds: [null, ['merged']] }, byId: 'ana' },
      { op: 'update', diff: { jobTitle: ['Buyer', null], mergedIds: [['merged'], null] }, byId: 'ana' },
    ]);
    expect(await logOf('contacts:merged')).to.deep.equal([
      { op: 'delete', diff: {}, byId: 'ana' },
      { op: 'restore', diff: {}, byId: 'ana' },
    ]);
    expect((await logOf(`tickets:${ticket}`)).map(({ diff }) => diff)).to.deep.equal([
      { requesterId: ['merged', 'kept'] },
      { requesterId: ['kept', 'merged'] },
    ]);
  });

  // Fails when a merged contact is brought back without what hung on it, or is thrown away with the trash.
  it('keeps a merged contact until it is unmerged: the trash neither restores nor forgets it', async () => {
    const { client, store } = await mergingWorld();
    await pair(client);
    await client.mergeContacts(both);
    expect((await failure(client.contacts.restore('merged'))).code).to.equal('VALIDATION');
    const later = createClient(store, {
      clock: { now: () => Date.parse('2099-01-01T00:00:00.000Z'), after: () => ({ cancel: () => undefined }) } as never,
    });
    expect(await later.housekeep()).to.include({ purged: 0 });
    expect((await later.unmergeContact('merged')).contact).to.include({ fullName: 'Ana Diaz' });
  });
});

describe('merging contacts: taken back', () => {
  // Fails when anything of 2,000 records is not moved, not moved back, or is moved back though somebody changed it since.
  it('puts 2,000 records back but those that were changed since, and says so', async () => {
    const { client, store } = await mergingWorld();
    await pair(client, {}, { jobTitle: 'Buyer', nickname: 'Ani' });
    await client.contacts.create({ id: 'bo', fullName: 'Bo' });
    const tickets = await client.tickets.createMany(
      Array.from({ length: 1_000 }, (_, i) => ({ subject: `T${i}`, channel: 'email' as const, requesterId: 'merged' })),
    );
    const notes = await client.notes.createMany(
      Array.from({ length: 1_000 }, (_, i) => ({ text: `N${i}`, targets: [{ type: 'contact', id: 'merged' }] })),
    );
    const commits = (await client.adapter.changes({ limit: 1_000 })).changes.length;
    expect(await client.mergeContacts(both)).to.include({ moved: 2_000 });
    expect((await client.adapter.changes({ limit: 1_000 })).changes.length - commits, 'commits').to.equal(1);
    expect((await client.tickets.totals({ totals: 'byRequester', where: { requesterId: 'kept' }, by: [] }))[0]!.count).to.equal(1_000);

    await client.notes.update(notes[1]!.id, { targets: [{ type: 'contact', id: 'bo' }] });
    await client.notes.remove(notes[2]!.id);
    await client.contacts.update('kept', { jobTitle: 'Head of buying' });
    await store.commit({
      ops: [{ op: 'patch', collection: 'tickets', id: tickets[3]!.id, set: { requesterId: 'bo', subject: 'Another' } }],
    });
    await store.commit({ ops: [{ op: 'patch', collection: 'tickets', id: tickets[4]!.id, set: { subject: 'Renamed' } }] });
    const result = await client.unmergeContact('merged');
    expect({ done: result.done, total: result.total }).to.deep.equal({ done: 1_999, total: 2_002 });
    expect(result.skipped).to.have.deep.members([
      { collection: 'tickets', id: tickets[3]!.id, reason: 'changed' },
      { collection: 'notes', id: notes[1]!.id, reason: 'changed' },
      { collection: 'notes', id: notes[2]!.id, reason: 'gone' },
      { collection: 'contacts', id: 'kept', reason: 'changed', fields: ['jobTitle'] },
    ]);
    expect(await client.tickets.get(tickets[4]!.id)).to.include({ requesterId: 'merged', subject: 'Renamed' });
    expect((await client.tickets.totals({ totals: 'byRequester', where: { requesterId: 'merged' }, by: [] }))[0]!.count).to.equal(999);
    const kept = await client.contacts.get('kept');
    expect(kept).to.include({ jobTitle: 'Head of buying' });
    expect(kept).not.to.have.any.keys('nickname', 'mergedIds');
    expect(await wrongTotals(store, await readAll(store))).to.deep.equal([]);
  }).timeout(60_000);

  // Fails when a merge is no step of the list, when redoing comes to something else, or when a client that was not there cannot take it back.
  it('undoes, redoes, and is taken back by a client that did not do it', async () => {
    const { client, store } = await mergingWorld();
    await pair(client, {}, { jobTitle: 'Buyer' });
    await addRelations(client, ['kept', 'merged'], { count: 10, random: createRandom(2) });
    const before = await visibleState(store);
    await client.mergeContacts({ ...both, choices: { fullName: 'merged' } });
    const merged = await visibleState(store);
    expect(await client.undo()).to.deep.include({ command: 'mergeContacts', skipped: [] });
    expect(await visibleState(store)).to.deep.equal(before);
    const redone = await client.redo();
    expect(redone!.done).to.equal(redone!.total);
    const shown = ({ ...state }: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(state).filter(([key]) => !key.startsWith('trash/')));
    expect(shown(await visibleState(store))).to.deep.equal(shown(merged));
    const other = createClient(store, { actor: { kind: 'agent', id: 'bo' } });
    await other.unmergeContact('merged');
    expect(await visibleState(store)).to.deep.equal(before);
    // Somebody else has taken it back: nothing is left to undo, and that is said.
    expect(await client.undo()).to.deep.equal({
      command: 'mergeContacts',
      done: 0,
      total: 1,
      skipped: [{ collection: 'contacts', id: 'merged', reason: 'changed' }],
    });
    await other.undo();
    expect(shown(await visibleState(store))).to.deep.equal(shown(merged));
  });

  // Fails when a contact that is merged again by undoing comes behind those that were merged after it, and their values win.
  it('puts a merge that was taken back into its place again', async () => {
    const { client, store } = await mergingWorld();
    await client.contacts.createMany(
      ['a', 'b', 'c'].map((id) => ({ id, fullName: '', jobTitle: id === 'a' ? null : `Job ${id}`, tags: [id] })),
    );
    await client.mergeContacts({ keepId: 'a', mergeIds: ['b', 'c'] });
    await client.unmergeContact('b');
    expect(await client.contacts.get('a')).to.deep.include({ jobTitle: 'Job c', tags: ['a', 'c'], mergedIds: ['c'] });
    await client.undo();
    expect(await client.contacts.get('a')).to.deep.include({ jobTitle: 'Job b', tags: ['a', 'b', 'c'], mergedIds: ['b', 'c'] });
    await client.redo();
    await client.unmergeContact('c');
    expect(await client.contacts.get('a')).to.deep.include({ jobTitle: null, tags: ['a'] });
    expect((await readAll(store)).trash).to.deep.equal([]);
  });

  // Fails when what changed in a contact while it was merged is not in the log, or is in it twice.
  it('logs with a contact that comes back what changed of it meanwhile', async () => {
    const { client, store } = await mergingWorld();
    await client.contacts.createMany(['a', 'b', 'c'].map((id) => ({ id, fullName: id, tags: [id] })));
    await client.mergeContacts({ keepId: 'b', mergeId: 'c' });
    await client.mergeContacts({ keepId: 'a', mergeId: 'b' });
    await client.unmergeContact('c');
    await client.unmergeContact('b');
    const { auditEvents } = await readAll(store);
    expect(auditEvents.filter(({ recordId, op }) => recordId === 'b' && op === 'restore').map(({ diff }) => diff)).to.deep.equal([
      { tags: [['b', 'c'], ['b']], mergedIds: [['c'], null] },
    ]);
  });

  // Fails when a contact that was made anew under the merged one's id is overwritten, or the merged one's data are lost.
  it('gives a contact that was made anew meanwhile what it lacks', async () => {
    const { client, store } = await mergingWorld();
    await pair(client, {}, { jobTitle: 'Buyer', emails: ['a@b.example'] });
    await client.mergeContacts(both);
    await client.contacts.create({ id: 'merged', fullName: 'Ana D.' });
    const { contact, skipped } = await client.unmergeContact('merged');
    expect(contact).to.include({ fullName: 'Ana D.', jobTitle: 'Buyer' });
    expect(contact.emails.map(({ key }) => key)).to.deep.equal(['a@b.example']);
    expect(skipped).to.deep.equal([{ collection: 'contacts', id: 'merged', reason: 'exists', fields: ['name', 'fullName'] }]);
    expect((await readAll(store)).trash).to.deep.equal([]);
  });
});

describe('merging contacts: of customers who come back', () => {
  // Fails when the contact that a customer's new message makes cannot be merged like the first, when one of the two is lost, or when taking it back leaves some of it.
  it('merges a contact again that was made anew since, with what is new of it', async () => {
    const { client, store } = await mergingWorld();
    await pair(client, {}, { jobTitle: 'Buyer', tags: ['vip'] });
    await client.contacts.create({ id: 'third', fullName: 'Bo', tags: ['eu'], nickname: 'B' });
    const first = await client.tickets.create({ subject: 'First', channel: 'chat', requesterId: 'merged' });
    await client.mergeContacts(both);
    await client.mergeContacts({ keepId: 'kept', mergeId: 'third' });
    const { ticket } = await client.startTicket({
      requesterId: 'merged',
      requester: { fullName: 'Ana D.', nickname: 'Ani', tags: ['new'] },
      channel: 'chat',
      text: 'Hello again',
    });
    expect(await client.mergeContacts(both)).to.include({ moved: 1 });
    expect(await client.contacts.get('merged')).to.equal(undefined);
    expect((await namings(client, 'kept')).tickets.map(({ id }) => id)).to.have.members([first.id, ticket.id]);
    expect(await client.contacts.get('kept')).to.deep.include({
      jobTitle: 'Buyer',
      nickname: 'Ani',
      tags: ['vip', 'new', 'eu'],
      mergedIds: ['merged', 'third'],
    });

    const { contact, skipped } = await client.unmergeContact('merged');
    expect(skipped).to.deep.equal([]);
    expect(contact).to.deep.include({ fullName: 'Ana Diaz', jobTitle: 'Buyer', nickname: 'Ani', tags: ['vip', 'new'] });
    expect((await namings(client, 'merged')).tickets.map(({ id }) => id)).to.have.members([first.id, ticket.id]);
    expect(await client.contacts.get('kept')).to.deep.include({ nickname: 'B', tags: ['eu'], mergedIds: ['third'] });
    await client.unmergeContact('third');
    const kept = await client.contacts.get('kept');
    expect(kept).to.deep.include({ tags: [] });
    expect(kept).not.to.have.any.keys('nickname', 'jobTitle', 'mergedIds');
    const all = await readAll(store);
    expect([...(await wrongTotals(store, all)), ...wrongLog(all)]).to.deep.equal([]);
  });

  // Fails when a contact that went into one is merged into another by the way, and the first merge can no more be taken back.
  it('refuses to merge it into another contact than before', async () => {
    const { client } = await mergingWorld();
    await pair(client);
    await client.contacts.create({ id: 'third', fullName: 'Bo' });
    await client.mergeContacts(both);
    await client.contacts.create({ id: 'merged', fullName: 'Ana D.' });
    expect((await failure(client.mergeContacts({ keepId: 'third', mergeId: 'merged' }))).code).to.equal('VALIDATION');
  });
});

describe('merging contacts: chains and trees of merges', () => {
  const seeds = Array.from({ length: propertyRuns(6) }, (_, i) => 20_261_123 + i);

  // Fails when taking back a merge forgets those before or behind it, in fields, in lists of several contacts, or in what was moved twice.
  for (const shape of ['chain', 'tree', 'tangle, some taken back in between'] as const) {
    it(`ends where it began: ten contacts merged in a ${shape}, taken back in any order`, async () => {
      for (const seed of seeds) {
        const random = createRandom(seed);
        const { client, store } = await mergingWorld();
        const contacts = await variedContacts(client, 10, random);
        const ids = random.some(
          contacts.map(({ id }) => id),
          10,
        );
        for (const { id } of contacts) if (!ids.includes(id)) ids.push(id);
        await addRelations(client, ids, { count: 12, random });
        const before = await visibleState(store);
        const told = [`seed ${seed}`];
        const left = [...ids];
        let last = left[0]!;
        const takeBack = async (id: string) => {
          const { skipped } = await client.unmergeContact(id);
          told.push(`${id} out`);
          expect(skipped, told.join('\n')).to.deep.equal([]);
          left.push(id);
        };
        for (let steps = 0; left.length > 1 && steps < 25; steps++) {
          const away = ids.filter((id) => !left.includes(id));
          if (shape.startsWith('tangle') && away.length > 0 && random.chance(0.4)) {
            await takeBack(random.pick(away));
            continue;
          }
          const mergeId = shape === 'chain' ? last : random.pick(left);
          const keepId = random.pick(left.filter((id) => id !== mergeId));
          const field = random.pick(['jobTitle', 'fullName', 'tags', 'custom.size', 'consent']);
          await client.mergeContacts({
            keepId,
            mergeId,
            ...(random.chance(0.3) && { choices: { [field]: random.pick([keepId, mergeId]) } }),
          });
          told.push(`${mergeId} into ${keepId}`);
          left.splice(left.indexOf(mergeId), 1);
          last = keepId;
        }
        expect((await client.contacts.totals({ totals: 'all' }))[0]!.count).to.equal(left.length);
        const merged = ids.filter((id) => !left.includes(id));
        while (merged.length > 0) await takeBack(merged.splice(random.below(merged.length), 1)[0]!);
        expect(await visibleState(store), told.join('\n')).to.deep.equal(before);
        const all = await readAll(store);
        expect([...(await wrongTotals(store, all)), ...wrongLog(all)], told.join('\n')).to.deep.equal([]);
      }
    }).timeout(300_000);
  }
});

describe('merging contacts: in parts', () => {
  const maxBatch = 40;

  // Fails when a commit is larger than the store takes, when a part is lost, or when the parts are several steps to take back.
  it('moves more than one commit takes, as one step', async () => {
    const { client, store } = await mergingWorld({ maxBatch });
    await pair(client, {}, { jobTitle: 'Buyer' });
    for (let i = 0; i < 15; i++) await addRelations(client, ['merged', 'kept'], { count: 4, random: createRandom(i) });
    const before = await visibleState(store);
    const commits = (await store.changes({ limit: 1_000 })).changes.length;
    await client.mergeContacts(both);
    expect((await store.changes({ limit: 1_000 })).changes.length - commits, 'commits').to.be.greaterThan(5);
    expect(Object.values(await namings(client, 'merged')).flat()).to.deep.equal([]);
    expect(await client.undo()).to.deep.include({ command: 'mergeContacts', skipped: [] });
    expect(await visibleState(store)).to.deep.equal(before);
    expect(client.undoState).not.to.include({ command: 'mergeContacts' });
  });

  // Fails when what a crash between two parts left can neither be completed by merging again nor be taken back, in whichever part it is.
  for (const fault of ['fail-before', 'fail-after'] as const) {
    it(`is completed by merging again, and can be taken back, after any commit of it that ends with ${fault}`, async () => {
      let crashes = 0;
      for (let at = 1; ; at++) {
        const { client: setUp, store } = await mergingWorld({ maxBatch });
        await pair(setUp, {}, { jobTitle: 'Buyer' });
        for (let i = 0; i < 8; i++) await addRelations(setUp, ['merged', 'kept'], { count: 4, random: createRandom(i) });
        const before = await visibleState(store);
        const faulty = createFaultyAdapter(store, { seed: at, rules: [{ on: 'commit', fault, at }] });
        const crashed = createClient(faulty, { actor: { kind: 'agent', id: 'bo' } });
        const error = await crashed.mergeContacts(both, { commandId: 'merge-1' }).then(
          () => undefined,
          (thrown: unknown) => thrown as CrmError,
        );
        if (!error) break;
        crashes++;
        expect(error).to.include({ code: 'UNAVAILABLE' });
        const client = createClient(store, { actor: { kind: 'agent', id: 'cy' } });
        if (at % 2 === 0) {
          await client.unmergeContact('merged').catch((thrown: unknown) => expect(thrown).to.include({ code: 'NOT_FOUND' }));
          expect(await visibleState(store), `taken back after ${at}`).to.deep.equal(before);
        }
        await client.mergeContacts(both, { commandId: at % 2 === 0 ? 'merge-2' : 'merge-1' });
        expect(Object.values(await namings(client, 'merged')).flat(), `completed after ${at}`).to.deep.equal([]);
        expect(await client.contacts.get('kept')).to.deep.include({ jobTitle: 'Buyer', mergedIds: ['merged'] });
        await client.unmergeContact('merged');
        expect(await visibleState(store), `taken back at last, after ${at}`).to.deep.equal(before);
      }
      expect(crashes, 'crashes').to.be.greaterThan(3);
    }).timeout(60_000);
  }

  // Fails when a crash while a merge is taken back leaves what neither can be gone on with nor be merged again.
  it('goes on taking back after a crash', async () => {
    let crashes = 0;
    for (let at = 1; ; at++) {
      const { client: setUp, store } = await mergingWorld({ maxBatch });
      await pair(setUp, {}, { jobTitle: 'Buyer' });
      for (let i = 0; i < 8; i++) await addRelations(setUp, ['merged', 'kept'], { count: 4, random: createRandom(i) });
      const before = await visibleState(store);
      await setUp.mergeContacts(both);
      const faulty = createFaultyAdapter(store, { seed: at, rules: [{ on: 'commit', fault: 'fail-before', at }] });
      const error = await createClient(faulty)
        .unmergeContact('merged')
        .then(
          () => undefined,
          (thrown: unknown) => thrown as CrmError,
        );
      if (!error) break;
      crashes++;
      if (at % 2 === 0) await setUp.mergeContacts(both);
      expect((await setUp.unmergeContact('merged')).skipped).to.deep.equal([]);
      expect(await visibleState(store), `after ${at}`).to.deep.equal(before);
    }
    expect(crashes, 'crashes').to.be.greaterThan(3);
  }).timeout(60_000);

  // Fails when a command that is sent twice merges again what was taken back in between.
  it('does a command with an id once', async () => {
    const { client, store } = await mergingWorld();
    await pair(client);
    await client.mergeContacts(both, { commandId: 'merge-1' });
    await client.unmergeContact('merged');
    const before = await visibleState(store);
    await client.mergeContacts(both, { commandId: 'merge-1' });
    expect(await visibleState(store)).to.deep.equal(before);
  });

  // Fails when a record that names the merged contact and came while it was merged stays with it though it is merged again.
  it('moves on merging again what came to the merged contact since', async () => {
    const { client, store } = await mergingWorld();
    await pair(client);
    const before = await visibleState(store);
    await client.mergeContacts(both);
    const { id } = await client.tickets.create({ subject: 'Late', channel: 'email', requesterId: 'merged' });
    expect(await client.mergeContacts(both)).to.include({ moved: 1 });
    expect(await client.tickets.get(id)).to.include({ requesterId: 'kept' });
    await client.unmergeContact('merged');
    expect(await client.tickets.get(id)).to.include({ requesterId: 'merged' });
    await store.commit({ ops: [{ op: 'delete', collection: 'tickets', id }] });
    expect(await visibleState(store)).to.deep.equal(before);
  });
});
