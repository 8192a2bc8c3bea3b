import type { Meta } from '@storybook/web-components-vite';
import type { CrmDealOpenEvent, CrmTicketOpenEvent } from 'crm-elements';
import 'crm-elements/define/chat-widget.js';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/pipeline-board.js';
import 'crm-elements/define/ticket-inbox.js';
import { html } from 'lit';
import { forget, greeting, visitedBefore, visitors } from '../chat-widget/shop.js';
import { pipelines } from '../pipeline-board/deals.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { plainTicket, tickets } from '../ticket-inbox/tickets.js';
import './start.css';

const cardOf = (event: Event) =>
  (event.currentTarget as Element).querySelector<HTMLElementTagNameMap['crm-contact-card']>('crm-contact-card')!;

/** Whoever is looked at stands in the card. */
function showRequester(event: CrmTicketOpenEvent): void {
  cardOf(event).contactId = plainTicket(event.detail.ticketId).contact?.id;
}

function showPerson(event: CrmDealOpenEvent): void {
  const [contactId] = event.detail.deal.contactIds;
  if (contactId) cardOf(event).contactId = contactId;
}

const meta: Meta<Dressed> = {
  title: 'Start/Start',
  parameters: { controls: { disable: true } },
  beforeEach: forget,
  render: ({ density }, context) => html`
    <main class="start" @crm-ticket-open=${showRequester} @crm-deal-open=${showPerson}>
      <header>
        <h1>CRM Elements</h1>
        <p>Four elements, one store, live. Write in the chat and answer in the inbox.</p>
      </header>
      <crm-ticket-inbox tab="mine" ticket-id=${tickets.joao} hide-details density=${density}></crm-ticket-inbox>
      <crm-chat-widget
        inline
        name=${visitedBefore(context.id)}
        .port=${stageIn(context).portOf(visitors.joao)}
        .greeting=${greeting}
      ></crm-chat-widget>
      <div class="board"><crm-pipeline-board pipeline-id=${pipelines.mending} density=${density}></crm-pipeline-board></div>
      <crm-contact-card contact-id=${visitors.joao} density=${density}></crm-contact-card>
    </main>
  `,
};
export default meta;

export const Start: Story = {};
