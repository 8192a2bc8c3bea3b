import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/import.js';
import { html } from 'lit';
import type { Dressed, Story } from '../support/story.js';
import { cardsFile, dealFiles } from './files.js';

const meta: Meta<Dressed> = {
  title: 'Import/Overview',
  component: 'crm-import',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-import>' } },
  render: ({ density }) => html`
    <div class="frame">
      <crm-import density=${density} .files=${[...dealFiles(), cardsFile()]}></crm-import>
    </div>
  `,
};
export default meta;

export const Overview: Story = {};
