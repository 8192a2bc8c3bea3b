import { expect } from 'chai';
import type { CollectionName, StoredRecord } from '@crm-elements/schema';
import { propertyRuns } from '../../../../tools/test-support.js';
import type { DataAdapter } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFaultyAdapter, createFixedClock, createRandom, type Random } from '../testing/index.js';
import { createClient, type CrmClient } from './client.js';
import type { CreatePipelineInput } from './commands/work.js';
import { readAll, wrongCounts, wrongLog, wrongStageChanges, wrongTotals, type AllRecords } from './naive-recount.test-helper.js';

/*
 * Whole histories: two clients over one store give random commands, with faults, undo and redo. After each step everything that the store
 * keeps ready is compared with a naive recount of its records. A failing run names its seed; put it into `replay` to see it alone.
 */
const replay: number | undefined = undefined;
const stepsInRun = 40;

const stages: CreatePipelineInput['stages'] = [
  { id: 'new', name: 'New', kind: 'open', probability: 1_000 },
  { id: 'offer', name: 'Offer', kind: 'open', probability: 5_000, requiredFields: ['amount'] },
  { id: 'tight', name: 'Tight', kind: 'open', probability: 6_000, wipLimit: 2, wipHard: true },
  { id: 'won', name: 'Won', kind: 'won', probability: 10_000 },
  { id: 'lost', name: 'Lost', kind: 'lost', probability: 0, allowedNext: ['new'] },
];

interface World {
  random: Random;
  store: DataAdapter;
  clients: CrmClient[];
  ids: (collection: CollectionName) => Promise<string[]>;
}

type Command = (client: CrmClient, world: World) => Promise<unknown>;

const someIds = async ({ random, ids }: World, collection: CollectionName, most = 3) => random.some(await ids(collection), most);

async function oneId({ random, ids }: World, collection: CollectionName): Promise<string> {
  const all = await ids(collection);
  return all.length > 0 ? random.pick(all) : 'nobody';
}

const words = ['Ana', 'Łukasz', '山田', 'محمد', '', '👩‍👩‍👧', '__proto__', '\ud800', 'a'.repeat(300)];
const amounts = [null, { amount: 0, currency: 'EUR' }, { amount: 1_999, currency: 'EUR' }, { amount: -500, currency: 'USD' }, { amount: Number.MAX_SAFE_INTEGER, currency: 'JPY' }];

const commands: Record<string, Command> = {
  createContact: (client, { random }) => client.contacts.create({ fullName: random.pick(words), emails: random.some(['a@b.example', 'C@D.example']), tags: random.some(['vip', 'new', 'eu']), ownerId: random.pick([null, 'ana', 'bo']) }),
  createContacts: (client, { random }) => client.contacts.createMany(random.some(words, 4).map((fullName) => ({ fullName, custom: { size: random.below(3) } }))),
  updateContacts: async (client, world) =>
    client.contacts.updateMany(await someIds(world, 'contacts'), {
      lifecycleStage: world.random.pick(['lead', 'customer', 'other'] as const),
      tags: world.random.some(['vip', 'new', 'eu']),
      'custom.size': world.random.pick([undefined, 1, 'L', null]),
      ...(world.random.chance(0.5) && { jobTitle: world.random.pick([undefined, null, 'Buyer']) }),
    }),
  saveContact: async (client, world) => client.saveContact({ id: world.random.chance(0.5) ? await oneId(world, 'contacts') : client.newId(), fullName: world.random.pick(words) }),
  removeContacts: async (client, world) => client.contacts.removeMany(await someIds(world, 'contacts', 2)),
  restoreContact: async (client, world) => {
    const { records } = await world.store.query({ collection: 'trash', where: { collection: 'contacts' }, sort: [{ by: 'deletedAt' }] });
    if (records.length > 0) await client.contacts.restore(world.random.pick(records).recordId as string);
  },
  mergeContacts: async (client, world) => {
    const [keepId, ...mergeIds] = await someIds(world, 'contacts', 3);
    if (keepId !== undefined && mergeIds.length > 0) await client.mergeContacts({ keepId, mergeIds });
  },
  unmergeContact: async (client, world) => {
    const { records } = await world.store.query({ collection: 'trash', where: { collection: 'contacts' }, sort: [{ by: 'deletedAt' }] });
    if (records.length > 0) await client.unmergeContact(world.random.pick(records).recordId as string);
  },
  createDeals: (client, { random }) =>
    client.createDeals(
      random.some(words, 3).map((name) => ({ name, stageId: random.pick(['new', 'new', 'offer']), amount: random.pick(amounts), place: random.pick(['top', 'bottom'] as const), probabilityOverride: random.pick([null, 0, 3_333]) })),
    ),
  moveDeals: async (client, world) => {
    const { random } = world;
    const beside = await oneId(world, 'deals');
    const moves = (await someIds(world, 'deals')).filter((id) => id !== beside);
    const place = random.pick(['top', 'bottom', { before: beside }, { after: beside }, undefined] as const);
    return client.moveDeals(
      moves.map((dealId) => ({ dealId, toStageId: random.pick(stages).id!, lostReason: 'price', ...(place !== undefined && { place }) })),
      { skipRefused: random.chance(0.7) },
    );
  },
  updateDeal: async (client, world) => client.deals.update(await oneId(world, 'deals'), { amount: world.random.pick(amounts), probabilityOverride: world.random.pick([undefined, 10_000]) }),
  removeDeal: async (client, world) => client.deals.remove(await oneId(world, 'deals')),
  startTicket: async (client, world) => client.startTicket({ requesterId: await oneId(world, 'contacts'), requester: { fullName: 'Somebody' }, channel: 'chat', text: world.random.pick(words), labels: ['new'] }),
  sendMessage: async (client, world) => client.sendMessage({ ticketId: await oneId(world, 'tickets'), text: world.random.pick(words) }),
  reply: async (client, world) => client.replyToTickets((await someIds(world, 'tickets')).map((ticketId) => ({ ticketId, text: 'Hello' }))),
  assign: async (client, world) => client.assignTickets((await someIds(world, 'tickets')).map((ticketId) => ({ ticketId, assigneeId: world.random.pick([null, 'ana', 'bo']) }))),
  setStatus: async (client, world) => client.setTicketStatus({ ticketId: await oneId(world, 'tickets'), status: world.random.pick(['open', 'pending', 'resolved', 'closed'] as const) }),
  label: async (client, world) => client.labelTickets((await someIds(world, 'tickets')).map((ticketId) => ({ ticketId, add: world.random.some(['a', 'b']), remove: world.random.some(['new', 'a']) }))),
  tag: async (client, world) => client.tagContacts((await someIds(world, 'contacts')).map((contactId) => ({ contactId, add: world.random.some(['a', 'b']), remove: world.random.some(['b', 'c']) }))),
  snooze: async (client, world) => client.snoozeTicket({ ticketId: await oneId(world, 'tickets'), until: '2026-06-01T00:00:00.000Z' }),
  seen: async (client, world) => client.markTicketSeen({ ticketId: await oneId(world, 'tickets'), by: world.random.pick(['contact', 'agent'] as const) }),
  note: async (client, world) => client.addNote({ text: 'Look', targets: [{ type: 'ticket', id: await oneId(world, 'tickets') }], marks: world.random.some([{ type: 'mention', start: 0, end: 4, id: 'bo' }]) }),
  draft: async (client, world) => client.saveDraft({ ticketId: await oneId(world, 'tickets'), text: world.random.pick(['', 'x', 'y']) }),
};

/** What a command may come to when the input is right and the store works: the rules refuse, or what it is about is gone. */
const ordinary = new Set(['GATE_REFUSED', 'NOT_FOUND', 'VALIDATION', 'CONFLICT']);
const injected = new Set(['UNAVAILABLE', 'TIMEOUT', 'INTERNAL', 'QUOTA']);

/** What people see of the records: without what every write changes. */
function visible(all: AllRecords): string {
  const shown: Record<string, unknown> = {};
  for (const collection of ['contacts', 'deals', 'tickets', 'notes'] as const) {
    for (const record of all[collection]) {
      const { version: _version, updatedAt: _updatedAt, ...rest } = record;
      shown[`${collection}/${record.id}`] = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
  }
  return JSON.stringify(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)));
}

class History {
  readonly #world: World;
  readonly #random: Random;
  /** What was seen before each step of a client that can still be undone, as long as nobody else has written since. */
  #beforeLast: { client: CrmClient; state: string } | undefined;
  readonly seen = { commands: 0, faults: 0, undone: 0, exactUndos: 0, refused: 0 };

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random;
  }

  async step(): Promise<string> {
    const { clients, store } = this.#world;
    const client = this.#random.pick(clients);
    if (this.#random.chance(0.2)) return this.#turn(client);
    if (this.#random.chance(0.15)) return this.#race();
    const name = this.#random.pick(Object.keys(commands));
    const seq = (await store.changes({ limit: 1_000 })).changes.length;
    const before = visible(await readAll(store));
    const undoable = client.undoState;
    const code = await this.#give(client, name);
    this.seen.commands++;
    const after = (await store.changes({ limit: 1_000 })).changes.length;
    if (ordinary.has(code)) expect(after, `${name} was refused (${code}) and wrote nothing`).to.equal(seq);
    const journaled = code === 'none' && JSON.stringify(client.undoState) !== JSON.stringify(undoable);
    this.#beforeLast = journaled ? { client, state: before } : undefined;
    return `${name} → ${code}`;
  }

  async #give(client: CrmClient, name: string): Promise<string> {
    try {
      await commands[name]!(client, this.#world);
      return 'none';
    } catch (error) {
      if (!(error instanceof CrmError)) throw error;
      if (injected.has(error.code)) this.seen.faults++;
      else if (ordinary.has(error.code)) this.seen.refused++;
      else throw error;
      return error.code;
    }
  }

  /** Both clients act at once. */
  async #race(): Promise<string> {
    this.#beforeLast = undefined;
    const names = this.#world.clients.map(() => this.#random.pick(Object.keys(commands)));
    const codes = await Promise.all(this.#world.clients.map((client, i) => this.#give(client, names[i]!)));
    return `at once: ${names.map((name, i) => `${name} → ${codes[i]}`).join(', ')}`;
  }

  async #turn(client: CrmClient): Promise<string> {
    const { store } = this.#world;
    const redo = this.#random.chance(0.4);
    const expected = !redo && this.#beforeLast?.client === client ? this.#beforeLast.state : undefined;
    this.#beforeLast = undefined;
    try {
      const result = await (redo ? client.redo() : client.undo());
      if (!result) return 'nothing to undo';
      this.seen.undone++;
      if (expected !== undefined && result.skipped.length === 0) {
        this.seen.exactUndos++;
        expect(visible(await readAll(store)), `undoing ${result.command} gives back what was there`).to.equal(expected);
      }
      return `${redo ? 'redo' : 'undo'} ${result.command}: ${result.done} of ${result.total}`;
    } catch (error) {
      if (!(error instanceof CrmError) || !injected.has(error.code)) throw error;
      this.seen.faults++;
      return `undo → ${error.code}`;
    }
  }
}

async function check(world: World): Promise<void> {
  const all = await readAll(world.store);
  const wrong = [...(await wrongTotals(world.store, all)), ...wrongLog(all), ...wrongStageChanges(all), ...wrongCounts(all)];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

const settled = async (holds: () => boolean) => {
  for (let i = 0; i < 1_000 && !holds(); i++) await new Promise((done) => setTimeout(done, 1));
  return holds();
};

async function run(seed: number): Promise<History['seen']> {
  const random = createRandom(seed);
  const clock = createFixedClock();
  const store = createMemoryAdapter({ clock });
  const clients = ['ana', 'bo'].map((id, i) => {
    const faulty = createFaultyAdapter(store, { seed: seed + i, rules: [{ on: 'commit', chance: 0.06, fault: 'fail-before' }, { on: 'commit', chance: 0.04, fault: 'fail-after' }] });
    return createClient(faulty, { actor: { kind: 'agent', id }, clock, random: () => random.next() });
  });
  const setUp = createClient(store, { clock });
  await setUp.createPipeline({ id: 'sales', name: 'Sales', currency: 'EUR', stages });
  const ids = async (collection: CollectionName) => (await store.query({ collection, limit: 1_000 })).records.map(({ id }) => id);
  const world: World = { random, store, clients, ids };
  const live = clients.map(() => ({ records: [] as readonly StoredRecord[], pending: 1, counted: -1 }));
  const endings = clients.flatMap((client, i) => [
    client.deals.live({ where: { stageId: 'new' }, sort: [{ by: 'rank' }], limit: 5 }, ({ records, pending }) => Object.assign(live[i]!, { records, pending: pending.size })),
    client.contacts.liveTotals({ totals: 'all' }, (rows) => Object.assign(live[i]!, { counted: rows[0]?.count ?? 0 })),
  ]);
  const history = new History(world);
  const told: string[] = [];
  try {
    for (let step = 0; step < stepsInRun; step++) {
      clock.advance(random.below(90_000));
      told.push(await history.step());
      await check(world);
    }
    const { records } = await store.query({ collection: 'deals', where: { stageId: 'new' }, sort: [{ by: 'rank' }], limit: 5 });
    const count = (await ids('contacts')).length;
    const marks = (list: readonly StoredRecord[]) => JSON.stringify(list.map(({ id, version }) => [id, version]));
    const shown = await settled(() => live.every((view) => view.pending === 0 && view.counted === count && marks(view.records) === marks(records)));
    expect(shown, `live results are what the store holds: ${JSON.stringify(live.map((view) => [view.pending, view.counted, marks(view.records)]))} for ${count}, ${marks(records)}`).to.equal(true);
  } catch (error) {
    throw new Error(`seed ${seed}, step ${told.length}:\n${told.join('\n')}\n${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    for (const ending of endings) ending.unsubscribe();
    await store.destroy();
  }
  return history.seen;
}

describe('client: whole histories of two clients with faults, undo and redo', function () {
  this.timeout(900_000);

  it('keeps records, totals, log and stage changes what a naive recount says, after each step', async () => {
    const first = 20_261_123;
    const seeds = replay === undefined ? Array.from({ length: propertyRuns(15) }, (_, i) => first + i) : [replay];
    const all = { commands: 0, faults: 0, undone: 0, exactUndos: 0, refused: 0 };
    for (const seed of seeds) {
      const seen = await run(seed);
      for (const key of Object.keys(all) as (keyof typeof all)[]) all[key] += seen[key];
    }
    // A run in which nothing happened would prove nothing.
    if (replay === undefined) for (const [what, count] of Object.entries(all)) expect(count, what).to.be.greaterThan(0);
  });
});
