import { sendKeys } from '@web/test-runner-commands';
import { createLocalPort, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { deviceModel } from '@crm-elements/schema';
import { expect } from 'chai';
import { pause } from '../internal/testing/held.test-helper.js';
import {
  articles,
  button,
  composerOf,
  firstTicket,
  launcher,
  messagesOf,
  openChat,
  openShop,
  sees,
  textOf,
  ticketsOf,
  uniqueName,
  until,
  workspace,
  write,
} from './chat.test-helper.js';

const deviceNames = async () =>
  (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('crm-device-'));
const keysOf = (storage: Storage) => Object.keys(storage).filter((key) => key.includes('crm-'));

/** Looks into a device's store as another tab would. */
async function device<T>(name: string, look: (adapter: DataAdapter) => Promise<T>): Promise<T> {
  const adapter = createDexieAdapter({ name: `crm-device-${name}`, model: deviceModel });
  try {
    return await look(adapter);
  } finally {
    await adapter.close();
  }
}
const draftsIn = (name: string) =>
  device(name, async (adapter) => {
    const { records } = await adapter.query({ collection: 'values', limit: 100 }, { scan: true });
    return records.filter(({ id }) => id.startsWith('draft.')).map(({ value }) => (value as { text: string }).text);
  });

/** A workspace that can be away. */
function breakable(adapter: DataAdapter): { adapter: DataAdapter; fail: () => void; heal: () => void; failed: () => number } {
  let faulty = createFaultyAdapter(adapter, { seed: 1, rules: [] });
  let away = createFaultyAdapter(adapter, { seed: 1, rules: [] });
  let broken = false;
  const door = new Proxy(adapter, {
    get(_, key) {
      const from = broken ? away : faulty;
      const value = (from as unknown as Record<PropertyKey, unknown>)[key];
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(from) : value;
    },
  });
  return {
    adapter: door,
    fail() {
      away = createFaultyAdapter(adapter, {
        seed: 1,
        rules: [{ on: ['get', 'query', 'totals', 'commit', 'blob'], fault: 'fail-before', error: 'UNAVAILABLE' }],
      });
      broken = true;
    },
    heal() {
      broken = false;
      faulty = createFaultyAdapter(adapter, { seed: 1, rules: [] });
    },
    failed: () => away.injected['fail-before'],
  };
}

describe('chat: nothing before need', () => {
  it('stores, asks and makes nothing until somebody writes', async () => {
    // Fails when the element opens a database, reads more than its own hint, loads a module or makes a contact before the first key.
    const opened: string[] = [];
    const open = indexedDB.open.bind(indexedDB);
    const own = fetch;
    const asked: string[] = [];
    indexedDB.open = (name: string, version?: number) => {
      opened.push(name);
      return open(name, version);
    };
    globalThis.fetch = (...args) => {
      asked.push(args[0] instanceof Request ? args[0].url : args[0].toString());
      return own(...args);
    };
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const set = Storage.prototype.setItem;
    const written: string[] = [];
    Storage.prototype.setItem = function (key, value) {
      written.push(key);
      set.call(this, key, value);
    };
    const before = performance.getEntriesByType('resource').length;
    const { widget, agent, done } = await openShop();
    try {
      await pause(2_000);
      expect(performance.getEntriesByType('resource').length, 'requests before it is opened').to.equal(before);
      await openChat(widget);
      await sees(widget, 'Online now');
      await pause(300);
      expect({ opened, asked, written, cookie: document.cookie }).to.deep.equal({ opened: [], asked: [], written: [], cookie: '' });
      expect((await agent.contacts.list({ sort: [{ by: 'nameKey' }] })).records).to.deep.equal([]);

      composerOf(widget)!.focus();
      await sendKeys({ type: 'H' });
      await until(() => opened.length > 0, 'the device store is opened at the first key');
      expect(opened.every((name) => name.startsWith('crm-device-'))).to.equal(true);
      expect((await agent.contacts.list({ sort: [{ by: 'nameKey' }] })).records, 'a draft makes no contact').to.deep.equal([]);
      await until(() => written.some((key) => key.startsWith('crm-chat:')), 'the hint is left');
    } finally {
      Object.assign(Storage.prototype, { setItem: set });
      indexedDB.open = open;
      globalThis.fetch = own;
      await done();
    }
  });

  it('looks for answers by itself for who has written before', async () => {
    // Fails when the unread count waits until the chat is opened, or the preview is of something already seen.
    const name = uniqueName();
    const first = await openShop({ name });
    await openChat(first.widget);
    await write(first.widget, 'Are you there?');
    const ticket = await firstTicket(first.agent);
    await first.done();
    await first.agent.replyToTicket({ ticketId: ticket.id, text: 'Yes, we are.' });

    const counts: number[] = [];
    const count = (event: HTMLElementEventMap['crm-unread-change']) => counts.push(event.detail.count);
    document.addEventListener('crm-unread-change', count);
    const second = await openShop({ name }, {}, first);
    await sees(second.widget, 'Yes, we are.');
    expect(launcher(second.widget).ariaLabel?.replace(/[\u2066-\u2069]/g, '')).to.equal('Chat with us, 1 unread');
    expect(second.widget.unread).to.equal(1);
    expect(counts).to.deep.equal([1]);
    await openChat(second.widget);
    await sees(second.widget, 'Are you there?');
    await until(() => second.widget.unread === 0, 'what is seen is no longer unread');
    await until(async () => (await messagesOf(second.agent, ticket.id)).at(-1)?.status === 'read', 'the agent sees that it was read');
    document.removeEventListener('crm-unread-change', count);
    await second.done();
  });
});

describe('chat: nothing typed is lost', () => {
  it('keeps a draft at each pause, and brings it back when the page was killed', async () => {
    // Fails when a draft waits for anything but a pause, or is only kept on the way out.
    const name = uniqueName();
    const shop = await openShop({ name });
    (await openChat(shop.widget)).focus();
    await sendKeys({ type: 'My order 47' });
    const paused = performance.now();
    await until(async () => (await draftsIn(name)).includes('My order 47'), 'the draft is in the store');
    expect(performance.now() - paused, 'orientation').to.be.lessThan(3_000);
    // Killed: nothing of the element runs any more, and no end is told to it.
    shop.provider.remove();

    const again = await openShop({ name }, {}, shop);
    const textarea = await openChat(again.widget);
    await until(() => textarea.value === 'My order 47', 'the draft is back');
    await again.done();
  });

  it('keeps it when the page is left in the midst of a word', async () => {
    // Fails when pagehide does not write what waits for a pause.
    const name = uniqueName();
    const { widget, done } = await openShop({ name });
    (await openChat(widget)).focus();
    await sendKeys({ type: 'a' });
    await until(async () => (await draftsIn(name)).includes('a'), 'the store is open');
    const textarea = composerOf(widget)!;
    textarea.value = 'ab';
    // The pause never comes.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const wait = window.setTimeout;
    window.setTimeout = (() => 0) as unknown as typeof setTimeout;
    textarea.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    window.setTimeout = wait;
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    delete (document as { visibilityState?: unknown }).visibilityState;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(await until(async () => (await draftsIn(name)).find((text) => text === 'ab'), 'the draft is kept', 1_000)).to.equal('ab');
    await done();
  });

  it('brings 100 messages once each and in order, typed while the workspace was away and with the tab killed in between', async function () {
    // Fails when the outbox is left out, an id is made anew, or a queue is sent side by side.
    this.timeout(40_000);
    const name = uniqueName();
    const made = await workspace();
    const away = breakable(made.adapter);
    const texts = Array.from({ length: 100 }, (_, i) => `Message ${i + 1}`);
    away.fail();
    const first = await openShop({ name }, {}, { adapter: away.adapter, agent: made.agent });
    await openChat(first.widget);
    for (const text of texts.slice(0, 60)) await write(first.widget, text);
    await until(
      async () =>
        (await device(name, (adapter) => adapter.totals({ collection: 'outbox', totals: 'byQueue' }))).reduce(
          (sum, row) => sum + row.count,
          0,
        ) === 60,
      'all are in the outbox',
      15_000,
    );
    await sees(first.widget, 'Saved on this device');
    await sees(first.widget, 'Connection lost');
    expect(away.failed()).to.be.greaterThan(0);
    first.provider.remove();
    expect(await ticketsOf(made.agent)).to.deep.equal([]);

    const second = await openShop({ name }, {}, { adapter: away.adapter, agent: made.agent });
    await openChat(second.widget);
    await sees(second.widget, 'Message 60');
    for (const text of texts.slice(60)) await write(second.widget, text);
    await until(
      async () =>
        (await device(name, (adapter) => adapter.totals({ collection: 'outbox', totals: 'byQueue' }))).reduce(
          (sum, row) => sum + row.count,
          0,
        ) === 100,
      'all are in the outbox',
      15_000,
    );
    away.heal();
    const ticket = await firstTicket(made.agent).catch(() => firstTicket(made.agent));
    await until(async () => (await messagesOf(made.agent, ticket.id)).length === 100, 'all have arrived', 25_000);
    expect((await messagesOf(made.agent, ticket.id)).map(({ text }) => text)).to.deep.equal(texts);
    expect(await ticketsOf(made.agent)).to.have.length(1);
    await second.done();
  });

  it('leaves the text in the composer, and says so, when the device cannot keep it', async () => {
    // Fails when the composer is emptied before the browser has the message for good.
    const failures: string[] = [];
    const { widget, agent, done } = await openShop();
    widget.addEventListener('crm-message-fail', (event) => failures.push(event.detail.error.code));
    (await openChat(widget)).focus();
    await sendKeys({ type: 'Hello' });
    await until(async () => (await draftsIn(widget.name)).includes('Hello'), 'the store is open');
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args) {
      const request = put.apply(this, args);
      Object.defineProperty(this.transaction, 'error', { value: new DOMException('The disk is full.', 'QuotaExceededError') });
      this.transaction.abort();
      return request;
    };
    try {
      await sendKeys({ press: 'Enter' });
      await sees(widget, 'Your text is still here');
      expect(composerOf(widget)!.value).to.equal('Hello');
      expect(failures).to.deep.equal(['QUOTA']);
      expect(articles(widget)).to.have.length(0);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    composerOf(widget)!.focus();
    await sendKeys({ press: 'Enter' });
    const ticket = await firstTicket(agent);
    expect((await messagesOf(agent, ticket.id)).map(({ text }) => text)).to.deep.equal(['Hello']);
    await done();
  });

  it('shows what was refused, and lets one edit it or try again', async () => {
    // Fails when a refusal is tried for ever, or the text is gone with it.
    const made = await workspace();
    const real = createLocalPort({ adapter: made.adapter }, { visitorId: 'visitor-of-this-test' });
    let refuse = true;
    const port = new Proxy(real, {
      get(target, key) {
        const value = (target as unknown as Record<PropertyKey, unknown>)[key];
        if (typeof value !== 'function') return value;
        if (refuse && key === 'start') return (command: object) => target.start({ ...command, text: '', files: [] } as never);
        return (value as (...args: unknown[]) => unknown).bind(target);
      },
    });
    const { widget, agent, done } = await openShop({}, { port }, made);
    await openChat(widget);
    await write(widget, 'Is this too much?');
    await sees(widget, 'Not sent');
    button(widget, 'Edit')!.click();
    await until(() => composerOf(widget)!.value === 'Is this too much?', 'the text is back');
    await until(() => articles(widget).length === 0, 'the bubble is gone');
    await write(widget, 'Is this right?');
    await sees(widget, 'Not sent');
    refuse = false;
    button(widget, 'Try again')!.click();
    const ticket = await firstTicket(agent);
    expect((await messagesOf(agent, ticket.id)).map(({ text }) => text)).to.deep.equal(['Is this right?']);
    await until(() => !textOf(widget).includes('Not sent'), 'it is no longer said to have failed');
    await done();
  });

  it('goes on without a second time when the answer of the workspace was lost', async () => {
    // Fails when a message is sent anew under another id.
    const made = await workspace();
    const faulty = createFaultyAdapter(made.adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-after', at: [1, 2] }] });
    const { widget, agent, done } = await openShop({}, {}, { adapter: faulty, agent: made.agent });
    await openChat(widget);
    await write(widget, 'Only once');
    const ticket = await firstTicket(agent);
    await sees(widget, 'Saved on this device');
    await pause(1_500);
    expect(faulty.injected['fail-after']).to.be.greaterThan(0);
    expect((await messagesOf(agent, ticket.id)).map(({ text }) => text)).to.deep.equal(['Only once']);
    await until(() => articles(widget).length === 1, 'and is seen once');
    await done();
  });
});

describe('chat: consent', () => {
  it('none: keeps nothing anywhere, says so, and still brings messages', async () => {
    // Fails when any store is written to, or the visitor is not told.
    const { widget, agent, done } = await openShop({ consent: 'none' });
    const before = [...(await deviceNames()), ...keysOf(localStorage), ...keysOf(sessionStorage)];
    await openChat(widget);
    await sees(widget, 'Nothing is kept on this device.');
    await write(widget, 'A secret');
    await firstTicket(agent);
    await pause(400);
    expect([...(await deviceNames()), ...keysOf(localStorage), ...keysOf(sessionStorage)]).to.deep.equal(before);
    await done();
  });

  it('session: goes on over pages of the tab, in nothing but its own storage', async () => {
    // Fails when the conversation ends with a page, or more is kept than agreed to.
    const name = uniqueName();
    const first = await openShop({ name, consent: 'session' });
    await openChat(first.widget);
    await sees(first.widget, 'when you close this tab');
    await write(first.widget, 'First page');
    await firstTicket(first.agent);
    await sees(first.widget, 'Saved on this device');
    composerOf(first.widget)!.focus();
    await sendKeys({ type: 'half a sen' });
    await pause(300);
    expect((await deviceNames()).filter((one) => one.includes(name))).to.deep.equal([]);
    expect(keysOf(localStorage).filter((key) => key.includes(name))).to.deep.equal([]);
    expect(keysOf(sessionStorage).filter((key) => key.includes(name))).to.have.length(1);
    first.provider.remove();

    const second = await openShop({ name, consent: 'session' }, {}, first);
    await openChat(second.widget);
    await sees(second.widget, 'First page');
    await until(() => composerOf(second.widget)?.value === 'half a sen', 'the draft is back');
    await second.done();
  });

  it('taken back: wipes what was kept, and goes on with what is on the screen', async () => {
    // Fails when a downgrade leaves the database or the hint, or throws away what is being written.
    const name = uniqueName();
    const { widget, agent, done } = await openShop({ name });
    await openChat(widget);
    await write(widget, 'Kept at first');
    const ticket = await firstTicket(agent);
    composerOf(widget)!.focus();
    await sendKeys({ type: 'and now' });
    await until(async () => (await draftsIn(name)).includes('and now'), 'the draft is kept');
    await widget.setConsent('none');
    expect((await deviceNames()).filter((one) => one.includes(name))).to.deep.equal([]);
    expect(keysOf(localStorage).filter((key) => key.includes(name))).to.deep.equal([]);
    expect(composerOf(widget)!.value).to.equal('and now');
    await sendKeys({ press: 'Enter' });
    await until(async () => (await messagesOf(agent, ticket.id)).length === 2, 'it arrives in the same conversation');
    await done();
  });

  it('smaller on a later visit: wipes without being asked', async () => {
    // Fails when only a call wipes, and not the attribute of the next page.
    const name = uniqueName();
    const first = await openShop({ name });
    await openChat(first.widget);
    await write(first.widget, 'Kept at first');
    await firstTicket(first.agent);
    await first.done();
    expect((await deviceNames()).filter((one) => one.includes(name))).to.have.length(1);
    const second = await openShop({ name, consent: 'none' }, {}, first);
    await until(async () => (await deviceNames()).every((one) => !one.includes(name)), 'the database is gone');
    expect(keysOf(localStorage).filter((key) => key.includes(name))).to.deep.equal([]);
    await second.done();
  });
});

describe('chat: who the visitor is', () => {
  it('tells agents what the page claims, with the first message and not before', async () => {
    // Fails when signing in makes a contact, or its name is lost on the way.
    const { widget, agent, done } = await openShop();
    await widget.signIn({ name: 'Zoë Brandt', email: 'Zoe@Example.com', token: 'a.b.c' });
    await pause(200);
    expect((await agent.contacts.list({ sort: [{ by: 'nameKey' }] })).records).to.deep.equal([]);
    await openChat(widget);
    await write(widget, 'Hello');
    const ticket = await firstTicket(agent);
    const contact = await agent.contacts.get(ticket.requesterId);
    expect(contact).to.include({ fullName: 'Zoë Brandt', verified: false, source: 'chat' });
    expect(contact!.emails.map(({ value }) => value)).to.deep.equal(['Zoe@Example.com']);
    expect(JSON.stringify(contact)).not.to.contain('a.b.c');
    await done();
  });

  it('signing out wipes the device in all tabs; the workspace keeps the conversation', async () => {
    // Fails when another tab goes on showing the conversation, or the next visitor gets it.
    const name = uniqueName();
    const first = await openShop({ name });
    await openChat(first.widget);
    await write(first.widget, 'Only mine');
    const ticket = await firstTicket(first.agent);
    await sees(first.widget, 'Only mine');
    const other = await openShop({ name }, {}, first);
    await openChat(other.widget);
    await sees(other.widget, 'Only mine');

    await first.widget.signOut();
    await until(() => !textOf(first.widget).includes('Only mine'), 'it is gone here');
    await until(() => !textOf(other.widget).includes('Only mine'), 'it is gone in the other tab');
    expect(keysOf(localStorage).filter((key) => key.includes(name))).to.deep.equal([]);
    expect((await messagesOf(first.agent, ticket.id)).length).to.equal(1);
    await write(first.widget, 'Somebody else');
    await until(async () => (await ticketsOf(first.agent)).length === 2, 'a new visitor begins');
    const [second] = await ticketsOf(first.agent);
    expect(second!.requesterId).not.to.equal(ticket.requesterId);
    await first.widget.destroy();
    await other.done();
  });

  it('another person who signs in on the same device does not see the first one’s conversation', async () => {
    // Fails when the page forgets to sign out and the device does not notice.
    const name = uniqueName();
    const first = await openShop({ name });
    await first.widget.signIn({ name: 'Ana', email: 'ana@example.com' });
    await openChat(first.widget);
    await write(first.widget, 'Private to Ana');
    await firstTicket(first.agent);
    await first.done();
    const second = await openShop({ name }, {}, first);
    await second.widget.signIn({ name: 'Ben', email: 'ben@example.com' });
    await openChat(second.widget);
    await pause(600);
    expect(textOf(second.widget)).not.to.contain('Private to Ana');
    await second.done();
  });
});

describe('chat: several at once', () => {
  it('keeps tabs in step', async () => {
    // Fails when a tab hears of messages only by itself.
    const name = uniqueName();
    const first = await openShop({ name });
    await openChat(first.widget);
    await write(first.widget, 'From the first tab');
    await firstTicket(first.agent);
    const second = await openShop({ name }, {}, first);
    await openChat(second.widget);
    await sees(second.widget, 'From the first tab');
    await write(second.widget, 'From the second tab');
    await sees(first.widget, 'From the second tab');
    expect(await ticketsOf(first.agent)).to.have.length(1);
    await first.widget.destroy();
    await second.done();
  });

  it('tells chats of other names apart', async () => {
    // Fails when two chats share a visitor or a draft.
    const first = await openShop({ name: uniqueName() });
    const second = await openShop({ name: uniqueName() }, {}, first);
    await openChat(first.widget);
    await openChat(second.widget);
    await write(first.widget, 'To sales');
    await write(second.widget, 'To support');
    await until(async () => (await ticketsOf(first.agent)).length === 2, 'two conversations');
    const [one, two] = await ticketsOf(first.agent);
    expect(one!.requesterId).not.to.equal(two!.requesterId);
    expect(textOf(first.widget)).not.to.contain('To support');
    await first.widget.destroy();
    await second.done();
  });

  it('works with a port that a page sets', async () => {
    // Fails when the default workspace is opened beside the port.
    const made = await workspace();
    const port = createLocalPort({ adapter: made.adapter }, { visitorId: 'visitor-with-own-port' });
    const { widget, agent, done } = await openShop({}, { port }, made);
    await openChat(widget);
    await write(widget, 'Through the port');
    const ticket = await firstTicket(agent);
    expect(ticket.requesterId).to.equal('visitor-with-own-port');
    await done();
  });
});
