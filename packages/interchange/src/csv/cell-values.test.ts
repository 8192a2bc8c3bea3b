import { expect } from 'chai';
import { readBoolean, readChoice } from './choices.js';
import { domainOf, readEmails, readPhones, splitWords } from './contact-cells.js';
import { readDate, readMoment } from './dates.js';
import { readMoney, readNumber, readScaled } from './figures.js';
import { choicesOf } from './targets.js';

describe('values of cells', () => {
  describe('readDate', () => {
    const cases: readonly (readonly [text: string, dmy: string | undefined, mdy: string | undefined])[] = [
      ['2026-11-23', '2026-11-23', '2026-11-23'],
      ['2026/1/2', '2026-01-02', '2026-01-02'],
      ['20261123', '2026-11-23', '2026-11-23'],
      ['03.04.2026', '2026-04-03', '2026-03-04'],
      ['3. 4. 2026', '2026-04-03', '2026-03-04'],
      ['3/4/2026', '2026-04-03', '2026-03-04'],
      ['31/12/2026', '2026-12-31', undefined],
      ['12/31/2026 11:59 PM', undefined, '2026-12-31'],
      ['2026-08-13T23:04:34.666-10:00', '2026-08-13', '2026-08-13'],
      ['2026-02-30', undefined, undefined],
      ['1/2/26', undefined, undefined],
      ['3/4-2026', undefined, undefined],
      ['2026-11-23x', undefined, undefined],
      ['soon', undefined, undefined],
    ];
    for (const [text, dmy, mdy] of cases) {
      // Fails when a date is shifted, guessed from what is none, or read in another order than was said.
      it(text, () => {
        expect([readDate(text, 'dmy'), readDate(text, 'mdy')]).to.deep.equal([dmy, mdy]);
      });
    }
  });

  describe('readMoment', () => {
    const cases: readonly (readonly [text: string, moment: string | undefined])[] = [
      ['2024-08-13T18:04:34.666+00:00', '2024-08-13T18:04:34.666Z'],
      ['2024-08-14T11:37:45.65+00:00', '2024-08-14T11:37:45.650Z'],
      ['2024-08-13 18:04', '2024-08-13T18:04:00.000Z'],
      ['2024-08-13T18:04:34-0730', '2024-08-14T01:34:34.000Z'],
      ['2024-08-13T18:04:34.123456Z', '2024-08-13T18:04:34.123Z'],
      ['13.08.2024, 17:04', '2024-08-13T17:04:00.000Z'],
      ['13/8/2024 12:00 AM', '2024-08-13T00:00:00.000Z'],
      ['13/8/2024 12:30 p.m.', '2024-08-13T12:30:00.000Z'],
      ['2024-08-13', '2024-08-13T00:00:00.000Z'],
      ['2024-08-13T24:00', undefined],
      ['2024-08-13T13:00 PM', undefined],
      ['9999-12-31T23:59:00-05:00', undefined],
    ];
    for (const [text, moment] of cases) {
      // Fails when an offset is ignored or turned round, or when the zone of this machine has a part in it.
      it(text, () => {
        expect(readMoment(text, 'dmy')).to.equal(moment);
      });
    }
  });

  describe('readMoney', () => {
    const cases: readonly (readonly [text: string, decimal: '.' | ',', amount: number | string, currency?: string])[] = [
      ['1054', '.', 105_400, 'CHF'],
      ['1,234.50', '.', 123_450, 'CHF'],
      ['1.234,50 €', ',', 123_450, 'EUR'],
      ['€ 1.234,5', ',', 123_450, 'EUR'],
      ['$1,234.56', '.', 123_456, 'USD'],
      ['USD 5', '.', 500, 'USD'],
      ['5 jpy', '.', 5, 'JPY'],
      ['(12.00)', '.', -1_200, 'CHF'],
      ['-5', '.', -500, 'CHF'],
      ['$-5', '.', -500, 'USD'],
      ['0', '.', 0, 'CHF'],
      ["1'234.50", '.', 123_450, 'CHF'],
      ['90071992547409.91', '.', 9_007_199_254_740_991, 'CHF'],
      ['90071992547409.92', '.', 'no-money'],
      ['0.1 JPY', '.', 'no-money'],
      ['1.234,50', '.', 'no-money'],
      ['5k', '.', 'no-money'],
      ['1e5', '.', 'no-money'],
      ['(5', '.', 'no-money'],
      ['EUR', '.', 'no-money'],
      ['EUR 5 USD', '.', 'no-money'],
      ['', '.', 'no-money'],
    ];
    for (const [text, decimal, amount, currency] of cases) {
      // Fails when an amount is rounded, or what is none becomes a number.
      it(`${text} with ${decimal}`, () => {
        expect(readMoney(text, decimal, 'CHF')).to.deep.equal(currency === undefined ? amount : { amount, currency });
      });
    }

    // Fails when a currency is made up, or a dollar of another country is taken for one of the United States.
    it('takes the currency from where it is said, and from nowhere else', () => {
      expect(readMoney('5', '.', undefined)).to.equal('no-currency');
      expect(readMoney('$5', '.', 'CAD')).to.deep.equal({ amount: 500, currency: 'CAD' });
      expect(readMoney('$5', '.', 'EUR')).to.deep.equal({ amount: 500, currency: 'USD' });
      expect(readMoney('$5', '.', undefined)).to.deep.equal({ amount: 500, currency: 'USD' });
    });
  });

  // Fails when digits are grouped by the sign that begins the decimals, or what is no number becomes one.
  it('reads numbers with either sign before the decimals', () => {
    expect([readScaled('1.234', ',', 0), readScaled('62,5', ',', 2), readScaled('1,5', '.', 0), readScaled('11-50', '.', 0)]).to.deep.equal(
      [1234, 6250, undefined, undefined],
    );
    expect([readNumber('1.234,5', ','), readNumber('-0.25', '.'), readNumber('1 000', '.'), readNumber('1e9', '.')]).to.deep.equal([
      1234.5,
      -0.25,
      1000,
      undefined,
    ]);
  });

  describe('readEmails', () => {
    const cases: readonly (readonly [text: string, found: readonly string[], rejected?: readonly string[]])[] = [
      ['Ana@X.example', ['Ana@X.example']],
      ['a@x.example, b@x.example;c@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
      ['a@x.example ::: b@x.example', ['a@x.example', 'b@x.example']],
      ['a@x.example b@x.example', ['a@x.example', 'b@x.example']],
      ['Ana Diaz <ana@x.example>, "B, C" <b@x.example>', ['ana@x.example', 'b@x.example']],
      ['a@x.example; none', ['a@x.example'], ['none']],
      ['n/a', [], ['n/a']],
    ];
    for (const [text, found, rejected = []] of cases) {
      // Fails when an address is lost or runs into the next, or when what is none is not told.
      it(text, () => {
        const emails = readEmails(text);
        expect(emails.found.map(({ value }) => value)).to.deep.equal(found);
        expect(emails.found.map(({ key }) => key)).to.deep.equal(found.map((value) => value.toLowerCase()));
        expect(emails.rejected).to.deep.equal(rejected);
      });
    }
  });

  describe('readPhones', () => {
    const cases: readonly (readonly [text: string, found: readonly object[], rejected?: readonly string[]])[] = [
      ['1-955-371-0847 x371', [{ raw: '1-955-371-0847 x371', extension: '371' }]],
      ['555-1234, ext. 5', [{ raw: '555-1234, ext. 5', extension: '5' }]],
      ['+12015550123;ext=7', [{ raw: '+12015550123;ext=7', e164: '+12015550123', extension: '7' }]],
      [
        '+34 600 111 222; 555 1234 ::: (441) 954-5172',
        [{ raw: '+34 600 111 222', e164: '+34600111222' }, { raw: '555 1234' }, { raw: '(441) 954-5172' }],
      ],
      ['555 1234, (555) 1235', [{ raw: '555 1234' }, { raw: '(555) 1235' }]],
      ['030/1234-5', [{ raw: '030/1234-5' }]],
      ['unknown', [], ['unknown']],
    ];
    for (const [text, found, rejected = []] of cases) {
      // Fails when an extension is dialled with the number, cut off it, or taken for a number of its own.
      it(text, () => {
        expect(readPhones(text)).to.deep.equal({ found, rejected });
      });
    }
  });

  // Fails when the time grows with the square of the length: the test then takes minutes.
  it('gives up on cells that are too long for what they should be', () => {
    for (const filling of [' ', 'a ', '<', ';', ', ', '@', '1 ', '- ']) {
      const text = `${filling.repeat(200_000)}<`;
      for (const read of [readEmails, readPhones]) expect(read(text).found).to.deep.equal([]);
      expect([
        readDate(text, 'dmy'),
        readMoment(text, 'dmy'),
        readMoney(text, '.', 'EUR'),
        readNumber(text, '.'),
        domainOf(text),
      ]).to.deep.equal([undefined, undefined, 'no-money', undefined, undefined]);
      splitWords(text);
      readChoice(text, choicesOf(['won']));
    }
  });

  // Fails when a part of an address other than the host is kept, or a word is taken for a domain.
  it('finds the domain of an address on the web', () => {
    const domains = ['https://www.Acme.example/x', 'acme.example', 'http://a.b.example:8080', 'ACME', 'a@b.example'].map(domainOf);
    expect(domains).to.deep.equal(['acme.example', 'acme.example', 'a.b.example', undefined, undefined]);
  });

  // Fails when a choice is not known by its other names, or another one is taken for want of a better.
  it('knows choices by what other programs and languages call them', () => {
    const statuses = choicesOf(['open', 'won', 'lost']);
    expect(['Won', 'closedWon', 'Gewonnen', 'perdida', 'EN COURS'].map((text) => readChoice(text, statuses))).to.deep.equal([
      'won',
      'won',
      'won',
      'lost',
      undefined,
    ]);
    const own = [{ value: 'n', label: 'North' }, { value: 'constructor', label: '' }]; // prettier-ignore
    expect(['north', 'n', '', 'constructor'].map((text) => readChoice(text, own))).to.deep.equal(['n', 'n', 'constructor', 'constructor']);
    expect(['Yes', 'nein', 'Sí', '0', 'maybe'].map(readBoolean)).to.deep.equal([true, false, true, false, undefined]);
  });
});
