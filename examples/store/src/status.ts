import type { AdapterStatus } from '@crm-elements/data';
import { announce } from './announcer.js';
import { byId, show } from './dom.js';
import type { Part } from './session.js';
import { stateWords } from './words.js';

const area = byId('status', HTMLElement);
const name = byId('status-name', HTMLElement);
const is = byId('status-is', HTMLElement);
const todo = byId('status-do', HTMLElement);
const act = byId('status-act', HTMLButtonElement);
const icon = area.querySelector('use')!;

act.addEventListener('click', () => location.reload());

const isFault = (state: AdapterStatus['state']) => ['warning', 'danger'].includes(stateWords[state].tone);
let faulty = false;

export function showStatus({ state, error }: AdapterStatus): void {
  const words = stateWords[state];
  area.dataset['tone'] = words.tone;
  area.dataset['state'] = state;
  icon.setAttribute('href', `#icon-${words.icon}`);
  show(name, words.name);
  show(is, words.is);
  // What the browser itself said, for those who are asked.
  const said = error?.cause instanceof Error && error.cause.message !== '' ? ` The browser said: ${error.cause.message}` : '';
  show(todo, words.todo + said);
  act.hidden = words.reload !== true;
  // That a store opens is what everyone expects; a fault and its end are news.
  if (isFault(state) || (faulty && state === 'ready')) announce(`Store: ${words.name}. ${words.is}`, { urgent: words.tone === 'danger' });
  if (isFault(state) || state === 'ready') faulty = isFault(state);
}

export const statusPart: Part = (adapter, signal) => {
  const subscription = adapter.onStatus((status) => {
    if (!signal.aborted) showStatus(status);
  });
  signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  showStatus(adapter.status);
};
