import { expect } from 'chai';
import { customFieldTypes, type CustomField, type CustomFieldType, type Json } from '@crm-elements/schema';
import {
  checkCustomDraft,
  customConflicts,
  customPatch,
  inputOf,
  touchedCustom,
  withoutInput,
  type CustomDraft,
  type CustomInput,
} from './custom-draft.js';
import { customRows } from './custom-rows.js';
import { values } from './extras.test-helper.js';

const at = '2026-11-23T09:00:00.000Z';
const options = ['gold', 'basic', 'coffee', 'tea', 'cups'].map((value) => ({ value, label: value.toUpperCase() }));
const field = (type: CustomFieldType, part: Partial<CustomField> = {}): CustomField => ({
  id: type,
  version: 1,
  createdAt: at,
  updatedAt: at,
  object: 'contacts',
  key: type,
  label: `Label of ${type}`,
  type,
  options,
  required: false,
  showOnCard: false,
  order: customFieldTypes.indexOf(type),
  ...part,
});
const all = customFieldTypes.map((type) => field(type));
const draft = (part: Readonly<Record<string, CustomInput>>): CustomDraft => new Map(Object.entries(part));
const write = (type: CustomFieldType, input: CustomInput, locale = 'en') =>
  customPatch([field(type)], {}, draft({ [type]: input }), locale)[`custom.${type}`];

describe('customRows', () => {
  it('shows declared values in their order, then those that no field declares', () => {
    // Fails when an undeclared value vanishes, an empty field takes a row, or the order is that of the record.
    const fields = [field('number', { order: 2 }), field('text', { order: 1 }), field('date', { order: 3 })];
    const rows = customRows(fields, { stray: 'x', number: 0, text: 'hello', blank: ' ', gone: null });
    expect(rows.map(({ label, value }) => [label, value])).to.deep.equal([
      ['Label of text', 'hello'],
      ['Label of number', 0],
      ['stray', 'x'],
    ]);
    expect(rows.map(({ field: declared }) => declared !== undefined)).to.deep.equal([true, true, false]);
  });

  it('shows a required field without a value as missing', () => {
    // Fails when what is owed is passed over in silence.
    expect(customRows([field('text', { required: true })], undefined)).to.deep.include.members([
      { key: 'text', label: 'Label of text', field: field('text', { required: true }), value: undefined, missing: true },
    ]);
  });

  it('shows on a compact card what is meant for it, where there is a value', () => {
    // Fails when a compact card shows all, or what is missing.
    const fields = [field('text', { showOnCard: true }), field('number'), field('date', { showOnCard: true, required: true })];
    expect(customRows(fields, { text: 'a', number: 1, stray: 2 }, { compact: true }).map(({ key }) => key)).to.deep.equal(['text']);
  });

  it('calls a field without a label by its key', () => {
    // Fails when a row has no name.
    expect(customRows([field('text', { label: ' ' })], { text: 'a' })[0]!.label).to.equal('text');
  });
});

describe('a draft of custom values', () => {
  for (const locale of ['en', 'de', 'ar']) {
    it(`is untouched as long as nobody writes, in ${locale}`, () => {
      // Fails when opening the form alone would change a value.
      const shown = draft(Object.fromEntries(all.map((each) => [each.key, inputOf(each, values[each.type], locale)])));
      expect(touchedCustom(all, values, shown, locale)).to.deep.equal([]);
      expect(customPatch(all, values, shown, locale)).to.deep.equal({});
    });

    it(`reads back each value that it shows, in ${locale}`, () => {
      // Fails when a value changes on its way through a control: an amount by a float, a number by its comma.
      for (const each of all) {
        const input = inputOf(each, values[each.type], locale);
        expect(customPatch([each], {}, draft({ [each.key]: input }), locale), each.type).to.deep.equal({
          [`custom.${each.key}`]: values[each.type],
        });
      }
    });
  }

  const read: readonly (readonly [CustomFieldType, CustomInput, Json | undefined])[] = [
    ['money', { text: '0.29', currency: 'EUR' }, { amount: 29, currency: 'EUR' }],
    ['money', { text: '90071992547409.91', currency: 'EUR' }, { amount: 9_007_199_254_740_991, currency: 'EUR' }],
    ['money', { text: '1,999', currency: 'JPY' }, { amount: 1999, currency: 'JPY' }],
    ['money', { text: ' ', currency: 'EUR' }, undefined],
    ['number', '1,234.5', 1234.5],
    ['number', '', undefined],
    ['boolean', 'false', false],
    ['multiselect', [], undefined],
    ['multiselect', ['tea'], ['tea']],
    ['relation', ['company-x'], 'company-x'],
    ['relation', ['a', 'b'], ['a', 'b']],
    ['url', '  example.com ', 'example.com'],
  ];
  for (const [type, input, value] of read)
    it(`reads ${JSON.stringify(input)} as ${type}`, () => {
      // Fails when it becomes another value, or none.
      const before = { [type]: values[type] };
      const patch = customPatch([field(type)], before, draft({ [type]: input }), 'en');
      expect(Object.keys(patch)).to.deep.equal([`custom.${type}`]);
      expect(patch[`custom.${type}`]).to.deep.equal(value);
    });

  it('reads a decimal comma where the language writes one', () => {
    // Fails when 1.234,50 becomes 1.2345.
    expect(write('money', { text: '1.234,50', currency: 'EUR' }, 'de')).to.deep.equal({ amount: 123_450, currency: 'EUR' });
    expect(write('number', '0,5', 'de')).to.equal(0.5);
  });

  it('says what cannot be read, and writes none of it', () => {
    // Fails when a wrong text is stored, or passes for no value.
    const wrong = draft({
      number: 'many',
      money: { text: '12.345', currency: 'EUR' },
      date: '?',
      datetime: '?',
      url: 'two words',
      email: 'ana',
      phone: '1',
    });
    expect([...checkCustomDraft(all, {}, wrong, 'en')]).to.have.deep.members(
      ['number', 'money', 'date', 'datetime', 'url', 'email', 'phone'].map((key) => [key, 'format']),
    );
    expect(customPatch(all, {}, draft({ number: 'many', money: { text: 'x', currency: 'EUR' } }), 'en')).to.deep.equal({});
  });

  it('asks for what is required, and leaves strange values of others alone', () => {
    // Fails when an empty required field is saved, or an old value that nobody touched keeps a name from being changed.
    const fields = [field('text', { required: true }), field('date'), field('select')];
    expect([...checkCustomDraft(fields, { date: 'soon', select: 'gone' }, new Map(), 'en')]).to.deep.equal([['text', 'required']]);
    expect([...checkCustomDraft(fields, { text: 'a' }, draft({ text: ' ' }), 'en')]).to.deep.equal([['text', 'required']]);
  });

  it('lets an option that is no choice any more stay', () => {
    // Fails when saving something else asks for a new choice.
    const fields = [field('multiselect')];
    expect([...checkCustomDraft(fields, { multiselect: ['gone'] }, draft({ multiselect: ['gone', 'tea'] }), 'en')]).to.deep.equal([]);
  });

  it('tells where others changed the same field to something else', () => {
    // Fails when a change of somebody else is overwritten unseen, or the same change is called a conflict.
    const change = (current: Json) =>
      customConflicts(
        [field('text'), field('number')],
        { base: { text: 'a', number: 1 }, current: { text: current, number: 2 } },
        draft({ text: 'mine' }),
        'en',
      );
    expect(change('theirs')).to.deep.equal(['text']);
    expect(change('mine')).to.deep.equal([]);
    expect(change('a')).to.deep.equal([]);
  });

  it('takes keys that every object has for keys', () => {
    // Fails when a field called "constructor" shows what is inherited.
    const odd = field('text', { key: 'constructor' });
    expect(customRows([odd], {})).to.deep.equal([]);
    expect(touchedCustom([odd], {}, new Map(), 'en')).to.deep.equal([]);
    expect([...withoutInput(draft({ constructor: 'a', text: 'b' }), 'constructor')]).to.deep.equal([['text', 'b']]);
  });
});
