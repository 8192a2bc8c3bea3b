import { deviceModel } from '@crm-elements/schema';
import { expect } from 'chai';
import { createClient } from '../client/client.js';
import type { Batch, CommitOptions } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createLocalPort } from '../port/local-port.js';
import { deliverTo } from '../port/deliver.js';
import { createFixedClock, type FixedClock } from '../testing/fixed-clock.js';
import { createMemoryLocks } from '../testing/memory-locks.js';
import { createRandom } from '../testing/random.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { createOutbox } from './outbox.js';

/** A company's store that is away at times, and at times writes and does not say so. */
class Unsteady extends ForwardAdapter {
  readonly random = createRandom(7);
  away = false;
  override async commit(batch: Batch, options?: CommitOptions) {
    if (this.away) throw new CrmError('UNAVAILABLE', 'The store is away.');
    const committed = await super.commit(batch, options);
    if (this.random.chance(0.3)) throw new CrmError('TIMEOUT', 'There was no answer.');
    return committed;
  }
}

describe('outbox and port together', () => {
  let clock: FixedClock;
  const pass = async () => {
    await new Promise((done) => setTimeout(done));
    clock.advance(2_000);
  };

  it('brings 100 messages that were typed while the store was away, once each and in order, through a crash', async () => {
    clock = createFixedClock();
    const store = new Unsteady(createMemoryAdapter({ clock }));
    const client = createClient(store, { clock });
    const device = createMemoryAdapter({ model: deviceModel, clock });
    const locks = createMemoryLocks();
    const open = () => {
      const tab = locks();
      const port = createLocalPort(client, { visitorId: 'visitor', clock });
      const state = { alive: true };
      const deliver = deliverTo(port);
      const outbox = createOutbox({
        store: device,
        // A tab that is gone sends nothing and hears of nothing.
        deliver: async (entry) => {
          await deliver(entry);
          if (!state.alive) await new Promise(() => undefined);
        },
        clock,
        random: () => 0.5,
        locks: tab,
      });
      outbox.start();
      return { tab, outbox, kill: () => (tab.crash(), (state.alive = false)) };
    };
    store.away = true;
    const first = open();
    await first.outbox.enqueue({
      id: 'm0',
      queue: 'c1',
      name: 'start',
      payload: { conversationId: 'c1', text: 'm0', identity: { name: 'Vera' } },
    });
    for (let i = 1; i < 100; i++)
      await first.outbox.enqueue({ id: `m${i}`, queue: 'c1', name: 'send', payload: { conversationId: 'c1', text: `m${i}` } });
    store.away = false;
    for (let i = 0; i < 400 && (await first.outbox.entries()).length > 60; i++) await pass();
    first.kill();
    const second = open();
    for (let i = 0; i < 500 && (await second.outbox.entries()).length > 0; i++) await pass();
    expect(await second.outbox.entries()).to.deep.equal([]);
    const { records } = await client.messages.list({ where: { ticketId: 'c1' }, sort: [{ by: 'seq' }], limit: 1_000 });
    expect(records.map(({ id }) => id)).to.deep.equal(Array.from({ length: 100 }, (_, i) => `m${i}`));
    expect((await client.contacts.list()).records.map(({ fullName }) => fullName)).to.deep.equal(['Vera']);
    await second.outbox.stop();
    await client.close();
    await device.close();
  });

  it('marks a command failed that the port refuses, and one it does not know', async () => {
    clock = createFixedClock();
    const client = createClient(createMemoryAdapter({ clock }), { clock });
    const device = createMemoryAdapter({ model: deviceModel, clock });
    const outbox = createOutbox({ store: device, deliver: deliverTo(createLocalPort(client, { visitorId: 'visitor', clock })), clock });
    await outbox.enqueue({ id: '1', queue: 'a', name: 'send', payload: { conversationId: 'none', text: 'x' } });
    await outbox.enqueue({ id: '2', queue: 'b', name: 'close', payload: {} });
    await outbox.drain();
    expect((await outbox.entries()).map(({ state, error }) => [state, error?.code])).to.deep.equal([
      ['failed', 'FORBIDDEN'],
      ['failed', 'UNSUPPORTED'],
    ]);
    await client.close();
    await device.close();
  });
});
