import { expect } from 'chai';

import { pause } from '../internal/testing/held.test-helper.js';

import {
  begun,
  button,
  composerOf,
  firstTicket,
  launcher,
  messagesOf,
  openChat,
  openShop,
  panelOf,
  sees,
  textOf,
  until,
  within,
  write,
} from './chat.test-helper.js';

describe('chat: what a page may say and hear', () => {
  it('may change or stop what is sent', async () => {
    // Fails when beforeSend is not asked, a veto loses the text, or an event is missing.
    const events: string[] = [];
    const shop = await openShop({}, { beforeSend: ({ text }) => (text.includes('card') ? false : { text: text.replace('damn', 'd***') }) });
    for (const type of [
      'crm-message-send',
      'crm-message-sent',
      'crm-message-received',
      'crm-chat-open',
      'crm-chat-close',
      'crm-connection-change',
    ] as const)
      document.addEventListener(type, () => events.push(type), { once: true });
    await openChat(shop.widget);
    await write(shop.widget, 'my card is 4111');
    await pause(200);
    expect(composerOf(shop.widget)!.value, 'what was stopped is in the composer').to.equal('my card is 4111');
    await write(shop.widget, 'damn');
    const ticket = await firstTicket(shop.agent);
    expect((await messagesOf(shop.agent, ticket.id)).map(({ text }) => text)).to.deep.equal(['d***']);
    shop.widget.addEventListener('crm-message-send', (event) => event.preventDefault(), { once: true });
    await write(shop.widget, 'no');
    await until(() => composerOf(shop.widget)!.value === 'no', 'a veto leaves it there');
    await shop.agent.replyToTicket({ ticketId: ticket.id, text: 'Hi' });
    await sees(shop.widget, 'Hi');
    shop.widget.close();
    expect(events.sort()).to.deep.equal([
      'crm-chat-close',
      'crm-chat-open',
      'crm-connection-change',
      'crm-message-received',
      'crm-message-send',
      'crm-message-sent',
    ]);
    await shop.done();
  });

  it('may change or leave out what is shown', async () => {
    // Fails when beforeDisplay is not asked, or its answer is not heeded.
    const shop = await begun(
      {},
      { beforeDisplay: (message) => (message.text.includes('internal') ? false : { ...message, text: message.text.toUpperCase() }) },
    );
    await shop.agent.replyToTicket({ ticketId: shop.ticketId, text: 'internal slip' });
    await shop.agent.replyToTicket({ ticketId: shop.ticketId, text: 'quiet' });
    await sees(shop.widget, 'QUIET');
    expect(textOf(shop.widget)).not.to.contain('slip');
    await shop.done();
  });

  it('may open, close, show, hide and send', async () => {
    // Fails when a method does nothing, or leaves the button behind.
    const shop = await openShop();
    shop.widget.open();
    await until(() => composerOf(shop.widget)?.checkVisibility(), 'open');
    expect(shop.widget.hasAttribute('open')).to.equal(true);
    shop.widget.toggle();
    expect(shop.widget.isOpen).to.equal(false);
    shop.widget.open = true;
    expect(shop.widget.isOpen).to.equal(true);
    shop.widget.hide();
    expect(launcher(shop.widget).checkVisibility()).to.equal(false);
    shop.widget.show();
    expect(launcher(shop.widget).checkVisibility()).to.equal(true);
    const sent = await shop.widget.send('From the page');
    expect(sent).to.have.property('id');
    expect((await messagesOf(shop.agent, (await firstTicket(shop.agent)).id))[0]!.text).to.equal('From the page');
    await shop.done();
    expect(document.querySelectorAll('crm-chat-widget').length).to.equal(0);
  });

  it('may ask first who somebody is', async () => {
    // Fails when a required field can be left empty, or the answers do not reach the ticket.
    const shop = await openShop(
      {},
      {
        prechatFields: [
          { name: 'name', required: true },
          { name: 'email', required: true },
          { name: 'topic', label: 'Topic', type: 'select', options: ['Order', 'Other'] },
        ],
      },
    );
    launcher(shop.widget).click();
    const form = await until(() => within<HTMLFormElement>(shop.widget, 'crm-chat-prechat', 'form')[0], 'the form');
    expect((form.elements.namedItem('email') as HTMLInputElement).autocomplete).to.equal('email');
    button(shop.widget, 'Start chat')!.click();
    await sees(shop.widget, 'Fill this in.');
    (form.elements.namedItem('name') as HTMLInputElement).value = 'Zoë';
    (form.elements.namedItem('email') as HTMLInputElement).value = 'zoe@example.com';
    (form.elements.namedItem('topic') as HTMLSelectElement).value = 'Order';
    button(shop.widget, 'Start chat')!.click();
    await write(shop.widget, 'Where is it?');
    const ticket = await firstTicket(shop.agent);
    expect((await shop.agent.contacts.get(ticket.requesterId))!.fullName).to.equal('Zoë');
    expect((await messagesOf(shop.agent, ticket.id))[0]!.payload).to.deep.equal({ topic: 'Order' });
    await shop.done();
  });

  it('says when nobody is there', async () => {
    // Fails when opening hours are not heeded, or no time is said.
    const shop = await openShop(
      {},
      { hours: { timeZone: 'UTC', weekly: [{ day: 1, from: '03:00', to: '03:01' }], away: 'Back on Monday night.' } },
    );
    await openChat(shop.widget);
    await sees(shop.widget, 'Away until');
    await sees(shop.widget, 'Back on Monday night.');
    await shop.done();
  });

  it('says a failing connection, and that it is back', async () => {
    // Fails when the state is not told, or announced again and again.
    const states: string[] = [];
    const shop = await begun();
    shop.widget.addEventListener('crm-connection-change', ({ detail }) => states.push(detail.state));
    expect(panelOf(shop.widget)!.announcements).to.deep.equal([]);
    await until(() => panelOf(shop.widget)!.announcements.includes('Saved on this device'), 'the first message is announced', 3_000);
    await write(shop.widget, 'Second');
    await until(async () => (await messagesOf(shop.agent, shop.ticketId)).length === 2, 'it arrives');
    await pause(1_300);
    expect(
      panelOf(shop.widget)!.announcements.filter((text) => text === 'Saved on this device'),
      'the second is not',
    ).to.have.length(1);
    await shop.done();
  });
});
