import { expect } from 'chai';
import fc from 'fast-check';
import { parseNumber } from './custom-field-number.js';
import { isEmailText, isPhoneText, isWebText } from './custom-field-texts.js';
import { checkCustomFields, isFilled, type CustomFieldRule } from './custom-fields.js';
import { customFieldTypes, type CustomFieldType } from './records/values.js';
import { issueCodes } from './validate.js';
import { propertyRuns } from '../../../tools/test-support.js';

const options = [
  { value: 's', label: 'Small' },
  { value: 'l', label: 'Large' },
];
const field = (type: CustomFieldType, required = false): CustomFieldRule => ({ key: 'it', type, options, required });
const codeOf = (type: CustomFieldType, value: unknown, required = false) => checkCustomFields([field(type, required)], { it: value })[0]?.code;

const good: Readonly<Record<CustomFieldType, readonly unknown[]>> = {
  text: ['x', '<b>'],
  number: [0, -1.5, 1e300],
  money: [{ amount: 1999, currency: 'EUR' }, { amount: 0, currency: 'JPY' }],
  date: ['2026-02-28'],
  datetime: ['2026-11-23T09:30:00.000Z'],
  boolean: [true, false],
  select: ['s'],
  multiselect: [['l', 's']],
  url: ['https://example.com/a?b#c', 'example.com', 'http://localhost.test:8080/', 'https://bücher.example'],
  email: ['ana@example.com', 'ana+x@bücher.example'],
  phone: ['+34 600 111 222', '٠٣٠ ١٢٣'],
  relation: ['company-1', ['a', 'b']],
};
const bad: Readonly<Record<CustomFieldType, readonly (readonly [unknown, string])[]>> = {
  text: [[5, 'type'], [{}, 'type']],
  number: [['5', 'type'], [Number.NaN, 'type'], [Infinity, 'type']],
  money: [[12.5, 'type'], [{ amount: 12.5, currency: 'EUR' }, 'type'], [{ amount: 1, currency: 'eur' }, 'type'], [{ amount: 2 ** 53, currency: 'EUR' }, 'type']],
  date: [['2026-02-30', 'format'], ['23.11.2026', 'format'], [20261123, 'type']],
  datetime: [['2026-11-23', 'format'], ['2026-11-23T09:30:00Z', 'format']],
  boolean: [['true', 'type'], [0, 'type']],
  select: [['xl', 'choice'], [['s'], 'type'], ['toString', 'choice']],
  multiselect: [['s', 'type'], [['s', 'xl'], 'choice'], [[1], 'type']],
  url: [['data:text/html,x', 'format'], ['https://u:p@example.com', 'format'], ['two words', 'format'], ['ftp://example.com', 'format'], ['https://exam\u202Eple.com', 'format']],
  email: [['ana', 'format'], ['a@b@c', 'format'], ['@b', 'format']],
  phone: [['12', 'format'], ['call me', 'format'], ['1'.repeat(101), 'format']],
  relation: [['x'.repeat(129), 'type'], [{ id: 'a' }, 'type'], [[''], 'type']],
};

describe('checkCustomFields', () => {
  for (const type of customFieldTypes) {
    it(`knows what a field of type ${type} holds`, () => {
      // Fails when a good value is refused, or a bad one passes or bears another code.
      for (const value of good[type]) expect(codeOf(type, value), JSON.stringify(value)).to.equal(undefined);
      for (const [value, code] of bad[type]) expect(codeOf(type, value), JSON.stringify(value)).to.equal(code);
    });
  }

  it('asks for what is required, where nothing or nothing visible stands', () => {
    // Fails when a blank passes for an answer, or `false` and 0 do not.
    for (const empty of [undefined, null, '', '  ', []]) {
      expect(codeOf('text', empty, true), JSON.stringify(empty)).to.equal('required');
      expect(codeOf('text', empty), JSON.stringify(empty)).to.equal(undefined);
    }
    expect(codeOf('boolean', false, true)).to.equal(undefined);
    expect(codeOf('number', 0, true)).to.equal(undefined);
    expect(checkCustomFields([field('text', true)], undefined)[0]).to.deep.equal({
      path: 'custom.it',
      field: 'custom',
      code: 'required',
      message: 'Give a value: this field is required.',
    });
  });

  it('leaves values of fields that are not declared alone, and takes nothing from an object’s own', () => {
    // Fails when an undeclared value is an issue, or a key such as "constructor" finds what every object has.
    expect(checkCustomFields([], { stray: {} })).to.deep.equal([]);
    expect(checkCustomFields([{ ...field('text', true), key: 'constructor' }], {})[0]?.code).to.equal('required');
  });

  it('answers any value with one issue at most, of a known code', () => {
    // Fails when a value that nobody thought of throws.
    fc.assert(
      fc.property(fc.constantFrom(...customFieldTypes), fc.jsonValue(), fc.boolean(), (type, value, required) => {
        const issues = checkCustomFields([field(type, required)], { it: value });
        expect(issues.length).to.be.at.most(1);
        for (const { code, message } of issues) {
          expect(issueCodes).to.include(code);
          expect(message).to.match(/\.$/);
        }
        if (!isFilled(value)) expect(issues.length).to.equal(Number(required));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('takes linear time over hostile texts', () => {
    // Fails (by the time limit) when a check backtracks.
    const text = 'a.'.repeat(200_000) + ' @';
    for (const test of [isEmailText, isPhoneText, isWebText]) expect(test(text)).to.equal(false);
  }).timeout(2_000);
});

describe('parseNumber', () => {
  it('reads numbers as people write them', () => {
    // Fails when groups, signs, other digits or the comma are not understood.
    const cases = [['1,234.5', 1234.5], ['-0.25', -0.25], ['٣٫٥', 3.5], ['12', 12], ['.5', 0.5], ['1 000 000', 1_000_000], ['−3', -3]] as const;
    for (const [text, value] of cases) expect(parseNumber(text), text).to.equal(value);
    expect(parseNumber('1.234,5', { decimal: ',' })).to.equal(1234.5);
  });

  for (const text of ['', ' ', 'abc', '1.2.3', '1,23', '0x10', '1e5', 'NaN', '--1', '1'.repeat(101)]) {
    // Fails when a text that is no number, or could be two, becomes one.
    it(`refuses ${JSON.stringify(text.slice(0, 12))}`, () => expect(() => parseNumber(text)).to.throw(RangeError, 'Write a number'));
  }

  it('gives back every number that is written in decimals', () => {
    // Fails when digits are lost on the way.
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 }), (whole, tenth) => {
        const text = `${whole}.${tenth}`;
        expect(parseNumber(text)).to.equal(Number(text) === 0 ? 0 : Number(text));
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
