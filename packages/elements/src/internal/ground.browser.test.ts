import { createClient, createMemoryAdapter, CrmError, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { aTimeout, expect, fixture, waitUntil } from '@open-wc/testing';
import type { Contact } from '@crm-elements/schema';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { expectConsole } from '../../../../tools/test-support.js';
import { define } from '../define/define.js';
import '../define/provider.js';
import { CrmCommandEvent } from '../events/crm-event.js';
import type { CrmErrorEvent } from '../events/crm-error-event.js';
import { CrmProvider } from '../provider/crm-provider.js';
import { runCommand } from './command.js';
import { CrmDataElement } from './crm-data-element.js';
import { LiveController } from './live.js';
import { Localizer } from './locale.js';

/** The least that an element can be. */
class Probe extends CrmDataElement {
  readonly localizer = new Localizer(this, 'board', { greeting: 'Hello {name}', deals: { one: '{count} deal', other: '{count} deals' } });
  @property() contactId: string | undefined;
  readonly live = new LiveController<Contact | undefined, readonly [string]>(this, this.clients, {
    args: () => (this.contactId ? [this.contactId] : undefined),
    start: (client, [id], { next, fail, signal }) =>
      void client.contacts.live({ where: { id } }, ({ records }) => next(records[0]), { signal, onError: fail }),
  });
  get found() {
    return this.clients.client;
  }
  say(text: string) {
    this.announcer.say(text);
  }
  show(text: string, run: () => void) {
    this.toasts.show({ text, action: { label: 'Undo', run } });
  }
  override render() {
    return html`<div class="base" part="base" dir=${this.localizer.dir}>
      ${this.renderStoreStatus()}
      <p id="name">${this.live.value?.fullName ?? this.live.state}</p>
      <p id="greeting">${this.localizer.t('greeting', { name: 'Ana' })}</p>
      <input aria-label="x" />
      <button type="button">b</button>
      ${this.renderGround()}
    </div>`;
  }
}
define('test-probe', Probe);

const name = (probe: Element) => probe.shadowRoot!.querySelector('#name')?.textContent;
const reads = (probe: Element, text: string) => waitUntil(() => name(probe) === text, `it reads ${name(probe)}, not ${text}`);

let adapter: DataAdapter;
let client: CrmClient;
let ana: Contact;
beforeEach(async () => {
  adapter = createMemoryAdapter();
  client = createClient(adapter);
  ana = await client.contacts.create({ fullName: 'Ana Diaz' });
});

describe('where an element finds its client', () => {
  it('takes the one that is set on it', async () => {
    // Fails when the property is looked at after the provider and the page's own store, or not at all.
    const probe = await fixture<Probe>(html`<test-probe .client=${client} .contactId=${ana.id}></test-probe>`);
    await reads(probe, 'Ana Diaz');
  });

  it('takes that of the nearest provider', async () => {
    // Fails when the request for a client goes on to the outer provider once the inner one has answered.
    const outer = createMemoryAdapter();
    const box = await fixture(
      html`<crm-provider .adapter=${outer}
        ><crm-provider .adapter=${adapter}><test-probe .contactId=${ana.id}></test-probe></crm-provider
      ></crm-provider>`,
    );
    await reads(box.querySelector('test-probe')!, 'Ana Diaz');
  });

  it('takes a provider\u2019s client that is set later', async () => {
    // Fails when an element asks once and does not subscribe, or the provider keeps its first adapter.
    const box = await fixture<CrmProvider>(
      html`<crm-provider .adapter=${createMemoryAdapter()}><test-probe .contactId=${ana.id}></test-probe></crm-provider>`,
    );
    const probe = box.querySelector<Probe>('test-probe')!;
    await waitUntil(() => probe.live.state === 'ready');
    box.adapter = adapter;
    await reads(probe, 'Ana Diaz');
  });

  it('finds a provider through shadow roots', async () => {
    // Fails when the request for a client stops at the root in which the element stands.
    const box = await fixture(html`<crm-provider .client=${client}><div></div></crm-provider>`);
    const root = box.querySelector('div')!.attachShadow({ mode: 'open' });
    const probe = document.createElement('test-probe') as Probe;
    probe.contactId = ana.id;
    root.append(probe);
    await probe.updateComplete;
    await reads(probe, 'Ana Diaz');
  });

  it('shares the page\u2019s own store when there is nothing else, and closes it when nobody uses it', async () => {
    // Fails when each element opens a store of its own, or the last to go leaves it open.
    const [one, two] = [document.createElement('test-probe') as Probe, document.createElement('test-probe') as Probe];
    document.body.append(one, two);
    await waitUntil(() => one.found && two.found);
    expect(one.found).to.equal(two.found);
    const kept = one.found!;
    await waitUntil(async () => (await indexedDB.databases()).some((database) => database.name === 'crm-elements'));
    one.remove();
    two.remove();
    await waitUntil(() => kept.status.state === 'closed', undefined, { timeout: 5_000 });
  });

  it('keeps the page\u2019s store for an element that is moved', async () => {
    // Fails when a store is closed as soon as nobody listens, or what closes it later does not look again.
    const probe = document.createElement('test-probe') as Probe;
    document.body.append(probe);
    await waitUntil(() => probe.found);
    const kept = probe.found;
    const box = await fixture(html`<div></div>`);
    box.append(probe);
    await aTimeout(1_200);
    expect(probe.found).to.equal(kept);
    expect(kept!.status.state).not.to.equal('closed');
    probe.remove();
  });

  it('says why when the store does not open, and opens it on request', async () => {
    // Fails when the failure to open is swallowed, is told twice, or is kept when it is tried again.
    let works = false;
    const broken = new Proxy(adapter, {
      get: (target, key) => {
        if (key === 'open' && !works) return () => Promise.reject(new CrmError('BLOCKED', 'no'));
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value as () => void).bind(target) : value;
      },
    });
    const errors: CrmErrorEvent[] = [];
    const box = document.createElement('crm-provider');
    box.addEventListener('crm-error', (event) => errors.push(event));
    box.adapter = broken;
    const probe = document.createElement('test-probe') as Probe;
    probe.contactId = ana.id;
    box.append(probe);
    document.body.append(box);
    await waitUntil(() => probe.live.error);
    expect(probe.live.error!.code).to.equal('BLOCKED');
    expect(errors.map(({ detail }) => detail.command)).to.deep.equal(['open']);
    works = true;
    probe.live.retry();
    await reads(probe, 'Ana Diaz');
    box.remove();
  });
});

describe('what an element shows of a record', () => {
  it('follows the record', async () => {
    // Fails when a record is read once and not watched, or its change does not render the element.
    const probe = await fixture<Probe>(html`<test-probe .client=${client} .contactId=${ana.id}></test-probe>`);
    await reads(probe, 'Ana Diaz');
    await client.contacts.update(ana.id, { fullName: 'Ana D.' });
    await reads(probe, 'Ana D.');
  });

  it('starts anew for another record, and does not show the first meanwhile', async () => {
    // Fails when what was shown of one record stays until the other has come.
    const ben = await client.contacts.create({ fullName: 'Ben' });
    const probe = await fixture<Probe>(html`<test-probe .client=${client} .contactId=${ana.id}></test-probe>`);
    await reads(probe, 'Ana Diaz');
    probe.contactId = ben.id;
    await probe.updateComplete;
    expect(name(probe)).to.equal('loading');
    await reads(probe, 'Ben');
  });

  it('hears nothing when it is out of the page, and all when it is back', async () => {
    // Fails when the watch outlives the removal, or does not start again when the element returns.
    const probe = await fixture<Probe>(html`<test-probe .client=${client} .contactId=${ana.id}></test-probe>`);
    await reads(probe, 'Ana Diaz');
    const home = probe.parentElement!;
    probe.remove();
    await client.contacts.update(ana.id, { fullName: 'Ana Two' });
    await aTimeout(20);
    expect(probe.live.value!.fullName).to.equal('Ana Diaz');
    home.append(probe);
    await reads(probe, 'Ana Two');
  });
});

describe('<crm-provider>', () => {
  it('says when it is ready, and with which client', async () => {
    // Fails when the event comes before the client is there, or a client is made over another adapter.
    const box = document.createElement('crm-provider');
    box.adapter = adapter;
    const ready = new Promise<CrmClient>((done) => box.addEventListener('crm-ready', ({ detail }) => done(detail.client)));
    document.body.append(box);
    expect((await ready).adapter).to.equal(adapter);
    box.remove();
  });

  it('refuses writes below it when it is read-only', async () => {
    // Fails when the attribute only reaches what is shown, and the client writes all the same.
    const box = await fixture<CrmProvider>(html`<crm-provider .adapter=${adapter} readonly><test-probe></test-probe></crm-provider>`);
    await waitUntil(() => box.currentClient);
    const failed = await box.currentClient!.contacts.create({ fullName: 'x' }).catch((error: CrmError) => error);
    expect(failed).to.be.instanceOf(CrmError);
  });

  it('acts as its actor', async () => {
    // Fails when the client is made for the system, or for whoever was chosen on this device before.
    const box = await fixture<CrmProvider>(html`<crm-provider .adapter=${adapter} .actor=${{ kind: 'agent', id: 'mira' }}></crm-provider>`);
    await waitUntil(() => box.currentClient);
    expect(box.currentClient!.actor.id).to.equal('mira');
  });

  it('hands its theme down', async () => {
    // Fails when the colour scheme is not set on the provider, or an element sets one of its own.
    const box = await fixture(html`<crm-provider theme="dark" .adapter=${adapter}><test-probe></test-probe></crm-provider>`);
    expect(getComputedStyle(box.querySelector('test-probe')!).colorScheme).to.equal('dark');
  });
});

describe('the language of an element', () => {
  const greeting = (probe: Element) => probe.shadowRoot!.querySelector('#greeting')!.textContent;

  it('is that of the nearest lang', async () => {
    // Fails when the page's language is taken for that of all its parts, or direction does not come with language.
    const box = await fixture(html`<div lang="ar"><test-probe .client=${client}></test-probe></div>`);
    const probe = box.querySelector<Probe>('test-probe')!;
    await probe.updateComplete;
    expect(probe.localizer.locale).to.equal('ar');
    expect(probe.shadowRoot!.querySelector<HTMLElement>('.base')!.dir).to.equal('rtl');
  });

  it('follows when it changes, and goes back', async () => {
    // Fails when a change outside the element's own parent is not observed, or the texts of the last language stay.
    const probe = await fixture<Probe>(html`<test-probe .client=${client}></test-probe>`);
    document.documentElement.lang = 'en-XA';
    await waitUntil(() => greeting(probe)?.startsWith('⟦'));
    document.documentElement.lang = 'en';
    await waitUntil(() => greeting(probe) === 'Hello Ana');
  });

  it('is that of the provider before the page\u2019s', async () => {
    // Fails when the `locale` of a provider only reaches texts and not numbers, or `lang` above it wins.
    const box = await fixture(html`<crm-provider locale="de" .client=${client}><test-probe></test-probe></crm-provider>`);
    const probe = box.querySelector<Probe>('test-probe')!;
    await waitUntil(() => probe.localizer.t('retry') === 'Erneut versuchen');
    expect(probe.localizer.number(1234.5)).to.equal('1.234,5');
  });

  it('is English where there is no other, with the numbers of the country', async () => {
    // Fails when English texts get the plural rules of a language without texts (0 is "one" in French), or its dates turn English.
    const box = await fixture(html`<div lang="fr"><test-probe .client=${client}></test-probe></div>`);
    const probe = box.querySelector<Probe>('test-probe')!;
    expect(probe.localizer.t('retry')).to.equal('Try again');
    expect(probe.localizer.t('deals', { count: 0 })).to.equal('0 deals');
    expect(probe.localizer.date('2026-11-23')).to.equal('23 nov. 2026');
  });

  it('takes a broken lang for none', async () => {
    // Fails when a tag that Intl refuses reaches a formatter, which throws.
    const box = await fixture(html`<div lang="not a language"><test-probe .client=${client}></test-probe></div>`);
    expect(box.querySelector<Probe>('test-probe')!.localizer.locale).to.equal('en');
  });
});

describe('what an element does to the page', () => {
  it('keeps what is typed from the page\u2019s shortcuts', async () => {
    // Fails when keys in a field go on to the page, or those on buttons no longer do.
    const probe = await fixture<Probe>(html`<test-probe .client=${client}></test-probe>`);
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener('keydown', listen);
    const press = (selector: string, key: string) =>
      probe.shadowRoot!.querySelector(selector)!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    press('input', 'j');
    press('button', 'k');
    document.removeEventListener('keydown', listen);
    expect(heard).to.deep.equal(['k']);
  });

  it('registers once, and says so of another version', () => {
    // Fails when loading a script twice throws or warns, or a second version is passed over in silence.
    define('test-probe', Probe);
    expectConsole(/test-probe.*already registered/);
    define(
      'test-probe',
      class extends Probe {
        static override readonly version = '9.9.9';
      },
    );
  });
});

describe('announcements', () => {
  const regions = (probe: Element) =>
    [...probe.shadowRoot!.querySelectorAll('[data-announcer]')].map((region) => region.textContent).filter(Boolean);

  it('are there before they are used, say, and clear', async () => {
    // Fails when a region comes with its first text, which is then not read, or a text is left for the reader to find again.
    const probe = await fixture<Probe>(html`<test-probe .client=${client}></test-probe>`);
    expect(probe.shadowRoot!.querySelectorAll('[role=status], [role=alert]').length).to.equal(3);
    probe.say('Moved');
    await waitUntil(() => regions(probe).length === 1);
    expect(regions(probe)).to.deep.equal(['Moved']);
    await waitUntil(() => regions(probe).length === 0, undefined, { timeout: 3_000 });
    expect(probe.announcements).to.deep.equal(['Moved']);
  });

  it('count a burst together', async () => {
    // Fails when each text of a burst is said by itself, or the last of them hides how many there were.
    const probe = await fixture<Probe>(html`<test-probe .client=${client}></test-probe>`);
    for (let i = 1; i <= 8; i++) probe.say(`Message ${i}`);
    await waitUntil(() => probe.announcements.length > 0);
    expect(probe.announcements).to.deep.equal(['Message 8 (+7)']);
  });

  it('wait for the focus to be heard', async () => {
    // Fails when a text follows at once on a focus, whose own announcement cuts it off.
    const probe = await fixture<Probe>(html`<test-probe .client=${client}></test-probe>`);
    const start = performance.now();
    // A page beside others has no focus to give, and then tells of none.
    probe.shadowRoot!.querySelector('button')!.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    probe.say('Moved');
    await waitUntil(() => probe.announcements.length === 1, undefined, { interval: 10, timeout: 5_000 });
    // A busy machine makes it later, never sooner.
    expect(performance.now() - start).to.be.at.least(990);
  });
});

describe('notices', () => {
  it('offer their action once', async () => {
    // Fails when a notice stays when its action has run, so that a second press runs it again.
    const probe = await fixture<Probe>(html`<test-probe .client=${client}></test-probe>`);
    let undone = 0;
    probe.show('Deleted', () => undone++);
    await waitUntil(() => probe.shadowRoot!.querySelector('.toast-action'));
    probe.shadowRoot!.querySelector<HTMLElement>('.toast-action')!.click();
    await probe.updateComplete;
    expect(undone).to.equal(1);
    expect(probe.shadowRoot!.querySelector('.toast') === null).to.equal(true);
  });
});

describe('runCommand', () => {
  const event = () => new CrmCommandEvent<unknown>('crm-test', {});

  it('is vetoed by preventDefault', async () => {
    // Fails when the command runs although the page has refused it.
    const target = new EventTarget();
    target.addEventListener('crm-test', (e) => e.preventDefault());
    let ran = false;
    const outcome = await runCommand(target, { command: 'test', before: event(), run: () => Promise.resolve((ran = true)) });
    expect(outcome).to.deep.equal({ vetoed: true });
    expect(ran).to.equal(false);
  });

  it('leaves the work to whoever answers', async () => {
    // Fails when the store is written to as well, although the page keeps the data itself.
    const target = new EventTarget();
    target.addEventListener('crm-test', (e) => (e as CrmCommandEvent<unknown>).respondWith(Promise.resolve('theirs')));
    const outcome = await runCommand(target, { command: 'test', before: event(), run: () => Promise.reject(new Error('never')) });
    expect(outcome).to.deep.equal({ done: 'theirs' });
  });

  it('hands a failure back and tells the page', async () => {
    // Fails when a rejection goes through to the element, or the page does not hear which command failed.
    const target = new EventTarget();
    const errors: string[] = [];
    target.addEventListener('crm-error', (e) => errors.push((e as CrmErrorEvent).detail.command));
    const outcome = await runCommand(target, { command: 'test', run: () => Promise.reject(new CrmError('QUOTA', 'full')) });
    expect('failed' in outcome && outcome.failed.code).to.equal('QUOTA');
    expect(errors).to.deep.equal(['test']);
  });

  it('takes an answer only while the event is dispatched, and only one', () => {
    // Fails when a second listener replaces the answer of the first, or one that nobody waits for is taken silently.
    const late = event();
    late.respondWith(Promise.resolve());
    expect(() => late.respondWith(Promise.resolve())).to.throw(/already answered/);
    void late.takeResponse();
    expect(() => late.respondWith(Promise.resolve())).to.throw(/not later/);
  });
});
