import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, calendarDateIn, compareDates, daysBetween, instantMs, isCalendarDate, isInstant, monthOf, toInstant } from './calendar-date.js';
import { propertyRuns } from '../../../tools/test-support.js';

const dates = fc.date({ min: new Date('0001-01-01T00:00:00.000Z'), max: new Date('9999-12-31T00:00:00.000Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe('isCalendarDate', () => {
  for (const date of ['2026-11-23', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '1582-10-10']) {
    it(`takes ${date}`, () => expect(isCalendarDate(date)).to.equal(true));
  }
  for (const other of ['2026-02-30', '2025-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01', '2026-1-1', '26-01-01', '2026/01/01', '2026-01-01T00:00:00.000Z', ' 2026-01-01', '2026-01-01\n', '２０２６-01-01', '+02026-01-01', '', null, undefined, 20260101]) {
    it(`refuses ${JSON.stringify(other)}`, () => expect(isCalendarDate(other)).to.equal(false));
  }
});

describe('isInstant and toInstant', () => {
  it('take what Date writes', () => {
    fc.assert(fc.property(fc.date({ min: new Date('0001-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), (date) => {
      expect(isInstant(date.toISOString())).to.equal(true);
      expect(toInstant(date.getTime())).to.equal(date.toISOString());
      expect(instantMs(date.toISOString())).to.equal(date.getTime());
    }), { numRuns: propertyRuns(200) });
  });

  it('refuse moments that do not exist, which Date.parse may take for others', () => {
    for (const other of ['2026-02-30T00:00:00.000Z', '2026-01-01T24:00:00.000Z', '2026-01-01T00:60:00.000Z', '2026-01-01T00:00:60.000Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000+00:00', '2026-01-01 00:00:00.000Z', '2026-01-01T00:00:00,000Z', '2026-01-01', '', null, 0]) {
      expect(isInstant(other), String(other)).to.equal(false);
    }
  });

  it('refuse what is no moment with a sentence', () => {
    for (const ms of [Number.NaN, Infinity, 8.64e15 + 1, Date.UTC(10_000, 0, 1), -62_135_596_800_001]) expect(() => toInstant(ms), String(ms)).to.throw(RangeError, 'years 0001 to 9999');
    expect(() => instantMs('yesterday')).to.throw(RangeError, 'such as 2026-11-23T09:30:00.000Z');
  });
});

describe('arithmetic with dates', () => {
  it('counts over months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).to.equal('2024-02-29');
    expect(addDays('2025-02-28', 1)).to.equal('2025-03-01');
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
    expect(addDays('2026-01-01', -1)).to.equal('2025-12-31');
    expect(daysBetween('2024-01-01', '2025-01-01')).to.equal(366);
    expect(daysBetween('2026-03-29', '2026-03-28')).to.equal(-1);
    expect(monthOf('2026-11-23')).to.equal('2026-11');
  });

  it('is exact whatever the time zone of the machine: each day is one day, summer time or not', () => {
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) expect(daysBetween(day, addDays(day, 1)), day).to.equal(1);
  });

  it('adds what is between, and orders as the text does', () => {
    fc.assert(fc.property(dates, dates, (a, b) => {
      expect(addDays(a, daysBetween(a, b))).to.equal(b);
      expect(compareDates(a, b)).to.equal(a < b ? -1 : a > b ? 1 : 0);
      expect(daysBetween(a, b)).to.equal(-daysBetween(b, a) + 0);
    }), { numRuns: propertyRuns(200) });
  });

  it('refuses no dates, fractions, and years outside 0001 to 9999', () => {
    expect(() => addDays('2026-02-30', 1)).to.throw(RangeError, 'YYYY-MM-DD');
    expect(() => addDays('2026-01-01', 0.5)).to.throw(RangeError, 'whole number');
    expect(() => addDays('2026-01-01', Number.NaN)).to.throw(RangeError);
    expect(() => addDays('9999-12-31', 1)).to.throw(RangeError);
    expect(() => addDays('0001-01-01', -1)).to.throw(RangeError);
    expect(() => addDays('2026-01-01', 1e300)).to.throw(RangeError);
    expect(() => daysBetween('2026-01-01', '')).to.throw(RangeError);
    expect(() => compareDates('x', '2026-01-01')).to.throw(RangeError);
    expect(() => monthOf('2026-11')).to.throw(RangeError);
  });
});

describe('calendarDateIn', () => {
  it('is the date on the wall of the zone', () => {
    const at = '2026-11-23T23:30:00.000Z';
    expect(calendarDateIn(at, 'UTC')).to.equal('2026-11-23');
    expect(calendarDateIn(at, 'Europe/Madrid')).to.equal('2026-11-24');
    expect(calendarDateIn(at, 'America/New_York')).to.equal('2026-11-23');
    expect(calendarDateIn('2026-11-23T10:30:00.000Z', 'Pacific/Kiritimati')).to.equal('2026-11-24');
    expect(calendarDateIn('2026-11-23T10:30:00.000Z', 'Pacific/Niue')).to.equal('2026-11-22');
  });

  it('knows summer time on both sides of its change', () => {
    expect(calendarDateIn('2026-06-30T22:30:00.000Z', 'Europe/Berlin')).to.equal('2026-07-01');
    expect(calendarDateIn('2026-12-31T22:30:00.000Z', 'Europe/Berlin')).to.equal('2026-12-31');
  });

  it('is at most a day from the UTC date, and the UTC date in UTC', () => {
    fc.assert(fc.property(fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }), fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia'), (date, zone) => {
      const day = calendarDateIn(date.toISOString(), zone);
      expect(Math.abs(daysBetween(date.toISOString().slice(0, 10), day))).to.be.at.most(1);
      if (zone === 'UTC') expect(day).to.equal(date.toISOString().slice(0, 10));
    }), { numRuns: propertyRuns(100) });
  });

  it('refuses unknown zones, no moments, and the ends of time', () => {
    expect(() => calendarDateIn('2026-11-23T09:30:00.000Z', 'Mars/Olympus')).to.throw(RangeError, 'Europe/Madrid');
    expect(() => calendarDateIn('2026-11-23', 'UTC')).to.throw(RangeError, 'such as');
    expect(() => calendarDateIn('0001-01-01T00:00:00.000Z', 'America/New_York')).to.throw(RangeError, 'years 0001 to 9999');
    expect(() => calendarDateIn('9999-12-31T23:00:00.000Z', 'Asia/Tokyo')).to.throw(RangeError, 'years 0001 to 9999');
  });
});
