import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import type { DataAdapter } from '@crm-elements/data';
import { commitAll } from '../commit-all.js';
import { asOperation, asRaw, makeContacts, nameKey, type Contact } from '../contacts.js';
import type { Scenario } from '../measure.js';
import { RawStore } from '../raw-store.js';

export interface SuiteOptions {
  /** Records in the stores before anything is timed. */
  readonly records: number;
  readonly quick: boolean;
  readonly log: (text: string) => void;
}

interface Stores {
  readonly raw: RawStore;
  readonly adapter: DataAdapter;
  /** Some of the contacts that are in both. */
  readonly known: readonly Contact[];
}

const fillSize = 5_000;
const bulkSize = 10_000;
const listSize = 50;
/** What takes a fraction of a millisecond is done so often in one timing. */
const repeat = 10;

async function fill({ records, log }: SuiteOptions): Promise<Stores> {
  const raw = await RawStore.open('benchmark-raw');
  const adapter = createDexieAdapter({ name: 'benchmark-dexie' });
  await adapter.open();
  const known: Contact[] = [];
  for (let done = 0; done < records;) {
    const contacts = makeContacts(Math.min(fillSize, records - done));
    await raw.put(contacts.map(asRaw));
    await commitAll(adapter, contacts.map(asOperation));
    known.push(...contacts.slice(0, 500));
    done += contacts.length;
    log(`filled ${done.toLocaleString('en')} of ${records.toLocaleString('en')}`);
  }
  return { raw, adapter, known };
}

/** The contacts of one timing: the same ones for both variants of a round, and others in the next. */
const turn = (known: readonly Contact[], round: number): Contact[] =>
  Array.from({ length: repeat }, (_, i) => known[((round * repeat + i) * 7_919) % known.length]!);

const getOne = ({ raw, adapter, known }: Stores, rounds: number): Scenario => ({
  name: 'get',
  rounds,
  repeat,
  variants: [
    {
      name: 'raw',
      async run(round) {
        for (const { id } of turn(known, round)) await raw.get(id);
      },
    },
    {
      name: 'dexie adapter',
      async run(round) {
        for (const { id } of turn(known, round)) await adapter.get('contacts', [id]);
      },
    },
  ],
  atMost: { 'dexie adapter': 1.3 },
});

const listByIndex = ({ raw, adapter, known }: Stores, rounds: number): Scenario => ({
  name: `list of ${listSize} by index`,
  rounds,
  repeat,
  variants: [
    {
      name: 'raw',
      async run(round) {
        for (const contact of turn(known, round)) await raw.list(nameKey(contact), listSize);
      },
    },
    {
      name: 'dexie adapter',
      async run(round) {
        for (const contact of turn(known, round)) {
          await adapter.query({
            collection: 'contacts',
            where: { nameKey: { gte: nameKey(contact) } },
            sort: [{ by: 'nameKey' }],
            limit: listSize,
          });
        }
      },
    },
  ],
  atMost: { 'dexie adapter': 1.2 },
});

/** By hand it is the put alone; the adapter also checks the version, writes the feed and keeps the totals. */
function oneWrite({ raw, adapter, known }: Stores, rounds: number): Scenario {
  const versions = new Map<string, number>();
  return {
    name: 'one write',
    rounds,
    repeat,
    variants: [
      {
        name: 'raw',
        async run(round) {
          for (const contact of turn(known, round)) await raw.put([{ ...asRaw(contact), jobTitle: `job ${round}` }]);
        },
      },
      {
        name: 'dexie adapter',
        async run(round) {
          for (const { id } of turn(known, round)) {
            const ifVersion = versions.get(id) ?? 1;
            await adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id, set: { jobTitle: `job ${round}` }, ifVersion }] });
            versions.set(id, ifVersion + 1);
          }
        },
      },
    ],
    atMost: { 'dexie adapter': 2.5 },
  };
}

function bulk({ raw, adapter }: Stores, rounds: number): Scenario {
  const made = new Map<number, Contact[]>();
  const contactsOf = (round: number) => {
    const contacts = made.get(round) ?? makeContacts(bulkSize);
    made.set(round, contacts);
    return contacts;
  };
  return {
    name: `bulk of ${bulkSize.toLocaleString('en')}`,
    rounds,
    repeat: 1,
    prepare: (round) => void contactsOf(round),
    variants: [
      { name: 'raw', run: (round) => raw.put(contactsOf(round).map(asRaw)) },
      { name: 'dexie adapter', run: (round) => commitAll(adapter, contactsOf(round).map(asOperation)) },
    ],
    atMost: { 'dexie adapter': 1.6 },
  };
}

/** IndexedDB by hand against the Dexie adapter, over the same contacts. */
export async function dataSuite(options: SuiteOptions): Promise<Scenario[]> {
  const stores = await fill(options);
  const rounds = options.quick ? 20 : 100;
  return [getOne(stores, rounds), listByIndex(stores, rounds), oneWrite(stores, rounds), bulk(stores, options.quick ? 2 : 5)];
}
