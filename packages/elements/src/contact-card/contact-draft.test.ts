import { expect } from 'chai';
import { makeRecord, type Contact } from '@crm-elements/schema';
import { checkDraft, draftOf, newPoint, patchOf, rebase, takeTheirs, touchedFields } from './contact-draft.js';

const contact = (given: Partial<Contact> = {}): Contact =>
  ({
    ...makeRecord('contacts', { fullName: 'Ana Díaz', jobTitle: 'Buyer' }),
    id: 'ana',
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    emails: [
      { value: 'Ana@Example.com', key: 'ana@example.com', type: 'work', note: 'kept' },
      { value: 'a@home.example', key: 'a@home.example', primary: true },
    ],
    phones: [{ raw: '0600 111 222', e164: '+34600111222', extension: '12', type: 'work' }],
    ...given,
  }) as unknown as Contact;

describe('the draft of a contact', () => {
  it('is no change as long as nothing was changed', () => {
    // Fails when opening and saving the form rewrites anything, such as a number that a formatter knew or a flag that was absent.
    expect(patchOf(contact(), draftOf(contact()))).to.deep.equal({});
    const bare = contact({ emails: [], phones: [{ raw: '12345' }], jobTitle: undefined, companyId: undefined, ownerId: undefined });
    expect(patchOf(bare, draftOf(bare))).to.deep.equal({});
  });

  it('changes what was changed, and no more', () => {
    // Fails when a patch holds fields that nobody touched, so that it would overwrite others.
    expect(patchOf(contact(), { ...draftOf(contact()), jobTitle: ' Director ' })).to.deep.equal({ jobTitle: 'Director' });
    expect(patchOf(contact(), { ...draftOf(contact()), jobTitle: '  ' })).to.deep.equal({ jobTitle: null });
  });

  it('takes the parts of a name from its text', () => {
    // Fails when fullName and name drift apart.
    expect(patchOf(contact(), { ...draftOf(contact()), fullName: 'Dr. Ana de la Cruz' })).to.deep.equal({
      fullName: 'Dr. Ana de la Cruz',
      name: { prefix: 'Dr.', given: 'Ana', family: 'de la Cruz' },
    });
  });

  it('keeps of an entry what the form does not show', () => {
    // Fails when changing the kind of an address drops its other fields, or a number loses its E.164 form.
    const draft = draftOf(contact());
    const emails = draft.emails.map((point) => ({ ...point, type: 'other' }));
    const phones = draft.phones.map((point) => ({ ...point, type: 'mobile' }));
    expect(patchOf(contact(), { ...draft, emails, phones })).to.deep.equal({
      emails: [
        { value: 'Ana@Example.com', key: 'ana@example.com', type: 'other', note: 'kept' },
        { value: 'a@home.example', key: 'a@home.example', type: 'other', primary: true },
      ],
      phones: [{ raw: '0600 111 222', e164: '+34600111222', extension: '12', type: 'mobile' }],
    });
  });

  it('leaves empty rows out', () => {
    // Fails when "Add" alone writes an empty address.
    const draft = draftOf(contact());
    expect(patchOf(contact(), { ...draft, emails: [...draft.emails, newPoint()] })).to.deep.equal({});
  });

  it('marks one as primary', () => {
    // Fails when two are primary afterwards.
    const draft = draftOf(contact());
    const emails = draft.emails.map((point, at) => ({ ...point, primary: at === 0 }));
    const patch = patchOf(contact(), { ...draft, emails }) as { emails: { primary?: boolean }[] };
    expect(patch.emails.map(({ primary }) => primary)).to.deep.equal([true, undefined]);
  });

  it('follows a newer record where nothing was touched', () => {
    // Fails when an old value would be written back over a newer one.
    const current = contact({ version: 2, fullName: 'Ana Ruiz', tags: ['new'] });
    const { draft, conflicts } = rebase(contact(), current, { ...draftOf(contact()), jobTitle: 'Director' });
    expect(conflicts).to.deep.equal([]);
    expect(draft).to.deep.include({ fullName: 'Ana Ruiz', tags: ['new'], jobTitle: 'Director' });
    expect(touchedFields(current, draft)).to.deep.equal(['jobTitle']);
  });

  it('tells what both have changed, unless to the same', () => {
    // Fails when a conflict is hidden, or one is made of the same words.
    const draft = { ...draftOf(contact()), jobTitle: 'Director', fullName: 'Ana Ruiz' };
    const { conflicts, draft: rebased } = rebase(contact(), contact({ version: 2, jobTitle: 'Head', fullName: 'Ana Ruiz' }), draft);
    expect(conflicts).to.deep.equal(['jobTitle']);
    expect(rebased.jobTitle).to.equal('Director');
    expect(takeTheirs(contact({ jobTitle: 'Head' }), rebased, 'jobTitle').jobTitle).to.equal('Head');
  });

  for (const [what, change, errors] of [
    ['nobody', { fullName: ' ', emails: [], phones: [] }, ['fullName']],
    ['only an address', { fullName: '', phones: [], emails: [{ ...newPoint(), row: 1, value: 'a@b' }] }, []],
    ['no @', { emails: [{ ...newPoint(), row: 1, value: 'ab.example' }] }, ['emails.1']],
    ['two @', { emails: [{ ...newPoint(), row: 1, value: 'a@b@c.example' }] }, ['emails.1']],
    ['a blank', { emails: [{ ...newPoint(), row: 1, value: 'a b@c.example' }] }, ['emails.1']],
    ['an address in brackets', { emails: [{ ...newPoint(), row: 1, value: 'Ana <a@c.example>' }] }, ['emails.1']],
    ['another alphabet', { emails: [{ ...newPoint(), row: 1, value: 'почта@пример.рф' }] }, []],
    [
      'the same twice',
      { emails: [1, 2].map((row) => ({ ...newPoint(), row, value: row === 1 ? 'A@b.example' : 'a@B.example' })) },
      ['emails.2'],
    ],
    ['letters for a number', { phones: [{ ...newPoint(), row: 1, value: 'call me' }] }, ['phones.1']],
    ['Arabic digits', { phones: [{ ...newPoint(), row: 1, value: '٠١٢٣٤٥٦' }] }, []],
    [
      'two ways to write one number',
      { phones: [1, 2].map((row) => ({ ...newPoint(), row, value: row === 1 ? '+34 600-111-222' : '0034600111222' })) },
      ['phones.2'],
    ],
  ] as const) {
    it(`is checked: ${what}`, () => {
      // Fails when something impossible is let through, something unusual but right is refused, or another row is blamed.
      expect(Object.keys(checkDraft({ ...draftOf(contact()), ...change }))).to.deep.equal(errors);
    });
  }
});
