import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';

import { articles, composerOf, firstTicket, launcher, messagesOf, openShop, panelOf, sees, textOf, until } from './chat.test-helper.js';

describe('chat: the main path', () => {
  it('brings what a visitor types to the workspace, and the answer of an agent to the visitor', async () => {
    // Fails when any link between composer, outbox, port, store and log is cut.
    const { widget, agent, desk, done } = await openShop();
    const box = launcher(widget).getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)] });
    await until(() => composerOf(widget), 'the composer is there');
    await until(() => panelOf(widget)!.shadowRoot!.activeElement?.localName === 'crm-chat-composer', 'focus is in the composer');
    await sendKeys({ type: 'Hello, is it in stock?' });
    await sendKeys({ press: 'Enter' });
    const ticket = await firstTicket(agent);
    expect((await messagesOf(agent, ticket.id)).map(({ text }) => text)).to.deep.equal(['Hello, is it in stock?']);
    expect(composerOf(widget)!.value).to.equal('');
    await sees(widget, 'Saved on this device');

    const taking = desk();
    await sees(widget, 'Delivered');
    await agent.replyToTicket({ ticketId: ticket.id, text: 'Yes, three are left.' });
    await sees(widget, 'Yes, three are left.');
    expect(textOf(widget)).to.contain('Ana Diaz');
    expect(articles(widget).map((article) => article.getAttribute('aria-label')?.split(',')[0])).to.deep.equal(['You', 'Ana Diaz']);
    await until(() => panelOf(widget)!.announcements.some((text) => text.includes('Yes, three are left.')), 'the answer is announced');
    taking.unsubscribe();
    await done();
  });
});
