import type { Meta } from '@storybook/web-components-vite';
import { createMemoryAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import 'crm-elements/define/ticket-inbox.js';
import 'crm-elements/define/ticket-list.js';
import 'crm-elements/define/ticket-thread.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { findAll, inside } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { tickets } from './tickets.js';

/** The inbox, and its list and conversation as they stand alone. */
const family = (ticketId: string | undefined, { density }: Dressed) => html`
  <div class="whole below">
    <crm-ticket-inbox .ticketId=${ticketId} density=${density}></crm-ticket-inbox>
    <div class="frame split alone">
      <crm-ticket-list density=${density}></crm-ticket-list>
      <crm-ticket-thread .ticketId=${ticketId} density=${density}></crm-ticket-thread>
    </div>
  </div>
`;

const meta: Meta<Dressed> = {
  title: 'Ticket inbox/States',
  component: 'crm-ticket-inbox',
  parameters: {
    controls: { disable: true },
    data: 'ready',
    // The list and the conversation stand twice on these pages, as they would on none.
    a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } },
  },
  render: (args) => family(tickets.layla, args),
};
export default meta;

/** These elements reach a state. */
const reach =
  (state: string, ...tags: string[]) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }) => {
    await waitFor(() => expect(tags.filter((tag) => findAll(canvasElement, `${tag}:state(${state})`).length === 0)).toEqual([]));
  };

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(findAll(canvasElement, '[part~=row]').length).toBeGreaterThan(5));
    await waitFor(() => expect(findAll(canvasElement, '[part~=message]').length).toBeGreaterThan(1));
  },
};

export const Empty: Story = {
  parameters: { data: 'empty' },
  render: (args) => family(undefined, args),
  play: reach('empty', 'crm-ticket-inbox', 'crm-ticket-list', 'crm-ticket-thread'),
};

export const Loading: Story = { parameters: { data: 'loading' }, play: reach('loading', 'crm-ticket-list', 'crm-ticket-thread') };

export const Failed: Story = {
  name: 'Error',
  parameters: { data: 'error' },
  play: async (context) => {
    await reach('error', 'crm-ticket-list', 'crm-ticket-thread')(context);
    const [list] = findAll(context.canvasElement, 'crm-ticket-list');
    await expect(inside(list!).getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const Offline: Story = { parameters: { data: 'offline' }, play: reach('offline', 'crm-ticket-inbox') };

export const ReadOnly: Story = {
  parameters: { data: 'readonly' },
  play: async (context) => {
    await reach('readonly', 'crm-ticket-inbox', 'crm-ticket-list', 'crm-ticket-thread')(context);
    await expect(findAll(context.canvasElement, 'crm-ticket-composer')).toEqual([]);
  },
};

const closed = createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: 'open', fault: 'fail-before', error: 'BLOCKED' }] });

/** The store does not open at all, as in a browser where another window keeps it. */
export const NotOpened: Story = {
  name: 'Store not opened',
  render: ({ density }) => html`
    <div class="whole">
      <crm-provider .adapter=${closed}><crm-ticket-inbox density=${density}></crm-ticket-inbox></crm-provider>
    </div>
  `,
  play: reach('error', 'crm-ticket-inbox'),
};

/** The first thing that an agent sees on a device: the page has not said who acts. */
export const WhoAreYou: Story = {
  name: 'Who are you?',
  render: ({ density }, context) => html`
    <div class="whole">
      <crm-provider .adapter=${stageIn(context).adapter}><crm-ticket-inbox density=${density}></crm-ticket-inbox></crm-provider>
    </div>
  `,
  play: async (context) => {
    await reach('asking', 'crm-ticket-inbox')(context);
    const [chooser] = findAll(context.canvasElement, 'crm-agent-chooser');
    await waitFor(() => expect(inside(chooser!).getByRole('button', { name: /Mira/ })).toBeVisible());
  },
};
