import type { Meta, StoryObj } from '@storybook/web-components-vite';
import 'crm-elements/define/ticket-inbox.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { withActions } from 'storybook/actions/decorator';
import { eventsOf, give } from '../support/story.js';
import { tickets } from './tickets.js';

const meta: Meta = {
  title: 'Ticket inbox/Playground',
  component: 'crm-ticket-inbox',
  decorators: [withActions],
  parameters: {
    actions: { handles: eventsOf('crm-ticket-inbox') },
    controls: {
      include: [
        'tab',
        'sort',
        'ticketId',
        'filter',
        'sendDelay',
        'sendKeys',
        'shortcuts',
        'hideDetails',
        'density',
        'headingLevel',
        'ticketHref',
        'contactHref',
      ],
    },
  },
  argTypes: {
    tab: { control: 'select', options: ['mine', 'unassigned', 'open', 'mentioned', 'waiting', 'snoozed', 'resolved'] },
    sort: { control: 'select', options: ['activity', 'oldest', 'waiting', 'priority'] },
    ticketId: { control: 'select', options: Object.values(tickets) },
    filter: { control: 'object' },
    sendKeys: { control: 'inline-radio', options: ['enter', 'mod-enter'] },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  },
  args: { tab: 'open', sort: 'activity', ticketId: tickets.elodie, shortcuts: true, sendDelay: 10, hideDetails: false },
  render: (args) => html`<div class="whole"><crm-ticket-inbox ${ref(give(args))}></crm-ticket-inbox></div>`,
};
export default meta;

export const Playground: StoryObj = {};
