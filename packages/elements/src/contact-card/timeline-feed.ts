/** Activities and notes of a contact as one list, read in pages: the newest live, older ones when they are asked for. */
import type { CrmClient, LivePage, Page } from '@crm-elements/data';
import type { Activity, ActivityType, Note } from '@crm-elements/schema';

export interface TimelineEntry {
  readonly id: string;
  readonly type: ActivityType;
  /** A moment, ISO 8601. */
  readonly at: string;
  readonly text: string;
  /** Who did it: an agent, a contact or nobody that is known. */
  readonly actorId: string | undefined;
  /** Written by a person as a note, not logged. */
  readonly isNote: boolean;
  readonly pinned: boolean;
}

export interface Timeline {
  /** The newest first. */
  readonly entries: readonly TimelineEntry[];
  /** There are older ones. */
  readonly more: boolean;
}

const pageLength = 50;

const ofActivity = ({ id, type, at, title, actorId }: Activity): TimelineEntry => ({
  id,
  type,
  at,
  text: title,
  actorId: actorId ?? undefined,
  isNote: false,
  pinned: false,
});
const ofNote = ({ id, createdAt, text, authorId, pinned }: Note): TimelineEntry => ({
  id,
  type: 'note',
  at: createdAt,
  text,
  actorId: authorId ?? undefined,
  isNote: true,
  pinned,
});

/** Newest first; of the same moment the later id first, as the store has them. */
export const compareEntries = (a: TimelineEntry, b: TimelineEntry): number =>
  a.at !== b.at ? (a.at > b.at ? -1 : 1) : a.id === b.id ? 0 : a.id > b.id ? -1 : 1;

/** One collection, read from its newest end. */
class Stream {
  #entries: TimelineEntry[] = [];
  #after: string | undefined;
  #read = false;

  get entries(): readonly TimelineEntry[] {
    return this.#entries;
  }

  /** Nothing was read yet. */
  get pending(): boolean {
    return !this.#read;
  }

  /** Where to go on reading; undefined at the end. */
  get after(): string | undefined {
    return this.#after;
  }

  /** The newest page, as it is now. */
  takeHead(head: readonly TimelineEntry[], next: string | undefined): void {
    const oldest = head.at(-1);
    const known = new Set(this.#entries.map(({ id }) => id));
    const overlaps = head.some(({ id }) => known.has(id));
    const older = next !== undefined && oldest && overlaps ? this.#entries.filter((entry) => compareEntries(entry, oldest) > 0) : [];
    // What lies between the page and what was read before, if there is more than a page of it, is read again.
    if (!this.#read || older.length === 0) this.#after = next;
    this.#entries = [...head, ...older];
    this.#read = true;
  }

  takeOlder(entries: readonly TimelineEntry[], next: string | undefined): void {
    const known = new Set(this.#entries.map(({ id }) => id));
    this.#entries = [...this.#entries, ...entries.filter(({ id }) => !known.has(id))];
    this.#after = next;
  }
}

/**
 * Several streams as one: down to the newest of the ends that were reached so far, as beyond it something may be missing.
 * @returns also which streams end there
 */
export function mergeStreams<S extends { readonly entries: readonly TimelineEntry[]; readonly after: string | undefined }>(
  streams: readonly S[],
): Timeline & { blocking: S[] } {
  const ends = streams.flatMap((stream) =>
    stream.after === undefined || stream.entries.length === 0 ? [] : [{ stream, end: stream.entries.at(-1)! }],
  );
  const horizon = ends.map(({ end }) => end).sort(compareEntries)[0];
  const all = streams.flatMap(({ entries }) => entries).sort(compareEntries);
  const entries = horizon ? all.filter((entry) => compareEntries(entry, horizon) <= 0) : all;
  return { entries, more: ends.length > 0, blocking: ends.filter(({ end }) => end === horizon).map(({ stream }) => stream) };
}

interface Handle {
  next: (timeline: Timeline) => void;
  fail: (error: unknown) => void;
  signal: AbortSignal;
}

/** The timeline of a contact from a store. It ends with the signal. */
export class TimelineFeed {
  readonly #handle: Handle;
  readonly #streams: { stream: Stream; older: (after: string) => Promise<{ entries: TimelineEntry[]; next: string | undefined }> }[] = [];
  #loading = false;

  /** @param type only entries of this kind */
  constructor(client: CrmClient, contactId: string, type: ActivityType | undefined, handle: Handle) {
    this.#handle = handle;
    const targetKey = `contact:${contactId}`;
    const options = { signal: handle.signal, onError: handle.fail };
    const entriesOf = <R>(page: Page<R>, of: (record: R) => TimelineEntry) => ({ entries: page.records.map(of), next: page.next });
    const add = <R>(
      live: (listener: (page: LivePage<R>) => void) => void,
      list: (after: string) => Promise<Page<R>>,
      of: (record: R) => TimelineEntry,
    ) => {
      const stream = new Stream();
      this.#streams.push({ stream, older: async (after) => entriesOf(await list(after), of) });
      return () =>
        live((page) => {
          stream.takeHead(page.records.map(of), page.next);
          this.#tell();
        });
    };
    const activities = {
      where: { targetKey, ...(type && { type }) },
      sort: [{ by: 'at', direction: 'desc' as const }],
      limit: pageLength,
    };
    const notes = { where: { targetKey }, sort: [{ by: 'createdAt', direction: 'desc' as const }], limit: pageLength };
    const { signal } = handle;
    const starts = [
      add<Activity>(
        (listener) => void client.activities.live(activities, listener, options),
        (after) => client.activities.list({ ...activities, after }, { signal }),
        ofActivity,
      ),
    ];
    if (!type || type === 'note') {
      starts.push(
        add<Note>(
          (listener) => void client.notes.live(notes, listener, options),
          (after) => client.notes.list({ ...notes, after }, { signal }),
          ofNote,
        ),
      );
    }
    for (const start of starts) start();
  }

  /** Reads the next page of what is older. Told by `next`. */
  loadOlder(): void {
    if (this.#loading) return;
    const { blocking } = mergeStreams(this.#streams.map(({ stream }) => stream));
    const wanted = this.#streams.filter(({ stream }) => blocking.includes(stream));
    if (wanted.length === 0) return;
    this.#loading = true;
    Promise.all(
      wanted.map(async ({ stream, older }) => {
        const { entries, next } = await older(stream.after!);
        stream.takeOlder(entries, next);
      }),
    ).then(
      () => {
        this.#loading = false;
        this.#tell();
      },
      (error: unknown) => {
        this.#loading = false;
        if (!this.#handle.signal.aborted) this.#handle.fail(error);
      },
    );
  }

  #tell(): void {
    const streams = this.#streams.map(({ stream }) => stream);
    if (this.#handle.signal.aborted || streams.some(({ pending }) => pending)) return;
    const { entries, more } = mergeStreams(streams);
    this.#handle.next({ entries, more });
  }
}
