import { deviceModel, type OutboxEntry } from '@crm-elements/schema';
import { expect } from 'chai';
import type { DataAdapter } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFixedClock, type FixedClock } from '../testing/fixed-clock.js';
import { createMemoryLocks } from '../testing/memory-locks.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import type { OutboxChange } from './entries.js';
import { createOutbox, type Outbox, type OutboxOptions } from './outbox.js';

/** Lets everything that only waits for promises go on. */
const settle = async (turns = 60): Promise<void> => {
  for (let i = 0; i < turns; i++) await Promise.resolve();
};

describe('outbox', () => {
  let clock: FixedClock;
  let store: DataAdapter;
  let sent: string[];
  let changes: string[];
  let outboxes: Outbox[];
  let answer: (entry: OutboxEntry, signal: AbortSignal) => Promise<void>;

  const make = (options: Partial<OutboxOptions> = {}): Outbox => {
    const outbox = createOutbox({
      store,
      clock,
      random: () => 1 - 2 ** -53,
      locks: createMemoryLocks()(),
      deliver: async (entry, { signal }) => {
        sent.push(entry.id);
        await answer(entry, signal);
      },
      onChange: ({ entry, state }: OutboxChange) => changes.push(`${entry.id} ${state}`),
      ...options,
    });
    outboxes.push(outbox);
    return outbox;
  };
  const add = (outbox: Outbox, id: string, queue = 'a') => outbox.enqueue({ id, queue, name: 'send', payload: { text: id } });
  const states = async (outbox: Outbox) => (await outbox.entries()).map(({ id, state }) => `${id} ${state}`);
  const until = async (condition: () => boolean) => {
    for (let i = 0; i < 500 && !condition(); i++) await settle(1);
    expect(condition(), 'it never came about').to.equal(true);
  };

  /** Until the command waits for its next try, after so many. */
  const waiting = (times: number) => until(() => changes.filter((change) => change === '1 queued').length === times && clock.waiting === 1);

  beforeEach(() => {
    clock = createFixedClock();
    store = createMemoryAdapter({ model: deviceModel, clock });
    sent = [];
    changes = [];
    outboxes = [];
    answer = () => Promise.resolve();
  });
  afterEach(async () => {
    for (const outbox of outboxes) await outbox.stop();
    await store.close();
    expect(clock.waiting, 'timers left').to.equal(0);
  });

  it('keeps a command before it counts as given', async () => {
    const outbox = make();
    await add(outbox, '1');
    const [entry] = await outbox.entries();
    expect(entry).to.deep.include({ id: '1', queue: 'a', seq: 1, name: 'send', payload: { text: '1' }, state: 'queued', attempts: 0 });
  });

  it('asks for strict durability', async () => {
    const asked: unknown[] = [];
    class Spy extends ForwardAdapter {
      override commit(...[batch, options]: Parameters<ForwardAdapter['commit']>) {
        asked.push(options?.durability);
        return super.commit(batch, options);
      }
    }
    const outbox = make({ store: new Spy(store) });
    await add(outbox, '1');
    await outbox.drain();
    expect(asked).to.deep.equal(['strict', 'strict', 'strict']);
  });

  it('takes the same id once, also after it was delivered', async () => {
    const outbox = make();
    await Promise.all([add(outbox, '1'), add(outbox, '1')]);
    expect(await states(outbox)).to.deep.equal(['1 queued']);
    await outbox.drain();
    await add(outbox, '1');
    await outbox.drain();
    expect(sent).to.deep.equal(['1']);
    expect(await states(outbox)).to.deep.equal([]);
  });

  it('keeps the order in which commands were given, however long the store takes for each', async () => {
    let first = true;
    class Slow extends ForwardAdapter {
      override async commit(...args: Parameters<ForwardAdapter['commit']>) {
        const slow = first;
        first = false;
        if (slow) await settle();
        return super.commit(...args);
      }
    }
    const outbox = make({ store: new Slow(store) });
    await Promise.all(['1', '2', '3'].map((id) => add(outbox, id)));
    expect(await states(outbox)).to.deep.equal(['1 queued', '2 queued', '3 queued']);
  });

  it('refuses what the store cannot keep, and keeps nothing', async () => {
    const outbox = make();
    const error = await outbox.enqueue({ id: '', queue: 'a', name: 'send', payload: null }).catch((thrown: unknown) => thrown);
    expect((error as CrmError).code).to.equal('VALIDATION');
    await store.close();
    const closed = await add(outbox, '1').catch((thrown: unknown) => thrown);
    expect((closed as CrmError).code).to.equal('CLOSED');
  });

  it('names the queue by queueOf, or refuses a command without one', async () => {
    const named = make({ queueOf: ({ name }) => `by ${name}` });
    await named.enqueue({ id: '1', name: 'rate', payload: 5 });
    expect((await named.entries())[0]!.queue).to.equal('by rate');
    const error = await make()
      .enqueue({ id: '2', name: 'rate', payload: 5 })
      .catch((thrown: unknown) => thrown);
    expect((error as CrmError).field).to.equal('queue');
  });

  it('delivers in the order given and removes what arrived', async () => {
    const outbox = make();
    await Promise.all(['1', '2', '3', '4'].map((id) => add(outbox, id)));
    await outbox.drain();
    expect(sent).to.deep.equal(['1', '2', '3', '4']);
    expect(await outbox.entries()).to.deep.equal([]);
    expect(changes.slice(0, 3)).to.deep.equal(['1 sending', '1 delivered', '2 sending']);
  });

  it('delivers queues side by side', async () => {
    let free!: () => void;
    answer = (entry) => (entry.queue === 'a' ? new Promise((done) => (free = done)) : Promise.resolve());
    const outbox = make();
    await add(outbox, '1', 'a');
    await add(outbox, '2', 'b');
    const drained = outbox.drain();
    await until(() => changes.includes('2 delivered'));
    expect(changes).not.to.include('1 delivered');
    free();
    await drained;
  });

  it('delivers what comes while it is at work', async () => {
    let free!: () => void;
    answer = (entry) => (entry.id === '1' ? new Promise((done) => (free = done)) : Promise.resolve());
    const outbox = make();
    outbox.start();
    await add(outbox, '1', 'a');
    await until(() => sent.includes('1'));
    await add(outbox, '2', 'b');
    await until(() => changes.includes('2 delivered'));
    free();
    await until(() => changes.includes('1 delivered'));
  });

  it('waits longer after each try, up to a minute, and goes on with other queues', async () => {
    answer = (entry) => (entry.queue === 'a' ? Promise.reject(new CrmError('OFFLINE', 'No connection.')) : Promise.resolve());
    const outbox = make();
    await add(outbox, '1');
    await add(outbox, '2');
    await add(outbox, '3', 'b');
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      await outbox.drain();
      const [first] = await outbox.entries();
      expect(first).to.deep.include({ state: 'queued', attempts: i + 1, error: { code: 'OFFLINE', message: 'No connection.' } });
      waits.push(Date.parse(first!.nextAttemptAt!) - clock.now());
      await outbox.drain();
      expect((await outbox.entries())[0]!.attempts, 'not before its time').to.equal(i + 1);
      clock.advance(waits[i]!);
    }
    expect(waits).to.deep.equal([999, 1_999, 3_999, 7_999, 15_999, 31_999, 59_999, 59_999]);
    expect(sent.filter((id) => id === '2')).to.deep.equal([]);
    expect(sent.filter((id) => id === '3')).to.deep.equal(['3']);
  });

  it('jitters: the wait is anything from none to the longest', async () => {
    answer = () => Promise.reject(new CrmError('TIMEOUT', 'No answer.'));
    const outbox = make({ random: () => 0.25 });
    await add(outbox, '1');
    await outbox.drain();
    expect(Date.parse((await outbox.entries())[0]!.nextAttemptAt!) - clock.now()).to.equal(250);
  });

  it('tries again by itself when the time has come', async () => {
    let failures = 2;
    answer = () => (failures-- > 0 ? Promise.reject(new CrmError('UNAVAILABLE', 'Away.')) : Promise.resolve());
    const outbox = make();
    outbox.start();
    await add(outbox, '1');
    await waiting(1);
    clock.advance(999);
    await waiting(2);
    clock.advance(1_999);
    await until(() => changes.includes('1 delivered'));
    expect(sent).to.deep.equal(['1', '1', '1']);
  });

  it('wakes: waits are forgotten and begin small again', async () => {
    let online = false;
    answer = () => (online ? Promise.resolve() : Promise.reject(new CrmError('OFFLINE', 'No connection.')));
    const outbox = make();
    outbox.start();
    await add(outbox, '1');
    for (let i = 0; i < 7; i++) {
      await waiting(i + 1);
      if (i < 6) clock.advance(60_000);
    }
    outbox.wake();
    await waiting(8);
    const [entry] = await outbox.entries();
    expect(Date.parse(entry!.nextAttemptAt!) - clock.now()).to.equal(1_999);
    online = true;
    outbox.wake();
    await until(() => changes.includes('1 delivered'));
  });

  it('goes on when the clock was set back', async () => {
    let online = false;
    answer = () => (online ? Promise.resolve() : Promise.reject(new CrmError('OFFLINE', 'No connection.')));
    const outbox = make();
    await add(outbox, '1');
    await outbox.drain();
    clock.set(clock.now() - 3_600_000);
    online = true;
    await outbox.drain();
    expect(await outbox.entries()).to.deep.equal([]);
  });

  it('marks what was refused as failed and stops its queue alone', async () => {
    answer = (entry) => (entry.id === '1' ? Promise.reject(new CrmError('VALIDATION', 'Too long.')) : Promise.resolve());
    const outbox = make();
    await add(outbox, '1');
    await add(outbox, '2');
    await add(outbox, '3', 'b');
    await outbox.drain();
    clock.advance(3_600_000);
    await outbox.drain();
    expect(sent).to.deep.equal(['1', '3']);
    expect(await states(outbox)).to.deep.equal(['1 failed', '2 queued']);
    expect((await outbox.entries())[0]!.error).to.deep.equal({ code: 'VALIDATION', message: 'Too long.' });
  });

  for (const code of ['QUOTA', 'CLOSED', 'ABORTED', 'STALE_CODE', 'LOST', 'CONFLICT'] as const) {
    it(`keeps trying after ${code}: it says nothing about the command`, async () => {
      answer = () => Promise.reject(new CrmError(code, 'Not now.'));
      const outbox = make();
      await add(outbox, '1');
      await outbox.drain();
      expect(await states(outbox)).to.deep.equal(['1 queued']);
    });
  }

  it('takes an error of another kind as a defect', async () => {
    answer = () => Promise.reject(new TypeError('undefined is not a function'));
    const outbox = make();
    await add(outbox, '1');
    await outbox.drain();
    expect((await outbox.entries())[0]).to.deep.include({ state: 'failed' });
    expect((await outbox.entries())[0]!.error!.code).to.equal('INTERNAL');
  });

  it('gives a try up after its time, and tells it', async () => {
    let seen: AbortSignal | undefined;
    answer = (_, signal) => {
      seen = signal;
      return new Promise(() => undefined);
    };
    const outbox = make({ timeoutMs: 5_000 });
    await add(outbox, '1');
    const drained = outbox.drain();
    await until(() => sent.length === 1);
    clock.advance(5_000);
    await drained;
    expect(seen!.aborted).to.equal(true);
    expect((await outbox.entries())[0]).to.deep.include({ state: 'queued', attempts: 1 });
    expect((await outbox.entries())[0]!.error!.code).to.equal('TIMEOUT');
  });

  it('retries a failed command when asked, and what stood behind it', async () => {
    let refuse = true;
    answer = () => (refuse ? Promise.reject(new CrmError('FORBIDDEN', 'Not yours.')) : Promise.resolve());
    const outbox = make();
    outbox.start();
    await add(outbox, '1');
    await add(outbox, '2');
    await until(() => changes.includes('1 failed'));
    refuse = false;
    expect(await outbox.retry('1')).to.equal(true);
    await until(() => changes.includes('2 delivered'));
    expect(sent).to.deep.equal(['1', '1', '2']);
    expect(await outbox.retry('1')).to.equal(false);
  });

  it('edits what was refused or not yet tried, and sends that', async () => {
    const payloads: unknown[] = [];
    answer = ({ payload }) => {
      payloads.push(payload);
      return payload === 'good' ? Promise.resolve() : Promise.reject(new CrmError('VALIDATION', 'Bad.'));
    };
    const outbox = make();
    await outbox.enqueue({ id: '1', queue: 'a', name: 'send', payload: 'bad' });
    await outbox.edit('1', 'worse');
    await outbox.drain();
    await outbox.edit('1', 'good');
    await outbox.drain();
    expect(payloads).to.deep.equal(['worse', 'good']);
    expect(await outbox.edit('1', 'late')).to.equal(false);
  });

  it('does not edit what may have arrived', async () => {
    answer = () => Promise.reject(new CrmError('TIMEOUT', 'No answer.'));
    const outbox = make();
    await add(outbox, '1');
    await outbox.drain();
    for (const before of [() => Promise.resolve(), () => Promise.resolve(outbox.wake()), () => outbox.retry('1')]) {
      await before();
      await outbox.drain();
      const error = await outbox.edit('1', 'other').catch((thrown: unknown) => thrown);
      expect((error as CrmError).code).to.equal('CONFLICT');
    }
    expect((await outbox.entries())[0]!.payload).to.deep.equal({ text: '1' });
  });

  it('discards, and goes on with what stood behind', async () => {
    answer = (entry) => (entry.id === '1' ? Promise.reject(new CrmError('VALIDATION', 'Bad.')) : Promise.resolve());
    const outbox = make();
    await add(outbox, '1');
    await add(outbox, '2');
    await outbox.drain();
    expect(await outbox.discard('1')).to.equal(true);
    expect(await outbox.discard('1')).to.equal(false);
    await outbox.drain();
    expect(sent).to.deep.equal(['1', '2']);
    expect(changes).to.include('1 discarded');
  });

  it('does not discard what is being sent', async () => {
    let free!: () => void;
    answer = () => new Promise((done) => (free = done));
    const outbox = make();
    await add(outbox, '1');
    const drained = outbox.drain();
    await until(() => sent.length === 1);
    const error = await outbox.discard('1').catch((thrown: unknown) => thrown);
    expect((error as CrmError).code).to.equal('CONFLICT');
    free();
    await drained;
  });

  it('breaks off when it stops, and sends again when it starts', async () => {
    let hang = true;
    answer = () => (hang ? new Promise(() => undefined) : Promise.resolve());
    const outbox = make();
    outbox.start();
    await add(outbox, '1');
    await until(() => sent.length === 1);
    await outbox.stop();
    expect(await states(outbox)).to.deep.equal(['1 queued']);
    hang = false;
    outbox.start();
    await until(() => changes.includes('1 delivered'));
  });

  it('sends what a tab that is gone left in the middle of sending', async () => {
    const gone = make({ deliver: () => new Promise(() => undefined) });
    await add(gone, '1');
    void gone.drain().catch(() => undefined);
    await until(() => changes.includes('1 sending'));
    const next = make();
    await next.drain();
    expect(sent).to.deep.equal(['1']);
    await settle();
    expect(await next.entries()).to.deep.equal([]);
  });

  it('shows what waits, live and over tabs', async () => {
    const shown: string[] = [];
    const outbox = make();
    const subscription = outbox.live((entries) => shown.push(entries.map(({ id, state }) => `${id} ${state}`).join()), { queue: 'a' });
    await until(() => shown.length === 1);
    const other = createMemoryAdapter({ name: store.name, model: deviceModel, clock });
    await add(make({ store: other }), '1');
    await until(() => shown.includes('1 queued'));
    await outbox.drain();
    await until(() => shown.at(-1) === '' && shown.length > 2);
    subscription.unsubscribe();
    const before = shown.length;
    await add(outbox, '2');
    await settle();
    expect(shown.length).to.equal(before);
    await other.close();
  });

  it('tells its listener all entries, also beyond one page', async () => {
    const outbox = make();
    await store.commit({
      ops: Array.from({ length: 1_050 }, (_, i) => ({
        op: 'create' as const,
        collection: 'outbox',
        record: { id: `e${i}`, queue: 'a', name: 'send', payload: null, state: 'queued', attempts: 0 },
        assign: { seq: 'outbox.seq' },
      })),
    });
    let shown: OutboxEntry[] = [];
    const subscription = outbox.live((entries) => (shown = entries));
    await until(() => shown.length > 0);
    expect(shown.length).to.equal(1_050);
    expect(shown.at(-1)!.seq).to.equal(1_050);
    subscription.unsubscribe();
  });

  it('goes on by itself after the store failed', async () => {
    let broken = false;
    class Breaking extends ForwardAdapter {
      override query(...args: Parameters<ForwardAdapter['query']>) {
        return broken ? Promise.reject(new CrmError('UNAVAILABLE', 'The connection broke.')) : super.query(...args);
      }
    }
    const outbox = make({ store: new Breaking(store) });
    await add(outbox, '1');
    broken = true;
    const error = await outbox.drain().catch((thrown: unknown) => thrown);
    expect((error as CrmError).code).to.equal('UNAVAILABLE');
    outbox.start();
    await until(() => clock.waiting === 1);
    broken = false;
    clock.advance(1_000);
    await until(() => changes.includes('1 delivered'));
  });

  describe('on a device without room', () => {
    /** Takes no row more, and where it is told so not even what a removal writes. */
    class FullStore extends ForwardAdapter {
      full: 'for rows' | 'for all' | undefined;
      /** How often the lease was written, or could not be. */
      leases = 0;
      override async commit(...[batch, options]: Parameters<ForwardAdapter['commit']>) {
        if (batch.ops.some(({ op, collection }) => op === 'create' && collection === 'values')) this.leases++;
        if (this.full === 'for all' || (this.full && batch.ops.some(({ op }) => op !== 'delete')))
          throw new CrmError('QUOTA', 'There is no room.');
        return super.commit(batch, options);
      }
    }
    let full: FullStore;
    beforeEach(() => {
      full = new FullStore(store);
    });

    // Fails when marking an entry as being sent has to succeed before it is sent.
    it('delivers what waits, in order, without marking it', async () => {
      const outbox = make({ store: full });
      for (const id of ['1', '2', '3']) await add(outbox, id);
      full.full = 'for rows';
      await outbox.drain();
      expect([sent, await states(outbox)]).to.deep.equal([['1', '2', '3'], []]);
      expect(((await add(outbox, '4').catch((error: unknown) => error)) as CrmError).code).to.equal('QUOTA');
    });

    // Fails when what cannot be removed is sent again and again, or keeps back what stands behind it.
    it('sends each once where there is no room even to remove it, and removes it later', async () => {
      const outbox = make({ store: full });
      for (const id of ['1', '2']) await add(outbox, id);
      full.full = 'for all';
      outbox.start();
      for (let i = 0; i < 5; i++) {
        await settle();
        clock.advance(60_000);
      }
      expect(sent).to.deep.equal(['1', '2']);
      expect(changes.filter((change) => change.endsWith('delivered'))).to.deep.equal([]);
      full.full = undefined;
      clock.advance(60_000);
      await until(() => changes.includes('2 delivered'));
      expect([sent, await states(outbox)]).to.deep.equal([['1', '2'], []]);
    });

    // Fails when a try that failed is repeated at once, or when it is given up.
    it('waits between tries although it cannot write down until when', async () => {
      answer = () => Promise.reject(new CrmError('OFFLINE', 'There is no connection.'));
      const outbox = make({ store: full });
      await add(outbox, '1');
      full.full = 'for rows';
      outbox.start();
      await until(() => sent.length === 1);
      await settle();
      clock.advance(900);
      await settle();
      expect(sent.length).to.equal(1);
      clock.advance(100);
      await until(() => sent.length === 2);
      answer = () => Promise.resolve();
      outbox.wake();
      await until(() => changes.includes('1 delivered'));
    });

    describe('and without locks', () => {
      const forever = () => new Promise<never>(() => undefined);

      // Fails when a lease that cannot be written keeps back what needs no room itself.
      it('delivers what waits without a lease', async () => {
        const outbox = make({ store: full, locks: undefined });
        for (const id of ['1', '2']) await add(outbox, id);
        full.full = 'for rows';
        await outbox.drain();
        expect([sent, await states(outbox), full.leases]).to.deep.equal([['1', '2'], [], 1]);
      });

      // Fails when the lease of a tab that is gone, which nobody can take over, keeps everything back; or when that of one that lives keeps back nothing.
      it('waits for the time of a lease that others may hold, and then delivers without it', async () => {
        const gone = make({ store: full, locks: undefined, deliver: forever });
        await add(gone, '1');
        void gone.drain().catch(() => undefined);
        await until(() => changes.includes('1 sending'));
        full.full = 'for rows';
        const later = createFixedClock();
        const drained = make({ store: full, locks: undefined, clock: later }).drain();
        for (let i = 0; i < 6; i++) {
          await until(() => later.waiting === 1);
          expect(sent).to.deep.equal([]);
          later.advance(1_000);
        }
        await drained;
        expect(sent).to.deep.equal(['1']);
      });

      // Fails when a tab breaks off what it is sending because there is no room to say that it lives.
      it('goes on with what it is sending when the device fills up meanwhile', async () => {
        let arrive!: () => void;
        let broken: AbortSignal | undefined;
        answer = (_, signal) => {
          broken = signal;
          return new Promise((done) => (arrive = done));
        };
        const outbox = make({ store: full, locks: undefined });
        await add(outbox, '1');
        const drained = outbox.drain();
        await until(() => changes.includes('1 sending'));
        full.full = 'for rows';
        for (let i = 0; i < 20; i++) {
          clock.advance(1_000);
          await settle();
        }
        expect(broken!.aborted).to.equal(false);
        arrive();
        await drained;
        expect([sent, await states(outbox)]).to.deep.equal([['1'], []]);
      });
    });

    // Fails when what may be arriving as it was is changed, or taken back, behind the back of whoever sends it.
    it('does not edit what it has begun to send, and discards it only when it is not being sent', async () => {
      let fail!: (error: Error) => void;
      answer = () => new Promise((_, reject) => (fail = reject));
      const outbox = make({ store: full });
      await add(outbox, '1');
      full.full = 'for rows';
      const drained = outbox.drain().catch((error: unknown) => error);
      await until(() => sent.length === 1);
      const codes = async () => [
        await outbox.edit('1', 'other').catch((error: unknown) => (error as CrmError).code),
        await outbox.discard('1').catch((error: unknown) => (error as CrmError).code),
      ];
      expect(await codes()).to.deep.equal(['CONFLICT', 'CONFLICT']);
      fail(new CrmError('TIMEOUT', 'There was no answer.'));
      expect(((await drained) as CrmError).code).to.equal('QUOTA');
      expect(await codes()).to.deep.equal(['CONFLICT', true]);
    });
  });

  it('lets one tab deliver at a time under a lock', async () => {
    const locks = createMemoryLocks();
    let atOnce = 0;
    let most = 0;
    answer = async () => {
      most = Math.max(most, ++atOnce);
      await settle(5);
      atOnce--;
    };
    const other = createMemoryAdapter({ name: store.name, model: deviceModel, clock });
    const tabs = [make({ locks: locks() }), make({ locks: locks(), store: other })];
    for (const tab of tabs) tab.start();
    for (let i = 0; i < 20; i++) await add(tabs[i % 2]!, `m${i}`);
    await until(() => sent.length === 20);
    await settle();
    expect(most).to.equal(1);
    expect(sent).to.deep.equal(Array.from({ length: 20 }, (_, i) => `m${i}`));
    for (const tab of tabs) await tab.stop();
    await other.close();
  });

  it('stops while it waits for the lock', async () => {
    const locks = createMemoryLocks()();
    let free!: () => void;
    const held = locks.request(`crm-elements:${store.name}:outbox`, {}, () => new Promise<void>((done) => (free = done)));
    const outbox = make({ locks });
    await add(outbox, '1');
    outbox.start();
    await settle();
    const stopped = outbox.stop();
    free();
    await Promise.all([held, stopped]);
    expect(sent).to.deep.equal([]);
  });

  describe('without locks', () => {
    const lease = async () => (await store.get('values', ['outbox.lease']))[0];

    it('delivers under a lease and gives it back', async () => {
      const outbox = make({ locks: undefined });
      await add(outbox, '1');
      let during: unknown;
      answer = async () => void (during = await lease());
      await outbox.drain();
      expect(during).to.be.an('object');
      expect(await lease()).to.equal(undefined);
    });

    it('takes over when the holder is silent for its time, whatever the clock says', async () => {
      const gone = make({ locks: undefined, deliver: () => new Promise(() => undefined) });
      await add(gone, '1');
      void gone.drain().catch(() => undefined);
      await until(() => changes.includes('1 sending'));
      // The tab is gone: its timers go with it.
      const later = createFixedClock(clock.now() + 365 * 24 * 3_600_000);
      const next = make({ locks: undefined, clock: later });
      const drained = next.drain();
      for (let i = 0; i < 5; i++) {
        await until(() => later.waiting === 1);
        later.advance(1_000);
        expect(sent).to.deep.equal([]);
      }
      await until(() => later.waiting === 1);
      later.advance(1_000);
      await drained;
      expect(sent).to.deep.equal(['1']);
    });

    it('waits for a holder who is alive, and a jump of the clock is no silence', async () => {
      let free!: () => void;
      const holder = make({ locks: undefined, timeoutMs: 600_000, deliver: () => new Promise((done) => (free = done)) });
      await add(holder, '1');
      const held = holder.drain();
      await until(() => changes.includes('1 sending'));
      const next = make({ locks: undefined });
      const drained = next.drain();
      for (let i = 0; i < 60; i++) {
        await settle();
        if (i === 20) clock.set(clock.now() + 3_600_000);
        clock.advance(500);
      }
      expect(sent).to.deep.equal([]);
      free();
      await held;
      for (let i = 0; i < 3; i++) {
        await settle();
        clock.advance(1_000);
      }
      await drained;
    });

    it('gives up when another tab has taken over', async () => {
      let seen: AbortSignal | undefined;
      const slept = make({
        locks: undefined,
        deliver: (_, { signal }) => {
          seen = signal;
          return new Promise(() => undefined);
        },
      });
      await add(slept, '1');
      const drained = slept.drain();
      await until(() => changes.includes('1 sending'));
      const [row] = await store.get('values', ['outbox.lease']);
      await store.commit({
        ops: [
          { op: 'patch', collection: 'values', id: 'outbox.lease', set: { value: { owner: 'other', beat: 0 } }, ifVersion: row!.version },
        ],
      });
      clock.advance(2_000);
      await until(() => seen!.aborted);
      await settle();
      expect((await lease())!.value).to.deep.equal({ owner: 'other', beat: 0 });
      await store.commit({ ops: [{ op: 'delete', collection: 'values', id: 'outbox.lease' }] });
      await drained.catch(() => undefined);
    });
  });
});
