import { createClient, createLocalPort, createMemoryAdapter, type ConversationPort } from '@crm-elements/data';
import { hostTokens } from '@crm-elements/tokens';
import { expect } from 'chai';
import { axeFindings } from '../internal/testing/axe.test-helper.js';
import { runElementSuite, settled, stage } from '../internal/testing/element-suite.test-helper.js';
import { countHeld, pause } from '../internal/testing/held.test-helper.js';
import { deepQuery, deepQueryAll } from '../internal/testing/texts.test-helper.js';
import { ana, launcher, openChat, openShop, panelOf, sees, textOf, uniqueName, until, write } from './chat.test-helper.js';
import type { CrmChatWidget } from './crm-chat-widget.js';
import { launcherTokens } from './launcher.styles.js';

let visitors = 0;

/** A port behind which something was said, as a page hands it over. */
async function portWithTalk(status: 'pending' | 'resolved' = 'pending'): Promise<ConversationPort> {
  const adapter = createMemoryAdapter();
  const visitorId = `visitor-of-the-suite-${++visitors}`;
  const agent = createClient(adapter, { actor: ana });
  await agent.agents.create({ id: ana.id, name: 'Ana Diaz', email: 'ana@example.com', availability: 'online', active: true });
  const port = createLocalPort({ adapter }, { visitorId });
  const { conversation } = await port.start({ id: 'm1', conversationId: 'c1', text: 'Does it come in green?' });
  await agent.markTicketSeen({ ticketId: conversation.id, by: 'agent' });
  await agent.replyToTicket({ ticketId: conversation.id, text: 'Yes, see https://example.com/green', status });
  await agent.replyToTicket({
    ticketId: conversation.id,
    text: 'Shall we put one aside?',
    status,
    kind: 'form',
    payload: { type: 'quick-replies', options: [{ label: 'Yes, please' }] },
  });
  return port;
}

const emptyPort = () => createLocalPort({ adapter: createMemoryAdapter() }, { visitorId: `visitor-of-the-suite-${++visitors}` });

const inline = (given: Partial<CrmChatWidget>): CrmChatWidget =>
  Object.assign(document.createElement('crm-chat-widget'), { inline: true, consent: 'none' as const, ...given });
const greeting = { brand: 'Harbour Coffee', text: 'Ask us anything.', options: ['Where is my order?'] };

/** Opens the one conversation that there is. */
async function openTalk(widget: CrmChatWidget): Promise<void> {
  const talk = await until(
    () => deepQuery<HTMLButtonElement>(widget, '.talk') ?? (deepQuery(widget, 'article') ? document.createElement('button') : undefined),
    'the talk',
  );
  talk.click();
  await until(() => deepQuery(widget, 'article'), 'what was said');
}

const people = /Harbour Coffee|Ask us anything|Ana Diaz|Where is|green|aside|please|^You|\d:\d\d|Topic|Order/;

runElementSuite<CrmChatWidget>({
  tag: 'crm-chat-widget',
  create: () => inline({ greeting, port: emptyPort() }),
  // Comes last: whether somebody is there.
  shows: 'Away at the moment',
  properties: ['inline', 'consent', 'greeting', 'port'],
  isData: (text) => people.test(text),
  states: {
    talk: { create: async () => inline({ greeting, port: await portWithTalk() }), ready: openTalk },
    rating: { create: async () => inline({ greeting, port: await portWithTalk('resolved') }), ready: openTalk },
    prechat: {
      create: () =>
        inline({
          greeting,
          port: emptyPort(),
          prechatFields: [
            { name: 'name', required: true },
            { name: 'topic', label: 'Topic', type: 'select', options: ['Order'] },
          ],
        }),
      ready: async (widget) => {
        (
          await until(() => deepQuery(widget, 'crm-chat-prechat')?.shadowRoot?.querySelector<HTMLButtonElement>('form button'), 'the form')
        ).click();
        await pause(50);
      },
    },
    closed: { create: () => Object.assign(document.createElement('crm-chat-widget'), { greeting }) },
  },
});

describe('the launcher of the chat', () => {
  it('draws with the same tokens as the elements', () => {
    // Fails when a token changes in packages/tokens and not in the launcher's small sheet.
    for (const [name, value] of Object.entries(launcherTokens))
      expect(hostTokens, name).to.contain(`--_${name}:var(--crm-${name},${value});`);
  });

  it('stands in its corner whatever its ancestors do', async () => {
    // Fails when a transformed or clipped ancestor takes the button with it.
    const around = document.createElement('div');
    Object.assign(around.style, {
      transform: 'translateX(-200px) scale(.5)',
      overflow: 'hidden',
      inlineSize: '10px',
      blockSize: '10px',
      opacity: '0.5',
    });
    document.body.append(around);
    const { widget, done } = await openShop({}, {}, undefined);
    around.append(widget.parentElement!);
    await pause(30);
    const box = launcher(widget).getBoundingClientRect();
    expect({ right: innerWidth - box.right, bottom: innerHeight - box.bottom, width: box.width }).to.deep.equal({
      right: 20,
      bottom: 20,
      width: 56,
    });
    expect(document.elementFromPoint(box.x + 28, box.y + 28) === widget, 'it is on top').to.equal(true);
    await done();
    around.remove();
  });

  it('looks the same on a page whose styles are against everybody', async () => {
    // Fails when `*{…!important}` of a page reaches the host, or a size depends on the page's font.
    const looks = (widget: CrmChatWidget) => {
      const textarea = deepQuery(widget, 'textarea')!;
      const measured = [launcher(widget), deepQuery(widget, '.header')!, textarea];
      const { fontSize, lineHeight, letterSpacing, textTransform, color } = getComputedStyle(textarea);
      return {
        sizes: measured.map((one) => [one.offsetWidth, one.offsetHeight]),
        fontSize,
        lineHeight,
        letterSpacing,
        textTransform,
        color,
      };
    };
    const calm = await openShop({ name: uniqueName() });
    await openChat(calm.widget);
    await sees(calm.widget, 'Online now');
    const wanted = looks(calm.widget);
    await calm.done();
    const hostile = new CSSStyleSheet();
    hostile.replaceSync(
      `html{font-size:62.5%!important}*{font-size:40px!important;line-height:3!important;letter-spacing:5px!important;text-transform:uppercase!important;color:red!important;margin:9px!important;padding:9px!important;display:inline!important;position:static!important;transition:all 1s!important;box-sizing:content-box!important;visibility:visible!important}button,textarea,dialog{display:none!important}`,
    );
    document.adoptedStyleSheets.push(hostile);
    try {
      const { widget, done } = await openShop({ name: uniqueName() });
      await openChat(widget);
      await sees(widget, 'Online now');
      expect(looks(widget)).to.deep.equal(wanted);
      await done();
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== hostile);
    }
  });

  it('shifts nothing in the page', async () => {
    // Fails when the element takes room in the flow of the page.
    const next = document.createElement('p');
    next.textContent = 'Next';
    document.body.append(next);
    const { y } = next.getBoundingClientRect();
    const { widget, done } = await openShop({}, {}, undefined);
    next.before(widget.parentElement!);
    await openChat(widget);
    expect(next.getBoundingClientRect().y).to.equal(y);
    await done();
    next.remove();
  });

  it('says that the panel could not be loaded, and can be pressed again', async () => {
    // Fails when a failed load leaves a dead button. The module is there in a test, so the panel's making is broken instead.
    const create = document.createElement.bind(document);
    const { expectConsole } = await import('../../../../tools/test-support.js');
    const { widget, done } = await openShop();
    expectConsole(/could not be loaded/);
    document.createElement = (tag: string) => {
      if (tag === 'crm-chat-panel') throw new Error('no panel');
      return create(tag);
    };
    launcher(widget).click();
    await sees(widget, 'The chat could not be loaded. Try again.');
    document.createElement = create;
    expect(widget.isOpen).to.equal(false);
    await openChat(widget);
    await done();
  });

  it('leaves nothing behind after 200 times in and out with an open panel', async function () {
    // Fails for a listener, timer, observer or channel that outlives the chat.
    this.timeout(60_000);
    const first = await openShop({ open: '', consent: 'none' });
    await until(() => panelOf(first.widget), 'open');
    await first.done();
    await pause(1_300);
    const held = countHeld();
    try {
      for (let cycle = 0; cycle < 200; cycle++) {
        const { widget, provider } = await openShop({ open: '', consent: 'none' }, {}, first);
        if (cycle % 20 === 1) await until(() => textOf(widget).includes('Online now'), 'connected');
        else if (cycle % 3 === 0) await pause(1);
        if (cycle % 2) await widget.destroy();
        provider.remove();
      }
      const end = performance.now() + 8_000;
      while (Object.keys(held.now()).length > 0 && performance.now() < end) await pause(50);
      expect(held.now()).to.deep.equal({});
    } finally {
      held.restore();
    }
  });
});

describe('the chat in other surroundings', () => {
  it('axe finds nothing: home, failed and offline, in a floating panel', async function () {
    // Fails when a control has no name, a role is wrong, or a colour has too little contrast.
    this.timeout(20_000);
    const { widget, done } = await openShop({}, { greeting });
    await openChat(widget);
    await write(widget, 'Hello');
    await sees(widget, 'Saved on this device');
    expect(await axeFindings(widget)).to.deep.equal([]);
    const back = await until(() => deepQuery<HTMLButtonElement>(widget, '.header.has-back button'), 'there is a way back');
    back.click();
    await sees(widget, 'Your conversations');
    expect(await axeFindings(widget)).to.deep.equal([]);
    await done();
  });

  it('has targets of at least 24 px', async function () {
    // Fails when a button, field or link is too small to be hit.
    this.timeout(20_000);
    const place = stage({ width: 392 });
    const widget = inline({ greeting, port: await portWithTalk('resolved') });
    place.element.append(widget);
    await openTalk(widget);
    await settled(widget);
    const small = deepQueryAll(widget, 'button, input:not([hidden]), textarea, a[href]').filter((one) => {
      const box = (one.closest('label') ?? one).getBoundingClientRect();
      return one.checkVisibility() && one.localName !== 'a' && (box.width < 24 || box.height < 24);
    });
    expect(small.map((one) => one.className)).to.deep.equal([]);
    place.done();
  });
});
