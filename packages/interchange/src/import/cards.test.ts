import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter, type FaultRule } from '@crm-elements/data/testing';
import type { Company, Contact, Note } from '@crm-elements/schema';
import { expect } from 'chai';
import { formatVCards } from '../vcard/format-vcards.js';
import { parseVCards } from '../vcard/parse-vcards.js';
import { importRecords } from './import-records.js';
import type { CardSource } from './import.types.js';
import { planImport, type PlanImportOptions } from './plan-import.js';

const at = '2026-11-24T12:00:00.000Z';
const actor = { kind: 'agent', id: 'ana' } as const;

/** Different pictures, as base64: only the first bytes of a PNG are looked at. */
const png = (n: number) => btoa(String.fromCharCode(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, n >> 8, n & 255));

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:4.0', ...lines, 'END:VCARD', ''].join('\r\n');
const photo = (n: number) => `PHOTO:data:image/png;base64,${png(n)}`;

const file = (...cards: string[]): CardSource => ({
  name: 'people.vcf',
  collection: 'contacts',
  cards: parseVCards(cards.join('')).contacts,
});

async function all<R>({ adapter }: CrmClient, collection: string): Promise<R[]> {
  return (await adapter.query({ collection, limit: 1_000 })).records as unknown as R[];
}

describe('an import of cards', () => {
  let client: CrmClient;
  const plan = (source: CardSource, options: PlanImportOptions = {}) => planImport(client, [source], { seed: 'test', at, ...options });

  beforeEach(() => {
    client = createClient(createMemoryAdapter(), { actor });
  });
  afterEach(() => client.close());

  // Fails when a person is made twice, or one is taken for another by a name alone.
  it('tells who is there already: by UID, by e-mail address, by name and number together, in the store and in the file', async () => {
    const known = await client.saveContacts([
      { fullName: 'Ana Diaz', emails: ['ana@example.com'], phones: ['+34 600 111 222'] },
      { fullName: 'Bo Lee', externalIds: { vcard: 'urn:bo' } },
    ]);
    const { duplicates, counts } = await plan(
      file(
        card('FN:A. Diaz', 'EMAIL:Ana@Example.com'),
        card('FN:ana diaz', 'TEL:+34600111222'),
        card('FN:Eve Diaz', 'TEL:+34600111222'),
        card('FN:Somebody', 'UID:urn:bo'),
        card('FN:New One', 'EMAIL:new@example.com', 'UID:urn:new'),
        card('FN:The same', 'UID:urn:new'),
        card('FN:The same again', 'EMAIL:new@example.com'),
        card('FN:Ana Diaz'),
      ),
    );
    expect(duplicates.map(({ row, line, by, id, inFiles }) => [row, line, by, inFiles ? 'file' : id])).to.deep.equal([
      [0, 1, 'email', known[0]!.id],
      [1, 6, 'phone', known[0]!.id],
      [3, 16, 'key', known[1]!.id],
      [5, 27, 'key', 'file'],
      [6, 32, 'email', 'file'],
    ]);
    expect(counts).to.deep.equal({ contacts: 3 });
  });

  // Fails when a contact that was given away as a card is not known again when it comes back.
  it('knows its own contacts again by what formatVCards wrote', async () => {
    const made = await client.saveContacts([{ fullName: 'Nobody Else' }, { fullName: 'Nobody Else' }]);
    const source = file(formatVCards(made as never[], { version: '3.0' }));
    const { duplicates, counts } = await plan(source);
    expect(duplicates.map(({ by, id }) => [by, id])).to.deep.equal(made.map(({ id }) => ['key', id]));
    expect(counts).to.deep.equal({});
  });

  // Fails when a company is lost, or made again for each of its people; or when notes, tags or the UID do not arrive.
  it('makes contacts with all that a contact keeps, their companies and their notes', async () => {
    const there = await client.companies.create({ name: 'Łódź Works' });
    const source = file(
      card('FN:One', 'ORG:LODZ works', 'CATEGORIES:vip,berlin', 'NOTE:Likes tea.', 'NOTE:Met at the fair.', 'UID:urn:1', 'BDAY:19800215'),
      card('FN:Two', 'ORG:Acme;Sales', 'TITLE:Head'),
      card('FN:Three', 'ORG:ACME'),
    );
    const made = await plan(source);
    expect(made.counts).to.deep.equal({ companies: 1, contacts: 3, notes: 2 });
    await importRecords(client, made);
    const [one, two, three] = (await all<Contact>(client, 'contacts')).sort((a, b) => (a.id < b.id ? -1 : 1));
    const acme = (await all<Company>(client, 'companies')).find(({ name }) => name === 'Acme')!;
    expect([one, two, three].map((contact) => contact?.companyId)).to.deep.equal([there.id, acme.id, acme.id]);
    expect([one?.tags, one?.externalIds, one?.birthday, two?.jobTitle]).to.deep.equal([
      ['vip', 'berlin'],
      { vcard: 'urn:1' },
      '1980-02-15',
      'Head',
    ]);
    const notes = (await all<Note>(client, 'notes')).map(({ text, targets, authorId }) => [text, targets, authorId]);
    expect(notes).to.deep.equal(['Likes tea.', 'Met at the fair.'].map((text) => [text, [{ type: 'contact', id: one!.id }], 'ana']));
  });

  // Fails when something of a card is lost without a word, or a card that is left out is told of twice.
  it('tells what a contact has no place for, with its line', async () => {
    const { issues } = await plan(
      file(
        card('FN:One', 'GENDER:F', 'ORG:Acme;Sales;North', 'EMAIL:one@example.com', 'PRODID:-//Maker//EN', 'TITLE:Head', 'TITLE:Founder'),
        card('FN:One', 'EMAIL:one@example.com', 'GENDER:M'),
        card('FN:Three', 'PHOTO:https://example.com/three.png', photo(3), `KEY:${'k'.repeat(2_000)}`),
      ),
    );
    expect(issues.map(({ row, line, code, field, value }) => [row, line, code, field, value?.slice(0, 40)])).to.deep.equal([
      [0, 1, 'not-kept', 'ORG', 'Sales; North'],
      [0, 4, 'not-kept', 'GENDER', 'F'],
      [0, 9, 'not-kept', 'TITLE', 'Founder'],
      [2, 17, 'not-kept', 'PHOTO', 'https://example.com/three.png'],
      [2, 22, 'not-kept', 'KEY', 'k'.repeat(40)],
    ]);
    expect(issues.at(-1)!.value).to.have.length(1_001);
  });

  describe('with photos', () => {
    const people = (count: number) =>
      file(...Array.from({ length: count }, (_, i) => card(`FN:Person ${i}`, `EMAIL:p${i}@example.com`, photo(i))));

    /** Contacts whose photo is not in the store. */
    async function withoutBlob(): Promise<string[]> {
      const names: string[] = [];
      for (const { fullName, photo: key } of await all<Contact>(client, 'contacts'))
        if (!(await client.adapter.blob({ op: 'get', key: key ?? '' }))) names.push(fullName);
      return names;
    }

    // Fails when the bytes or their type are not those of the card, or the contact names another blob.
    it('keeps them as blobs that the contacts name', async () => {
      const made = await plan(people(3));
      await importRecords(client, made);
      expect(await withoutBlob()).to.deep.equal([]);
      const [first] = (await all<Contact>(client, 'contacts')).filter(({ fullName }) => fullName === 'Person 0');
      const blob = (await client.adapter.blob({ op: 'get', key: first!.photo! }))!;
      expect([blob.mediaType, btoa(String.fromCharCode(...blob.bytes))]).to.deep.equal(['image/png', png(0)]);
    });

    // Fails when a contact is there without its photo at any moment at which an import can end, or gone on with leaves out or writes twice.
    it('are there before their contacts, wherever an import is cut off, and are complete once it is gone on with', async () => {
      const source = people(700);
      const faults: [rule: FaultRule, committed: number, inStore: number][] = [
        ...[1, 2, 300, 301, 450, 700].map((photoNumber): [FaultRule, number, number] => {
          const committed = Math.floor((photoNumber - 1) / 300) * 300;
          return [{ on: 'blob', fault: 'fail-before', at: photoNumber, error: 'QUOTA' }, committed, committed];
        }),
        [{ on: 'commit', fault: 'fail-before', at: 2, error: 'QUOTA' }, 300, 300],
        [{ on: 'commit', fault: 'fail-after', at: 2, error: 'QUOTA' }, 300, 600],
      ];
      for (const [i, [rule, committed, inStore]] of faults.entries()) {
        const failing = createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [rule] });
        client = createClient(failing, { actor });
        const made = await plan(source);
        const cut = await importRecords(client, made).catch((error: { data: { committed: number } }) => error.data);
        expect([cut.committed, (await all(client, 'contacts')).length], JSON.stringify(rule)).to.deep.equal([committed, inStore]);
        expect(await withoutBlob()).to.deep.equal([]);
        // After a reload the plan is made anew.
        const again = i % 2 === 0 ? await plan(source) : made;
        expect((await importRecords(client, again)).total).to.equal(again.operations.length);
        expect([(await all(client, 'contacts')).length, await withoutBlob()], JSON.stringify(rule)).to.deep.equal([700, []]);
        await client.close();
      }
    });

    // Fails when a store that cannot keep a photo ends the import, or loses the photo without a word.
    it('are left out where the store cannot keep them, and that is told', async () => {
      const { capabilities } = client.adapter;
      for (const less of [{ blobs: false }, { maxBlobBytes: 8 }]) {
        Object.assign(capabilities, less);
        const { issues, photos, operations } = await plan(people(1));
        expect(issues.map(({ row, line, code, field }) => [row, line, code, field])).to.deep.equal([[0, 1, 'no-photo', 'photo']]);
        expect([photos.size, operations[0]!.record['photo']]).to.deep.equal([0, undefined]);
        Object.assign(capabilities, { blobs: true });
      }
    });
  });
});
