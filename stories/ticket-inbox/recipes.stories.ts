import type { Meta } from '@storybook/web-components-vite';
import type { CrmTicketOpenEvent, CrmTicketReplyEvent } from 'crm-elements';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/ticket-inbox.js';
import 'crm-elements/define/ticket-list.js';
import 'crm-elements/define/ticket-thread.js';
import { html } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import { find, findAll } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { plainTicket, tickets } from './tickets.js';

const meta: Meta<Dressed> = {
  title: 'Ticket inbox/Recipes',
  component: 'crm-ticket-inbox',
  parameters: { controls: { disable: true } },
};
export default meta;

function showContact(event: CrmTicketOpenEvent): void {
  const card = (event.currentTarget as Element).querySelector<HTMLElementTagNameMap['crm-contact-card']>('crm-contact-card')!;
  card.contactId = plainTicket(event.detail.ticketId).contact?.id;
}

/** One ticket in the address of a page, real links for the others, and the contact card in place of the short one. */
export const DeepLink: Story = {
  name: 'Deep link, with the contact card',
  render: ({ density }) => html`
    <div class="whole">
      <crm-ticket-inbox
        ticket-id=${tickets.elodie}
        tab="mine"
        sort="waiting"
        ticket-href="/tickets/{id}"
        contact-href="/people/{id}"
        density=${density}
        @crm-ticket-open=${showContact}
      >
        <crm-contact-card slot="contact" contact-id=${plainTicket(tickets.elodie).contact?.id ?? ''} density=${density}></crm-contact-card>
      </crm-ticket-inbox>
    </div>
  `,
};

/** What the page's own system does with a reply. */
const post = () => new Promise((done) => setTimeout(done, 300));

function takeOver(event: CrmTicketReplyEvent): void {
  const frame = (event.currentTarget as Element).parentElement!;
  const log = frame.querySelector('.log')!;
  log.textContent = `crm-ticket-reply ${JSON.stringify({ ticketId: event.detail.ticketId, text: event.detail.text })}`;
  event.respondWith(post().then(() => (log.textContent += '\nsent by the page')));
}

/** The page answers `crm-ticket-reply` with `respondWith(promise)` and sends the reply through its own system. */
export const HostWrites: Story = {
  name: 'The page sends',
  render: ({ density }) => html`
    <div class="frame stack">
      <crm-ticket-inbox
        ticket-id=${tickets.joao}
        send-delay="0"
        hide-details
        density=${density}
        @crm-ticket-reply=${takeOver}
      ></crm-ticket-inbox>
      <pre class="log"></pre>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const field = await find<HTMLTextAreaElement>(await find(canvasElement, 'crm-ticket-composer'), 'textarea');
    await userEvent.type(field, 'The new address is noted.{Enter}');
    await waitFor(() => expect(canvasElement.querySelector('.log')).toHaveTextContent('sent by the page'));
  },
};

/** A conversation of the page's own, with no store: nothing can be written in it. */
export const PlainData: Story = {
  name: 'Plain data, no store',
  render: ({ density }) => {
    const { ticket, messages, notes, contact, agents } = plainTicket(tickets.joao);
    return html`
      <div class="frame medium">
        <crm-ticket-thread
          .ticket=${ticket}
          .messages=${messages}
          .notes=${notes}
          .contact=${contact}
          .agents=${agents}
          hide-actions
          density=${density}
        >
          <button slot="head-start" type="button">Back</button>
          <button slot="head-end" type="button">Print</button>
        </crm-ticket-thread>
      </div>
    `;
  },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(findAll(canvasElement, '[part~=message]').length).toBeGreaterThan(1));
  },
};

/** The list by itself: work is given to somebody without opening it, and taken back. */
export const ListAlone: Story = {
  name: 'The list alone',
  render: ({ density }) => html`
    <div class="frame narrow">
      <crm-ticket-list tab="unassigned" sort="oldest" density=${density}></crm-ticket-list>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const list = await find(canvasElement, 'crm-ticket-list');
    await userEvent.click(await find(list, '.assignee-button'));
    await userEvent.click(await find(list, '[role^=menuitem]'));
    await find(list, '[part~=toast]');
  },
};

/** One brand colour, square corners and less room, for one part of a page. */
export const BrandAndDensity: Story = {
  name: 'Brand and density',
  render: () => html`
    <div class="whole crm-theme" style=${styleMap({ '--crm-color-brand': '#0e7490', '--crm-radius-scale': '0' })}>
      <crm-ticket-inbox ticket-id=${tickets.kalina} density="compact"></crm-ticket-inbox>
    </div>
  `,
};
