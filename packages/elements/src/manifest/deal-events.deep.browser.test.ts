import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { CrmClient } from '@crm-elements/data';
import '../define/deal-card.js';
import '../define/deal-panel.js';
import '../define/pipeline-board.js';
import { cardOf, choose, clientOver, filledClient, moveButton, rest } from '../pipeline-board/board.test-helper.js';
import type { CrmDealPanel } from '../pipeline-board/deal-panel.js';
import type { CrmPipelineBoard } from '../pipeline-board/pipeline-board.js';
import { appears, find, press, put, refusing, runEventRows, write, type EventRow } from './event-rows.test-helper.js';

/** The deals of the tests; the first one has somebody to talk to. */
async function deals(): Promise<CrmClient> {
  const client = await filledClient();
  await client.deals.update('a', { contactIds: ['zoe'] });
  return client;
}

async function refusingDeals(): Promise<CrmClient> {
  const { adapter } = await deals();
  return clientOver(refusing(adapter));
}

const showPanel = async (place: HTMLElement, given: Partial<CrmDealPanel> = {}): Promise<CrmDealPanel> =>
  put(place, 'crm-deal-panel', { client: await deals(), dealId: 'a', ...given });

async function showBoard(place: HTMLElement, client?: CrmClient): Promise<CrmPipelineBoard> {
  const board = put(place, 'crm-pipeline-board', { client: client ?? (await deals()) });
  await rest(board);
  return board;
}

async function showOpenBoard(place: HTMLElement): Promise<void> {
  const board = await showBoard(place);
  board.openDeal('a');
}

async function changeNextStep(): Promise<void> {
  (await find('[data-start="nextStep"]')).focus();
  await sendKeys({ press: 'Enter' });
  await write(await find('[name=nextStep]'), 'Send the plan');
  await sendKeys({ press: 'Enter' });
}

async function writeNote(): Promise<void> {
  await write(await find('.note-text'), 'They called back');
  (await find('.note-form button')).click();
}

async function dismiss(): Promise<void> {
  (await find('[data-start="nextStep"]')).focus();
  await sendKeys({ press: 'Escape' });
}

/** What is done in a panel: the same alone and beside the board. */
const inPanel: readonly { events: readonly string[]; act: () => Promise<unknown> }[] = [
  { events: ['crm-deal-update', 'crm-deal-updated'], act: changeNextStep },
  { events: ['crm-deal-move', 'crm-deal-moved'], act: () => press('Mark as won') },
  { events: ['crm-deal-note', 'crm-deal-noted'], act: writeNote },
  { events: ['crm-deal-dismiss'], act: dismiss },
  { events: ['crm-contact-open'], act: () => press('Zoe Quist') },
  { events: ['crm-company-open'], act: () => press('Northwind') },
];

const panel: EventRow[] = [
  ...inPanel.map(({ events, act }): EventRow => ({
    tag: 'crm-deal-panel',
    events,
    act: async (place) => {
      await showPanel(place, { closable: true });
      await act();
    },
  })),
  {
    tag: 'crm-deal-panel',
    events: ['crm-error'],
    act: async (place) => {
      await showPanel(place, { client: await refusingDeals() });
      await writeNote();
    },
  },
];

async function moveByMenu(board: CrmPipelineBoard): Promise<void> {
  moveButton(board, 'b').click();
  await choose(board, 'Move to stage', 'Offer', 'At the top');
}

const board: EventRow[] = [
  ...inPanel.map(({ events, act }): EventRow => ({
    tag: 'crm-pipeline-board',
    events,
    act: async (place) => {
      await showOpenBoard(place);
      await act();
    },
  })),
  {
    tag: 'crm-pipeline-board',
    events: ['crm-deal-open'],
    act: async (place) =>
      cardOf(await showBoard(place), 'a')
        .querySelector<HTMLElement>('.company')!
        .click(),
  },
  { tag: 'crm-pipeline-board', events: ['crm-deal-move', 'crm-deal-moved'], act: async (place) => moveByMenu(await showBoard(place)) },
  {
    tag: 'crm-pipeline-board',
    events: ['crm-deal-create', 'crm-deal-created'],
    act: async (place) => {
      await showBoard(place);
      await press(/^Add a deal/);
      await write(await find('crm-quick-add [name=name], form.quick [name=name]'), 'Maple');
      await sendKeys({ press: 'Enter' });
    },
  },
  {
    tag: 'crm-pipeline-board',
    events: ['crm-error'],
    act: async (place) => moveByMenu(await showBoard(place, await refusingDeals())),
  },
];

const card: EventRow[] = [
  {
    tag: 'crm-deal-card',
    events: ['crm-deal-open'],
    act: async (place) => {
      const element = put(place, 'crm-deal-card', { client: await deals(), dealId: 'a' });
      await appears(() => element.matches(':state(ready)'), 'the deal');
      (await find('.open', element)).click();
    },
  },
];

before(() => setViewport({ width: 1_280, height: 800 }));

runEventRows(['crm-deal-panel', 'crm-pipeline-board', 'crm-deal-card'], [...panel, ...board, ...card]);
