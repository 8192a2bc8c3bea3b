/**
 * The page of the tests of faults: a store, and a chat's outbox in front of it, with nothing shown. It is not among the examples.
 * `?code=newer` runs it as a later version of this project would.
 */
import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import {
  createClient,
  createLocalPort,
  createOutbox,
  CrmError,
  deliverTo,
  type CrmErrorCode,
  type DataAdapter,
  type Outbox,
  type StoreState,
} from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import { crmModel, deviceModel, type Model } from '@crm-elements/schema';

export interface FaultPage {
  store: DataAdapter;
  /** The states that the store has been in, the first and the last included. */
  states: StoreState[];
  /** What a call is refused with; `undefined` when it is not. */
  refusal(call: Promise<unknown>): Promise<CrmErrorCode | undefined>;
  /** Writes contacts with these ids in one batch, each with so many characters that do not compress. */
  write(ids: readonly string[], characters?: number): Promise<void>;
  /** The ids of all contacts, in order. */
  ids(): Promise<string[]>;
  /** Begins a transaction over everything, and keeps it busy for as long as the page gets a turn. */
  hold(): Promise<void>;
  /** The outbox of a visitor of this device; it does not deliver by itself. */
  outbox(): Promise<Outbox>;
  /** The texts of the visitor's conversation, as agents read them. */
  delivered(): Promise<string[]>;
}

const { version } = crmModel;
const model: Model =
  new URLSearchParams(location.search).get('code') === 'newer'
    ? { ...crmModel, version: version + 1, minimumWriter: version + 1 }
    : crmModel;
const store = createDexieAdapter({ name: 'faults', model });
const states: StoreState[] = [store.status.state];
store.onStatus(({ state }) => void states.push(state));

const random = (characters: number): string => {
  const bytes = new Uint8Array(characters / 2);
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const page: FaultPage = {
  store,
  states,
  refusal: async (call) => {
    try {
      await call;
      return undefined;
    } catch (error) {
      if (error instanceof CrmError) return error.code;
      throw error;
    }
  },
  write: async (ids, characters = 0) => {
    await store.commit({ ops: ids.map((id) => createOperation('contacts', { id, fullName: id, custom: { random: random(characters) } })) });
  },
  ids: async () => {
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const found = await store.query({
        collection: 'contacts',
        sort: [{ by: 'nameKey' }],
        limit: 1_000,
        ...(after !== undefined && { after }),
      });
      ids.push(...found.records.map(({ id }) => id));
      if (found.next === undefined) return ids.sort();
      after = found.next;
    }
  },
  hold: () =>
    new Promise((held) => {
      const opening = indexedDB.open('faults');
      opening.onsuccess = () => {
        const database = opening.result;
        const rows = database.transaction([...database.objectStoreNames], 'readwrite').objectStore('contacts');
        const goOn = () => {
          rows.get('a').onsuccess = goOn;
          held();
        };
        goOn();
      };
    }),
  outbox: async () => {
    const device = createDexieAdapter({ name: 'faults-device', model: deviceModel });
    await device.open();
    const port = createLocalPort(createClient(store), { visitorId: 'visitor' });
    return createOutbox({ store: device, locks: navigator.locks, deliver: deliverTo(port) });
  },
  delivered: async () => {
    const { records } = await store.query({
      collection: 'messages',
      where: { ticketId: 'conversation' },
      sort: [{ by: 'seq' }],
      limit: 1_000,
    });
    return (records as unknown as { text: string }[]).map(({ text }) => text);
  },
};

(globalThis as unknown as { faultPage: FaultPage }).faultPage = page;
