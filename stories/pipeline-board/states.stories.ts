import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/deal-card.js';
import 'crm-elements/define/deal-panel.js';
import 'crm-elements/define/pipeline-board.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { fullDeal } from './deals.js';

/** The board, and its card and panel as they stand alone. */
const family = (dealId: string, { density }: Dressed) => html`
  <div class="whole below">
    <crm-pipeline-board density=${density}></crm-pipeline-board>
    <div class="frame split alone">
      <crm-deal-card deal-id=${dealId} density=${density}></crm-deal-card>
      <crm-deal-panel deal-id=${dealId} density=${density}></crm-deal-panel>
    </div>
  </div>
`;

const meta: Meta<Dressed> = {
  title: 'Pipeline board/States',
  component: 'crm-pipeline-board',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: (args) => family(fullDeal.id, args),
};
export default meta;

const tags = 'crm-pipeline-board crm-deal-card crm-deal-panel'.split(' ');

/** Board, card and panel reach a state. */
const reach =
  (state: string, among = tags) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }) => {
    await waitFor(() => expect(among.filter((tag) => findAll(canvasElement, `${tag}:state(${state})`).length === 0)).toEqual([]));
  };

export const Ready: Story = { play: reach('ready') };

export const Empty: Story = {
  parameters: { data: 'empty' },
  render: (args) => family('no-deal-of-this-id', args),
  play: async (context) => {
    await reach('empty')(context);
    const [board] = findAll(context.canvasElement, 'crm-pipeline-board');
    await expect(inside(board!).getByRole('button', { name: 'Start with a sales pipeline' })).toBeVisible();
  },
};

export const Loading: Story = { parameters: { data: 'loading' }, play: reach('loading') };

export const Failed: Story = {
  name: 'Error',
  parameters: { data: 'error' },
  play: async (context) => {
    await reach('error')(context);
    const [board] = findAll(context.canvasElement, 'crm-pipeline-board');
    await expect(inside(board!).getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const Offline: Story = { parameters: { data: 'offline' }, play: reach('offline', ['crm-pipeline-board', 'crm-deal-panel']) };

export const ReadOnly: Story = {
  parameters: { data: 'readonly' },
  play: async (context) => {
    await reach('readonly', ['crm-pipeline-board', 'crm-deal-panel'])(context);
    await reach('ready')(context);
    await expect(findAll(context.canvasElement, '[part~=card-move]')).toEqual([]);
  },
};
