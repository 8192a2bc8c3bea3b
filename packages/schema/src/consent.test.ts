import { expect } from 'chai';
import fc from 'fast-check';
import { consentStates, withConsent } from './consent.js';
import type { Consent } from './records/contact.js';
import { propertyRuns } from '../../../tools/test-support.js';

const entry = (part: Partial<Consent>): Consent => ({
  channel: 'email',
  purpose: 'newsletter',
  status: 'granted',
  at: '2026-11-23T09:00:00.000Z',
  ...part,
});
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T09:00:00.000Z`;

const consents = fc.array(
  fc.record({
    channel: fc.constantFrom('email', 'Email', 'phone', 'constructor'),
    purpose: fc.constantFrom('newsletter', 'NEWSLETTER ', 'offers'),
    status: fc.constantFrom('granted', 'denied', 'withdrawn', 'pending'),
    at: fc.integer({ min: 1, max: 28 }).map(day),
  }),
  { maxLength: 12 },
) as fc.Arbitrary<Consent[]>;

describe('consentStates', () => {
  it('shows the latest of each channel and purpose, and what held before', () => {
    // Fails when an older entry holds, or one of the history is lost.
    const entries = [entry({ at: day(3) }), entry({ channel: 'phone' }), entry({ at: day(9), status: 'withdrawn' }), entry({ at: day(5) })];
    expect(consentStates(entries)).to.deep.equal([
      { current: entries[2], earlier: [entries[3], entries[0]] },
      { current: entries[1], earlier: [] },
    ]);
  });

  it('takes channels and purposes that differ in case alone for the same', () => {
    // Fails when "Email" stands granted beside "email" withdrawn.
    const entries = [entry({ at: day(1) }), entry({ channel: 'EMAIL', purpose: ' Newsletter', at: day(2), status: 'withdrawn' })];
    expect(consentStates(entries).map(({ current }) => current.status)).to.deep.equal(['withdrawn']);
  });

  it('lets the refusal hold of two entries of one moment', () => {
    // Fails when the order of a merged list decides about a person's no.
    const both = [entry({ status: 'withdrawn' }), entry({})];
    for (const entries of [both, both.toReversed()]) expect(consentStates(entries)[0]!.current.status).to.equal('withdrawn');
  });

  it('keeps every entry exactly once', () => {
    // Fails when grouping loses or doubles one, or a channel called "constructor" meets an object's own.
    fc.assert(
      fc.property(consents, (entries) => {
        const all = consentStates(entries).flatMap(({ current, earlier }) => [current, ...earlier]);
        expect(all.length).to.equal(entries.length);
        expect(entries.every((one) => all.includes(one))).to.equal(true);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('withConsent', () => {
  it('adds, and leaves what was there as it was', () => {
    // Fails when history is overwritten.
    const before = Object.freeze([Object.freeze(entry({ at: day(1) }))]);
    const after = withConsent(before, entry({ status: 'withdrawn', at: day(2) }));
    expect(after).to.deep.equal([before[0], entry({ status: 'withdrawn', at: day(2) })]);
  });

  it('holds from now on, whatever the clocks say', () => {
    // Fails when a withdrawal is overruled by an entry of a clock that was fast, or of the same millisecond.
    fc.assert(
      fc.property(consents, fc.constantFrom('granted' as const, 'withdrawn' as const), fc.integer({ min: 1, max: 28 }), (entries, status, n) => {
        const next = entry({ status, at: day(n), legalBasis: 'contract' });
        const { current } = consentStates(withConsent(entries, next)).find((state) => state.current.channel.toLowerCase() === 'email' && state.current.purpose.trim().toLowerCase() === 'newsletter')!;
        expect(current).to.deep.include({ status, legalBasis: 'contract' });
        expect(current.at >= next.at).to.equal(true);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
