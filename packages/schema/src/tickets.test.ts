import { expect } from 'chai';
import fc from 'fast-check';
import { ticketStatuses } from './records/values.js';
import { ticketCategory } from './ticket-category.js';
import { assignPatch, ratePatch, snoozePatch, wakePatch } from './ticket-changes.js';
import {
  afterAgentReply, afterCustomerMessage, allowedStatuses, canChangeStatus, statusPatch, type TicketPatch, type TicketState,
} from './tickets.js';
import { propertyRuns } from '../../../tools/test-support.js';

const hour = (number: number) => `2026-11-23T${String(number).padStart(2, '0')}:00:00.000Z`;

const ticket = (fields: Partial<TicketState> = {}): TicketState => ({ status: 'open', lastActivityAt: hour(8), reopenedCount: 0, ...fields });

describe('ticketCategory', () => {
  it('puts each status in one of three', () => {
    expect(Object.fromEntries(ticketStatuses.map((status) => [status, ticketCategory(status)]))).to.deep.equal({
      new: 'open', open: 'open', pending: 'waiting', snoozed: 'waiting', resolved: 'resolved', closed: 'resolved',
    });
  });
});

describe('canChangeStatus', () => {
  it('is this table', () => {
    const table = Object.fromEntries(ticketStatuses.map((from) => [from, ticketStatuses.filter((to) => canChangeStatus(from, to)).join(' ')]));
    expect(table).to.deep.equal({
      new: 'new open pending snoozed resolved closed',
      open: 'open pending snoozed resolved closed',
      pending: 'open pending snoozed resolved closed',
      snoozed: 'open pending snoozed resolved closed',
      resolved: 'open pending resolved closed',
      closed: 'closed',
    });
  });

  it('offers the others only', () => {
    for (const status of ticketStatuses) {
      expect(allowedStatuses(status)).not.to.include(status);
      for (const next of allowedStatuses(status)) expect(canChangeStatus(status, next)).to.equal(true);
    }
  });
});

describe('afterAgentReply', () => {
  for (const status of ['new', 'open'] as const) {
    it(`moves ${status} to pending and ends the waiting`, () => {
      expect(afterAgentReply(ticket({ status, waitingSince: hour(8) }), { at: hour(9) })).to.deep.equal({
        status: 'pending', firstRepliedAt: hour(9), waitingSince: null, lastMessageAt: hour(9), lastActivityAt: hour(9),
      });
    });
  }

  for (const status of ['pending', 'snoozed', 'resolved', 'closed'] as const) {
    it(`leaves ${status}`, () => expect(afterAgentReply(ticket({ status }), { at: hour(9) })).not.to.have.property('status'));
  }

  it('takes the status that it is told, with all that goes with it', () => {
    expect(afterAgentReply(ticket(), { at: hour(9), status: 'resolved' })).to.include({ status: 'resolved', resolvedAt: hour(9) });
    expect(afterAgentReply(ticket({ status: 'pending' }), { at: hour(9), status: 'open' })).to.include({ status: 'open' });
    expect(afterAgentReply(ticket(), { at: hour(9), status: 'open' })).not.to.have.property('status');
    expect(() => afterAgentReply(ticket({ status: 'closed' }), { at: hour(9), status: 'open' })).to.throw(RangeError, 'cannot become open');
  });

  it('notes the first reply once', () => {
    expect(afterAgentReply(ticket({ firstRepliedAt: hour(7) }), { at: hour(9) })).not.to.have.property('firstRepliedAt');
  });
});

describe('afterCustomerMessage', () => {
  it('starts a new ticket where this one is closed', () => {
    expect(afterCustomerMessage(ticket({ status: 'closed' }), { at: hour(9) })).to.deep.equal({ startsNew: true });
  });

  for (const status of ['new', 'open'] as const) {
    it(`leaves ${status}, and notes since when the customer waits`, () => {
      expect(afterCustomerMessage(ticket({ status }), { at: hour(9) })).to.deep.equal({
        startsNew: false, patch: { waitingSince: hour(9), lastMessageAt: hour(9), lastActivityAt: hour(9) },
      });
    });
  }

  it('opens what was pending', () => {
    expect(afterCustomerMessage(ticket({ status: 'pending' }), { at: hour(9) })).to.deep.equal({
      startsNew: false, patch: { status: 'open', waitingSince: hour(9), lastMessageAt: hour(9), lastActivityAt: hour(9) },
    });
  });

  it('wakes what was put off', () => {
    expect(afterCustomerMessage(ticket({ status: 'snoozed', snoozedUntil: hour(20) }), { at: hour(9) })).to.deep.include({ startsNew: false })
      .and.to.have.property('patch').that.deep.includes({ status: 'open', snoozedUntil: null });
  });

  it('reopens what was resolved, and counts it', () => {
    const effect = afterCustomerMessage(ticket({ status: 'resolved', resolvedAt: hour(8), reopenedCount: 2 }), { at: hour(9) });
    expect(effect).to.have.property('patch').that.deep.includes({ status: 'open', resolvedAt: null, reopenedCount: 3 });
  });

  it('keeps the first unanswered message as the start of the waiting', () => {
    expect(afterCustomerMessage(ticket({ waitingSince: hour(7) }), { at: hour(9) })).to.have.property('patch').that.does.not.have.property('waitingSince');
  });
});

describe('statusPatch', () => {
  it('changes nothing when the status stays', () => expect(statusPatch(ticket(), 'open', { at: hour(9) })).to.deep.equal({}));

  it('notes when it was resolved; closing afterwards keeps that', () => {
    expect(statusPatch(ticket({ waitingSince: hour(8) }), 'resolved', { at: hour(9) })).to.deep.equal({ status: 'resolved', resolvedAt: hour(9), waitingSince: null, lastActivityAt: hour(9) });
    expect(statusPatch(ticket({ status: 'resolved', resolvedAt: hour(8) }), 'closed', { at: hour(9) })).to.deep.equal({ status: 'closed', lastActivityAt: hour(9) });
    expect(statusPatch(ticket(), 'closed', { at: hour(9) })).to.include({ resolvedAt: hour(9) });
  });

  it('counts reopening, and only that', () => {
    expect(statusPatch(ticket({ status: 'resolved', resolvedAt: hour(8) }), 'open', { at: hour(9) })).to.include({ reopenedCount: 1, resolvedAt: null });
    expect(statusPatch(ticket({ status: 'pending' }), 'open', { at: hour(9) })).not.to.have.property('reopenedCount');
  });

  it('refuses what the table forbids, snoozing without an end, and no moment', () => {
    expect(() => statusPatch(ticket({ status: 'closed' }), 'open', { at: hour(9) })).to.throw(RangeError, 'A ticket that is closed cannot become open.');
    expect(() => statusPatch(ticket(), 'snoozed' as 'open', { at: hour(9) })).to.throw(RangeError, 'until when');
    expect(() => statusPatch(ticket(), 'new' as 'open', { at: hour(9) })).to.throw(RangeError);
    expect(() => statusPatch(ticket(), 'pending', { at: 'now' })).to.throw(RangeError, 'milliseconds');
  });
});

describe('assignPatch', () => {
  it('changes what is named, and only when it changes', () => {
    expect(assignPatch(ticket(), { assigneeId: 'a', at: hour(9) })).to.deep.equal({ assigneeId: 'a', lastActivityAt: hour(9) });
    expect(assignPatch(ticket({ assigneeId: 'a', teamId: 't' }), { assigneeId: null, at: hour(9) })).to.deep.equal({ assigneeId: null, lastActivityAt: hour(9) });
    expect(assignPatch(ticket({ assigneeId: 'a' }), { assigneeId: 'a', at: hour(9) })).to.deep.equal({});
    expect(assignPatch(ticket(), { assigneeId: null, teamId: null, at: hour(9) })).to.deep.equal({});
    expect(assignPatch(ticket({ assigneeId: 'a' }), { teamId: 't', at: hour(9) })).to.deep.equal({ teamId: 't', lastActivityAt: hour(9) });
  });
});

describe('snoozePatch and wakePatch', () => {
  it('put off and wake', () => {
    const snoozed = snoozePatch(ticket({ waitingSince: hour(7) }), { until: hour(20), at: hour(9) });
    expect(snoozed).to.deep.equal({ status: 'snoozed', snoozedUntil: hour(20), lastActivityAt: hour(9) });
    expect(wakePatch({ ...ticket(), ...snoozed }, { at: hour(20) })).to.deep.equal({ status: 'open', snoozedUntil: null, lastActivityAt: hour(20) });
  });

  it('move the end of a snooze', () => {
    expect(snoozePatch(ticket({ status: 'snoozed', snoozedUntil: hour(12) }), { until: hour(20), at: hour(9) })).to.deep.equal({ snoozedUntil: hour(20), lastActivityAt: hour(9) });
  });

  it('refuse an end that is not later, and a ticket that is done', () => {
    expect(() => snoozePatch(ticket(), { until: hour(9), at: hour(9) })).to.throw(RangeError, 'later than now');
    expect(() => snoozePatch(ticket(), { until: 'tomorrow', at: hour(9) })).to.throw(RangeError, 'milliseconds');
    expect(() => snoozePatch(ticket({ status: 'resolved' }), { until: hour(20), at: hour(9) })).to.throw(RangeError, 'reopen it first');
    expect(() => snoozePatch(ticket({ status: 'closed' }), { until: hour(20), at: hour(9) })).to.throw(RangeError);
  });

  it('do nothing to a ticket that is awake', () => expect(wakePatch(ticket({ status: 'pending' }), { at: hour(9) })).to.deep.equal({}));
});

describe('ratePatch', () => {
  it('keeps the rating, the latest one', () => {
    expect(ratePatch(ticket(), { score: 5, at: hour(9) })).to.deep.equal({ csat: { score: 5, at: hour(9) }, lastActivityAt: hour(9) });
    expect(ratePatch(ticket(), { score: 1, comment: 'too slow', at: hour(9) }).csat).to.deep.equal({ score: 1, comment: 'too slow', at: hour(9) });
  });
  for (const score of [0, 6, 2.5, Number.NaN, '5']) {
    it(`refuses ${String(score)} (${typeof score})`, () => expect(() => ratePatch(ticket(), { score: score as number, at: hour(9) })).to.throw(RangeError, 'from 1 to 5'));
  }
});

describe('a ticket over any history, with a clock that may be set back', () => {
  const statuses = ['open', 'pending', 'resolved', 'closed'] as const;
  const step = fc.record({
    what: fc.constantFrom('reply', 'message', 'status', 'assign', 'snooze', 'wake', 'rate'), hour: fc.nat({ max: 23 }), status: fc.constantFrom(...statuses), by: fc.constantFrom('a', 'b', null),
  });

  it('keeps its promises after each step', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = ticket({ status: 'new', waitingSince: hour(0), lastMessageAt: hour(0), lastActivityAt: hour(0) });
      for (const { what, hour: number, status, by } of steps) {
        const at = hour(number);
        const before = Object.freeze(state);
        let patch: TicketPatch = {};
        if (what === 'reply') patch = afterAgentReply(state, { at });
        if (what === 'message') {
          const effect = afterCustomerMessage(state, { at });
          expect(effect.startsNew).to.equal(state.status === 'closed');
          patch = effect.startsNew ? {} : effect.patch;
        }
        if (what === 'status' && canChangeStatus(state.status, status)) patch = statusPatch(state, status, { at });
        if (what === 'assign') patch = assignPatch(state, { assigneeId: by, at });
        if (what === 'snooze' && number < 23 && canChangeStatus(state.status, 'snoozed')) patch = snoozePatch(state, { until: hour(23), at });
        if (what === 'wake') patch = wakePatch(state, { at });
        if (what === 'rate') patch = ratePatch(state, { score: 3, at });
        state = { ...state, ...patch };

        for (const [field, value] of Object.entries(patch)) expect(value, `${what} wrote ${field}`).not.to.equal(undefined);
        expect(canChangeStatus(before.status, state.status), `${before.status} to ${state.status}`).to.equal(true);
        expect(state.resolvedAt != null, 'resolvedAt stands with the resolved category').to.equal(ticketCategory(state.status) === 'resolved');
        expect(state.snoozedUntil != null, 'snoozedUntil stands with snoozed').to.equal(state.status === 'snoozed');
        expect(state.lastActivityAt >= before.lastActivityAt, 'lastActivityAt never goes back').to.equal(true);
        expect((state.lastMessageAt ?? '') >= (before.lastMessageAt ?? ''), 'lastMessageAt never goes back').to.equal(true);
        expect(state.reopenedCount - before.reopenedCount).to.equal(ticketCategory(before.status) === 'resolved' && ticketCategory(state.status) !== 'resolved' ? 1 : 0);
        if (before.firstRepliedAt != null) expect(state.firstRepliedAt).to.equal(before.firstRepliedAt);
        if (what === 'reply') expect(state.waitingSince ?? null).to.equal(null);
        if (['pending', 'resolved', 'closed'].includes(state.status)) expect(state.waitingSince ?? null, `nobody waits at ${state.status}`).to.equal(null);
      }
    }), { numRuns: propertyRuns(200) });
  });
});
