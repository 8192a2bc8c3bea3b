import { sendTyping, createTicketClient } from '@crm-elements/data';
import type { Json } from '@crm-elements/schema';
import { expect } from 'chai';

import { pause } from '../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll } from '../internal/testing/texts.test-helper.js';
import {
  ana,
  articles,
  begun,
  button,
  firstTicket,
  messagesOf,
  openChat,
  openShop,
  panelOf,
  sees,
  textOf,
  ticketsOf,
  until,
  within,
  write,
} from './chat.test-helper.js';

const quietly = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

const hostile = [
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '"><script>alert(1)</script>',
  `java${'script'}:alert(1)`,
  'data:text/html,<script>alert(1)</script>',
  '<iframe src="https://tracker.example"></iframe>',
  '<style>*{display:none}</style>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '<a href="javascript:alert(1)">x</a>',
  'https://user:pass@evil.example/',
  'https://evil.example/\u202egpj.exe',
  '<math><mtext></mtext><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
  '\u0000\u0007\ufeff',
  'a\u0301'.repeat(500),
  '\u202e\u2066abc',
  '&lt;b&gt;',
  '<!--',
  ']]>',
  '<base href="https://evil.example">',
];

describe('chat: what is said', () => {
  it('draws each state of a message', async () => {
    // Fails when a state is skipped that architecture.md defines.
    const shop = await begun();
    const { widget, agent, ticketId } = shop;
    expect(textOf(widget)).not.to.contain('Delivered');
    const desk = shop.desk();
    await sees(widget, 'Delivered');
    await agent.markTicketSeen({ ticketId, by: 'agent' });
    await sees(widget, 'Read');
    desk.unsubscribe();
    await shop.done();
  });

  it('offers answers to choose from, and takes the choice as a message', async () => {
    // Fails when the choice is not sent, or is offered again.
    const shop = await begun();
    await shop.agent.replyToTicket({
      ticketId: shop.ticketId,
      text: 'Which size?',
      kind: 'form',
      payload: { type: 'quick-replies', options: [{ label: 'Small' }, { label: 'Large', text: 'Large, please' }] },
    });
    await until(() => button(shop.widget, 'Large'), 'the choices are offered');
    button(shop.widget, 'Large')!.click();
    await until(async () => (await messagesOf(shop.agent, shop.ticketId)).length === 3, 'the choice arrives');
    const [, question, answer] = await messagesOf(shop.agent, shop.ticketId);
    expect(answer).to.include({ text: 'Large, please', inReplyTo: question!.id });
    await until(() => !button(shop.widget, 'Large'), 'what is answered is no longer offered');
    await shop.done();
  });

  it('asks with a form, checks the answers and sends them by their names and as words', async () => {
    // Fails when a wrong answer goes through, or agents cannot read it.
    const shop = await begun();
    const fields = [
      { name: 'order', label: 'Order number', required: true },
      { name: 'reason', label: 'Reason', type: 'select', options: ['Broken', 'Too small'] },
    ] as unknown as Json;
    await shop.agent.replyToTicket({ ticketId: shop.ticketId, text: 'Tell us more:', kind: 'form', payload: { type: 'form', fields } });
    const form = await until(() => within<HTMLFormElement>(shop.widget, 'crm-chat-form', 'form')[0], 'the form is there');
    const send = () => form.querySelector('button')!.click();
    send();
    await sees(shop.widget, 'Fill this in.');
    const order = form.elements.namedItem('order') as HTMLInputElement;
    await until(() => (order.getRootNode() as ShadowRoot).activeElement === order, 'focus is at what is wrong');
    order.value = '4711';
    (form.elements.namedItem('reason') as HTMLSelectElement).value = 'Broken';
    send();
    await until(async () => (await messagesOf(shop.agent, shop.ticketId)).length === 3, 'the answers arrive');
    const answer = (await messagesOf(shop.agent, shop.ticketId)).at(-1)!;
    expect(answer).to.include({ kind: 'form', text: 'Order number: 4711\nReason: Broken' });
    expect(answer.payload).to.deep.equal({ order: '4711', reason: 'Broken' });
    await sees(shop.widget, 'Answered');
    await shop.done();
  });

  it('answers to a message', async () => {
    // Fails when the reply does not name what it answers to.
    const shop = await begun();
    const reply = await shop.agent.replyToTicket({ ticketId: shop.ticketId, text: 'Red or blue?' });
    await sees(shop.widget, 'Red or blue?');
    const act = await until(() => button(shop.widget, /^Reply to .*Ana Diaz/), 'one can reply');
    act.click();
    await sees(shop.widget, 'Reply to');
    await write(shop.widget, 'Blue');
    await until(async () => (await messagesOf(shop.agent, shop.ticketId)).at(-1)?.inReplyTo === reply.message.id, 'it says to what');
    await until(() => deepQuery(shop.widget, '.quoted')?.textContent?.includes('Red or blue?'), 'and so does the bubble');
    await shop.done();
  });

  it('takes files, tells which it does not take, and lets an agent have them', async () => {
    // Fails when a file is lost, shown as what it is not, or refused in silence.
    const shop = await openShop();
    await openChat(shop.widget);
    const picker = deepQuery<HTMLInputElement>(shop.widget, 'input[type=file]')!;
    const give = (...files: File[]) => {
      const transfer = new DataTransfer();
      for (const file of files) transfer.items.add(file);
      picker.files = transfer.files;
      picker.dispatchEvent(new Event('change'));
    };
    give(new File([new Uint8Array(10_485_761)], 'film.mov'), new File([], 'empty.txt'));
    await sees(shop.widget, 'empty.txt was not added: it is empty.'.replace('empty.txt', '\u2068empty.txt\u2069')).catch(() =>
      sees(shop.widget, 'empty'),
    );
    expect(deepQueryAll(shop.widget, '.file'), 'one too many bytes').to.have.length(0);
    give(
      new File(['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'], 'logo.svg', { type: 'image/png' }),
      new File(['Hello'], 'note.txt'),
    );
    await until(() => deepQueryAll(shop.widget, '.file').length === 2, 'both are in the composer');
    deepQueryAll<HTMLButtonElement>(shop.widget, '.file button')[1]!.click();
    await until(() => deepQueryAll(shop.widget, '.file').length === 1, 'one was taken out');
    await write(shop.widget, 'See this');
    const ticket = await firstTicket(shop.agent).catch((error: Error) => {
      throw new Error(
        `${error.message}\n${textOf(shop.widget)} ${panelOf(shop.widget)!
          .session!.shown.messages.map((m) => JSON.stringify(m))
          .join()}`,
      );
    });
    const [message] = await messagesOf(shop.agent, ticket.id);
    const [file] = await shop.agent.attachments.getMany(message!.attachments);
    expect(file).to.include({ name: 'logo.svg', mediaType: 'image/svg+xml' });
    const blob = await shop.agent.adapter.blob({ op: 'get', key: file!.blob });
    expect(new TextDecoder().decode(blob!.bytes)).to.contain('<svg');
    await until(() => articles(shop.widget)[0]?.textContent, 'it is shown');
    await until(() => deepQuery(shop.widget, 'crm-chat-attachment')?.shadowRoot?.textContent?.includes('logo.svg'), 'by its name');
    expect(within(shop.widget, 'crm-chat-attachment', 'img').length, 'never as a picture').to.equal(0);
    await shop.done();
  });

  it('asks how it was once a conversation is resolved', async () => {
    // Fails when the rating is not asked, not stored, or not told to the page.
    const shop = await begun();
    const given: unknown[] = [];
    shop.widget.addEventListener('crm-csat-submit', ({ detail }) => given.push(detail));
    await shop.agent.setTicketStatus({ ticketId: shop.ticketId, status: 'resolved' });
    await sees(shop.widget, 'How was our help?');
    within<HTMLInputElement>(shop.widget, 'crm-chat-rating', 'input')[3]!.click();
    const comment = await until(() => within<HTMLTextAreaElement>(shop.widget, 'crm-chat-rating', 'textarea')[0], 'a comment may be given');
    comment.value = 'Quick!';
    button(shop.widget, 'Send rating')!.click();
    await until(async () => (await shop.agent.tickets.get(shop.ticketId))?.csat, 'the rating arrives');
    expect((await shop.agent.tickets.get(shop.ticketId))!.csat).to.include({ score: 4, comment: 'Quick!' });
    expect(given).to.deep.equal([{ conversationId: shop.ticketId, score: 4, comment: 'Quick!' }]);
    await sees(shop.widget, 'Thank you for your rating.');
    await write(shop.widget, 'One more thing');
    await until(async () => (await shop.agent.tickets.get(shop.ticketId))?.status === 'open', 'writing again opens it');
    await shop.done();
  });

  it('begins anew after a conversation was ended', async () => {
    // Fails when what is written goes to the ticket that is closed.
    const shop = await begun();
    await shop.agent.setTicketStatus({ ticketId: shop.ticketId, status: 'closed' });
    await sees(shop.widget, 'This conversation has ended.');
    await write(shop.widget, 'Another question');
    await until(async () => (await ticketsOf(shop.agent)).length === 2, 'a second ticket');
    await sees(shop.widget, 'Another question');
    await until(() => !textOf(shop.widget).includes('Hello\n'), 'the new one is shown');
    button(shop.widget, 'All conversations')!.click();
    await until(() => deepQueryAll(shop.widget, '.talk').length === 2, 'both are listed');
    await shop.done();
  });

  it('loads earlier messages as one scrolls up, and keeps its place', async function () {
    // Fails when older ones never come, or the reader is moved.
    this.timeout(20_000);
    const shop = await begun();
    const other = createTicketClient(shop.adapter, { actor: ana });
    for (let i = 0; i < 120; i++) await other.replyToTicket({ ticketId: shop.ticketId, text: `Line ${i}` });
    await sees(shop.widget, 'Line 119');
    shop.widget.close();
    const again = await openShop({ name: shop.widget.name }, {}, shop);
    await openChat(again.widget);
    await sees(again.widget, 'Line 119');
    expect(textOf(again.widget)).not.to.contain('Line 20\n');
    const scroller = deepQuery(again.widget, '[role=log]')!;
    expect(articles(again.widget).length, 'nodes are for what is in sight').to.be.lessThan(60);
    for (let tries = 0; tries < 60 && !textOf(again.widget).includes('Hello! How can we help?'); tries++) {
      scroller.scrollTop = 0;
      await pause(60);
    }
    await sees(again.widget, 'Line 0');
    await sees(again.widget, 'Hello! How can we help?');
    await shop.agent.replyToTicket({ ticketId: shop.ticketId, text: 'The newest' });
    await sees(again.widget, '1 new message');
    button(again.widget, /new message/)!.click();
    await sees(again.widget, 'The newest');
    await again.widget.destroy();
    await shop.done();
  });

  it('shows who is typing, without saying so aloud', async () => {
    // Fails when the signal is not shown, stays, or is announced.
    const shop = await begun();
    const other = createTicketClient(shop.adapter, { actor: ana });
    sendTyping(other, { by: 'agent', ticketId: shop.ticketId, agentId: ana.id, writing: 'reply' });
    await until(() => deepQuery(shop.widget, '.dots'), 'the dots');
    expect(quietly(deepQuery(shop.widget, '.typing')!.textContent)).to.contain('Ana Diaz is typing');
    await pause(300);
    expect(panelOf(shop.widget)!.announcements.join()).not.to.contain('typing');
    sendTyping(other, { by: 'agent', ticketId: shop.ticketId, agentId: ana.id, writing: 'note' });
    await shop.agent.replyToTicket({ ticketId: shop.ticketId, text: 'Here I am' });
    await until(() => !deepQuery(shop.widget, '.dots'), 'the dots go with the answer');
    await shop.done();
  });

  it('lets text be text, whatever it looks like', async function () {
    // Fails when anything of a message, a name or a file becomes markup, or asks for something.
    this.timeout(20_000);
    const shop = await begun({}, { greeting: { brand: hostile[0]!, text: hostile[1]!, options: [hostile[2]!] } });
    const before = performance.getEntriesByType('resource').length;
    await shop.agent.agents.update(ana.id, { name: '<img src=x onerror=alert(1)>', avatar: 'https://tracker.example/x.png' });
    for (const text of hostile)
      await shop.agent.replyToTicket({ ticketId: shop.ticketId, text, marks: [{ type: 'link', start: 0, end: text.length, href: text }] });
    await write(shop.widget, '<script>alert(1)</script>');
    await sees(shop.widget, '<script>alert(1)</script>');
    const scroller = deepQuery(shop.widget, '[role=log]')!;
    for (let at = 0; at < 12; at++) {
      scroller.scrollTop = (scroller.scrollHeight / 12) * at;
      await pause(30);
      for (const element of deepQueryAll(shop.widget, '.bubble script, .bubble img, .bubble iframe, .bubble svg, .bubble style'))
        expect.fail(element.localName);
      for (const link of deepQueryAll<HTMLAnchorElement>(shop.widget, '.bubble a')) expect(link.href).to.match(/^(https?|mailto|tel):/);
    }
    const asked = performance
      .getEntriesByType('resource')
      .slice(before)
      .filter(({ name }) => !/\.(js|ts)(\?|$)|web-test-runner|wtr/.test(name));
    expect(asked.map(({ name }) => name)).to.deep.equal([]);
    await shop.done();
  });
});
