import { crmModel, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import { searchTokens } from './engine/fields.js';
import { searchPage, wordsToFind } from './search.js';
import { createOperation } from './testing/index.js';

const model = crmModel.collections.contacts;
const contact = (id: string, fullName: string, more: object = {}): StoredRecord => ({
  ...(createOperation('contacts', { id, fullName, ...more }).record as unknown as StoredRecord),
  version: 1,
  createdAt: '',
  updatedAt: '2026-01-01T00:00:00.000Z',
});
const search = (text: string, records: StoredRecord[], more: object = {}) =>
  searchPage(model, { collection: 'contacts', text, ...more }, records);
const found = (text: string, records: StoredRecord[]) => search(text, records).records.map(({ id }) => id);

describe('search by words', () => {
  it('puts whole words before beginnings, and weightier texts before others', () => {
    const records = [
      contact('tag', 'Zoe', { tags: ['lee'] }),
      contact('begins', 'Leeroy'),
      contact('whole', 'Bruce Lee'),
      contact('both', 'Lee Leeds'),
    ];
    expect(found('lee', records)).to.deep.equal(['whole', 'both', 'tag', 'begins']);
  });

  it('breaks ties by what is newest, then by id downwards', () => {
    const records = [contact('a', 'Lee'), { ...contact('b', 'Lee'), updatedAt: '2026-01-02T00:00:00.000Z' }, contact('c', 'Lee')];
    expect(found('lee', records)).to.deep.equal(['b', 'c', 'a']);
  });

  it('goes on behind a cursor, also when its record is gone', () => {
    const records = ['a', 'b', 'c', 'd'].map((id) => contact(id, 'Lee'));
    const first = search('lee', records, { limit: 2 });
    expect(first.records.map(({ id }) => id)).to.deep.equal(['d', 'c']);
    const rest = search(
      'lee',
      records.filter(({ id }) => id !== 'c'),
      { limit: 2, after: first.next },
    );
    expect([rest.records.map(({ id }) => id), rest.next]).to.deep.equal([['b', 'a'], undefined]);
    expect(() => search('bob', records, { after: first.next })).to.throw('another query');
  });

  it('finds numbers of tickets, and words of any script', () => {
    const ticket = {
      ...createOperation('tickets', { number: 4711, subject: 'Größe' }).record,
      version: 1,
      createdAt: '',
      updatedAt: '',
    } as unknown as StoredRecord;
    const of = (text: string) => searchPage(crmModel.collections.tickets, { collection: 'tickets', text }, [ticket]).records.length;
    expect([of('4711'), of('471'), of('GROSSE'), of('grösse'), of('711')]).to.deep.equal([1, 1, 1, 1, 0]);
    expect(found('李', [contact('a', '李小龍')])).to.deep.equal(['a']);
  });

  // Fails when a word is left out or told twice, a beginning is taken for a whole word, or a text of many words is looked up whole.
  it('tells the words of a record once each, and the words to look up, the longest first', () => {
    expect(searchTokens(model, contact('a', 'Ann Ann-Lee', { tags: ['Lee'] }))).to.deep.equal(['ann', 'lee']);
    expect(wordsToFind('to Annabel l')).to.deep.equal([
      { word: 'annabel', begins: false },
      { word: 'to', begins: false },
      { word: 'l', begins: true },
    ]);
    expect(wordsToFind('to Annabel')[0]).to.deep.equal({ word: 'annabel', begins: true });
    expect(wordsToFind(' !')).to.deep.equal([]);
    expect(wordsToFind('a b c d e f g h i j').length).to.equal(8);
  });
});
