import { sendKeys, setViewport } from '@web/test-runner-commands';

import { expect } from 'chai';
import { axeFindings } from '../internal/testing/axe.test-helper.js';
import { pause } from '../internal/testing/held.test-helper.js';

import {
  composerOf,
  firstTicket,
  launcher,
  messagesOf,
  openChat,
  openShop,
  panelOf,
  textOf,
  ticketsOf,
  until,
  type Shop,
} from './chat.test-helper.js';

const panelState = (shop: Shop) => panelOf(shop.widget)!.shadowRoot!.querySelector('dialog')!;

describe('chat: keys and focus', () => {
  it('opens with the keyboard, goes back with Escape, and lets Tab leave', async () => {
    // Fails when a key does nothing, focus is lost, or Tab is caught.
    const after = document.createElement('button');
    after.textContent = 'After';
    const shop = await openShop();
    document.body.append(after);
    launcher(shop.widget).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => panelOf(shop.widget)?.shadowRoot?.activeElement?.localName === 'crm-chat-composer', 'focus is where one writes');
    expect(launcher(shop.widget).ariaExpanded).to.equal('true');
    expect(panelState(shop).matches(':modal')).to.equal(false);
    await sendKeys({ press: 'Escape' });
    expect(launcher(shop.widget).ariaExpanded).to.equal('false');
    await until(() => shop.widget.shadowRoot!.activeElement === launcher(shop.widget), 'focus is on the button again');
    expect(panelState(shop).checkVisibility()).to.equal(false);
    await sendKeys({ press: 'Enter' });
    await until(() => panelOf(shop.widget)?.shadowRoot?.activeElement?.localName === 'crm-chat-composer', 'focus is where one writes');
    await until(() => textOf(shop.widget).includes('Online now'), 'all is there');
    for (let presses = 0; presses < 6 && document.activeElement !== after; presses++) await sendKeys({ press: 'Tab' });
    expect(document.activeElement === after, 'where focus is').to.equal(true);
    after.remove();
    await shop.done();
  });

  it('opened by the page, takes no focus', async () => {
    // Fails when a chat that opens by itself takes the person out of what they were doing.
    const field = document.createElement('input');
    document.body.append(field);
    const shop = await openShop({ open: '' });
    field.focus();
    await until(() => composerOf(shop.widget), 'it is open');
    await pause(200);
    expect(document.activeElement === field, 'where focus is').to.equal(true);
    expect(shop.widget.isOpen).to.equal(true);
    field.remove();
    await shop.done();
  });

  it('breaks lines with Shift, and leaves Enter to an input method', async () => {
    // Fails when either sends.
    const shop = await openShop();
    const textarea = await openChat(shop.widget);
    textarea.focus();
    await sendKeys({ type: 'one' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    expect(textarea.value).to.equal('one\ntwo');
    textarea.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true, cancelable: true }),
    );
    // Safari ends the composition first and tells so by the key code alone.
    textarea.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, composed: true, cancelable: true }));
    await pause(100);
    expect(textarea.value).to.equal('one\ntwo');
    expect(await ticketsOf(shop.agent)).to.deep.equal([]);
    await sendKeys({ press: 'Enter' });
    expect((await messagesOf(shop.agent, (await firstTicket(shop.agent)).id))[0]!.text).to.equal('one\ntwo');
    await shop.done();
  });

  it('keeps what is typed from the page’s shortcuts', async () => {
    // Fails when a letter that is typed here acts in the page.
    const heard: string[] = [];
    const hear = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener('keydown', hear);
    document.addEventListener('keyup', hear);
    const shop = await openShop();
    const textarea = await openChat(shop.widget);
    textarea.focus();
    heard.length = 0;
    await sendKeys({ type: 'jk?' });
    await sendKeys({ press: 'Escape' });
    document.removeEventListener('keydown', hear);
    document.removeEventListener('keyup', hear);
    expect(heard.filter((key) => key !== 'Escape')).to.deep.equal([]);
    await shop.done();
  });

  it('fills the screen of a phone, as a modal dialog, and gives focus back', async () => {
    // Fails when the page behind can be reached, or focus is not where it was.
    await setViewport({ width: 360, height: 640 });
    const shop = await openShop();
    launcher(shop.widget).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => panelOf(shop.widget) && panelState(shop).matches(':modal'), 'it is modal');
    await until(() => {
      const { x, y, width, height } = panelState(shop).getBoundingClientRect();
      return x === 0 && y === 0 && width === 360 && height === 640;
    }, 'it fills the screen');
    await until(() => panelOf(shop.widget)!.shadowRoot!.activeElement?.id === 'title', 'focus is on the title');
    expect(await axeFindings(shop.widget)).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    await until(() => shop.widget.shadowRoot!.activeElement === launcher(shop.widget), 'focus is on the button again');
    await setViewport({ width: 800, height: 600 });
    await shop.done();
  });
});
