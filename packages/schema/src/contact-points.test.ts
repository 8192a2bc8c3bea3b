import { expect } from 'chai';
import fc from 'fast-check';
import { normaliseEmail, normalisePhone, type PhoneFormatter } from './contact-points.js';
import { emailSchema, phoneSchema } from './records/contact.js';
import { propertyRuns } from '../../../tools/test-support.js';

describe('normaliseEmail', () => {
  it('keeps what was typed and compares without case', () => {
    expect(normaliseEmail(' Ada.Lovelace+news@Example.ORG\n')).to.deep.equal({ value: 'Ada.Lovelace+news@Example.ORG', key: 'ada.lovelace+news@example.org' });
  });

  it('leaves international addresses as they are', () => {
    expect(normaliseEmail('用户@例子.公司')).to.deep.equal({ value: '用户@例子.公司', key: '用户@例子.公司' });
    expect(normaliseEmail('Jürgen@BÜCHER.example').key).to.equal('jürgen@bücher.example');
  });

  it('plays no tricks: dots, tags and providers stay apart', () => {
    expect(normaliseEmail('a.b+c@gmail.com').key).to.equal('a.b+c@gmail.com');
    expect(normaliseEmail('a@googlemail.com').key).not.to.equal(normaliseEmail('a@gmail.com').key);
  });

  it('takes any text, and changes nothing more the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const email = normaliseEmail(text);
      expect(emailSchema.safeParse(email).success).to.equal(true);
      expect(normaliseEmail(email.value)).to.deep.equal(email);
    }), { numRuns: propertyRuns(200) });
  });
});

describe('normalisePhone', () => {
  const cases: readonly (readonly [string, string | undefined, string?])[] = [
    ['+34 600 11 22 33', '+34600112233'], ['0034 600-11-22-33', '+34600112233'], ['+1 (201) 555-0123', '+12015550123'], ['+44 (0)20 7946 0000', '+442079460000'], ['tel:+1-201-555-0123', '+12015550123'],
    ['+1.201.555.0123 x371', '+12015550123', '371'], ['+12015550123x371', '+12015550123', '371'], ['+1 201 555 0123 ext. 12', '+12015550123', '12'], ['+1 201 555 0123 EXT 12', '+12015550123', '12'], ['+1 201 555 0123 Extension: 12', '+12015550123', '12'],
    ['tel:+1-201-555-0123;ext=12', '+12015550123', '12'], ['tel:+12015550123;ext=7;phone-context=example.com', '+12015550123', '7'], ['+12015550123 #9', '+12015550123', '9'],
    ['＋３４ ６００ １１２ ２３３', '+34600112233'], ['+٣٤ ٦٠٠ ١١٢ ٢٣٣', '+34600112233'], ['+34\u00a0600\u202f112‑233', '+34600112233'], ['\u202a+34600112233\u202c', '+34600112233'],
    ['600 11 22 33', undefined], ['(201) 555-0123 ext 5', undefined, '5'], ['555-0123', undefined], ['+0 600 11 22 33', undefined], ['+34 CALL ME', undefined], ['', undefined], ['+', undefined], ['00', undefined], ['+1234567890123456', undefined],
    ['+34 600 11 22 33 / 600 11 22 44', undefined], ['+34+600112233', undefined], ['x12', undefined, '12'], ['*21#', undefined],
  ];
  for (const [text, e164, extension] of cases) {
    it(`reads ${JSON.stringify(text)} as ${String(e164)}${extension ? `, extension ${extension}` : ''}`, () => {
      expect(normalisePhone(text)).to.deep.equal({ raw: text.trim(), ...(e164 && { e164 }), ...(extension && { extension }) });
    });
  }

  it('asks a formatter that knows the country', () => {
    const asked: unknown[] = [];
    const formatter: PhoneFormatter = { toE164: (number, country) => (asked.push([number, country]), country === 'ES' ? `+34${number}` : undefined) };
    expect(normalisePhone('600 112 233 x5', { country: 'ES', formatter })).to.deep.equal({ raw: '600 112 233 x5', e164: '+34600112233', extension: '5' });
    expect(normalisePhone('600 112 233', { formatter })).to.deep.equal({ raw: '600 112 233' });
    expect(normalisePhone('call me', { country: 'ES', formatter })).to.deep.equal({ raw: 'call me' });
    expect(asked).to.deep.equal([['600112233', 'ES'], ['600112233', undefined]]);
  });

  it('gives what the schema takes, keeps what was typed, and never fails', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('+', '0', '1', '٣', 'x', ' ', '(', ')', ';', 'ext=', '#', '\u200e'), maxLength: 24 })), (text) => {
      const phone = normalisePhone(text);
      expect(phoneSchema.safeParse(phone).success, JSON.stringify(phone)).to.equal(true);
      expect(phone.raw).to.equal(text.trim());
    }), { numRuns: propertyRuns(500) });
  });

  it('does not look into texts that are too long for a number', () => {
    const text = `+${'1 '.repeat(50_000)}`;
    expect(normalisePhone(text)).to.deep.equal({ raw: text.trim() });
  });
});
