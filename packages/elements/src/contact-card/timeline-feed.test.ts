import { expect } from 'chai';
import fc from 'fast-check';
import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import { propertyRuns } from '../../../../tools/test-support.js';
import { compareEntries, mergeStreams, TimelineFeed, type Timeline, type TimelineEntry } from './timeline-feed.js';

const entry = (id: string, minute: number): TimelineEntry => ({
  id,
  type: 'call',
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  text: id,
  actorId: undefined,
  isNote: false,
  pinned: false,
});

describe('streams merged by time', () => {
  it('show nothing beyond which something may be missing', () => {
    // Fails when an entry is shown above older ones of another stream that were not read yet.
    const a = { entries: [entry('a3', 30), entry('a2', 20)], after: 'more' };
    const b = { entries: [entry('b2', 25), entry('b1', 5)], after: undefined };
    const merged = mergeStreams([a, b]);
    expect(merged.entries.map(({ id }) => id)).to.deep.equal(['a3', 'b2', 'a2']);
    expect(merged.blocking).to.deep.equal([a]);
    expect(merged.more).to.equal(true);
  });

  it('read to their ends are all entries in order, however they were cut into pages', () => {
    // Fails when an entry is lost or doubled at the edge of a page.
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { maxLength: 40 }),
        fc.array(fc.nat(500), { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (first, second, size) => {
          const all = [first, second].map((minutes, s) => minutes.map((minute, i) => entry(`${s}-${i}`, minute)).sort(compareEntries));
          const read = [size, size];
          let shown: readonly TimelineEntry[] = [];
          for (;;) {
            const streams = all.map((entries, i) => ({
              entries: entries.slice(0, read[i]),
              after: read[i]! < entries.length ? 'more' : undefined,
            }));
            const merged = mergeStreams(streams);
            // What was shown once stays where it is.
            expect(merged.entries.slice(0, shown.length)).to.deep.equal(shown);
            shown = merged.entries;
            if (!merged.more) break;
            streams.forEach((stream, i) => (read[i]! += merged.blocking.includes(stream) ? size : 0));
          }
          expect(shown).to.deep.equal(all.flat().sort(compareEntries));
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('the feed of a timeline', () => {
  let client: CrmClient;
  let timeline: Timeline | undefined;
  let ending: AbortController;
  const targets = [{ type: 'contact', id: 'ana' }];
  const at = (minute: number) => entry('', minute).at;
  const shown = () => timeline?.entries.map(({ text }) => text) ?? [];
  const log = (from: number, to: number) =>
    client.adapter.commit({
      ops: Array.from({ length: to - from }, (_, i) =>
        createOperation('activities', { type: 'call', title: `call ${from + i}`, at: at(from + i), targets }),
      ),
    });
  async function until(condition: () => boolean): Promise<void> {
    for (let i = 0; i < 200 && !condition(); i++) await new Promise((done) => setTimeout(done, 5));
    expect(condition(), shown().slice(0, 5).join()).to.equal(true);
  }
  function follow(type?: 'call' | 'note'): TimelineFeed {
    ending = new AbortController();
    return new TimelineFeed(client, 'ana', type, {
      next: (value) => (timeline = value),
      fail: (error) => {
        throw error;
      },
      signal: ending.signal,
    });
  }

  beforeEach(() => {
    timeline = undefined;
    client = createClient(createMemoryAdapter());
  });
  afterEach(() => ending.abort());

  it('reads on page by page, each entry once, while others write', async () => {
    // Fails when an entry is lost or doubled where the newest page moves on.
    await log(0, 130);
    const feed = follow();
    await until(() => shown().length === 50);
    feed.loadOlder();
    await until(() => shown().length === 100);
    await log(130, 133);
    await until(() => shown()[0] === 'call 132');
    feed.loadOlder();
    await until(() => !timeline!.more);
    expect(shown()).to.deep.equal(Array.from({ length: 133 }, (_, i) => `call ${132 - i}`));
  });

  it('has no gap when more is written at once than a page holds', async () => {
    // Fails when the new page is put in front of the old entries with a hole between them.
    await log(0, 60);
    const feed = follow();
    await until(() => shown().length === 50);
    await log(60, 200);
    await until(() => shown()[0] === 'call 199');
    while (timeline!.more) {
      const before = shown().length;
      feed.loadOlder();
      await until(() => shown().length > before || !timeline!.more);
    }
    expect(shown()).to.have.length(200);
  });

  it('takes away a note that was deleted', async () => {
    // Fails when what was read once stays for ever.
    const note = await client.addNote({ text: 'wrong', targets });
    follow('note');
    await until(() => shown().includes('wrong'));
    await client.notes.remove(note.id);
    await until(() => shown().length === 0);
  });

  it('shows one kind only', async () => {
    // Fails when the filter is not asked for.
    await log(0, 2);
    await client.addNote({ text: 'a note', targets });
    follow('call');
    await until(() => shown().length === 2);
    expect(shown()).not.to.include('a note');
  });
});
