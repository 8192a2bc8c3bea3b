import { sendKeys } from '@web/test-runner-commands';
import { createLocalPort, createMemoryAdapter, CrmError, type ConversationPort } from '@crm-elements/data';
import { button, composerOf, firstTicket, openChat, openShop, sees, until, within, type Shop } from '../chat-widget/chat.test-helper.js';
import { runEventRows, type EventRow } from './event-rows.test-helper.js';

/** A visitor has written something. */
async function begun(place: HTMLElement): Promise<Shop & { ticketId: string }> {
  const shop = await openShop({}, {}, undefined);
  place.append(shop.provider);
  await openChat(shop.widget);
  await write(shop, 'Hello');
  const { id } = await firstTicket(shop.agent);
  await sees(shop.widget, 'Saved on this device');
  return { ...shop, ticketId: id };
}

/** A workspace that takes no message. */
function refusingPort(): ConversationPort {
  const port = createLocalPort({ adapter: createMemoryAdapter() }, { visitorId: 'refused-visitor' });
  return Object.assign(port, { start: () => Promise.reject(new CrmError('FORBIDDEN', 'Not from here.')) });
}

async function write({ widget }: Shop, text: string): Promise<void> {
  (await until(() => composerOf(widget), 'the composer is there')).focus();
  await sendKeys({ type: text });
  await sendKeys({ press: 'Enter' });
}

const rows: EventRow[] = [
  { tag: 'crm-chat-widget', events: ['crm-chat-open', 'crm-connection-change', 'crm-message-send', 'crm-message-sent'], act: begun },
  {
    tag: 'crm-chat-widget',
    events: ['crm-chat-close'],
    act: async (place) => (await begun(place)).widget.close(),
  },
  {
    tag: 'crm-chat-widget',
    events: ['crm-message-received', 'crm-unread-change'],
    act: async (place) => {
      const { widget, agent, ticketId } = await begun(place);
      widget.close();
      await agent.replyToTicket({ ticketId, text: 'Hi' });
    },
  },
  {
    tag: 'crm-chat-widget',
    events: ['crm-csat-submit'],
    act: async (place) => {
      const { widget, agent, ticketId } = await begun(place);
      await agent.setTicketStatus({ ticketId, status: 'resolved' });
      (await until(() => within<HTMLInputElement>(widget, 'crm-chat-rating', 'input')[3], 'the rating')).click();
      (await until(() => button(widget, 'Send rating'), 'its button')).click();
    },
  },
  {
    tag: 'crm-chat-widget',
    events: ['crm-message-fail'],
    act: async (place) => {
      const shop = await openShop({}, { port: refusingPort() });
      place.append(shop.provider);
      await openChat(shop.widget);
      await write(shop, 'Hello');
    },
  },
];

runEventRows(['crm-chat-widget', 'crm-chat-panel'], rows);
