import { expect } from 'chai';
import { crmModel, type RecordOf } from './crm-model.js';
import { makeRecord } from './factories.js';
import type { NewRecord, RecordInput } from './record-input.js';

const at = '2026-11-23T09:30:00.000Z';

describe('makeRecord', () => {
  it('fills in every default of a contact', () => {
    expect(makeRecord('contacts', {})).to.deep.equal({
      name: {}, fullName: '', emails: [], phones: [], urls: [], socials: [], addresses: [], languages: [], lifecycleStage: 'lead', tags: [], consent: [], needs: [], verified: false,
    });
  });

  it('tells the full name from its parts, and the parts from the full name; never over what was given', () => {
    expect(makeRecord('contacts', { name: { given: 'Ada', family: 'Lovelace' } })).to.include({ fullName: 'Ada Lovelace' });
    expect(makeRecord('contacts', { fullName: 'Ada Lovelace' }).name).to.deep.equal({ given: 'Ada', family: 'Lovelace' });
    expect(makeRecord('contacts', { fullName: 'Countess', name: { given: 'Ada' } })).to.deep.include({ fullName: 'Countess', name: { given: 'Ada' } });
    expect(makeRecord('contacts', { fullName: '', name: { given: 'Ada' } }).fullName).to.equal('');
  });

  it('takes e-mail addresses and numbers as text, and adds keys that are missing', () => {
    const made = makeRecord('contacts', {
      emails: ['Ada@X.org', { value: 'B@X.org', primary: true }, { value: 'C@X.org', key: 'own' }], phones: ['+34 600 112 233 x5', { raw: 'call reception' }],
    });
    expect(made.emails).to.deep.equal([{ value: 'Ada@X.org', key: 'ada@x.org' }, { value: 'B@X.org', key: 'b@x.org', primary: true }, { value: 'C@X.org', key: 'own' }]);
    expect(made.phones).to.deep.equal([{ raw: '+34 600 112 233 x5', e164: '+34600112233', extension: '5' }, { raw: 'call reception' }]);
    expect(makeRecord('companies', { name: 'X', phones: ['0034600112233'] }).phones).to.deep.equal([{ raw: '0034600112233', e164: '+34600112233' }]);
  });

  it('asks little of the other collections', () => {
    expect(makeRecord('deals', { name: 'A', pipelineId: 'p', stageId: 's' }, { at })).to.deep.equal({
      name: 'A', pipelineId: 'p', stageId: 's', rank: 'a0', amount: null, status: 'open', contactIds: [], stageEnteredAt: at, tags: [], lineItems: [],
    });
    expect(makeRecord('tickets', { requesterId: 'c', channel: 'chat' }, { at })).to.deep.equal({
      requesterId: 'c', channel: 'chat', subject: '', status: 'new', priority: 'normal', labels: [], lastActivityAt: at, reopenedCount: 0, mentionedIds: [], linkedIds: [],
    });
    expect(makeRecord('messages', { ticketId: 't', text: 'Hi', direction: 'incoming', authorId: 'c', authorKind: 'contact', sentAt: at })).to.deep.equal({
      ticketId: 't', text: 'Hi', direction: 'incoming', authorId: 'c', authorKind: 'contact', sentAt: at, kind: 'text', marks: [], attachments: [], status: 'sent',
    });
    expect(makeRecord('stages', { pipelineId: 'p', name: 'Won', kind: 'won' }).probability).to.equal(10_000);
    expect(makeRecord('stages', { pipelineId: 'p', name: 'Lost', kind: 'lost' }).probability).to.equal(0);
    expect(makeRecord('activities', { type: 'call' }, { at })).to.deep.equal({ type: 'call', at, targets: [], title: '' });
  });

  it('uses this device’s clock where no moment is given', () => {
    const made = Date.parse(makeRecord('deals', { name: 'A', pipelineId: 'p', stageId: 's' }).stageEnteredAt);
    expect(Math.abs(made - Date.now())).to.be.below(60_000);
  });

  it('keeps a given id, custom values, ids elsewhere, and fields that nobody knows', () => {
    const input = { id: 'own', name: 'T', custom: { a: 1 }, externalIds: { erp: '7' }, tomorrow: [1] };
    expect(makeRecord('teams', input)).to.deep.equal({ ...input, memberIds: [] });
    expect(makeRecord('teams', { name: 'T' })).not.to.have.property('id');
  });

  it('leaves out what the store sets, and what is undefined', () => {
    const copied = { ...makeRecord('tickets', { requesterId: 'c', channel: 'chat' }), number: 7, version: 3, createdAt: at, updatedAt: at, priority: undefined, assigneeId: undefined };
    const made = makeRecord('tickets', copied);
    expect(made).not.to.have.any.keys('number', 'version', 'createdAt', 'updatedAt', 'assigneeId');
    expect(made.priority).to.equal('normal');
    expect(makeRecord('messages', { ticketId: 't', text: '', direction: 'incoming', authorId: 'c', authorKind: 'contact', sentAt: at, seq: 4 } as never)).not.to.have.property('seq');
  });

  it('gives fresh lists each time, and does not change its input', () => {
    const one = makeRecord('contacts', {});
    one.tags.push('x');
    expect(makeRecord('contacts', {}).tags).to.deep.equal([]);
    const email = Object.freeze({ value: 'A@x' });
    const input = Object.freeze({ fullName: 'A B', emails: Object.freeze([email, 'C@x'] as const) });
    expect(makeRecord('contacts', input).emails).to.have.length(2);
    expect(email).to.deep.equal({ value: 'A@x' });
  });

  it('leaves what is wrong for the validation to name', () => {
    const wrong = { emails: [7, null, { value: 5 }], phones: 'none', name: 'Ada', fullName: 7 };
    expect(makeRecord('contacts', wrong as never)).to.deep.include(wrong);
  });

  it('gives no field to the prototype', () => {
    const made = makeRecord('teams', JSON.parse('{"name":"T","__proto__":{"polluted":true}}') as never);
    expect((made as Record<string, unknown>).polluted).to.equal(undefined);
    expect(Object.hasOwn(made, '__proto__')).to.equal(true);
  });

  it('has types that ask for what has no default, and for nothing that the store assigns', () => {
    const inputs: { [Name in keyof typeof crmModel.collections]?: RecordInput<Name> } = {
      contacts: {}, companies: { name: '' }, teams: { name: '' }, tasks: { title: '' }, notes: { text: '' }, agents: { name: '' },
      attachments: { messageId: 'm', name: 'a.png', mediaType: 'image/png', size: 1, blob: '' }, views: { object: 'deals', name: '' }, drafts: { agentId: 'a', ticketId: 't' },
    };
    // @ts-expect-error a deal has a name
    makeRecord('deals', { pipelineId: 'p', stageId: 's' });
    // @ts-expect-error a ticket has someone who asks
    makeRecord('tickets', { channel: 'chat' });
    // @ts-expect-error the store counts tickets
    makeRecord('tickets', { requesterId: 'c', channel: 'chat', number: 7 });
    // @ts-expect-error a slip of the pen
    makeRecord('contacts', { fulName: 'Ada' });
    // @ts-expect-error no such choice
    makeRecord('contacts', { lifecycleStage: 'fan' });
    const made: NewRecord<'deals'> = makeRecord('deals', { name: 'A', pipelineId: 'p', stageId: 's', amount: { amount: 1, currency: 'EUR' } });
    const whole: RecordOf<'deals'> = { ...made, id: 'd', version: 1, createdAt: at, updatedAt: at };
    expect(Object.keys(inputs)).not.to.be.empty;
    expect(whole.amount).to.deep.equal({ amount: 1, currency: 'EUR' });
  });
});
