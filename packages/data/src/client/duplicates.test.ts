import { expect } from 'chai';
import type { Page, Query, QueryOptions, ReadOptions, SearchQuery } from '../contract.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { createClient, type CrmClient } from './client.js';

/** Counts the records that are read, and refuses scans. */
class CountingAdapter extends ForwardAdapter {
  records = 0;

  #count(page: Page): Page {
    this.records += page.records.length;
    return page;
  }

  override async query(query: Query, options?: QueryOptions): Promise<Page> {
    expect(options?.scan).not.to.equal(true);
    return this.#count(await super.query(query, options));
  }

  override async search(query: SearchQuery, options?: ReadOptions): Promise<Page> {
    return this.#count(await super.search(query, options));
  }
}

const ana = {
  id: 'ana',
  fullName: 'Ana María Díaz',
  emails: ['ana@example.org', 'Diaz@Work.example'],
  phones: ['+34 600 111 222', '555 123 456'],
};

async function clientWith(...others: object[]): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter());
  await client.contacts.createMany([ana, ...others] as never);
  return client;
}

const found = async (client: CrmClient, of: object = ana) =>
  (await client.findDuplicates(of)).map(({ contact, reasons }) => [contact.id, ...reasons]);

describe('finding duplicates', () => {
  // Fails when an address is compared as it was typed, or only the first of each is.
  it('finds who has the same e-mail address or telephone number', async () => {
    const client = await clientWith(
      { id: 'email', fullName: 'Somebody', emails: ['x@example.org', 'DIAZ@work.EXAMPLE'] },
      { id: 'phone', fullName: 'Someone', phones: ['0034600111222'] },
      { id: 'written', fullName: 'Anyone', phones: ['555123456'] },
      { id: 'else', fullName: 'Nobody', emails: ['ana@example.com'], phones: ['+34 600 111 223'] },
    );
    await client.contacts.create({ id: 'written-alike', fullName: 'Another', phones: ['555 123 456'] });
    const all = await found(client);
    expect(all).to.deep.include.members([
      ['email', 'same-email'],
      ['phone', 'same-phone'],
      ['written-alike', 'same-phone'],
    ]);
    expect(all.flat()).not.to.include('else');
  });

  // Fails when words in another order, accents, a slip of the pen, a missing middle name or a title make another name of it.
  it('finds close names', async () => {
    const client = await clientWith(
      { id: 'order', fullName: 'Diaz, Ana Maria' },
      { id: 'slip', fullName: 'Ana María Daíz' },
      { id: 'slip-at-the-start', fullName: 'Ana Maria Siaz Díaz' },
      { id: 'short', fullName: 'Ana Díaz' },
      { id: 'title', fullName: 'Dr. Ana María Díaz' },
      { id: 'initial', fullName: 'A. María Díaz' },
      { id: 'other', fullName: 'Eva María Díaz' },
      { id: 'given', fullName: 'Ana María' },
      { id: 'alone', fullName: 'Díaz' },
    );
    const ids = (await found(client)).map(([id]) => id);
    expect(ids).to.include.members(['order', 'slip', 'short', 'title', 'initial']);
    expect(ids).not.to.include.members(['other']);
    expect(ids).not.to.include('alone');
  });

  // Fails when it finds the contact itself, one that is merged or deleted, or when the order does not follow the reasons.
  it('never finds the contact itself nor one that is gone, and the surest first', async () => {
    const client = await clientWith(
      { id: 'all', fullName: 'Ana María Díaz', emails: ['ana@example.org'], phones: ['+34600111222'] },
      { id: 'a-name', fullName: 'Ana María Díaz' },
      { id: 'mail', fullName: 'Other Person', emails: ['ana@example.org'] },
      { id: 'merged', fullName: 'Ana María Díaz' },
      { id: 'deleted', fullName: 'Ana María Díaz' },
    );
    await client.mergeContacts({ keepId: 'mail', mergeId: 'merged', choices: { fullName: 'mail' } });
    await client.contacts.remove('deleted');
    const duplicates = await client.findDuplicates((await client.contacts.get('ana'))!);
    expect(duplicates.map(({ contact }) => contact.id)).to.deep.equal(['all', 'mail', 'a-name']);
    expect(duplicates[0]!.reasons).to.deep.equal(['same-email', 'same-phone', 'close-name']);
    const scores = duplicates.map(({ score }) => score);
    expect(scores.every((score, i) => score > 0 && score < 1 && (i === 0 || score <= scores[i - 1]!))).to.equal(true);
    expect(await client.findDuplicates(ana, { limit: 1 })).to.have.length(1);
  });

  // Fails when what is being typed has to be a stored contact, or empty fields match each other.
  it('takes what has been typed so far', async () => {
    const client = await clientWith({ id: 'empty', fullName: '' }, { id: 'empty-too', fullName: 'Eva Gómez', emails: [''], phones: [''] });
    expect(await found(client, { emails: ['ANA@example.org'] })).to.deep.equal([['ana', 'same-email']]);
    expect(await found(client, { fullName: 'maria diaz, ana' })).to.deep.equal([['ana', 'close-name']]);
    expect(await found(client, { name: { given: 'Ana', family: 'Díaz' } })).to.deep.equal([['ana', 'close-name']]);
    const nothing = [{}, { fullName: '' }, { emails: [] }, { fullName: 'Eva Ruiz', emails: [''], phones: [''] }, { fullName: '\u202d' }];
    for (const given of nothing) expect(await found(client, given), JSON.stringify(given)).to.deep.equal([]);
  });

  // Fails when it reads all records, more of them the more there are, or misses the same name among thousands that are alike.
  it('reads by index, at most so much', async () => {
    const store = createMemoryAdapter();
    const client = createClient(store);
    await client.contacts.create({ id: 'the-first', fullName: 'Ana Díaz' });
    await client.contacts.createMany(
      Array.from({ length: 3_000 }, (_, i) => ({
        id: `c${i}`,
        fullName: i % 2 ? 'Ana Domínguez' : 'Alba Díaz',
        emails: [`a${i}@example.org`],
      })),
    );
    const counting = new CountingAdapter(store);
    const duplicates = await createClient(counting).findDuplicates({ fullName: 'Ana Díaz', emails: ['a7@example.org'] });
    expect(duplicates.map(({ contact }) => contact.id)).to.deep.equal(['c7', 'the-first']);
    expect(counting.records).to.be.greaterThan(0).and.at.most(500);
  });
});
