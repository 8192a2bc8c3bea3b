import { expect } from 'chai';
import type { Deal, Stage } from './records/sales.js';
import { isRotting, rottingSince } from './rotting.js';

const stage = (fields: Partial<Stage> = {}) => ({ kind: 'open', rotAfterDays: 7, rotBasis: 'lastActivity', ...fields }) as Stage;
const deal = (fields: Partial<Deal> = {}) =>
  ({ status: 'open', createdAt: '2020-01-01T00:00:00.000Z', stageEnteredAt: '2026-11-01T12:00:00.000Z', lastActivityAt: '2026-11-10T12:00:00.000Z', ...fields }) as Deal;

describe('rottingSince', () => {
  it('counts from the last activity or from entering the stage, as the stage says', () => {
    expect(rottingSince(deal(), stage())).to.equal('2026-11-17T12:00:00.000Z');
    expect(rottingSince(deal(), stage({ rotBasis: 'stageEntry' }))).to.equal('2026-11-08T12:00:00.000Z');
  });

  it('counts from entering the stage where there was no activity, never from making the record', () => {
    for (const lastActivityAt of [null, undefined]) expect(rottingSince(deal({ lastActivityAt }), stage())).to.equal('2026-11-08T12:00:00.000Z');
  });

  it('is never for closed deals, closed stages and stages without a limit', () => {
    expect(rottingSince(deal({ status: 'won' }), stage())).to.equal(null);
    expect(rottingSince(deal({ status: 'lost' }), stage())).to.equal(null);
    expect(rottingSince(deal(), stage({ kind: 'won' }))).to.equal(null);
    for (const rotAfterDays of [null, undefined]) expect(rottingSince(deal(), stage({ rotAfterDays }))).to.equal(null);
  });

  it('is never where the time cannot be told or lies past all dates', () => {
    expect(rottingSince(deal({ lastActivityAt: 'yesterday' }), stage())).to.equal(null);
    expect(rottingSince(deal(), stage({ rotAfterDays: Number.MAX_SAFE_INTEGER }))).to.equal(null);
    expect(rottingSince(deal(), stage({ rotAfterDays: 3_000_000 }))).to.equal(null);
  });
});

describe('isRotting', () => {
  it('begins at the very moment', () => {
    expect(isRotting(deal(), stage(), '2026-11-17T11:59:59.999Z')).to.equal(false);
    expect(isRotting(deal(), stage(), '2026-11-17T12:00:00.000Z')).to.equal(true);
    expect(isRotting(deal({ status: 'won' }), stage(), '2030-01-01T00:00:00.000Z')).to.equal(false);
  });

  it('is not moved by summer time: a day is 24 hours', () => {
    const spring = deal({ lastActivityAt: '2026-03-28T12:00:00.000Z' });
    expect(rottingSince(spring, stage({ rotAfterDays: 1 }))).to.equal('2026-03-29T12:00:00.000Z');
  });
});
