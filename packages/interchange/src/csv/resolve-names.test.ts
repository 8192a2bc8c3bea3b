import { toCrmError } from '@crm-elements/data';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import { createEagerClock } from './eager-clock.test-helper.js';
import type { CsvDraft } from './mapping.types.js';
import { isWithin, NearTexts, toleranceOf } from './near-texts.js';
import { resolveNames, type KnownRecord } from './resolve-names.js';
import { resolveRelations } from './resolve-relations.js';

const known = (...names: string[]): KnownRecord[] => names.map((name, index) => ({ id: `${index}`, names: [name] }));

/** What becomes of one name: the id that is taken, or what is proposed. */
async function of(name: string, ...names: string[]): Promise<string> {
  const match = (await resolveNames([name], known(...names))).get(name)!;
  if (match.kind === 'exact') return `exact ${match.id}`;
  return match.kind === 'unknown' ? 'unknown' : `${match.kind} ${match.proposals.map((proposal) => proposal.name).join(', ')}`;
}

describe('resolveNames', () => {
  // Fails when case, accents, punctuation or spaces make another name of the same one.
  it('takes what is the same but for how it is written', async () => {
    expect(await of('acme  corporation', 'Apex', 'Acme Corporation')).to.equal('exact 1');
    expect(await of('GREEN PLUS', 'Green-Plus')).to.equal('exact 0');
    expect(await of(' Jose Muller.', 'José Müller')).to.equal('exact 0');
    expect(await of('北京 公司', '北京公司')).to.equal('exact 0');
    expect(await of('???', '???')).to.equal('exact 0');
  });

  // Fails when a name that is only nearly the same is taken, or is not proposed.
  it('proposes what is nearly the same, and does not take it', async () => {
    expect(await of('GTXPro', 'GTX Basic', 'GTX Pro', 'GTX Plus Pro')).to.equal('near GTX Pro');
    expect(await of('Acme', 'Acme Inc.', 'Apex')).to.equal('near Acme Inc.');
    expect(await of('Acme GmbH', 'Acme Ltd', 'Apex')).to.equal('near Acme Ltd');
    expect(await of('Hotechi', 'Hottechi')).to.equal('near Hottechi');
    expect(await of('Moses Farse', 'Moses Frase')).to.equal('near Moses Frase');
    expect(await of('GM', 'G M')).to.equal('near G M');
  });

  // Fails when names that differ in what tells them apart are proposed for each other.
  it('proposes nothing for short names, or for others', async () => {
    expect(await of('MG', 'MX')).to.equal('unknown');
    expect(await of('IBM', 'IBN')).to.equal('unknown');
    expect(await of('Inc', 'Acme Inc', 'Ltd')).to.equal('unknown');
    expect(await of('Condax', 'Konex')).to.equal('unknown');
    expect(await of('', 'Acme')).to.equal('unknown');
  });

  // Fails when one of several that are called the same is taken at random.
  it('asks where several are called so, unless one is written exactly so', async () => {
    expect(await of('acme', 'Acme', 'ACME')).to.equal('several Acme, ACME');
    expect(await of('ACME', 'Acme', 'ACME')).to.equal('exact 1');
    const twins: KnownRecord[] = [{ id: 'a', names: ['Ana', 'ana@x.example'] }, { id: 'b', names: ['Ana'] }]; // prettier-ignore
    const matches = await resolveNames(['Ana', 'ANA@x.example'], twins);
    expect([matches.get('Ana')!.kind, matches.get('ANA@x.example')]).to.deep.equal(['several', { kind: 'exact', id: 'a' }]);
  });

  // Fails when names that objects have already are found without being there.
  it('knows no names that were not given', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) expect(await of(name, 'Acme')).to.equal('unknown');
  });

  // Fails when thousands of names are compared without the page having its turn, or a cancel is not heard.
  it('works in slices', async () => {
    const records = Array.from({ length: 3_000 }, (_, index) => ({ id: `${index}`, names: [`Company ${1_000 + index}`] }));
    const clock = createEagerClock();
    await resolveNames(['Company abcd', 'Company efgh'], records, { clock });
    expect(clock.pauses).to.be.at.least(3_000 / 500 + (2 * 3_000) / 500);
    let error: unknown;
    await resolveNames(['Acme'], records, { signal: AbortSignal.abort() }).catch((caught: unknown) => (error = caught));
    expect(toCrmError(error).code).to.equal('ABORTED');
  });
});

describe('NearTexts', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 1, maxLength: 14 });

  // Fails when a text with one letter more, less, changed or swapped is not among the candidates.
  it('finds what differs in a letter', () => {
    fc.assert(
      fc.property(letters, letters, fc.nat(), (text, other, seed) => {
        const at = seed % text.length;
        const swapped = text.slice(0, at) + (text[at + 1] ?? '') + text[at]! + text.slice(at + 2);
        for (const near of [
          text.slice(0, at) + text.slice(at + 1),
          `${text.slice(0, at)}x${text.slice(at)}`,
          `${text.slice(0, at)}x${text.slice(at + 1)}`,
          swapped,
        ]) {
          const texts = new NearTexts<{ compact: string }>();
          const entry = { compact: text };
          texts.add({ compact: other });
          texts.add(entry);
          if (toleranceOf(near) > 0) expect([...texts.candidates(near)], `${text} ${near}`).to.include(entry);
          expect(isWithin(near, text, 1)).to.equal(true);
        }
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  // Fails when two changes are counted as one, or as three.
  it('counts letters that differ', () => {
    expect([isWithin('hottechi', 'hotecih', 2), isWithin('hottechi', 'hotecih', 1), isWithin('abcdef', 'abcxyz', 2)]).to.deep.equal([
      true,
      false,
      false,
    ]);
    const texts = new NearTexts<{ compact: string }>();
    texts.add({ compact: 'umbrellacorporation' });
    for (const text of ['umbrelacorporatino', 'xumbrellacorporatio', 'mbrellacorporationx'])
      expect(texts.candidates(text).size, text).to.equal(1);
    expect(texts.candidates('vehementcapital').size).to.equal(0);
  });
});

describe('resolveRelations', () => {
  const draft = (row: number, ...relations: Omit<CsvDraft['relations'][number], 'column'>[]): CsvDraft<'deals'> => ({
    row,
    line: row + 2,
    record: { name: `Deal ${row}` },
    relations: relations.map((relation) => ({ ...relation, column: 'x' })),
    notes: [],
  });
  const company = (name: string, key?: string) =>
    ({ field: 'companyId', collection: 'companies', name, ...(key !== undefined && { key }) }) as const;
  const companies: KnownRecord[] = [{ id: 'c1', names: ['Acme'], keys: ['1'] }, { id: 'c2', names: ['GTX Pro'], keys: ['2'] }]; // prettier-ignore

  // Fails when an id stands in another field, when a draft is changed that the caller holds, or when the id of a product is written to a deal.
  it('puts ids where names were', async () => {
    const given = draft(0, company('ACME'), { field: 'contactIds', collection: 'contacts', name: 'Ana' }, { field: 'contactIds', collection: 'contacts', name: 'Bob' }, { field: 'lineItems', collection: 'products', name: 'Chair' }); // prettier-ignore
    const copy = structuredClone(given);
    const contacts = [{ id: 'p1', names: ['Ana'] }, { id: 'p2', names: ['Bob'] }]; // prettier-ignore
    const { records, unresolved } = await resolveRelations([given], { companies, contacts, products: [{ id: 'x1', names: ['Chair'] }] });
    expect(records[0]!.record).to.deep.equal({ name: 'Deal 0', companyId: 'c1', contactIds: ['p1', 'p2'] });
    expect(records[0]!.relations.map(({ id }) => id)).to.deep.equal(['c1', 'p1', 'p2', 'x1']);
    expect(unresolved).to.deep.equal([]);
    expect(given).to.deep.equal(copy);
  });

  // Fails when a name decides against the key of the file, or a key that nobody has stops the name.
  it('goes by the key of another file first', async () => {
    const { records } = await resolveRelations([draft(0, company('Acme', '2')), draft(1, company('Acme', '9'))], { companies });
    expect(records.map(({ record }) => record.companyId)).to.deep.equal(['c2', 'c1']);
  });

  // Fails when a mismatch is settled in silence, is told without its rows, or once a row.
  it('tells each name that it could not settle, once, with its rows and proposals', async () => {
    const { records, unresolved } = await resolveRelations(
      [draft(0, company('GTXPro')), draft(1, company('Nobody')), draft(2, company('GTXPro'))],
      { companies },
    );
    expect(records.map(({ record }) => record.companyId)).to.deep.equal([undefined, undefined, undefined]);
    expect(unresolved).to.deep.equal([
      { collection: 'companies', name: 'GTXPro', kind: 'near', proposals: [{ id: 'c2', name: 'GTX Pro' }], rows: [0, 2] },
      { collection: 'companies', name: 'Nobody', kind: 'unknown', proposals: [], rows: [1] },
    ]);
  });

  // Fails when what a person decided is asked again, or is overruled.
  it('follows what a person decided', async () => {
    const decisions = { companies: new Map([['GTXPro', 'c2'], ['Nobody', null], ['Acme', 'c2']]) }; // prettier-ignore
    const drafts = [draft(0, company('GTXPro')), draft(1, company('Nobody')), draft(2, company('Acme'))];
    const { records, unresolved } = await resolveRelations(drafts, { companies }, { decisions });
    expect(records.map(({ record }) => record.companyId)).to.deep.equal(['c2', undefined, 'c2']);
    expect(unresolved).to.deep.equal([]);
  });
});
