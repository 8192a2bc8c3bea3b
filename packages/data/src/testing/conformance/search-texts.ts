import { tokens } from '@crm-elements/schema';
import type { DataAdapter, SearchQuery, StoredRecord } from '../../contract.js';
import { equal, refused, show } from './assert.js';
import type { Assertion, Kit } from './kit.js';

const collection = 'messages';
const collections = [collection];

const sentAt = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const make = (kit: Kit, id: string, text: string, minute: number, more = {}) =>
  kit.create({ id, text, sentAt: sentAt(minute), ...more }, collection);

/** The ids that all pages of a search give, one page after the other. */
async function found(adapter: DataAdapter, query: Omit<SearchQuery, 'collection'>): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await adapter.search({ ...query, collection, ...(after !== undefined && { after }) });
    ids.push(...page.records.map(({ id }) => id));
    if (page.next === undefined) return ids;
    after = page.next;
  }
}

const pack = async (kit: Kit, adapter: DataAdapter) => kit.faults.packTexts?.(adapter);

/** What a search has to find, in its order, by a look at every text: the last word whole before its beginning, then the newest. */
function expected(records: readonly StoredRecord[], text: string): string[] {
  const asked = tokens(text);
  const last = asked.at(-1);
  const scored = records.flatMap((record) => {
    const words = tokens(record['text'] as string);
    if (last === undefined || !asked.slice(0, -1).every((word) => words.includes(word))) return [];
    if (words.includes(last)) return [{ record, whole: 1 }];
    return words.some((word) => word.startsWith(last)) ? [{ record, whole: 0 }] : [];
  });
  const order = (a: string, b: string) => (a === b ? 0 : a > b ? -1 : 1);
  scored.sort(
    (a, b) => b.whole - a.whole || order(a.record['sentAt'] as string, b.record['sentAt'] as string) || order(a.record.id, b.record.id),
  );
  return scored.map(({ record }) => record.id);
}

const words = [
  'hello',
  'help',
  'HELLO',
  'Straße',
  'strasse',
  'zoë',
  '李小龍',
  '𠮷野',
  '<b>bold</b>',
  "Robert'); DROP TABLE",
  '__proto__',
  '\u202eevil',
  '12',
  '1234',
  'x'.repeat(100),
  '!?',
  '\ud83d',
];

/** The same searches, before anything is packed, when it is packed, and after texts were changed and deleted. */
async function randomTexts(kit: Kit): Promise<void> {
  const { random } = kit;
  const adapter = await kit.open();
  const text = (most: number) => Array.from({ length: random.between(1, most) }, () => random.pick(words)).join(' ');
  const compare = async (when: string) => {
    const records = await kit.all(adapter, { collection }, { scan: true });
    for (let i = 0; i < 15; i++) {
      const asked = text(3).slice(0, random.between(1, 14));
      equal(
        await found(adapter, { text: asked, limit: random.between(1, 20) }),
        expected(records, asked),
        `${when}: search for ${show(asked)}`,
      );
    }
  };
  await kit.fill(
    adapter,
    Array.from({ length: 40 }, (_, i) => make(kit, `r${i}`, text(5), random.below(20))),
  );
  await compare('not packed');
  await pack(kit, adapter);
  await compare('packed');
  await kit.fill(
    adapter,
    random
      .some(Array.from({ length: 40 }, (_, i) => `r${i}`))
      .map((id) => (random.below(3) === 0 ? { op: 'delete', collection, id } : { op: 'patch', collection, id, set: { text: text(5) } })),
  );
  await compare('changed since');
  await pack(kit, adapter);
  await compare('packed again');
}

/** The search in texts of messages, which stores may index behind the commits. */
export const searchTexts: Assertion[] = [
  {
    number: '56b',
    title: 'search in texts: as in other collections, within conditions too, packed or not',
    gate: 'search',
    collections,
    partHook: 'packTexts',
    run: async (kit) => {
      const adapter = await kit.open();
      await adapter.commit({
        ops: [
          make(kit, 'old', 'Where is my order?', 1, { ticketId: 'a' }),
          make(kit, 'begins', 'Two orders, please', 9, { ticketId: 'a' }),
          make(kit, 'new', 'Your ORDER is on its way to Łódź', 5, { ticketId: 'b', direction: 'outgoing' }),
          make(kit, 'a-newest', 'order order order', 7, { ticketId: 'b' }),
        ],
      });
      for (const when of ['not packed', 'packed']) {
        equal(
          await found(adapter, { text: 'order' }),
          ['a-newest', 'new', 'old', 'begins'],
          `${when}: whole words before beginnings, then the newest`,
        );
        equal(await found(adapter, { text: 'order', limit: 1 }), ['a-newest', 'new', 'old', 'begins'], `${when}: pages joined`);
        equal(await found(adapter, { text: 'order lodz' }), ['new'], `${when}: all words, without case and accents`);
        equal(await found(adapter, { text: 'ord is' }), [], `${when}: only the last word may be a beginning`);
        equal(await found(adapter, { text: 'is ord' }), ['new', 'old'], `${when}: the last word may be one`);
        equal(await found(adapter, { text: 'rder' }), [], `${when}: the middle of a word`);
        equal(await found(adapter, { text: 'order', where: { ticketId: 'b' } }), ['a-newest', 'new'], `${when}: in one ticket`);
        equal(
          await found(adapter, { text: 'order', where: { direction: 'outgoing' } }),
          ['new'],
          `${when}: with a condition that no index serves`,
        );
        for (const text of ['', ' ', '!?']) equal(await found(adapter, { text }), [], `${when}: no words find nothing`);
        await pack(kit, adapter);
      }
      await refused(() => adapter.search({ collection, text: 'order', after: 'x' }), 'VALIDATION', 'a foreign cursor');
      await refused(() => adapter.search({ collection: 'notes', text: 'order' }), 'UNSUPPORTED', 'internal notes, which are no messages');
    },
  },
  {
    number: '56c',
    title: 'search in texts: what was changed, deleted or undone is found as it is, never as it was',
    gate: 'search',
    collections,
    partHook: 'packTexts',
    run: async (kit) => {
      const adapter = await kit.open();
      const other = await kit.open();
      const both = async (text: string, ids: string[], what: string) => {
        equal(await found(adapter, { text }), ids, what);
        equal(await found(other, { text }), ids, `${what}, in another tab`);
      };
      await kit.fill(
        adapter,
        Array.from({ length: 30 }, (_, i) => make(kit, `m${i}`, `secret number${i}`, i)),
      );
      const all = Array.from({ length: 30 }, (_, i) => `m${29 - i}`);
      await both('secret', all, 'all of them');
      await pack(kit, adapter);
      await both('secret', all, 'packed');
      await adapter.commit({
        ops: [
          { op: 'patch', collection, id: 'm3', set: { text: 'removed' } },
          { op: 'delete', collection, id: 'm7' },
          { op: 'patch', collection, id: 'm9', set: { status: 'read' } },
        ],
      });
      const left = all.filter((id) => id !== 'm3' && id !== 'm7');
      await both('secret', left, 'after a change and a delete');
      await both('removed', ['m3'], 'by the new word');
      await both('number7', [], 'a deleted one');
      await pack(kit, other);
      await both('secret', left, 'packed by another tab');
      await both('removed', ['m3'], 'by the new word, packed');
      await refused(
        () =>
          adapter.commit({
            ops: [
              { op: 'patch', collection, id: 'm5', set: { text: 'phantom' } },
              { op: 'patch', collection, id: 'missing', set: { text: 'x' } },
            ],
          }),
        'NOT_FOUND',
        'a batch that fails',
      );
      await both('phantom', [], 'what was never committed');
      await adapter.commit({ ops: [make(kit, 'm7', 'secret again', 7)] });
      await both(
        'secret',
        all.filter((id) => id !== 'm3'),
        'made anew',
      );
      await adapter.close();
      equal(await found(await kit.open(), { text: 'again' }), ['m7'], 'after opening it again');
    },
  },
  {
    number: '56d',
    title: 'search in texts: random and hostile texts equal a look at every text',
    gate: 'search',
    collections,
    partHook: 'packTexts',
    run: randomTexts,
  },
];
