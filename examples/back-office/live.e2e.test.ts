/** Two windows of one browser: a customer in the shop, an agent in the back office, and everything between them that can go wrong. */
import { expect } from 'chai';
import type { FrameLocator, Page } from 'playwright-core';
import { newContext, openExample } from '../../tools/page-support.js';

type Window_ = Page | FrameLocator;

/** How long something may take to be seen in the other window; far above the 300 ms that people are promised, as machines differ. */
const soon = 15_000;

const launcher = (shop: Window_) => shop.locator('crm-chat-widget').getByRole('button', { name: /chat/i }).first();
const chatBox = (shop: Window_) => shop.getByRole('textbox', { name: 'Message', exact: true });
const chatLog = (shop: Window_) => shop.getByRole('log');
const replyBox = (office: Window_) =>
  office
    .locator('crm-ticket-inbox')
    .getByRole('textbox', { name: /reply to|write/i })
    .first();

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + soon; !(await check()); await new Promise((done) => setTimeout(done, 100)))
    if (Date.now() > end) throw new Error(`it did not come to be: ${String(check)}`);
}

async function openChat(shop: Window_): Promise<void> {
  await launcher(shop).click();
  const start = shop.getByRole('button', { name: 'Send us a message' });
  await chatBox(shop).or(start).first().waitFor({ timeout: soon });
  if (await start.isVisible()) await start.click();
  await chatBox(shop).waitFor({ timeout: soon });
}

async function say(shop: Window_, text: string): Promise<void> {
  await chatBox(shop).fill(text);
  await chatBox(shop).press('Enter');
}

async function openTicketOf(office: Window_, text: string): Promise<void> {
  const row = office.locator('crm-ticket-inbox').getByRole('row').filter({ hasText: text }).first();
  await row.waitFor({ timeout: soon });
  await row.getByText(text).first().click();
  await office.locator('crm-ticket-thread').getByText(text).first().waitFor({ timeout: soon });
}

async function answer(office: Window_, text: string): Promise<void> {
  await replyBox(office).fill(text);
  await replyBox(office).press('Enter');
}

async function openBoth(): Promise<{ shop: Page; office: Page }> {
  const office = await openExample('back-office/#/support');
  await office.locator('crm-ticket-inbox').getByRole('row').nth(1).waitFor({ timeout: 30_000 });
  const shop = await openExample('shop/', office.context());
  return { shop, office };
}

describe('the shop and its back office', function () {
  this.timeout(120_000);

  it('talk to each other in two windows, and keep it over a reload', async () => {
    const { shop, office } = await openBoth();
    await openChat(shop);
    await say(shop, 'Does the Heron fit under a low ceiling?');
    await openTicketOf(office, 'Does the Heron fit under a low ceiling?');
    // The agent's side has it, and the customer is told.
    await chatLog(shop)
      .getByText(/delivered|read/i)
      .first()
      .waitFor({ timeout: soon });

    await replyBox(office).pressSequentially('It stands 1.6 m', { delay: 10 });
    await shop
      .getByText(/is typing/i)
      .first()
      .waitFor({ timeout: soon });
    await answer(office, 'It stands 1.6 m tall, so it fits.');
    await chatLog(shop).getByText('It stands 1.6 m tall, so it fits.').waitFor({ timeout: soon });
    // The customer has seen it, and the agent is told.
    await office.locator('crm-ticket-thread').getByText('Read', { exact: true }).first().waitFor({ timeout: soon });

    await Promise.all([shop.reload(), office.reload()]);
    await office
      .locator('crm-ticket-thread')
      .or(office.getByRole('row').filter({ hasText: 'Heron' }))
      .first()
      .waitFor({ timeout: soon });
    await launcher(shop).click();
    await shop.getByText('It stands 1.6 m tall, so it fits.').first().waitFor({ timeout: soon });
  });

  it('end with a rating', async () => {
    const { shop, office } = await openBoth();
    await openChat(shop);
    await say(shop, 'My lamp is mended, thank you');
    await openTicketOf(office, 'My lamp is mended, thank you');
    await office
      .getByRole('button', { name: /^resolve/i })
      .first()
      .click();
    await shop.getByText('How was our help?').waitFor({ timeout: soon });
    await shop
      .getByText('Very good')
      .or(shop.getByRole('radio', { name: 'Very good' }))
      .or(shop.getByRole('button', { name: 'Very good' }))
      .first()
      .click();
    const send = shop.getByRole('button', { name: 'Send rating' });
    if (await send.isVisible()) await send.click();
    await shop
      .getByText(/thank you for your rating|you rated/i)
      .first()
      .waitFor({ timeout: soon });
    await office
      .locator('crm-ticket-inbox')
      .getByText(/rated this 5 of 5|5 of 5 stars/i)
      .first()
      .waitFor({ timeout: soon });
  });

  it('show the customer nothing of a private note', async () => {
    const { shop, office } = await openBoth();
    await openChat(shop);
    await say(shop, 'Is anybody there?');
    await openTicketOf(office, 'Is anybody there?');
    await office.locator('crm-ticket-thread').getByRole('button', { name: 'Private note' }).click();
    const note = office.getByRole('textbox', { name: /note/i }).first();
    await note.fill('A difficult customer, be patient');
    await note.press('Enter');
    await office.locator('crm-ticket-thread').getByText('A difficult customer, be patient').waitFor({ timeout: soon });
    await shop.waitForTimeout(500);
    expect(await shop.getByText('A difficult customer').count()).to.equal(0);
  });
});

describe('the start page', function () {
  this.timeout(180_000);

  async function openStart(): Promise<{ page: Page; shop: FrameLocator; office: FrameLocator }> {
    const page = await openExample('', await newContext({ viewport: { width: 1440, height: 1000 } }));
    const shop = page.frameLocator('#shop');
    const office = page.frameLocator('#office');
    await office.locator('crm-ticket-inbox').getByRole('row').nth(1).waitFor({ timeout: 30_000 });
    await launcher(shop).waitFor({ timeout: soon });
    return { page, shop, office };
  }

  it('is live in one page', async () => {
    const { shop, office } = await openStart();
    await openChat(shop);
    await say(shop, 'Hello from the phone');
    await openTicketOf(office, 'Hello from the phone');
    await answer(office, 'Hello back');
    await chatLog(shop).getByText('Hello back').waitFor({ timeout: soon });
  });

  it('loses nothing offline', async () => {
    const { page, shop, office } = await openStart();
    await openChat(shop);
    await page.getByRole('button', { name: 'Offline' }).click();
    await say(shop, 'Written while offline');
    await chatLog(shop).getByText('Written while offline').waitFor({ timeout: soon });
    await page.getByRole('button', { name: 'Offline' }).click();
    await office.getByRole('row').filter({ hasText: 'Written while offline' }).first().waitFor({ timeout: 60_000 });
  });

  it('keeps a reply that the store has no room for', async () => {
    const { page, shop, office } = await openStart();
    await openChat(shop);
    await say(shop, 'Is there still room?');
    await openTicketOf(office, 'Is there still room?');
    await page.getByRole('button', { name: 'Disk full' }).click();
    await answer(office, 'There is not');
    await office.locator('crm-ticket-inbox').getByText(/full/i).first().waitFor({ timeout: soon });
    await office.getByText('There is not').or(office.locator('textarea')).first().waitFor();
    await page.getByRole('button', { name: 'Disk full' }).click();
    const retry = office
      .locator('crm-ticket-inbox')
      .getByRole('button', { name: /try again|send/i })
      .first();
    await retry.click();
    await chatLog(shop).getByText('There is not').waitFor({ timeout: soon });
  });

  it('keeps what was typed when the shop’s tab is killed', async () => {
    const { page, shop } = await openStart();
    await openChat(shop);
    await say(shop, 'A first message');
    await chatLog(shop).getByText('A first message').waitFor({ timeout: soon });
    await chatBox(shop).pressSequentially('Half a sentence');
    await page.waitForTimeout(600);
    await page.getByRole('button', { name: 'Kill the shop’s tab' }).click();
    await launcher(shop).click();
    await chatBox(shop).waitFor({ timeout: soon });
    await until(async () => (await chatBox(shop).inputValue()) === 'Half a sentence');
  });

  it('warns of a colleague’s reply', async () => {
    const { page, shop, office } = await openStart();
    await openChat(shop);
    await say(shop, 'Who mends my lamp?');
    await openTicketOf(office, 'Who mends my lamp?');
    await replyBox(office).pressSequentially('I think it is');
    await page.getByRole('button', { name: 'Another agent replies first' }).click();
    await office
      .locator('crm-ticket-inbox')
      .getByText(/replied since you began/i)
      .first()
      .waitFor({ timeout: soon });
    await chatLog(shop)
      .getByText(/Jonas here/)
      .waitFor({ timeout: soon });
  });

  it('costs nothing before the chat is opened', async () => {
    const { page } = await openStart();
    await page.waitForFunction(() => document.querySelector('#requests')!.textContent !== '–');
    await page.waitForTimeout(1_500);
    const figures = await page.evaluate(() =>
      ['requests', 'keys', 'databases', 'cookies'].map((id) => document.querySelector(`#${id}`)!.textContent),
    );
    expect(figures).to.deep.equal(['0', '0', '0', '0']);
  });

  it('dresses both pages with one token', async () => {
    const { page } = await openStart();
    await page.locator('input[name=brand]').fill('#aa0000');
    const frame = page.frames().find((candidate) => candidate.url().includes('back-office'))!;
    expect(await frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--crm-color-brand'))).to.equal(
      '#aa0000',
    );
    expect(await page.locator('#css').textContent()).to.include('--crm-color-brand: #aa0000;');
  });
});
