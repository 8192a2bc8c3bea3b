import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { importRecords, parseVCards, planImport, type ReadContact } from '@crm-elements/interchange';
import { makeRecord, newId, type Company, type Contact, type Note } from '@crm-elements/schema';
import { expect } from 'chai';
import { sharedData } from '../../tools/test-support.js';

const files = [
  ...['fullcontact', 'gmail-list', 'gmail-single', 'gmail-single2', 'issue114', 'outlook-2003', 'rfc2426-example', 'rfc6350-example'].map(
    (name) => `ez-vcard/${name}.vcf`,
  ),
  ...['escape_semicolon', 'vcard', 'vcard3', 'vcard_author', 'vcard_grouped'].map((name) => `ical.js/${name}.vcf`),
];

const stores = {
  memory: () => createMemoryAdapter(),
  IndexedDB: () => createDexieAdapter({ name: `cards-${newId()}`, page: null, storage: null }),
};

async function all<R>({ adapter }: CrmClient, collection: string): Promise<R[]> {
  return (await adapter.query({ collection, limit: 1_000 })).records as unknown as R[];
}

/** What a store has to hold once a card is imported. */
const expectedOf = ({ contact, companyName, notes, photo }: ReadContact) => {
  const { photo: address, ...made } = makeRecord('contacts', contact) as Record<string, unknown>;
  return { ...made, company: companyName, notes, photo: photo ? [photo.mediaType, ...photo.bytes] : address };
};

async function foundIn(client: CrmClient): Promise<unknown[]> {
  const companies = new Map((await all<Company>(client, 'companies')).map(({ id, name }) => [id, name]));
  const notes = await all<Note>(client, 'notes');
  const found = (await all<Contact>(client, 'contacts')).sort((a, b) => (a.id < b.id ? -1 : 1));
  return Promise.all(
    found.map(async ({ id, version: _version, createdAt: _created, updatedAt: _updated, companyId, photo, ...contact }) => {
      const blob = photo ? await client.adapter.blob({ op: 'get', key: photo }) : undefined;
      const texts = notes.filter(({ targets }) => targets.some((target) => target.id === id)).map(({ text }) => text);
      return {
        ...contact,
        company: companies.get(companyId ?? ''),
        notes: texts,
        photo: blob ? [blob.mediaType, ...blob.bytes] : photo,
      };
    }),
  );
}

describe('cards as real programs write them, imported', () => {
  for (const [store, create] of Object.entries(stores)) {
    // Fails when any text, number, note, company or photo of a card is lost or changed on its way into the store.
    it(`are whole in the store: ${store}`, async function () {
      for (const path of files) {
        const text = await sharedData(`vcard/${path}`);
        if (text === undefined) return this.skip();
        const { contacts: cards } = parseVCards(text);
        const client = createClient(create(), { actor: { kind: 'agent', id: 'ana' } });
        const plan = await planImport(client, [{ name: path, collection: 'contacts', cards }], { duplicates: 'create' });
        expect(plan.unresolved, path).to.deep.equal([]);
        await importRecords(client, plan);
        const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        expect(plain(await foundIn(client)), path).to.deep.equal(plain(cards.map(expectedOf)));
        expect((await planImport(client, [{ name: path, collection: 'contacts', cards }])).issues, 'a second time').to.deep.equal([]);
        await client.adapter.destroy();
        await client.close();
      }
    });
  }
});
