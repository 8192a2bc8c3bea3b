/** The company's own pages: people, sales and support over one store, in hand-written routes. */
import type { CrmProvider } from 'crm-elements';
import { openDemoStore, type DemoWindow } from '@crm-elements/demo-store';
import { sampleAgents } from '@crm-elements/sample-company';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/contact-list.js';
import 'crm-elements/define/pipeline-board.js';
import 'crm-elements/define/provider.js';
import 'crm-elements/define/ticket-inbox.js';

const page = document.querySelector<HTMLElement>('#page')!;
const words = { people: 'People', sales: 'Sales', support: 'Support' } as const;
type Place = keyof typeof words;

const store = await openDemoStore();
(window as DemoWindow).mothwick = store;

const provider: CrmProvider = document.createElement('crm-provider');
provider.adapter = store.adapter;
// ?agent=jonas: another agent, for a second window.
const wanted = new URLSearchParams(location.search).get('agent') ?? 'mira';
const agent = Object.hasOwn(sampleAgents, wanted) ? sampleAgents[wanted as keyof typeof sampleAgents] : sampleAgents.mira;
provider.actor = { kind: 'agent', id: agent.id };
page.append(provider);

function people(id: string | undefined): HTMLElement {
  const box = document.createElement('div');
  box.className = 'people';
  const list = document.createElement('crm-contact-list');
  list.setAttribute('contact-href', '#/people/{id}');
  const everybody = document.createElement('div');
  everybody.append(list);
  const side = document.createElement('div');
  if (id) {
    list.setAttribute('contact-id', id);
    box.dataset['chosen'] = '';
    const back = document.createElement('a');
    back.href = '#/people';
    back.className = 'back';
    back.textContent = 'All people';
    const card = document.createElement('crm-contact-card');
    card.setAttribute('contact-id', id);
    card.setAttribute('deal-href', '#/sales/{id}');
    card.setAttribute('ticket-href', '#/support/{id}');
    side.append(back, card);
  }
  box.append(everybody, side);
  return box;
}

function sales(id: string | undefined): HTMLElement {
  const board = document.createElement('crm-pipeline-board');
  board.setAttribute('contact-href', '#/people/{id}');
  if (id) board.setAttribute('deal-id', id);
  return board;
}

function support(id: string | undefined): HTMLElement {
  const inbox = document.createElement('crm-ticket-inbox');
  inbox.setAttribute('contact-href', '#/people/{id}');
  inbox.setAttribute('send-delay', '0');
  if (id) inbox.setAttribute('ticket-id', id);
  return inbox;
}

const views = { people, sales, support } as const;

function show(): void {
  const [, name = '', id] = location.hash.split('/');
  const place: Place = name in views ? (name as Place) : 'support';
  provider.replaceChildren(views[place](id ? decodeURIComponent(id) : undefined));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a')) {
    if (link.hash === `#/${place}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${words[place]} · Mothwick`;
}

addEventListener('hashchange', show);
show();
