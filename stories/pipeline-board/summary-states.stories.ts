import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/pipeline-summary.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { find, findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';

const meta: Meta<Dressed> = {
  title: 'Pipeline summary/States',
  component: 'crm-pipeline-summary',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`<div class="frame"><crm-pipeline-summary density=${density}></crm-pipeline-summary></div>`,
};
export default meta;

const reach =
  (state: string) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }) => {
    await waitFor(() => expect(findAll(canvasElement, `crm-pipeline-summary:state(${state})`)).toHaveLength(1));
  };

export const Ready: Story = { play: reach('ready') };

export const Empty: Story = { parameters: { data: 'empty' }, play: reach('empty') };

export const Loading: Story = { parameters: { data: 'loading' }, play: reach('loading') };

export const Failed: Story = {
  name: 'Error',
  parameters: { data: 'error' },
  play: async (context) => {
    await reach('error')(context);
    const summary = await find(context.canvasElement, 'crm-pipeline-summary');
    await expect(inside(summary).getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const Offline: Story = { parameters: { data: 'offline' }, play: reach('offline') };
