import { crmModel, type Model } from '@crm-elements/schema';
import { lifecycleStages, makeContacts, nameKey, type Contact } from '../contacts.js';
import type { Scenario, Variant } from '../measure.js';
import { listSize, type ContactList, type ContactStore } from '../stores/contact-store.js';
import { databaseName, fill, openers, type Filled, type FillOptions } from '../stores/filled-stores.js';
import { OwnStore } from '../stores/own-store.js';
import { boardScenario, totalsScenario } from './board-of-contacts.js';
import { liveScenarios } from './write-to-live.js';

export interface SuiteOptions extends FillOptions {
  /** Records in the largest stores before anything is timed. */
  readonly records: number;
  readonly quick: boolean;
}

const bulkSize = 10_000;
/** What takes a fraction of a millisecond is done so often in one timing. */
const repeat = 10;

/** The contacts of one timing: the same ones for all variants of a round, and others in the next. */
const turn = (known: readonly Contact[], round: number): Contact[] =>
  Array.from({ length: repeat }, (_, i) => known[((round * repeat + i) * 7_919) % known.length]!);

/** The same work in each store, `repeat` times in a timing. */
const inEach = (
  { stores, known }: Filled,
  work: (store: ContactStore, contact: Contact, round: number) => Promise<unknown>,
  rxRounds?: number,
) =>
  stores.map(({ name, store }): Variant => ({
    name,
    async run(round) {
      for (const contact of turn(known, round)) await work(store, contact, round);
    },
    ...(name === 'rxdb' && rxRounds !== undefined && { rounds: rxRounds }),
  })) as unknown as Scenario['variants'];

const listKinds: Readonly<Record<string, (contact: Contact) => Omit<ContactList, 'descending'>>> = {
  index: (contact) => ({ by: 'name', from: nameKey(contact) }),
  compound: (contact) => ({ by: 'owner', ownerId: contact.ownerId }),
  prefix: (contact) => ({ by: 'prefix', prefix: nameKey(contact).slice(0, 2) }),
};

/** RxDB reads all that lies behind when it goes down a list. */
const slowRounds = 2;

function lists(filled: Filled, rounds: number): Scenario[] {
  return Object.entries(listKinds).flatMap(([kind, listOf]) =>
    [false, true].map((descending) => ({
      name: `list of ${listSize} by ${kind}, ${descending ? 'down' : 'up'}, ${filled.label}`,
      rounds,
      repeat,
      variants: inEach(
        filled,
        (store, contact) => store.list({ ...listOf(contact), descending } as ContactList),
        descending ? slowRounds : 10,
      ),
      atMost: { ours: 1.2 },
    })),
  );
}

const getOne = (filled: Filled, rounds: number): Scenario => ({
  name: `get, ${filled.label}`,
  rounds,
  repeat,
  variants: inEach(filled, (store, { id }) => store.get(id)),
  atMost: { ours: 1.3 },
});

/** By hand it is the put alone; ours also checks the version, writes the feed and keeps the totals. */
const oneWrite = (filled: Filled, rounds: number): Scenario => ({
  name: `one write, ${filled.label}`,
  rounds,
  repeat,
  variants: inEach(filled, (store, contact, round) => store.write(contact, `job ${round}`)),
  atMost: { ours: 2.5 },
});

/** Contacts that no word finds, to see what the index of words costs. */
const { search: _, ...wordless } = crmModel.collections.contacts as Model['collections'][string];
const wordlessModel: Model = { ...crmModel, collections: { ...crmModel.collections, contacts: wordless } };

/** All at once in the other stores; in ours in chunks, each with its totals, feed and token, so that it can be cancelled and resumed. */
function bulk(rounds: number): Scenario {
  let contacts: Contact[] = [];
  let ends: (() => Promise<void>)[] = [];
  const inOne = openers
    .filter(([kind]) => kind !== 'ours')
    .map(([name, open]) => ({
      name,
      begin: async () => {
        const store = await open(databaseName(name, 0));
        return { add: () => store.add(contacts), close: () => store.close() };
      },
    }));
  const inChunks = (name: string, model: Model) => ({
    name,
    begin: async () => {
      const store = await OwnStore.open(databaseName(name.replaceAll(/\W+/g, '-'), 0), model);
      return { add: () => store.import(contacts), close: () => store.close() };
    },
  });
  const kinds = [...inOne, inChunks('ours', wordlessModel), inChunks('ours, with a text index', crmModel)];
  let adds: (() => Promise<void>)[] = [];
  return {
    name: `bulk import of ${bulkSize.toLocaleString('en')}`,
    rounds,
    repeat: 1,
    async begin() {
      const opened = await Promise.all(kinds.map(({ begin }) => begin()));
      adds = opened.map(({ add }) => add);
      ends = opened.map(({ close }) => close);
    },
    prepare: () => void (contacts = makeContacts(bulkSize)),
    end: async () => void (await Promise.all(ends.map((end) => end()))),
    variants: kinds.map(({ name }, i): Variant => ({ name, run: () => adds[i]!() })) as unknown as Scenario['variants'],
    atMost: { ours: 1.6, 'ours, with a text index': 2.6 },
  };
}

/** The browser lets go of its files so long after the last connection of an origin was closed, in milliseconds; until then they are warm. */
const coldAfterMs = 3_000;

/** Opens a store that is closed, and shows its first list. */
function coldOpen({ size, label, stores, known }: Filled, { rounds, isCold }: { rounds: number; isCold: boolean }): Scenario {
  const list: ContactList = { by: 'name', from: nameKey(known[0]!), descending: false };
  const kinds = openers.filter(([kind]) => stores.some(({ name }) => name === kind));
  let opened: ContactStore | undefined;
  const end = async () => {
    await opened?.close();
    opened = undefined;
  };
  return {
    name: `${isCold ? 'cold' : 'warm'} open + first list, ${label}`,
    rounds,
    repeat: 1,
    begin: async () => void (await Promise.all(stores.map(({ store }) => store.close()))),
    end,
    variants: kinds.map(([name, open]): Variant => ({
      name,
      async run() {
        await end();
        if (isCold) await new Promise((done) => setTimeout(done, coldAfterMs));
        const start = performance.now();
        opened = await open(databaseName(name, size));
        await opened.list(list);
        return performance.now() - start;
      },
    })) as unknown as Scenario['variants'],
    ...(isCold && { atMost: { ours: 1.3 } }),
  };
}

/** The table of marks: IndexedDB by hand, Dexie and RxDB beside the Dexie adapter, over the same contacts. */
export async function dataSuite(options: SuiteOptions): Promise<Scenario[]> {
  const { records, quick } = options;
  const sizes = [...new Set([1_000, Math.min(records, 10_000), records])];
  const filled: Filled[] = [];
  for (const size of sizes) filled.push(await fill(size, options));
  const rounds = quick ? 12 : 60;
  const compared = filled.slice(1);
  return [
    ...compared.flatMap((stores) => [getOne(stores, rounds), ...lists(stores, rounds), oneWrite(stores, rounds)]),
    ...compared.slice(0, 1).flatMap((stores) => liveScenarios(stores, quick ? 20 : 100)),
    ...filled.map((stores) => totalsScenario(stores, rounds)),
    ...compared.map((stores) => boardScenario(stores, quick ? 10 : 40, lifecycleStages)),
    bulk(quick ? 1 : 5),
    // Last: the browser has no file warm when nothing of this origin is open.
    ...filled.map((stores) => coldOpen(stores, { rounds: quick ? 5 : 10, isCold: !quick && stores === filled.at(-1) })),
  ];
}
