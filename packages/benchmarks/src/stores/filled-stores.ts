import { makeContacts, type Contact } from '../contacts.js';
import type { ContactStore, OpenStore } from './contact-store.js';
import { OwnStore } from './own-store.js';
import { PlainDexieStore } from './plain-dexie-store.js';
import { RawStore } from './raw-store.js';
import { RxStore } from './rx-store.js';

export interface FillOptions {
  readonly log: (text: string) => void;
  /** Bytes that the page's heap holds after a collection. */
  readonly heap: () => Promise<number>;
}

/** The stores of one size, filled with the same contacts. */
export interface Filled {
  readonly size: number;
  /** What stands in the names of the rows. */
  readonly label: string;
  readonly raw: RawStore;
  readonly ours: OwnStore;
  readonly stores: readonly { name: string; store: ContactStore }[];
  /** Some of the contacts that are in all of them. */
  readonly known: readonly Contact[];
}

const fillSize = 5_000;
/** RxDB is filled up to here: with more it takes minutes, and its ratios stay what they are. */
const rxAtMost = 10_000;

export const openers: readonly (readonly [name: string, open: OpenStore])[] = [
  ['raw', (name) => RawStore.open(name)],
  ['dexie', (name) => PlainDexieStore.open(name)],
  ['rxdb', (name) => RxStore.open(name)],
  ['ours', (name) => OwnStore.open(name)],
];

export const databaseName = (kind: string, size: number) => `marks-${kind}-${size}`;

/** Fills a store of each kind. */
export async function fill(size: number, { log, heap }: FillOptions): Promise<Filled> {
  const kinds = openers.filter(([kind]) => kind !== 'rxdb' || size <= rxAtMost);
  const stores = await Promise.all(kinds.map(async ([name, open]) => ({ name, store: await open(databaseName(name, size)) })));
  const known: Contact[] = [];
  for (let done = 0; done < size;) {
    const contacts = makeContacts(Math.min(fillSize, size - done));
    for (const { store } of stores) await store.add(contacts);
    known.push(...contacts.slice(0, 1_000));
    done += contacts.length;
    log(`filled ${done.toLocaleString('en')} of ${size.toLocaleString('en')}`);
  }
  log(`heap after collection: ${Math.round((await heap()) / 1e6)} MB`);
  const storeOf = (kind: string) => stores.find(({ name }) => name === kind)!.store;
  return { size, label: size.toLocaleString('en'), raw: storeOf('raw') as RawStore, ours: storeOf('ours') as OwnStore, stores, known };
}
