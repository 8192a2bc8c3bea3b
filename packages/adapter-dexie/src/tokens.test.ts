import { commitInChunks, createOutbox, type DataAdapter } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import { crmModel, deviceModel, newId, type Model } from '@crm-elements/schema';
import { expect } from 'chai';
import { finished } from './faults.test-helper.js';
import { createDexieAdapter } from './index.js';
import { contact } from './waiting.test-helper.js';

describe('tokens of commits', () => {
  let name: string;
  let adapter: DataAdapter;

  const open = (model: Model) => (adapter = createDexieAdapter({ name, model, page: null }));

  beforeEach(() => {
    name = `tokens-${newId()}`;
  });

  afterEach(async () => {
    await adapter.close();
    await finished(indexedDB.deleteDatabase(name));
  });

  /** What the store keeps for the tokens that were used, as a text. */
  async function keptForTokens(): Promise<string> {
    await adapter.close();
    const request = indexedDB.open(name);
    await finished(request);
    const rows = request.result.transaction('_dedupe').objectStore('_dedupe').getAll();
    await finished(rows);
    request.result.close();
    return JSON.stringify(rows.result);
  }

  // Fails when the store keeps a second copy of all that was imported, for as long as it remembers tokens.
  it('keep nothing of the records of an import, which is told to be done all the same', async () => {
    const ops = Array.from({ length: 300 }, (_, i) => contact(`c${i}`, `Somebody ${i}`));
    const work = () => commitInChunks(open(crmModel), ops, { token: 'import', chunkSize: 100, rest: () => Promise.resolve() });
    await work();
    const kept = await keptForTokens();
    expect(kept.match(/"token"/g)).to.have.length(3);
    expect(kept.length).to.be.below(1_000);
    expect(await work()).to.deep.equal({ committed: 300, repeated: 300, total: 300 });
  });

  // Fails when the texts of messages stay on the device after they were delivered.
  it('keep nothing of what a device has sent', async () => {
    const arrived: unknown[] = [];
    const deliver = ({ payload }: { payload: unknown }) => Promise.resolve(void arrived.push(payload));
    const command = { id: 'm1', queue: 'q', name: 'send', payload: { text: 'between you and me' } };
    const outbox = createOutbox({ store: open(deviceModel), deliver });
    await outbox.enqueue(command);
    await outbox.drain();
    await outbox.enqueue(command);
    expect([arrived.length, await outbox.entries()]).to.deep.equal([1, []]);
    const kept = await keptForTokens();
    expect(kept).to.contain('m1').and.not.to.contain('between');
  });

  // Fails when a repeated commit, whose answer was lost, is answered with less than the first time.
  it('keep the records where they are asked for', async () => {
    open(crmModel);
    const batch = { ops: [createOperation('contacts', { id: 'a' })], dedupe: 'once' };
    const first = await adapter.commit(batch);
    expect(first.records).to.have.length(1);
    expect(await adapter.commit(batch)).to.deep.equal({ ...first, repeated: true });
  });
});
