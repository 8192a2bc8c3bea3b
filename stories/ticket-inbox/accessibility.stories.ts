import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/ticket-inbox.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press, type } from '../support/keys.js';
import { activeElement, expectAnnounced, find, findAll } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { walk } from '../support/walk.js';
import { tickets } from './tickets.js';

const meta: Meta<Dressed> = {
  title: 'Ticket inbox/Accessibility',
  component: 'crm-ticket-inbox',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`
    <div class="whole below">
      <div class="frame">
        <div class="pages-own"><button type="button" class="before">Before</button></div>
      </div>
      <crm-ticket-inbox ticket-id=${tickets.joao} send-delay="0" density=${density}></crm-ticket-inbox>
      <div class="frame">
        <div class="pages-own"><button type="button" class="after">After</button></div>
      </div>
    </div>
  `,
};
export default meta;

const row = () => activeElement()?.closest('[role=row]');

/** Everything by the keyboard: the way through, the list as a grid, a ticket that is opened and answered, and the way back. */
export const Accessibility: Story = {
  play: async ({ canvasElement, step }) => {
    const inbox = await find(canvasElement, 'crm-ticket-inbox');
    const list = await find(inbox, 'crm-ticket-list');
    const thread = await find(inbox, 'crm-ticket-thread');
    await waitFor(() => expect(findAll(list, '[part~=row]').length).toBeGreaterThan(2));
    await find(thread, '[part~=message]');

    await step('Tab goes through the inbox and out of it, with one stop in the list', async () => {
      const stops = await walk(canvasElement.querySelector('.before')!, canvasElement.querySelector('.after')!);
      await expect(stops.filter((stop) => stop.closest('[role=grid]') && stop.closest('[role=row]'))).toHaveLength(1);
    });

    await step('arrows move in the list, Space selects', async () => {
      list.focus();
      await waitFor(() => expect(row()).toBeTruthy());
      const first = row()!.getAttribute('aria-rowindex');
      await press('ArrowDown');
      await waitFor(() => expect(row()!.getAttribute('aria-rowindex')).not.toBe(first));
      await press('Space');
      await waitFor(() => expect(row()).toHaveAttribute('aria-selected', 'true'));
      await press('Space');
      await waitFor(() => expect(row()).toHaveAttribute('aria-selected', 'false'));
    });

    await step('Enter opens the ticket, and the focus is in the conversation', async () => {
      await press('Enter');
      await waitFor(() => expect(thread.shadowRoot!.activeElement).not.toBeNull());
    });

    await step('a reply is written and sent, and it is said', async () => {
      const field = await find(await find(thread, 'crm-ticket-composer'), 'textarea');
      field.focus();
      await type('We look into it today.');
      await press('Enter');
      await expectAnnounced(thread, /Message sent/);
    });

    await step('it is resolved, and that can be taken back', async () => {
      const resolve = findAll(thread, 'button').find(({ textContent }) => textContent.trim() === 'Resolve')!;
      resolve.focus();
      await press('Enter');
      await expectAnnounced(inbox, /Resolved/);
      await find(inbox, '[part~=toast]');
      await press('Control+z');
      await expectAnnounced(inbox, /Undone/);
    });

    await step('Escape goes back to the ticket in the list', async () => {
      await press('Escape', 'Escape');
      await waitFor(() => expect(row()).toBeTruthy());
    });

    await step('another list is chosen with the arrows, and how many there are is said', async () => {
      const tab = findAll(inbox, '[role=tab][aria-selected=true]')[0]!;
      tab.focus();
      await press(document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
      await expectAnnounced(list, /ticket/);
    });
  },
};
