import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/pipeline-board.js';
import { html } from 'lit';
import type { Dressed, Story } from '../support/story.js';

const meta: Meta<Dressed> = {
  title: 'Pipeline board/Overview',
  component: 'crm-pipeline-board',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-pipeline-board>' } },
  render: ({ density }) => html`<div class="whole"><crm-pipeline-board density=${density}></crm-pipeline-board></div>`,
};
export default meta;

export const Overview: Story = {};
