/** The company's own pages: people, sales and support over one store, in hand-written routes. */
import type { CrmProvider } from 'crm-elements';
import { openDemoStore, type DemoWindow } from '@crm-elements/demo-store';
import { sampleAgents } from '@crm-elements/sample-company';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/contact-list.js';
import 'crm-elements/define/import.js';
import 'crm-elements/define/pipeline-board.js';
import 'crm-elements/define/provider.js';
import 'crm-elements/define/settings.js';
import 'crm-elements/define/ticket-inbox.js';

const page = document.querySelector<HTMLElement>('#page')!;
const words = { people: 'People', sales: 'Sales', support: 'Support', import: 'Import', settings: 'Settings' } as const;
type Place = keyof typeof words;

const query = new URLSearchParams(location.search);
// ?store=clinic: a store of that name, empty at first. Who acts in it is chosen there.
const ownStore = query.get('store');
const store = await openDemoStore(ownStore);
(window as DemoWindow).mothwick = store;

const provider: CrmProvider = document.createElement('crm-provider');
provider.adapter = store.adapter;
// ?agent=jonas: another agent, for a second window.
const wanted = query.get('agent') ?? 'mira';
const agent = Object.hasOwn(sampleAgents, wanted) ? sampleAgents[wanted as keyof typeof sampleAgents] : sampleAgents.mira;
if (ownStore === null) provider.actor = { kind: 'agent', id: agent.id };
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
  const box = document.createElement('div');
  box.className = 'sales';
  box.append(glance(), board);
  return box;
}

/** How sales are doing: folded away above the board, and loaded when somebody looks. */
function glance(): HTMLElement {
  const details = document.createElement('details');
  const question = document.createElement('summary');
  question.textContent = 'How are we doing?';
  const answer = document.createElement('div');
  // It scrolls, and not every browser lets keys do so by itself.
  answer.tabIndex = 0;
  details.append(question, answer);
  details.addEventListener('toggle', () => {
    if (!details.open || answer.hasChildNodes()) return;
    void import('crm-elements/define/pipeline-summary.js');
    answer.append(document.createElement('crm-pipeline-summary'));
  });
  return details;
}

function support(id: string | undefined): HTMLElement {
  const inbox = document.createElement('crm-ticket-inbox');
  inbox.setAttribute('contact-href', '#/people/{id}');
  inbox.setAttribute('send-delay', '0');
  if (id) inbox.setAttribute('ticket-id', id);
  return inbox;
}

function imports(): HTMLElement {
  const place = document.createElement('div');
  place.className = 'whole';
  const element = document.createElement('crm-import');
  element.setAttribute('contact-href', '#/people/{id}');
  element.setAttribute('deal-href', '#/sales/{id}');
  place.append(element);
  return place;
}

function settings(section: string | undefined): HTMLElement {
  const place = document.createElement('div');
  place.className = 'whole';
  const element = document.createElement('crm-settings');
  if (section) element.setAttribute('section', section);
  element.addEventListener('crm-settings-open', ({ detail }) => {
    // The element goes there by itself; the address follows.
    history.pushState(null, '', detail.section ? `#/settings/${detail.section}` : '#/settings');
  });
  place.append(element);
  return place;
}

const views = { people, sales, support, import: imports, settings } as const;

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
