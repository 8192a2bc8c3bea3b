import type { CrmClient, Filter, FilteredSort, FilteredSubscription } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import { compileRules, segmentIds } from './compile-rules.js';
import type { ContactPages, PagesHandle, PagesQuery } from './contact-pages.js';
import { rulesOf, type ContactRules } from './contact-rules.js';
import type { ContactSort } from './contact-sorts.js';

/** Contacts that are loaded at a time, and how near to an end of them may be shown before others are. */
const windowLength = 200;
const margin = 30;

const byName: FilteredSort = { by: 'nameKey' };

/** The order, as the resident records know it. */
export async function sortOf(client: CrmClient, sort: ContactSort): Promise<FilteredSort[]> {
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  switch (sort) {
    case 'activity':
    case '-activity':
      // Who was never in touch comes first where the longest without is looked for.
      return [{ by: 'lastActivityAt', direction, emptyLast: direction === 'desc' }, byName];
    case 'created':
    case '-created':
      return [{ by: 'createdAt', direction }, byName];
    case 'owner': {
      const { records } = await client.agents.list({ sort: [{ by: 'nameKey' }], limit: 1_000 });
      return [{ by: 'ownerId', order: records.map(({ id }) => id), emptyLast: true }, byName];
    }
    default:
      return [{ ...byName, direction }];
  }
}

/** The conditions of the segments that are named, and of those that they name. */
async function readSegments(client: CrmClient, rules: ContactRules): Promise<ReadonlyMap<string, ContactRules>> {
  const segments = new Map<string, ContactRules>();
  for (let wanted = segmentIds(rules); wanted.length > 0;) {
    const views = await client.views.getMany(wanted);
    const found = views.flatMap((view) => {
      const own = view?.object === 'contacts' ? rulesOf(view.filter) : undefined;
      return view && own ? [[view.id, own] as const] : [];
    });
    for (const [id, own] of found) segments.set(id, own);
    wanted = found.flatMap(([, own]) => segmentIds(own)).filter((id) => !segments.has(id));
  }
  return segments;
}

/** Conditions and words as the filter of a store. */
export async function filtersOf(client: CrmClient, { rules, text }: Pick<PagesQuery, 'rules' | 'text'>): Promise<Filter[]> {
  const filter = compileRules(rules, { now: Date.now(), segments: await readSegments(client, rules) });
  return text === '' ? [filter] : [filter, { words: text }];
}

/** Contacts of any conditions in any order: counted exactly, those in sight and beside it loaded. */
export class FilteredPages implements ContactPages {
  readonly #client: CrmClient;
  readonly #handle: PagesHandle;
  readonly #asked: Promise<{ where: Filter[]; sort: FilteredSort[] }>;
  #subscription: FilteredSubscription | undefined;
  #records: readonly Contact[] = [];
  #offset = 0;
  #wanted = 0;
  #count = 0;
  #counting: number | undefined = 0;

  constructor(client: CrmClient, query: PagesQuery, handle: PagesHandle) {
    this.#client = client;
    this.#handle = handle;
    this.#asked = Promise.all([filtersOf(client, query), sortOf(client, query.sort)]).then(([where, sort]) => ({ where, sort }));
    this.#asked.then(({ where, sort }) => this.#watch(where, sort), handle.fail);
  }

  get count(): number {
    return this.#count;
  }

  get counting(): number | undefined {
    return this.#counting;
  }

  get exact(): boolean {
    return this.#counting === undefined;
  }

  at(index: number): Contact | undefined {
    return this.#records[index - this.#offset];
  }

  indexOf(id: string): number {
    const place = this.#records.findIndex((record) => record.id === id);
    return place < 0 ? -1 : this.#offset + place;
  }

  show(first: number, last: number): void {
    const start = this.#wanted;
    const reachesStart = start === 0 || first >= start + margin;
    const reachesEnd = last < start + windowLength - margin || start + windowLength >= this.#count;
    if (reachesStart && reachesEnd) return;
    const offset = Math.max(Math.floor((first + last - windowLength) / 100) * 50, 0);
    if (offset === start) return;
    this.#wanted = offset;
    this.#subscription?.show([], { offset, limit: windowLength });
  }

  #watch(where: Filter[], sort: FilteredSort[]): void {
    const { signal, next, fail } = this.#handle;
    if (signal.aborted) return;
    this.#subscription = this.#client.contacts.filtered(
      { where, sort, window: { offset: 0, limit: windowLength } },
      ({ state, progress: { done, total }, count, groups: [group] }) => {
        if (state === 'counting') {
          // What is in memory already is found at once: until then nothing has to be said.
          if (done === 0) return;
          this.#counting = total ? Math.min(done / total, 1) : 0;
        } else {
          this.#counting = undefined;
          this.#count = count;
          this.#offset = group?.offset ?? 0;
          this.#records = group?.records ?? [];
        }
        next(this);
      },
      { signal, onError: fail },
    );
  }
}
