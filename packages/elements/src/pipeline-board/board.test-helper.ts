import { createClient, createMemoryAdapter, type CreateDealInput, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { money, type Deal, type Stage } from '@crm-elements/schema';
import { deepQueryAll } from '../internal/testing/texts.test-helper.js';
import { pause } from '../internal/testing/held.test-helper.js';
import '../define/pipeline-board.js';
import '../define/deal-panel.js';
import type { CrmBoardColumn } from './board-column.js';
import type { CrmPipelineBoard } from './pipeline-board.js';

export const day = 86_400_000;
export const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/** Four open stages with rules, won and lost. */
export const plan: readonly (Partial<Stage> & { id: string; name: string })[] = [
  { id: 'lead', name: 'Lead', color: 'gray', probability: 1_000, rotAfterDays: 7 },
  { id: 'offer', name: 'Offer', color: 'blue', probability: 5_000, requiredFields: ['amount'] },
  { id: 'terms', name: 'Terms', color: 'orange', probability: 8_000, wipLimit: 2, wipHard: true },
  { id: 'gate', name: 'Gate', color: 'purple', probability: 9_000, wipLimit: 1, allowedNext: ['won'] },
  { id: 'won', name: 'Won', kind: 'won', color: 'green', probability: 10_000 },
  { id: 'lost', name: 'Lost', kind: 'lost', color: 'red' },
];

export type DealPlan = Partial<CreateDealInput> & { id: string; stageId: string };

/** Deals a to d as leads, e and f as offers. */
export const someDeals: readonly DealPlan[] = [
  {
    id: 'a',
    name: 'Alder',
    stageId: 'lead',
    amount: money(100_000, 'EUR'),
    companyId: 'north',
    ownerId: 'ana',
    expectedCloseDate: inDays(-3),
    tags: ['oak', 'big'],
    nextStep: 'Call them',
  },
  { id: 'b', name: 'Birch', stageId: 'lead', amount: money(50_050, 'EUR'), ownerId: 'ben', expectedCloseDate: inDays(20) },
  {
    id: 'c',
    name: 'Cedar',
    stageId: 'lead',
    amount: money(7_000, 'USD'),
    probabilityOverride: 2_000,
    lastActivityAt: new Date(Date.now() - 30.5 * day).toISOString(),
  },
  { id: 'd', name: 'Dogwood', stageId: 'lead' },
  { id: 'e', name: 'Elm', stageId: 'offer', amount: money(20_000, 'EUR'), ownerId: 'ana' },
  { id: 'f', name: 'Fir', stageId: 'offer', amount: money(30_000, 'EUR') },
];

export async function fill(client: CrmClient, deals: readonly DealPlan[] = someDeals): Promise<void> {
  await client.agents.createMany([
    { id: 'ana', name: 'Ana Díaz' },
    { id: 'ben', name: 'Ben Okafor' },
  ]);
  await client.companies.create({ id: 'north', name: 'Northwind' });
  await client.contacts.create({ id: 'zoe', fullName: 'Zoe Quist' });
  await client.createPipeline({ id: 'sales', name: 'Sales', currency: 'EUR', isDefault: true, stages: plan });
  if (deals.length > 0) await client.createDeals(deals.map((deal) => ({ contactIds: [], tags: [], ...deal, name: deal.name ?? deal.id })));
}

export const clientOver = (adapter: DataAdapter, id = 'ana'): CrmClient => createClient(adapter, { actor: { kind: 'agent', id } });

/** A client over a store of its own, with deals in it. */
export async function filledClient(deals?: readonly DealPlan[]): Promise<CrmClient> {
  const client = clientOver(createMemoryAdapter());
  await fill(client, deals);
  return client;
}

const stages: HTMLElement[] = [];

/** Puts a board into the page, and waits until it shows its columns. */
export async function showBoard(
  client: CrmClient | undefined,
  given: Partial<CrmPipelineBoard> = {},
  width = 1_200,
): Promise<CrmPipelineBoard> {
  const place = document.createElement('div');
  place.style.inlineSize = `${width}px`;
  document.body.append(place);
  stages.push(place);
  const board = Object.assign(document.createElement('crm-pipeline-board'), { client, ...given });
  place.append(board);
  await rest(board);
  return board;
}

export function clear(): void {
  for (const stage of stages.splice(0)) stage.remove();
}

/** Waits until a condition holds. */
export async function until(condition: () => unknown, what: string, atMostMs = 3_000): Promise<void> {
  const end = performance.now() + atMostMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It did not come about: ${what}`);
    await pause(15);
  }
}

/** Waits until the board has come to rest. */
export async function rest(board: HTMLElement): Promise<void> {
  await until(() => !board.matches(':state(loading)'), 'loaded');
  for (let i = 0; i < 3; i++) {
    await (board as CrmPipelineBoard).updateComplete;
    await Promise.all(columnsOf(board).map((column) => column.updateComplete));
    await pause(20);
  }
}

export const columnsOf = (board: HTMLElement): CrmBoardColumn[] => deepQueryAll<CrmBoardColumn>(board, 'crm-board-column');

export const columnOf = (board: HTMLElement, stageId: string): CrmBoardColumn =>
  columnsOf(board).find(({ column }) => column.stage.id === stageId)!;

/** The names of the deals in a column, in their order. */
export const namesIn = (board: HTMLElement, stageId: string): string[] =>
  deepQueryAll(columnOf(board, stageId), '.entry')
    .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
    .map((entry) => entry.querySelector('.open')?.textContent?.trim() ?? '…');

export const cardOf = (board: HTMLElement, dealId: string): HTMLElement => deepQueryAll(board, `.entry[data-key="${dealId}"]`)[0]!;

export const headOf = (board: HTMLElement, stageId: string): string =>
  deepQueryAll(columnOf(board, stageId), '.column-head')[0]!.innerText.replace(/\s+/g, ' ').trim();

export const moveButton = (board: HTMLElement, dealId: string): HTMLElement => cardOf(board, dealId).querySelector<HTMLElement>('.move')!;

/** Chooses entries of the menu that is open, one level after the other, by their texts. */
export async function choose(board: HTMLElement, ...labels: string[]): Promise<void> {
  for (const label of labels) {
    const item = () =>
      deepQueryAll(board, '[role=menuitem]').findLast((one) => one.checkVisibility() && one.textContent.trim().startsWith(label));
    await until(item, `the entry "${label}"`);
    item()!.click();
    await pause(30);
  }
}

/** Waits until something was announced. */
export async function announced(element: { announcements: readonly string[] }, text: string | RegExp): Promise<void> {
  const has = () => element.announcements.some((said) => (typeof text === 'string' ? said.includes(text) : text.test(said)));
  await until(has, `"${String(text)}" announced`, 3_500).catch((error: Error) => {
    throw new Error(`${error.message}; announced was: ${JSON.stringify(element.announcements)}`);
  });
}

export const dealIn = async (client: CrmClient, id: string): Promise<Deal> => (await client.deals.get(id))!;

/** Where focus is, through all shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

export const centre = (element: Element): [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

export { pause };
