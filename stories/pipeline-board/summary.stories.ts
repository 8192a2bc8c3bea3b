import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/pipeline-summary.js';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { find } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { plainDeals } from './deals.js';

const meta: Meta<Dressed> = {
  title: 'Pipeline summary/Overview',
  component: 'crm-pipeline-summary',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-pipeline-summary>' } },
  render: ({ density }) => html`<div class="frame"><crm-pipeline-summary density=${density}></crm-pipeline-summary></div>`,
};
export default meta;

export const Overview: Story = {};

/** Deals that the page holds itself, and a button of the page beside the heading. Nothing tells how long these deals stayed in a stage. */
export const PlainData: Story = {
  name: 'Plain data, no store',
  render: ({ density }) => html`
    <div class="frame">
      <crm-pipeline-summary .pipeline=${plainDeals.pipeline} .stages=${plainDeals.stages} .deals=${plainDeals.deals} density=${density}>
        <span slot="actions" class="pages-own"><a href="#board">To the board</a></span>
      </crm-pipeline-summary>
    </div>
  `,
  play: async ({ canvasElement }) => {
    await expect(await find(canvasElement, '[part~=table]')).toBeVisible();
  },
};
