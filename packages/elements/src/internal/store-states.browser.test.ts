import {
  createClient,
  createMemoryAdapter,
  storeStates,
  type AdapterStatus,
  type CrmClient,
  type DataAdapter,
  type StoreState,
} from '@crm-elements/data';
import { expect, fixture, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import {
  CrmContactCard,
  CrmContactList,
  CrmDealPanel,
  CrmPipelineBoard,
  CrmTicketInbox,
  CrmTicketList,
  CrmTicketThread,
} from '../index.js';
import '../define/all.js';
import type { CrmDataElement } from './crm-data-element.js';

interface Staged {
  client: CrmClient;
  opened: number;
  become(state: StoreState): void;
}

/** A client over a store whose state the test tells. */
function staged(inner: DataAdapter = createMemoryAdapter()): Staged {
  const listeners = new Set<(status: AdapterStatus) => void>();
  let status: AdapterStatus = { state: 'ready' };
  const own = {
    onStatus: (listener: (status: AdapterStatus) => void) => {
      listeners.add(listener);
      return { unsubscribe: () => void listeners.delete(listener) };
    },
    open: () => {
      stage.opened++;
      return inner.open();
    },
  };
  const adapter = new Proxy(inner, {
    get: (target, name) => {
      if (name === 'status') return status;
      if (Object.hasOwn(own, name)) return own[name as keyof typeof own];
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const stage: Staged = {
    client: createClient(adapter, { actor: { kind: 'agent', id: 'ana' } }),
    opened: 0,
    become: (state) => {
      status = { state };
      for (const listener of [...listeners]) listener(status);
    },
  };
  return stage;
}

const bar = (element: Element) => element.shadowRoot!.querySelector<HTMLElement>('[part=status]');
const barText = (element: Element) => bar(element)?.querySelector('span')?.textContent.trim() ?? '';
const action = (element: Element) => bar(element)?.querySelector('button') ?? null;

async function list(client: CrmClient, lang = 'en'): Promise<CrmContactList> {
  const page = await fixture(html`<div lang=${lang}><crm-contact-list .client=${client}></crm-contact-list></div>`);
  return page.querySelector('crm-contact-list')!;
}

/** States of which nothing is said: all is well, or it is over. */
const silent: readonly StoreState[] = ['ready', 'opening', 'closed'];
const spoken = storeStates.filter((state) => !silent.includes(state));

describe('what elements say of the store', () => {
  const elements: Record<string, () => CrmDataElement> = {
    'crm-contact-card': () => Object.assign(new CrmContactCard(), { contactId: 'nobody' }),
    'crm-contact-list': () => new CrmContactList(),
    'crm-pipeline-board': () => new CrmPipelineBoard(),
    'crm-deal-panel': () => Object.assign(new CrmDealPanel(), { dealId: 'none' }),
    'crm-ticket-inbox': () => new CrmTicketInbox(),
    'crm-ticket-list': () => new CrmTicketList(),
    'crm-ticket-thread': () => Object.assign(new CrmTicketThread(), { ticketId: 'none' }),
  };
  for (const [tag, make] of Object.entries(elements)) {
    // Fails when an element leaves one of the states out, says it twice over, or goes on saying it.
    it(`is said by <${tag}> in every state, once, and no longer when it is over`, async () => {
      const stage = staged();
      const element = make();
      element.client = stage.client;
      await fixture(html`<div lang="en">${element}</div>`);
      for (const state of spoken) {
        stage.become(state);
        await waitUntil(() => barText(element) !== '', `${state} is shown`);
        const inner = [...element.shadowRoot!.querySelectorAll('*')].filter((node) => node.shadowRoot?.querySelector('[part=status]'));
        expect(inner.map(({ localName }) => localName)).to.deep.equal([]);
        stage.become('ready');
        await waitUntil(() => !bar(element), `${state} is over`);
      }
    });
  }

  // Fails when two states read alike, or a language says something in English.
  it('is in the words of each language, and each state in words of its own', async () => {
    const said = new Map<string, string>();
    for (const lang of ['en', 'de', 'ar']) {
      const stage = staged();
      const element = await list(stage.client, lang);
      for (const state of spoken) {
        stage.become(state);
        await waitUntil(() => barText(element) !== '' && !said.has(barText(element)), `${state} in ${lang}`);
        said.set(barText(element), `${state} ${lang}`);
      }
    }
    expect(said.size).to.equal(3 * spoken.length);
  });

  // Fails when the words appear together with their live region, which screen readers do not read.
  it('is announced', async () => {
    const stage = staged();
    const element = await list(stage.client);
    stage.become('recovering');
    await waitUntil(() => element.announcements.includes('Connecting to your data again…'));
  });

  // Fails when the button of a full store does nothing, or saves something else than the records.
  it('comes with an export of everything where it may be lost', async () => {
    const stage = staged();
    await stage.client.contacts.create({ fullName: 'Ana Diaz' });
    const element = await list(stage.client);
    const saved: Blob[] = [];
    const names: string[] = [];
    const making = Object.getOwnPropertyDescriptor(URL, 'createObjectURL')!;
    URL.createObjectURL = (file: Blob) => {
      saved.push(file);
      return 'blob:saved';
    };
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      names.push(this.download);
    };
    try {
      for (const [i, state] of (['full', 'memory'] as const).entries()) {
        stage.become(state);
        await waitUntil(() => action(element)?.textContent.trim() === 'Export my data');
        action(element)!.click();
        await waitUntil(() => names.length > i, 'a file is saved', { timeout: 5_000 });
        expect(names[i]).to.match(/\.jsonl$/);
        expect(await saved[i]!.text()).to.include('Ana Diaz');
        // In one text with what the store's state says, where both come within the announcer's pause.
        await waitUntil(() => element.announcements.some((text) => text.includes(`Exported to ${names[i]!}.`)), 'it is said', {
          timeout: 5_000,
        });
      }
    } finally {
      Object.defineProperty(URL, 'createObjectURL', making);
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
    }
  });

  // Fails when a lost connection can only be mended by leaving the page.
  it('comes with another try where the connection is lost', async () => {
    const stage = staged();
    const element = await list(stage.client);
    stage.become('disconnected');
    await waitUntil(() => action(element)?.textContent.trim() === 'Try again');
    const before = stage.opened;
    action(element)!.click();
    expect(stage.opened).to.equal(before + 1);
  });

  // Fails when a page that runs older code offers no way to the newer one.
  it('comes with a reload where the page is older than its data', async () => {
    const stage = staged();
    const element = await list(stage.client);
    stage.become('stale');
    await waitUntil(() => action(element)?.textContent.trim() === 'Reload');
  });
});
