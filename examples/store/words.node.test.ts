import { expect } from 'chai';
import { storeStates } from '@crm-elements/data';
import { generateRecords } from '@crm-elements/data/testing';
import { crmModel } from '@crm-elements/schema';
import { countsFor } from './src/recipe.js';
import { bytes, changeSummary, collectionTitle, failureWords, moment, records, seconds, share, stateWords } from './src/words.js';

describe('the words of "What is in this browser"', () => {
  it('have a sentence for every state of a store, and what one can do', () => {
    const all = storeStates.map((state) => stateWords[state]);
    expect(new Set(all.map(({ name }) => name))).to.have.length(storeStates.length);
    expect(new Set(all.map(({ is }) => is))).to.have.length(storeStates.length);
    for (const { is, todo } of all) expect([is, todo]).to.satisfy((texts: string[]) => texts.every((text) => /^[A-Z].+\.$/.test(text)));
  });

  it('tell what to do about a failure, once', () => {
    expect(failureWords('QUOTA', 'There is no room. Delete something.')).to.equal('There is no room. Delete something.');
    expect(failureWords('INTERNAL', 'Something unexpected went wrong: oh.')).to.match(
      /^Something unexpected went wrong: oh\. Reload the page/,
    );
  });

  it('name every collection', () => {
    const titles = Object.keys(crmModel.collections).map(collectionTitle);
    expect(new Set(titles)).to.have.length(titles.length);
    expect(titles).to.include.members(['Contacts', 'Stage changes', 'Canned responses', 'Trash']);
    expect(collectionTitle('constructor')).to.equal('Constructor');
  });

  it('write figures as people read them', () => {
    expect([0, 1, 999, 1_000, 12_345, 999_949, 8_100_000, 123_456_789, 10_700_000_000].map(bytes)).to.deep.equal([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '12.3 kB',
      '1,000 kB',
      '8.1 MB',
      '123 MB',
      '10.7 GB',
    ]);
    expect([0, 1, 2, 12_345].map(records)).to.deep.equal(['0 records', '1 record', '2 records', '12,345 records']);
    expect([share(0, 10), share(1, 100_000), share(1, 8)]).to.deep.equal(['0%', 'less than 0.1%', '12.5%']);
    expect([40, 1_240, 12_400, 180_000].map(seconds)).to.deep.equal(['less than 0.1 s', '1.2 s', '12 s', '3 min']);
  });

  it("give the day of a moment that is not today's", () => {
    const now = new Date(2026, 10, 23, 12);
    expect(moment(new Date(2026, 10, 23, 9, 5, 7).toISOString(), now)).to.equal('09:05:07');
    expect(moment(new Date(2026, 10, 22, 21, 0, 0).toISOString(), now)).to.equal('Nov 22, 21:00:00');
  });

  it('sum a commit up, the most first', () => {
    const some = (op: 'create' | 'patch' | 'delete', collection: string, count: number) =>
      Array.from({ length: count }, () => ({ op, collection }));
    expect(changeSummary([])).to.equal('Nothing changed');
    expect(changeSummary([...some('patch', 'contacts', 1), ...some('create', 'deals', 2)])).to.equal('2 deals created, 1 contact changed');
    expect(
      changeSummary([
        ...some('create', 'deals', 5),
        ...some('create', 'tasks', 4),
        ...some('delete', 'notes', 3),
        ...some('create', 'tickets', 2),
        ...some('create', 'teams', 1),
      ]),
    ).to.equal('5 deals created, 4 tasks created, 3 notes deleted, and 3 more');
  });
});

describe('the recipe of generated records', () => {
  it('comes to exactly what was asked for, stages included', () => {
    for (const size of [1, 2, 49, 50, 51, 99, 100, 1_000, 12_345]) {
      const operations = [...generateRecords({ seed: size, counts: countsFor(size) })].flat();
      expect(operations, String(size)).to.have.length(size);
    }
  });

  it('takes no figure below 0, whatever the size', () => {
    for (let size = 1; size <= 1_000_000; size += 977) expect(Math.min(...Object.values(countsFor(size))), String(size)).to.be.at.least(0);
  });
});
