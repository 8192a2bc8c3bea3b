import { expect } from 'chai';

/** Names on the global object, those of the test runner's own making included. */
const names = () => new Set(Reflect.ownKeys(globalThis).map(String));

describe('the package', () => {
  it('adds no name to the page, unlike zod by itself', async () => {
    // In a browser this import is the first of the page; in Node, globals.node.test.ts has a process of its own.
    const before = names();
    await import('./index.js');
    const added = [...names()].filter((name) => !before.has(name));
    expect(added).to.deep.equal([]);
    expect([...names()].filter((name) => name.startsWith('__zod_'))).to.deep.equal([]);
  });

  it('names what the documentation promises', async () => {
    const index: Record<string, unknown> = await import('./index.js');
    const records = [
      'contact', 'company', 'pipeline', 'stage', 'deal', 'stageChange', 'ticket', 'message', 'note', 'attachment', 'activity', 'task', 'agent', 'team', 'view', 'draft', 'preference', 'cannedResponse', 'customField', 'auditEvent',
    ];
    for (const record of records) expect(index).to.have.property(`${record}Schema`).that.has.property('shape');
    for (const name of ['newId', 'money', 'formatMoney', 'rankBetween', 'moveDealGate', 'makeRecord', 'validateRecord', 'validateFields', 'findUnstorable', 'readPath', 'fold', 'tokens']) {
      expect(index[name], name).to.be.a('function');
    }
    expect(index).to.include.keys('crmModel', 'deviceModel');
  });
});
