import { nameKey, type Contact } from '../contacts.js';
import type { Scenario, Variant } from '../measure.js';
import { OtherTab } from '../other-tab.js';
import { listSize, type ContactList, type ContactStore } from '../stores/contact-store.js';
import { databaseName, type Filled } from '../stores/filled-stores.js';

/** A live list in this tab, and what waits for something to be seen in it. */
class Shown {
  readonly #stop: () => void;
  #waiting: { jobTitle: string; done: () => void } | undefined;
  readonly first: Promise<void>;

  constructor(store: ContactStore, list: ContactList) {
    let shown: () => void;
    this.first = new Promise((done) => (shown = done));
    this.#stop = store.watch(list, (records) => {
      shown();
      if (this.#waiting && records.some(({ jobTitle }) => jobTitle === this.#waiting!.jobTitle)) this.#waiting.done();
    });
  }

  shows(jobTitle: string): Promise<void> {
    return new Promise((done) => (this.#waiting = { jobTitle, done }));
  }

  end(): void {
    this.#stop();
  }
}

/** A contact in the middle of the list that begins with another one. */
async function inTheMiddle({ stores, known }: Filled): Promise<{ list: ContactList; contact: Contact }> {
  const byId = new Map(known.map((contact) => [contact.id, contact]));
  for (const first of known) {
    const list: ContactList = { by: 'name', from: nameKey(first), descending: false };
    const records = await stores[0]!.store.list(list);
    const contact = records.slice(5, listSize - 5).flatMap(({ id }) => byId.get(id) ?? [])[0];
    if (contact) return { list, contact };
  }
  throw new Error('No list has a contact that is known.');
}

/**
 * From the write to the list that shows it, in the same tab and in another one. By hand it is the put, then the list read again: the
 * other tab hears of it over a channel.
 */
export function liveScenarios(filled: Filled, rounds: number): Scenario[] {
  const { stores, size, label } = filled;
  const watching = new Map<string, Shown>();
  let place: { list: ContactList; contact: Contact };
  let otherTab: OtherTab;
  const marked = (run: (name: string, store: ContactStore, round: number) => Promise<number | void>) =>
    stores.map(({ name, store }): Variant => ({ name, run: (round) => run(name, store, round) })) as unknown as Scenario['variants'];
  return [
    {
      name: `write → live, same tab, ${label}`,
      rounds,
      repeat: 1,
      async begin() {
        place = await inTheMiddle(filled);
        for (const { name, store } of stores) {
          const shown = new Shown(store, place.list);
          watching.set(name, shown);
          await shown.first;
        }
      },
      end() {
        for (const shown of watching.values()) shown.end();
      },
      variants: marked(async (name, store, round) => {
        const shown = watching.get(name)!.shows(`${name} ${round}`);
        await Promise.all([store.write(place.contact, `${name} ${round}`), shown]);
      }),
      atMost: { ours: 1.4 },
    },
    {
      name: `write → live, another tab, ${label}`,
      rounds,
      repeat: 1,
      async begin() {
        place = await inTheMiddle(filled);
        otherTab = new OtherTab();
        await otherTab.compareClocks();
        for (const { name } of stores) await otherTab.watch(name, databaseName(name, size), place.list);
      },
      end: () => otherTab.end(),
      variants: marked((name, store, round) => {
        const jobTitle = `${name} again ${round}`;
        return otherTab.shows(jobTitle, () => store.write(place.contact, jobTitle));
      }),
      atMost: { ours: 1.6 },
    },
  ];
}
