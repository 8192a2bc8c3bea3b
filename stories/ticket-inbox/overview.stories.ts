import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/ticket-inbox.js';
import { html } from 'lit';
import type { Dressed, Story } from '../support/story.js';
import { tickets } from './tickets.js';

const meta: Meta<Dressed> = {
  title: 'Ticket inbox/Overview',
  component: 'crm-ticket-inbox',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-ticket-inbox>' } },
  render: ({ density }) =>
    html`<div class="whole"><crm-ticket-inbox ticket-id=${tickets.joao} density=${density}></crm-ticket-inbox></div>`,
};
export default meta;

export const Overview: Story = {};
