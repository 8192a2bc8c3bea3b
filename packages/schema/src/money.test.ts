import { expect } from 'chai';
import fc from 'fast-check';
import { currencyExponent, decimalText, formatMoney, money, parseMoney, sumMoney, weightedValue, type StageTotals } from './money.js';
import { propertyRuns } from '../../../tools/test-support.js';

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF', 'XTS');
const amount = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1000, max: 1000 }));
/** Intl writes spaces that do not break; for comparing they are spaces. */
const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('currencyExponent', () => {
  it('follows ISO 4217', () => {
    for (const [code, exponent] of [['EUR', 2], ['JPY', 0], ['KRW', 0], ['CLP', 0], ['ISK', 0], ['KWD', 3], ['BHD', 3], ['TND', 3], ['CLF', 4], ['UYW', 4], ['HUF', 2], ['XTS', 2]] as const) {
      expect(currencyExponent(code), code).to.equal(exponent);
    }
  });

  it('agrees with the table that the engine carries', () => {
    // Unicode's data give a few currencies fewer digits than ISO 4217, by what is in use; ECMA-402 takes ISO's.
    const codes = (Intl as unknown as { supportedValuesOf(key: string): string[] }).supportedValuesOf('currency');
    const different = codes.filter((code) => new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits !== currencyExponent(code));
    // Withdrawn codes, units of account without minor units, and engines' own data may differ; none of the world's main currencies does.
    for (const code of ['EUR', 'USD', 'GBP', 'JPY', 'CNY', 'INR', 'BRL', 'CHF', 'KRW', 'KWD', 'BHD', 'OMR', 'JOD', 'TND', 'VND', 'PYG', 'CLP', 'ISK', 'XAF', 'XOF', 'UGX']) {
      expect(different).not.to.include(code);
    }
  });

  for (const other of ['', 'eur', 'EURO', 'EU', '€', 'EUR\n']) {
    it(`refuses ${JSON.stringify(other)}`, () => expect(() => currencyExponent(other)).to.throw(RangeError, 'three capital letters'));
  }
});

describe('money', () => {
  it('holds whole minor units', () => {
    expect(money(1999, 'EUR')).to.deep.equal({ amount: 1999, currency: 'EUR' });
    expect(money(-Number.MAX_SAFE_INTEGER, 'JPY').amount).to.equal(-Number.MAX_SAFE_INTEGER);
  });

  it('never holds −0, which no store gives back', () => expect(Object.is(money(-0, 'EUR').amount, 0)).to.equal(true));

  for (const other of [19.99, Number.NaN, Infinity, 2 ** 53, '1999', 1999n, null, undefined]) {
    it(`refuses ${String(other)} (${typeof other})`, () => expect(() => money(other as number, 'EUR')).to.throw(RangeError, 'whole number'));
  }
  it('refuses a currency that is none', () => expect(() => money(1, 'euro')).to.throw(RangeError));
});

describe('decimalText', () => {
  it('has all digits of the currency', () => {
    expect(decimalText(money(5, 'EUR'))).to.equal('0.05');
    expect(decimalText(money(-5, 'EUR'))).to.equal('-0.05');
    expect(decimalText(money(0, 'KWD'))).to.equal('0.000');
    expect(decimalText(money(1999, 'JPY'))).to.equal('1999');
    expect(decimalText(money(123_456, 'CLF'))).to.equal('12.3456');
    expect(decimalText({ amount: '-123456789012345678901234567890', currency: 'EUR' })).to.equal('-1234567890123456789012345678.90');
  });
});

describe('parseMoney', () => {
  const cases: readonly (readonly [string, string, number, (',' | '.')?])[] = [
    ['19.99', 'EUR', 1999], ['19,99', 'EUR', 1999, ','], ['0.1', 'EUR', 10], ['.5', 'EUR', 50], ['7', 'EUR', 700], ['7.', 'EUR', 700], ['-3.50', 'EUR', -350], ['−3.50', 'EUR', -350], ['+3', 'EUR', 300],
    ['1,234,567.89', 'EUR', 123_456_789], ['1.234.567,89', 'EUR', 123_456_789, ','], ['1 234 567,89', 'EUR', 123_456_789, ','], ['1\u202f234,5', 'EUR', 123_450, ','], ["1'234.50", 'CHF', 123_450], ['1’234.50', 'CHF', 123_450],
    ['12,34,567.89', 'INR', 123_456_789], ['1_000', 'EUR', 100_000], ['1999', 'JPY', 1999], ['1,999', 'JPY', 1999], ['1.234', 'KWD', 1234], ['1,234', 'KWD', 1_234_000], ['٣٫٥', 'EUR', 350], ['١٬٢٣٤', 'EUR', 123_400], ['१२३', 'INR', 12_300],
    ['  5 ', 'EUR', 500], ['0000012.5', 'EUR', 1250], ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER], ['-0', 'EUR', 0],
  ];
  for (const [text, code, expected, decimal = '.'] of cases) {
    it(`reads ${JSON.stringify(text)} ${code} with "${decimal}" as ${expected}`, () => {
      const read = parseMoney(text, code, { decimal });
      expect(read).to.deep.equal({ amount: expected, currency: code });
      expect(Object.is(read.amount, -0)).to.equal(false);
    });
  }

  const refused: readonly (readonly [string, string, string, (',' | '.')?])[] = [
    // Read as grouping these would be ten, a hundred or a thousand times too much.
    ['1,5', 'EUR', 'digits'], ['19,99', 'EUR', 'digits'], ['1.500', 'EUR', '2 decimals'], ['1,500', 'EUR', '2 decimals', ','], ['1,23,4', 'EUR', 'digits'], ['1,234 567', 'EUR', 'digits'], ['1.234.567', 'EUR', 'digits'],
    ['', 'EUR', 'digits'], ['.', 'EUR', 'digits'], ['-', 'EUR', 'digits'], ['1e3', 'EUR', 'digits'], ['0x10', 'EUR', 'digits'], ['NaN', 'EUR', 'digits'], ['Infinity', 'EUR', 'digits'], ['1@50', 'EUR', 'digits'], ['€5', 'EUR', 'digits'],
    ['--1', 'EUR', 'digits'], ['1-', 'EUR', 'digits'], ['1.-5', 'EUR', 'digits'], [',5', 'EUR', 'digits'], ['1,', 'EUR', 'digits'], ['1  000', 'EUR', 'digits'], ['0.001', 'EUR', '2 decimals'], ['1.0', 'JPY', 'no decimals'],
    ['90071992547409.92', 'EUR', 'too large'], ['9'.repeat(90), 'EUR', 'too large'], ['9'.repeat(200), 'EUR', 'digits'], ['1\n2', 'EUR', 'digits'],
  ];
  for (const [text, code, message, decimal = '.'] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 30))} ${code} with "${decimal}"`, () => expect(() => parseMoney(text, code, { decimal })).to.throw(RangeError, message));
  }

  it('reads what decimalText writes, exactly, with either decimal sign and with groups', () => {
    fc.assert(fc.property(amount, currency, (minor, code) => {
      const value = money(minor, code);
      expect(parseMoney(decimalText(value), code)).to.deep.equal(value);
      const german = new Intl.NumberFormat('de', { minimumFractionDigits: currencyExponent(code) }).format(decimalText(value) as Intl.StringNumericLiteral);
      expect(parseMoney(german, code, { decimal: ',' })).to.deep.equal(value);
    }), { numRuns: propertyRuns(300) });
  });

  it('either reads a text exactly or refuses it with a sentence', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('0', '1', '9', ',', '.', ' ', '-', "'", '@'), maxLength: 12 }), (text) => {
      let read;
      try {
        read = parseMoney(text, 'EUR');
      } catch (error) {
        expect(error).to.be.instanceOf(RangeError).with.property('message').that.matches(/^[A-Z].*\.$/);
        return;
      }
      expect(decimalText(read)).to.equal(Number(text.trim().replace(/[, ']/g, '')).toFixed(2).replace(/^-0\.00$/, '0.00'));
    }), { numRuns: propertyRuns(500) });
  });

  it('is not held up by hostile texts', () => {
    // Runs out of time when the pattern backtracks.
    for (const text of ['1,'.repeat(50_000), ' '.repeat(100_000), `1${',000'.repeat(30)}x`, '1'.repeat(100_000), '1'.repeat(99), `${"1'".repeat(49)}1`]) {
      expect(() => parseMoney(text, 'EUR')).to.throw(RangeError);
    }
  });
});

describe('formatMoney', () => {
  it('writes as the locale does, with the digits of ISO 4217', () => {
    expect(formatMoney(money(123_456, 'EUR'), 'en')).to.equal('€1,234.56');
    expect(spaced(formatMoney(money(123_456, 'EUR'), 'de'))).to.equal('1.234,56 €');
    expect(formatMoney(money(1999, 'JPY'), 'en')).to.equal('¥1,999');
    expect(spaced(formatMoney(money(1234, 'KWD'), 'en'))).to.equal('KWD 1.234');
    // Unicode's data would write forints without decimals.
    expect(spaced(formatMoney(money(12_345, 'HUF'), 'en'))).to.equal('HUF 123.45');
    expect(formatMoney(money(-5, 'USD'), 'en')).to.equal('-$0.05');
  });

  it('is exact beyond what a number holds', () => {
    expect(formatMoney({ amount: '12345678901234567890123', currency: 'USD' }, 'en')).to.equal('$123,456,789,012,345,678,901.23');
    expect(formatMoney(money(Number.MAX_SAFE_INTEGER, 'USD'), 'en')).to.equal('$90,071,992,547,409.91');
  });

  it('takes options for a short form and for the currency’s name', () => {
    expect(formatMoney(money(123_456_789, 'USD'), 'en', { notation: 'compact' })).to.equal('$1.2M');
    expect(spaced(formatMoney(money(100, 'USD'), 'en', { currencyDisplay: 'code' }))).to.equal('USD 1.00');
    expect(formatMoney(money(100, 'USD'), 'en', { trailingZeroDisplay: 'stripIfInteger' })).to.equal('$1');
  });

  it('keeps formats apart, also when there are more than it remembers', () => {
    for (let count = 0; count < 500; count += 1) formatMoney(money(1, 'EUR'), 'en', { minimumFractionDigits: 2, maximumFractionDigits: 2 + (count % 7) });
    expect(formatMoney(money(123_456, 'EUR'), 'en')).to.equal('€1,234.56');
  });

  it('refuses a currency or a locale that is none', () => {
    expect(() => formatMoney({ amount: 1, currency: 'x' }, 'en')).to.throw(RangeError);
    expect(() => formatMoney(money(1, 'EUR'), 'no such locale')).to.throw(RangeError);
  });
});

describe('sumMoney', () => {
  it('adds exactly, by currency, leaving out what is not known', () => {
    const large = money(Number.MAX_SAFE_INTEGER, 'USD');
    expect(sumMoney([large, large, money(1, 'EUR'), null, undefined, { amount: '2', currency: 'EUR' }])).to.deep.equal([
      { currency: 'EUR', amount: '3' },
      { currency: 'USD', amount: '18014398509481982' },
    ]);
    expect(sumMoney([])).to.deep.equal([]);
  });

  it('is the same in any order', () => {
    // Fails for sums of floating-point numbers, where the order shows in the last digits.
    fc.assert(fc.property(fc.array(fc.record({ amount, currency }), { maxLength: 30 }), (values) => {
      expect(sumMoney([...values].reverse())).to.deep.equal(sumMoney(values));
    }), { numRuns: propertyRuns(100) });
  });
});

describe('weightedValue', () => {
  interface Row { stageId: string; currency: string; amount: number; override: number | null }
  const probabilities: Record<string, number> = { early: 1000, middle: 3333, late: 9999 };

  /** What a store's totals say for single deals. */
  const totals = (deals: readonly Row[]): StageTotals[] => {
    const rows = new Map<string, { group: Record<string, string>; sums: { amountAtStageProbability: bigint; weightedOverrides: bigint } }>();
    for (const deal of deals) {
      const key = `${deal.stageId} ${deal.currency}`;
      const row = rows.get(key) ?? { group: { stageId: deal.stageId, 'amount.currency': deal.currency, pipelineId: 'p' }, sums: { amountAtStageProbability: 0n, weightedOverrides: 0n } };
      if (deal.override === null) row.sums.amountAtStageProbability += BigInt(deal.amount);
      else row.sums.weightedOverrides += BigInt(deal.amount) * BigInt(deal.override);
      rows.set(key, row);
    }
    return [...rows.values()].map(({ group, sums }) => ({ group, sums: Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, String(sum)])) }));
  };

  it('rounds once at the end, halves away from zero', () => {
    const half = [{ stageId: 'half', currency: 'EUR', amount: 1, override: 5000 }];
    expect(weightedValue(totals(half), () => 0)).to.deep.equal([{ currency: 'EUR', amount: '1' }]);
    expect(weightedValue(totals([{ ...half[0]!, amount: -1 }]), () => 0)).to.deep.equal([{ currency: 'EUR', amount: '-1' }]);
    // Three deals of one third of a cent each: rounded one by one they would be nothing.
    const thirds = [1, 2, 3].map((number) => ({ stageId: `s${number}`, currency: 'EUR', amount: 1, override: 3334 }));
    expect(weightedValue(totals(thirds), () => 0)).to.deep.equal([{ currency: 'EUR', amount: '1' }]);
  });

  it('takes the stage’s probability, else the deal’s own; none in a stage that is not known', () => {
    const deals = [
      { stageId: 'early', currency: 'EUR', amount: 10_000, override: null },
      { stageId: 'early', currency: 'EUR', amount: 10_000, override: 7500 },
      { stageId: 'gone', currency: 'EUR', amount: 10_000, override: null },
      { stageId: 'gone', currency: 'JPY', amount: 10_000, override: 10_000 },
    ];
    expect(weightedValue(totals(deals), (stage) => probabilities[stage])).to.deep.equal([{ currency: 'EUR', amount: '8500' }, { currency: 'JPY', amount: '10000' }]);
  });

  it('leaves out deals without an amount', () => {
    expect(weightedValue([{ group: { stageId: 'early', 'amount.currency': null }, sums: {} }], () => 5000)).to.deep.equal([]);
  });

  it('is the sum over single deals, exactly, at 10^15 minor units and more', () => {
    const deal = fc.record({
      stageId: fc.constantFrom('early', 'middle', 'late'), currency, amount, override: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null }),
    });
    fc.assert(fc.property(fc.array(deal, { maxLength: 30 }), (deals) => {
      const exact = new Map<string, bigint>();
      for (const one of deals) exact.set(one.currency, (exact.get(one.currency) ?? 0n) + BigInt(one.amount) * BigInt(one.override ?? probabilities[one.stageId]!));
      for (const { currency: code, amount: sum } of weightedValue(totals(deals), (stage) => probabilities[stage])) {
        // Within half a unit of the exact value, times 10,000.
        const error = BigInt(sum) * 10_000n - exact.get(code)!;
        expect(error <= 5000n && error >= -5000n, `${code} ${sum}`).to.equal(true);
        exact.delete(code);
      }
      expect(exact.size).to.equal(0);
    }), { numRuns: propertyRuns(150) });
  });
});
