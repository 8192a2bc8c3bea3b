import { tokens } from '@crm-elements/schema';
import type { DataAdapter, SearchQuery } from '../../contract.js';
import { equal, refused, show } from './assert.js';
import type { Assertion, Kit } from './kit.js';

async function found(adapter: DataAdapter, query: Omit<SearchQuery, 'collection'>): Promise<string[]> {
  const page = await adapter.search({ collection: 'contacts', limit: 1_000, ...query });
  return page.records.map(({ id }) => id);
}

/** The ids, whatever their order. */
const sorted = async (ids: Promise<string[]>) => (await ids).sort();

const words = ['ann', 'anna', 'annabel', 'Ängström', 'ÅNN', 'straße', 'strasse', 'zoë', 'zo', '李小龍', 'О’Нил', '1234', '12', 'x'];

/** Random names and random words, against a plain search through all of them. */
async function randomSearches(kit: Kit, adapter: DataAdapter): Promise<void> {
  const { random } = kit;
  const names = Array.from({ length: 60 }, () => Array.from({ length: random.between(1, 4) }, () => random.pick(words)).join(random.pick([' ', '-', ', '])));
  await kit.fill(adapter, names.map((fullName, i) => kit.create({ id: `r${i}`, fullName, tags: random.some(['vip', 'new']) }, 'contacts')));
  for (let i = 0; i < 30; i++) {
    const text = Array.from({ length: random.between(1, 3) }, () => random.pick(words)).join(' ').slice(0, random.between(1, 12));
    const asked = tokens(text);
    const all = await kit.all(adapter, { collection: 'contacts' });
    const expected = all.filter((record) => {
      const own = [record['fullName'], ...(record['tags'] as string[])].flatMap((value) => tokens(value as string));
      return asked.length > 0 && asked.every((word, place) => own.some((token) => (place === asked.length - 1 ? token.startsWith(word) : token === word)));
    });
    equal(await sorted(found(adapter, { text })), expected.map(({ id }) => id).sort(), `search for ${show(text)}`);
  }
}

export const search: Assertion[] = [
  {
    number: '56',
    title: 'search: token prefix, case and diacritics folded, tokens joined by and',
    gate: 'search',
    collections: ['contacts'],
    run: async (kit) => {
      const adapter = await kit.open();
      const make = (id: string, fullName: string, more = {}) => kit.create({ id, fullName, ...more }, 'contacts');
      const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
      await adapter.commit({ ops: [make('old', 'Ann Lee'), make('prefix', 'Annabel Lee')], at: at(1) });
      await adapter.commit({ ops: [make('new', 'Ann Lee')], at: at(2) });
      await adapter.commit({ ops: [make('newest', 'Annabel Lee'), make('accents', 'Zoë Ängström'), make('tagged', 'Bob', { tags: ['Lee'] }), make('mail', 'Carl', { emails: ['carl@lee.example'] })], at: at(3) });

      equal(await sorted(found(adapter, { text: 'zoe ANGSTR' })), ['accents'], 'case and accents do not matter');
      equal(await sorted(found(adapter, { text: 'ang' })), ['accents'], 'the beginning of a word');
      equal(await sorted(found(adapter, { text: 'strom' })), [], 'the middle of a word');
      equal(await sorted(found(adapter, { text: 'ann lee' })), ['new', 'old'], 'only the last word may be a beginning');
      equal(await sorted(found(adapter, { text: 'lee ann' })), ['new', 'newest', 'old', 'prefix'], 'all words, in any order');
      equal(await sorted(found(adapter, { text: 'ann bob' })), [], 'words of different records');
      for (const text of ['', '  ', '!?']) equal(await found(adapter, { text }), [], 'no words find nothing');
      equal(await found(adapter, { text: 'ann' }), ['new', 'old', 'newest', 'prefix'], 'whole words before beginnings, then the newest');
      equal((await found(adapter, { text: 'lee' })).slice(-2).sort(), ['mail', 'tagged'], 'a name weighs more than a mail address or a tag');
      equal(await sorted(found(adapter, { text: 'ann', where: { fullName: { prefix: 'Annabel' } } })), ['newest', 'prefix'], 'conditions narrow it down');

      const pages: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await adapter.search({ collection: 'contacts', text: 'lee', limit: 2, ...(after !== undefined && { after }) });
        pages.push(...page.records.map(({ id }) => id));
        if (page.next === undefined) break;
        after = page.next;
      }
      equal(pages, await found(adapter, { text: 'lee' }), 'pages joined');

      await adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: 'old', set: { fullName: 'Dora Day' } }, { op: 'delete', collection: 'contacts', id: 'new' }] });
      equal(await sorted(found(adapter, { text: 'ann' })), ['newest', 'prefix'], 'after a patch and a delete');
      equal(await found(adapter, { text: 'dora' }), ['old'], 'the new name');

      await refused(() => adapter.search({ collection: 'contacts', text: 'lee', after: 'x' }), 'VALIDATION', 'a foreign cursor');
      await refused(() => adapter.search({ collection: 'contacts', text: 5 as unknown as string }), 'VALIDATION', 'no text');
      await refused(() => adapter.search({ collection: 'stages', text: 'x' }), 'UNSUPPORTED', 'a collection that is not searched');
      await randomSearches(kit, await kit.open(`${kit.name}-random`));
    },
  },
];
