import { expect } from 'chai';
import fc from 'fast-check';
import { dealStartChange, moveDealChanges, moveDealGate, type GatingStage, type MovingDeal, type TargetStage } from './moves.js';
import { type Deal } from './records/sales.js';
import { stageKinds } from './records/values.js';
import { propertyRuns } from '../../../tools/test-support.js';

const stage = (fields: Partial<GatingStage> = {}): GatingStage => ({ id: 'to', name: 'Offer', kind: 'open', requiredFields: [], ...fields });
const from = stage({ id: 'from', name: 'Contact' });
const deal = { id: 'd', stageId: 'from' } as Partial<Deal> & { stageId: string };

describe('moveDealGate', () => {
  it('lets a move pass that nothing forbids', () => {
    expect(moveDealGate({ deal, from, to: stage(), countInTarget: 0 })).to.deep.equal({ allowed: true, warnings: [] });
  });

  it('asks for required fields, all at once, also custom ones', () => {
    const to = stage({ requiredFields: ['amount', 'expectedCloseDate', 'contactIds', 'custom.region', 'nextStep', 'custom.missing.deep'] });
    const empty = { ...deal, amount: null, contactIds: [], custom: { region: '' }, nextStep: ' \n' };
    const gate = moveDealGate({ deal: empty, from, to, countInTarget: 0 });
    expect(gate).to.deep.equal({
      allowed: false,
      refusals: [{
        code: 'REQUIRED_FIELDS', fields: to.requiredFields,
        message: 'Fill in what "Offer" asks for first: amount, expectedCloseDate, contactIds, custom.region, nextStep, custom.missing.deep.',
      }],
    });
    const full = { ...deal, amount: { amount: 0, currency: 'EUR' }, expectedCloseDate: '2026-12-01', contactIds: ['c'], custom: { region: 0, missing: { deep: false } }, nextStep: 'call' };
    expect(moveDealGate({ deal: full, from, to, countInTarget: 0 }).allowed).to.equal(true);
  });

  it('does not take inherited properties for fields', () => {
    expect(moveDealGate({ deal, from, to: stage({ requiredFields: ['toString', 'custom.constructor'] }), countInTarget: 0 }).allowed).to.equal(false);
  });

  it('keeps to allowedNext, where there is one', () => {
    const bound = { ...from, allowedNext: ['other'] };
    expect(moveDealGate({ deal, from: bound, to: stage(), countInTarget: 0 })).to.deep.equal({
      allowed: false, refusals: [{ code: 'TRANSITION', allowedNext: ['other'], message: 'Choose another stage: deals do not move from "Contact" to "Offer".' }],
    });
    expect(moveDealGate({ deal, from: { ...from, allowedNext: [] }, to: stage(), countInTarget: 0 }).allowed).to.equal(false);
    expect(moveDealGate({ deal, from: { ...from, allowedNext: ['to'] }, to: stage(), countInTarget: 0 }).allowed).to.equal(true);
    expect(moveDealGate({ deal, from: { ...from, allowedNext: null }, to: stage(), countInTarget: 0 }).allowed).to.equal(true);
  });

  it('lets a deal out of a stage that is not known any more', () => {
    expect(moveDealGate({ deal: { stageId: 'gone' }, from: null, to: stage(), countInTarget: 0 }).allowed).to.equal(true);
    expect(moveDealGate({ deal: { stageId: 'gone' }, to: stage(), countInTarget: 0 }).allowed).to.equal(true);
  });

  it('refuses over a hard limit, at n but not at n − 1', () => {
    const to = stage({ wipLimit: 3, wipHard: true });
    expect(moveDealGate({ deal, from, to, countInTarget: 2 })).to.deep.equal({ allowed: true, warnings: [] });
    expect(moveDealGate({ deal, from, to, countInTarget: 3 })).to.deep.equal({
      allowed: false, refusals: [{ code: 'WIP_LIMIT', limit: 3, message: 'Move a deal out of "Offer" first: it holds 3 at most.' }],
    });
  });

  it('warns over a soft limit', () => {
    const to = stage({ wipLimit: 3 });
    expect(moveDealGate({ deal, from, to, countInTarget: 2 })).to.deep.equal({ allowed: true, warnings: [] });
    expect(moveDealGate({ deal, from, to, countInTarget: 3 })).to.have.nested.property('warnings[0].code', 'WIP_LIMIT');
  });

  it('asks for a reason of losing where that is wanted; a required field takes the same reason', () => {
    const to = stage({ kind: 'lost' });
    expect(moveDealGate({ deal, from, to, countInTarget: 0 }).allowed).to.equal(true);
    expect(moveDealGate({ deal, from, to, countInTarget: 0, requireLostReason: true, lostReason: '  ' })).to.deep.equal({
      allowed: false, refusals: [{ code: 'LOST_REASON', message: 'Say why the deal was lost.' }],
    });
    expect(moveDealGate({ deal, from, to, countInTarget: 0, requireLostReason: true, lostReason: 'price' }).allowed).to.equal(true);
    expect(moveDealGate({ deal: { ...deal, lostReason: 'price' }, from, to, countInTarget: 0, requireLostReason: true }).allowed).to.equal(true);
    expect(moveDealGate({ deal, from, to: { ...to, requiredFields: ['lostReason'] }, countInTarget: 0, lostReason: 'price' }).allowed).to.equal(true);
    expect(moveDealGate({ deal, from, to: stage(), countInTarget: 0, requireLostReason: true }).allowed).to.equal(true);
  });

  it('tells all reasons at once', () => {
    const to = stage({ kind: 'lost', requiredFields: ['amount'], wipLimit: 1, wipHard: true });
    const gate = moveDealGate({ deal, from: { ...from, allowedNext: [] }, to, countInTarget: 1, requireLostReason: true });
    expect(gate.allowed ? [] : gate.refusals.map(({ code }) => code)).to.deep.equal(['TRANSITION', 'REQUIRED_FIELDS', 'WIP_LIMIT', 'LOST_REASON']);
  });

  it('never refuses a move within the stage', () => {
    const full = stage({ id: 'from', kind: 'lost', requiredFields: ['amount'], wipLimit: 1, wipHard: true, allowedNext: [] });
    expect(moveDealGate({ deal, from: full, to: full, countInTarget: 9, requireLostReason: true })).to.deep.equal({ allowed: true, warnings: [] });
  });
});

const entered = '2026-11-20T09:00:00.000Z';
const at = '2026-11-23T09:00:00.000Z';
const moving = (fields: Partial<MovingDeal> = {}): MovingDeal => ({
  id: 'd', stageId: 'from', pipelineId: 'p', status: 'open', stageEnteredAt: entered, amount: { amount: 500, currency: 'EUR' }, ...fields,
});
const target = (fields: Partial<TargetStage> = {}): TargetStage => ({ id: 'to', pipelineId: 'p', kind: 'open', probability: 4000, ...fields });

describe('moveDealChanges', () => {
  it('writes the deal and one stage change', () => {
    expect(moveDealChanges({ deal: moving(), to: target(), rank: 'a1', at, byId: 'agent' })).to.deep.equal({
      patch: { stageId: 'to', rank: 'a1', stageEnteredAt: at, lastActivityAt: at },
      stageChange: {
        dealId: 'd', pipelineId: 'p', fromStageId: 'from', toStageId: 'to', at, byId: 'agent', durationMs: 3 * 86_400_000, amount: { amount: 500, currency: 'EUR' }, probability: 4000,
      },
    });
  });

  it('writes the rank alone within a stage', () => {
    expect(moveDealChanges({ deal: moving(), to: target({ id: 'from' }), rank: 'a1', at })).to.deep.equal({ patch: { rank: 'a1' }, stageChange: null });
  });

  it('closes on won and lost, keeps the reason of losing only', () => {
    expect(moveDealChanges({ deal: moving(), to: target({ kind: 'won' }), rank: 'a1', at, lostReason: 'price' }).patch).to.deep.include({ status: 'won', closedAt: at }).and.not.to.have.property('lostReason');
    expect(moveDealChanges({ deal: moving(), to: target({ kind: 'lost' }), rank: 'a1', at, lostReason: 'price' }).patch).to.deep.include({ status: 'lost', closedAt: at, lostReason: 'price' });
    expect(moveDealChanges({ deal: moving({ status: 'lost', closedAt: entered, lostReason: 'price' }), to: target({ kind: 'won' }), rank: 'a1', at }).patch)
      .to.deep.include({ status: 'won', closedAt: at, lostReason: null });
  });

  it('clears both on the way back, also a reason that stood there by mistake', () => {
    const { patch } = moveDealChanges({ deal: moving({ status: 'lost', closedAt: entered, lostReason: 'price' }), to: target(), rank: 'a1', at });
    expect(patch).to.deep.include({ status: 'open', closedAt: null, lostReason: null });
  });

  it('keeps the day of closing between two stages of one kind', () => {
    const { patch } = moveDealChanges({ deal: moving({ status: 'lost', closedAt: entered, lostReason: 'price' }), to: target({ kind: 'lost' }), rank: 'a1', at });
    expect(patch).not.to.have.any.keys('status', 'closedAt', 'lostReason');
  });

  it('takes the deal into the stage’s pipeline', () => {
    const { patch, stageChange } = moveDealChanges({ deal: moving(), to: target({ pipelineId: 'q' }), rank: 'a1', at });
    expect(patch.pipelineId).to.equal('q');
    expect(stageChange?.pipelineId).to.equal('q');
  });

  it('carries the deal’s own probability, 0 too', () => {
    expect(moveDealChanges({ deal: moving({ probabilityOverride: 0 }), to: target(), rank: 'a1', at }).stageChange?.probability).to.equal(0);
    expect(moveDealChanges({ deal: moving({ probabilityOverride: null }), to: target(), rank: 'a1', at }).stageChange?.probability).to.equal(4000);
  });

  it('counts no negative time, and no earlier activity, when the clock was set back', () => {
    const { patch, stageChange } = moveDealChanges({ deal: moving({ stageEnteredAt: '2027-01-01T00:00:00.000Z', lastActivityAt: '2027-01-01T00:00:00.000Z' }), to: target(), rank: 'a1', at });
    expect(stageChange?.durationMs).to.equal(0);
    expect(patch.lastActivityAt).to.equal('2027-01-01T00:00:00.000Z');
    expect(patch.stageEnteredAt).to.equal(at);
  });

  it('does not share the amount with the deal', () => {
    const one = moving();
    const amount = moveDealChanges({ deal: one, to: target(), rank: 'a1', at }).stageChange?.amount;
    expect(amount).not.to.equal(one.amount);
    expect(amount).to.deep.equal(one.amount);
    expect(moveDealChanges({ deal: moving({ amount: null }), to: target(), rank: 'a1', at }).stageChange?.amount).to.equal(null);
  });

  it('refuses what is no moment', () => expect(() => moveDealChanges({ deal: moving(), to: target(), rank: 'a1', at: 'now' })).to.throw(RangeError));

  it('leaves any path of moves consistent: status as the stage, closed with a date, open without', () => {
    const stages = fc.record({ id: fc.constantFrom('1', '2', '3', '4'), kind: fc.constantFrom(...stageKinds), pipelineId: fc.constantFrom('p', 'q'), probability: fc.nat({ max: 10_000 }) });
    const step = fc.record({ to: stages, ms: fc.integer({ min: -1e9, max: 1e9 }), lostReason: fc.constantFrom('price', '', null, undefined) });
    fc.assert(fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      let state = moving();
      let clock = Date.parse(at);
      for (const { to, ms, lostReason } of steps) {
        clock += ms;
        const { patch, stageChange } = moveDealChanges({ deal: Object.freeze(state), to, rank: 'a1', at: new Date(clock).toISOString(), lostReason });
        expect(Object.values(patch)).not.to.include(undefined);
        expect(stageChange === null).to.equal(state.stageId === to.id);
        if (stageChange) {
          expect(stageChange.fromStageId).to.equal(state.stageId);
          expect(stageChange.durationMs).to.be.at.least(0);
          const moved = { ...state, ...patch };
          expect(moved.status).to.equal(to.kind);
          expect(moved.closedAt != null).to.equal(to.kind !== 'open');
          if (to.kind !== 'lost') expect(moved.lostReason ?? null).to.equal(null);
        }
        state = { ...state, ...patch };
      }
    }), { numRuns: propertyRuns(200) });
  });
});

describe('dealStartChange', () => {
  it('is the change from no stage, after no time', () => {
    expect(dealStartChange({ deal: moving({ stageId: 'to' }), to: target(), at })).to.deep.equal({
      dealId: 'd', pipelineId: 'p', fromStageId: null, toStageId: 'to', at, durationMs: 0, amount: { amount: 500, currency: 'EUR' }, probability: 4000,
    });
  });
});
