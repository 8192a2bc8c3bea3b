import { expect } from 'chai';
import { makeRecord } from './factories.js';
import { mergeFields, type MergeChoices } from './merge.js';
import type { StoredRecord } from './model.js';
import type { RecordInput } from './record-input.js';
import { crmModel } from './crm-model.js';
import { exampleRecord } from './testing.js';
import { validateRecord } from './validate.js';

const contact = (fields: Partial<RecordInput<'contacts'>>): StoredRecord => {
  const common = { id: 'c', version: 1, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
  return { ...common, ...makeRecord('contacts', fields as RecordInput<'contacts'>) };
};

const merged = (kept: Partial<RecordInput<'contacts'>>, other: Partial<RecordInput<'contacts'>>, choices?: MergeChoices) =>
  mergeFields(contact(kept), contact(other), choices);

const consent = (status: 'granted' | 'denied' | 'withdrawn' | 'pending', at: string, channel = 'email') => ({
  channel,
  purpose: 'news',
  status,
  at: `${at}T00:00:00.000Z`,
});

describe('mergeFields', () => {
  // Fails when a value of the contact that stays is lost, or one that only the other has.
  it('keeps what there is, and takes what is missing', () => {
    expect(merged({ jobTitle: 'Buyer', nickname: '' }, { jobTitle: 'Boss', nickname: 'Ani', role: 'lead' })).to.deep.equal({
      nickname: 'Ani',
      role: 'lead',
    });
    expect(merged({ custom: { size: 'M', gone: null } }, { custom: { size: 'L', gone: 'no', color: 'red' } })).to.deep.equal({
      'custom.gone': 'no',
      'custom.color': 'red',
    });
    expect(merged({ externalIds: { shop: '1' } }, { externalIds: { shop: '2', mail: '3' } })).to.deep.equal({ 'externalIds.mail': '3' });
    expect(merged({ jobTitle: 'Buyer' }, {})).to.deep.equal({});
    expect(merged({}, { jobTitle: ' ', lastActivityAt: null, hobbies: [] } as Partial<RecordInput<'contacts'>>)).to.deep.equal({});
  });

  // Fails when custom values whose names no patch can give are taken apart, and lost.
  it('takes custom values as a whole where their names are no names of fields', () => {
    expect(merged({}, { custom: { 'a.b': 1, c: 2 } })).to.deep.equal({ custom: { 'a.b': 1, c: 2 } });
    expect(merged({ custom: { c: 1 } }, { custom: { 'a.b': 1 } })).to.deep.equal({});
  });

  // Fails when the parts of one person's name stand beside the text of the other's.
  it('takes a name as parts and text together', () => {
    expect(merged({ fullName: '' }, { fullName: 'Ana Díaz' })).to.deep.equal({
      fullName: 'Ana Díaz',
      name: { given: 'Ana', family: 'Díaz' },
    });
    expect(merged({ fullName: 'Ana Díaz', name: {} }, { fullName: 'Bo Li' })).to.deep.equal({});
    expect(merged({ fullName: 'Ana Díaz' }, { fullName: 'Bo Li' }, { fullName: 'merged' })).to.deep.equal({
      fullName: 'Bo Li',
      name: { given: 'Bo', family: 'Li' },
    });
    expect(merged({ fullName: '' }, { fullName: 'Bo Li' }, { name: 'kept' })).to.deep.equal({});
  });

  // Fails when an entry is doubled or lost, when the primary one changes, or when there are two of them.
  it('unites lists without doubles, the primary entry kept', () => {
    const kept = {
      emails: [{ value: 'a@b.example', key: 'a@b.example', primary: true }],
      phones: [{ raw: '+34 600 111 222', e164: '+34600111222' }],
      tags: ['vip'],
      languages: ['es'],
    };
    const other = {
      emails: [
        { value: 'A@B.example', key: 'a@b.example' },
        { value: 'c@d.example', key: 'c@d.example', type: 'work', primary: true },
      ],
      phones: [
        { raw: '0034600111222', e164: '+34600111222' },
        { raw: '0034600111222', e164: '+34600111222', extension: '7' },
        { raw: '600 111' },
        { raw: '600111' },
      ],
      tags: ['eu', 'vip'],
      languages: ['ES', 'ca'],
    };
    expect(merged(kept, other)).to.deep.equal({
      emails: [...kept.emails, { value: 'c@d.example', key: 'c@d.example', type: 'work' }],
      phones: [...kept.phones, other.phones[1], other.phones[2]],
      tags: ['vip', 'eu'],
      languages: ['es', 'ca'],
    });
    expect(merged({}, { emails: other.emails })).to.deep.equal({ emails: other.emails });
    expect(
      merged(
        { addresses: [{ street: 'Main 1', type: 'home' }] },
        {
          addresses: [
            { type: 'work', street: 'main 1 ' },
            { street: 'Main 2', primary: true },
          ],
        },
      ),
    ).to.deep.equal({
      addresses: [{ street: 'Main 1', type: 'home' }, { street: 'Main 2' }],
    });
  });

  // Fails when a consent comes behind a refusal that nobody took back, when what was agreed before is forgotten, or when channels are mixed up.
  it('keeps what both agreed to, and no consent behind the refusal of the other', () => {
    const of = (kept: ReturnType<typeof consent>[], other: ReturnType<typeof consent>[], choices?: MergeChoices) =>
      merged({ consent: kept }, { consent: other }, choices).consent ?? 'as it was';
    const [early, late] = ['2026-01-01', '2026-02-01'];
    const granted = consent('granted', early);
    expect(of([granted], [consent('withdrawn', late)])).to.deep.equal([granted, consent('withdrawn', late)]);
    expect(of([granted], [granted])).to.equal('as it was');
    expect(of([granted, consent('granted', late)], [consent('withdrawn', early)])).to.deep.equal([consent('withdrawn', early)]);
    expect(of([consent('withdrawn', early)], [consent('granted', late)])).to.equal('as it was');
    expect(of([consent('denied', early)], [consent('granted', late)])).to.equal('as it was');
    expect(of([consent('denied', early)], [consent('withdrawn', late)])).to.deep.equal([
      consent('denied', early),
      consent('withdrawn', late),
    ]);
    expect(of([consent('pending', early)], [consent('granted', late)])).to.deep.equal([
      consent('pending', early),
      consent('granted', late),
    ]);
    // Who came back by themselves has said yes last.
    const cameBack = [consent('withdrawn', early), consent('granted', late)];
    expect(of([granted], cameBack)).to.deep.equal([granted, ...cameBack]);
    expect(of([consent('withdrawn', early)], [consent('granted', late, 'phone')])).to.deep.equal([
      consent('withdrawn', early),
      consent('granted', late, 'phone'),
    ]);
    expect(of([consent('withdrawn', early)], [consent('granted', late)], { consent: 'merged' })).to.deep.equal([consent('granted', late)]);
  });

  // Fails when a page can make a contact verified by merging, or when the last activity goes back.
  it("leaves to the store what is the store's, and takes the later activity", () => {
    expect(merged({ verified: false }, { verified: true, mergedIntoId: 'x', mergedIds: ['y'] })).to.deep.equal({});
    const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
    expect(merged({ lastActivityAt: early }, { lastActivityAt: late })).to.deep.equal({ lastActivityAt: late });
    expect(merged({ lastActivityAt: late }, { lastActivityAt: early })).to.deep.equal({});
    expect(merged({}, { lastActivityAt: early })).to.deep.equal({ lastActivityAt: early });
  });

  // Fails when a choice is not followed, also where it takes a value away.
  it('follows choices', () => {
    expect(merged({ jobTitle: 'Buyer' }, { jobTitle: 'Boss' }, { jobTitle: 'merged' })).to.deep.equal({ jobTitle: 'Boss' });
    expect(merged({ jobTitle: 'Buyer' }, {}, { jobTitle: 'merged' })).to.deep.equal({ jobTitle: undefined });
    expect(merged({}, { jobTitle: 'Boss' }, { jobTitle: 'kept' })).to.deep.equal({});
    expect(merged({ tags: ['a'] }, { tags: ['b'] }, { tags: 'merged' })).to.deep.equal({ tags: ['b'] });
    expect(merged({ custom: { size: 'M' } }, { custom: { size: 'L' } }, { 'custom.size': 'merged' })).to.deep.equal({ 'custom.size': 'L' });
  });

  // Fails when a field of the schema, also one that is added later, makes of two valid contacts one that is not, or is changed by a merge with itself.
  it('makes a valid contact of any two, and nothing of two that are the same', () => {
    const whole = exampleRecord(crmModel.collections.contacts.schema) as StoredRecord;
    expect(mergeFields(whole, structuredClone(whole))).to.deep.equal({});
    const bare = contact({});
    const fields = mergeFields(bare, whole);
    const { custom, externalIds, ...rest } = { custom: {}, externalIds: {}, ...bare, ...fields } as Record<string, unknown>;
    expect(
      validateRecord(crmModel.collections.contacts, Object.fromEntries(Object.entries(rest).filter(([path]) => !path.includes('.')))),
    ).to.deep.equal([]);
    expect([custom, externalIds]).to.deep.equal([{}, {}]);
  });
});
