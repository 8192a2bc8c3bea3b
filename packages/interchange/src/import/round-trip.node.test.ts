import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { lifecycleStages, makeRecord, normalisePhone, type Company, type Contact, type Note, type RecordInput } from '@crm-elements/schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { deep } from '../../../../tools/test-support.js';
import { formatCsv } from '../csv/format-csv.js';
import { mapCsv } from '../csv/map-csv.js';
import type { CsvMapping } from '../csv/mapping.types.js';
import { parseCsv } from '../csv/parse-csv.js';
import { writtenVersions } from '../vcard/card-writer.js';
import { expectedBack } from '../vcard/carried.test-helper.js';
import { formatVCards } from '../vcard/format-vcards.js';
import { hostileSources, hostileText } from '../vcard/hostile-contacts.test-helper.js';
import { parseVCards } from '../vcard/parse-vcards.js';
import { importRecords } from './import-records.js';
import type { ImportSource } from './import.types.js';
import { planImport } from './plan-import.js';

const count = deep ? 10_000 : 300;

/** Names that are nowhere near each other: which of two near ones is meant a person decides. */
const companyName = fc.constantFrom(
  "=cmd|' /C calc'!A0",
  'Łódź "Works"; Sales',
  '漢字株式会社\nTokyo',
  '<script>alert(1)</script>',
  'BEGIN:VCARD',
  "O'Neil, Sons \\n & Daughters",
);

/** What stands in a store for a contact. */
interface Kept {
  contact: object;
  companyName: string | undefined;
  notes: string[];
  photo: number[] | undefined;
}

/** Without fields that are `undefined`. */
const bare = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function everyOf<R>({ adapter }: CrmClient, collection: string): Promise<R[]> {
  const records: unknown[] = [];
  for (let after: string | undefined; ;) {
    const page = await adapter.query({ collection, limit: 1_000, ...(after !== undefined && { after }) });
    records.push(...page.records);
    if (page.next === undefined) return records as R[];
    after = page.next;
  }
}

async function keptIn(client: CrmClient): Promise<Kept[]> {
  const companies = new Map((await everyOf<Company>(client, 'companies')).map(({ id, name }) => [id, name]));
  const notes = new Map<string, string[]>();
  for (const { text, targets } of await everyOf<Note>(client, 'notes'))
    notes.set(targets[0]!.id, [...(notes.get(targets[0]!.id) ?? []), text]);
  const contacts = (await everyOf<Contact>(client, 'contacts')).sort((a, b) => (a.id < b.id ? -1 : 1));
  return Promise.all(
    contacts.map(async ({ id, version: _version, createdAt: _made, updatedAt: _changed, companyId, ...contact }) => {
      const blob = /^[0-9a-f]{64}$/.test(contact.photo ?? '') ? await client.adapter.blob({ op: 'get', key: contact.photo! }) : undefined;
      return {
        contact: bare(blob ? { ...contact, photo: undefined } : contact) as object,
        companyName: companies.get(companyId ?? ''),
        notes: notes.get(id) ?? [],
        photo: blob && Array.from(blob.bytes),
      };
    }),
  );
}

/** What an empty store holds once a file is imported. */
async function imported(source: ImportSource): Promise<Kept[]> {
  const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });
  const plan = await planImport(client, [source], { duplicates: 'create' });
  // Departments, and the address of a photo beside its bytes, are known not to be kept.
  const lost = plan.issues.filter(({ code, field }) => code !== 'not-kept' || (field !== 'ORG' && field !== 'PHOTO'));
  expect([...lost, ...plan.unresolved]).to.deep.equal([]);
  await importRecords(client, plan);
  const kept = await keptIn(client);
  await client.close();
  return kept;
}

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, found: unknown) =>
    typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.fromEntries(Object.entries(found).sort()) : found,
  );

/** Says the first difference whole: what wraps the error shows no more than its message. */
function expectSame(found: readonly Kept[], expected: readonly Kept[]): void {
  expect(found.length).to.equal(expected.length);
  for (const [i, kept] of found.entries()) {
    if (inOrder(kept) !== inOrder(expected[i])) throw new Error(`contact ${i}: ${inOrder(kept)} instead of ${inOrder(expected[i])}`);
  }
}

describe(`${count} contacts such as nobody would type, written to a file and imported`, function () {
  this.timeout(120_000);
  /** One file of them; the seed of it is the counterexample. */
  const inOneFile = <Source>(arbitrary: fc.Arbitrary<Source>, holds: (sources: Source[]) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(fc.noShrink(fc.integer()), (seed) => holds(fc.sample(arbitrary, { seed, numRuns: count }))),
      { numRuns: 1 },
    );

  for (const version of writtenVersions) {
    // Fails when anything that a card carries is lost, changed or given to somebody else between the file and the store.
    it(`are the same in the store: vCard ${version}`, () =>
      inOneFile(
        hostileSources.chain((source) => fc.option(companyName, { nil: undefined }).map((name) => ({ ...source, companyName: name }))),
        async (sources) => {
          const { contacts: cards, issues } = parseVCards(formatVCards(sources as never[], { version }));
          expect(issues).to.deep.equal([]);
          const expected = sources.map((source): Kept => {
            const back = expectedBack(source, { keepsMilliseconds: true }) as {
              contact: RecordInput<'contacts'>;
              companyName?: string;
              notes: string[];
              photo?: { bytes: number[] };
            };
            const { photo, ...contact } = back.contact;
            const address = back.photo ? undefined : photo;
            return {
              contact: bare(makeRecord('contacts', { ...contact, ...(address != null && { photo: address }) })) as object,
              companyName: back.companyName,
              notes: back.notes,
              photo: back.photo?.bytes,
            };
          });
          expectSame(await imported({ name: 'people.vcf', collection: 'contacts', cards }), expected);
        },
      ));
  }

  /** Fields of one text, and what of a row fills them. White space around a cell is no part of its value. */
  const texts = ['fullName', 'name.prefix', 'name.given', 'name.additional', 'name.family', 'name.suffix', 'nickname', 'pronouns', 'jobTitle', 'role', 'leadStatus', 'source', 'timeZone', 'photo'] as const; // prettier-ignore
  const addressParts = ['street', 'extended', 'postOfficeBox', 'locality', 'region', 'postalCode', 'country'] as const;
  const lists = ['tags', 'needs', 'languages'] as const;
  const kinds = ['work', 'home', 'other'] as const;
  /** A cell with several texts is cut at these. */
  const word = hostileText.map((text) => text.replaceAll(/[;,\n|]|:::/g, '').trim()).filter((text) => text !== '');
  const words = fc.uniqueArray(word, { maxLength: 3 });
  const point = <Value>(value: fc.Arbitrary<Value>) => fc.record({ work: value, home: value, other: value }, { requiredKeys: [] });
  const row = fc.record({
    texts: fc.record(Object.fromEntries(texts.map((field) => [field, hostileText])), { requiredKeys: [] }),
    lists: fc.record({ tags: words, needs: words, languages: words }),
    emails: point(fc.stringMatching(/^[^\s@<>;,|:]{1,12}@[^\s@<>;,|:]{1,12}$/u)),
    phones: point(fc.stringMatching(/^\+[1-9]\d{4,12}$/)),
    addresses: point(fc.record(Object.fromEntries(addressParts.map((part) => [part, hostileText])))),
    birthday: fc.option(fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)), { nil: undefined }), // prettier-ignore
    lifecycleStage: fc.constantFrom(...lifecycleStages),
    companyName: fc.option(companyName, { nil: undefined }),
    note: hostileText,
  });
  type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

  const columns: { heading: string; value: (given: Row) => string | undefined }[] = [
    ...texts.map((field) => ({ heading: field, value: ({ texts: found }: Row) => found[field] })),
    ...lists.map((field) => ({ heading: field, value: ({ lists: found }: Row) => found[field].join(';') })),
    ...kinds.map((kind) => ({ heading: `emails[${kind}]`, value: ({ emails }: Row) => emails[kind] })),
    ...kinds.map((kind) => ({ heading: `phones[${kind}]`, value: ({ phones }: Row) => phones[kind] })),
    ...kinds.flatMap((kind) =>
      addressParts.map((part) => ({ heading: `addresses[${kind}].${part}`, value: ({ addresses }: Row) => addresses[kind]?.[part] })),
    ),
    { heading: 'birthday', value: ({ birthday }) => birthday },
    { heading: 'lifecycleStage', value: ({ lifecycleStage }) => lifecycleStage },
    { heading: 'companyId[name]', value: ({ companyName: name }) => name },
    { heading: 'note', value: ({ note }) => note },
  ];
  const mapping: CsvMapping<'contacts'> = {
    collection: 'contacts',
    columns: columns.map(({ heading }, column) => ({ column, heading, target: heading, confidence: 1 })),
  };

  const filled = (text: string | undefined) => text?.trim() || undefined;

  function expectedOf(given: Row): Kept {
    const one = Object.fromEntries(texts.map((field) => [field, filled(given.texts[field])]));
    const nameParts = Object.entries(one).flatMap(([field, text]) =>
      field.startsWith('name.') && text !== undefined ? [[field.slice(5), text]] : [],
    );
    const points = <Value>(of: Partial<Record<(typeof kinds)[number], Value>>, make: (value: Value) => object | undefined) =>
      kinds.flatMap((kind) => {
        const made = of[kind] === undefined ? undefined : make(of[kind]);
        return made ? [{ ...made, type: kind }] : [];
      });
    const input = {
      ...Object.fromEntries(Object.entries(one).filter(([field, text]) => !field.startsWith('name.') && text !== undefined)),
      ...(nameParts.length > 0 && { name: Object.fromEntries(nameParts) as object }),
      ...given.lists,
      emails: points(given.emails, (value) => ({ value, key: value.toLowerCase() })),
      phones: points(given.phones, (raw) => normalisePhone(raw)),
      addresses: points(given.addresses, (address) => {
        const parts = Object.entries(address).flatMap(([part, text]) => (filled(text) === undefined ? [] : [[part, filled(text)]]));
        return parts.length > 0 ? (Object.fromEntries(parts) as object) : undefined;
      }),
      birthday: given.birthday,
      lifecycleStage: given.lifecycleStage,
    };
    return {
      contact: bare(makeRecord('contacts', input as never)) as object,
      companyName: given.companyName,
      notes: filled(given.note) === undefined ? [] : [filled(given.note)!],
      photo: undefined,
    };
  }

  // Fails when a cell is lost, cut, calculated with, taken for another field, or given to another row.
  it('are the same in the store: CSV', () =>
    inOneFile(row, async (rows) => {
      const table = await parseCsv(formatCsv(rows, columns));
      const { records, issues } = await mapCsv(table, mapping);
      expect([table.issues, issues]).to.deep.equal([[], []]);
      expectSame(await imported({ name: 'people.csv', collection: 'contacts', records }), rows.map(expectedOf));
    }));
});
