/** The files of a sales team, brought into the built back office as a person would. */
import { expect } from 'chai';
import type { CrmProvider } from 'crm-elements';
import type { Locator, Page } from 'playwright-core';
import { openExample } from '../../tools/page-support.js';
import { sharedData } from '../../tools/test-support.js';

const names = ['sales_pipeline.csv', 'accounts.csv', 'products.csv', 'sales_teams.csv'];

/** Lets go of files above an element, as a person who drags them there from a folder. */
async function drop(page: Page, target: Locator, files: readonly { name: string; text: string }[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, files);
  await target.dispatchEvent('dragover', { dataTransfer });
  await target.dispatchEvent('drop', { dataTransfer });
}

async function openImport(): Promise<{ page: Page; element: Locator }> {
  const page = await openExample('back-office/#/import');
  const element = page.locator('crm-import');
  await element.getByRole('button', { name: 'Choose files' }).waitFor({ timeout: 30_000 });
  return { page, element };
}

const step = (element: Locator, name: string) => element.getByRole('heading', { name, exact: true }).waitFor({ timeout: 60_000 });

describe('the import of the back office', function () {
  this.timeout(120_000);

  // Fails when the built page cannot load what reads CSV under its policy, a guess is wrong, the report leaves out what was not taken, or the board counts other deals.
  it('takes four files that name each other, and the board shows what they hold', async function () {
    const texts = await Promise.all(names.map((name) => sharedData(`deals/${name}`)));
    if (texts.some((text) => text === undefined)) return this.skip();
    const { page, element } = await openImport();
    await drop(
      page,
      element.locator('[part=drop]'),
      names.map((name, i) => ({ name, text: texts[i]! })),
    );
    await element.getByText('8,800 rows').first().waitFor();
    await element.getByText('35 rows').first().waitFor();
    await element.getByRole('button', { name: 'Next' }).click();

    await step(element, 'Match the columns');
    await element.getByLabel('Deals go into').selectOption({ label: 'A new pipeline' });
    await element.getByLabel('Name of the new pipeline').fill('Hardware');
    await element.getByLabel('Currency of amounts that name none').selectOption('USD');
    await element.getByRole('button', { name: 'Next' }).click();

    await step(element, 'Check what will be made');
    for (const text of ['8,800 deals', '85 companies', '35 team members'])
      await element.getByText(text, { exact: true }).first().waitFor({ timeout: 60_000 });
    const gaps = [
      '1,425 deals without a company',
      '500 deals without an engage date',
      '2,089 open deals have no value: kept as unknown, not as 0',
    ];
    for (const text of gaps) await element.getByText(text).first().waitFor();
    await element.getByRole('group', { name: 'What GTXPro means' }).getByRole('button', { name: 'It is GTX Pro' }).waitFor();
    await element.getByRole('button', { name: /^Import [\d,]+ records$/ }).click();

    await step(element, 'Imported');
    for (const text of ['8,800 deals', '85 companies', '35 team members', ...gaps]) await element.getByText(text).first().waitFor();
    await element
      .getByText(/1 name was not found.*GTXPro/)
      .first()
      .waitFor();

    await page.getByRole('link', { name: 'Sales' }).click();
    const board = page.locator('crm-pipeline-board');
    await board
      .getByRole('button', { name: /pipeline/i })
      .first()
      .click();
    await page.getByText('Hardware', { exact: true }).first().click();
    for (const [stage, count] of [
      ['Prospecting', '500'],
      ['Engaging', '1,589'],
      ['Won', '4,238'],
      ['Lost', '2,473'],
    ] as const) {
      const column = board.locator('crm-board-column').filter({ hasText: stage });
      await column.getByText(count, { exact: true }).first().waitFor({ timeout: 30_000 });
    }
    await board.getByRole('button', { name: /4,238/ }).click();
    await board
      .getByText(/10,005,534/)
      .first()
      .waitFor();

    const pipelineId = await page.evaluate(async () => {
      const { adapter } = document.querySelector<CrmProvider>('crm-provider')!;
      const { records } = await adapter!.query({ collection: 'pipelines', limit: 10 });
      return records.find(({ name }) => name === 'Hardware')!.id;
    });
    await page.getByText('How are we doing?').click();
    const summary = page.locator('crm-pipeline-summary');
    await summary.evaluate((node, id) => node.setAttribute('pipeline-id', id), pipelineId);
    for (const text of ['63.15%', '51.78 days', /10,005,534/]) await summary.getByText(text).first().waitFor({ timeout: 30_000 });
  });

  // Fails when a page that was left in the midst loses what was in, or makes anything twice when it is gone on with.
  it('is gone on with after a reload in the midst of it', async () => {
    const people = Array.from({ length: 6_000 }, (_, i) => `Person ${i},person${i}@example.com`).join('\n');
    const files = [{ name: 'people.csv', text: `Name,E-Mail\n${people}\n` }];
    const { page, element } = await openImport();
    const count = () =>
      page.evaluate(async () => {
        const { adapter } = document.querySelector<CrmProvider>('crm-provider')!;
        const [row] = await adapter!.totals({ collection: 'contacts', totals: 'all' });
        return row!.count;
      });
    const before = await count();
    const start = () => element.getByRole('button', { name: /^Import [\d,]+ records$/ });
    await drop(page, element.locator('[part=drop]'), files);
    await element.getByText('6,000 rows').first().waitFor();
    await element.getByRole('button', { name: 'Next' }).click();
    await step(element, 'Match the columns');
    await element.getByRole('button', { name: 'Next' }).click();
    await start().click({ timeout: 30_000 });
    await element
      .getByText(/^(300|600|900) of 6,000 records are in$/)
      .first()
      .waitFor({ timeout: 30_000 });
    await page.reload();

    await element.getByText('An import was not finished').first().waitFor({ timeout: 30_000 });
    await drop(page, element.locator('[part=drop]'), files);
    await element.getByRole('button', { name: 'Go on with it' }).click();
    await element
      .getByText(/records are in already/)
      .first()
      .waitFor({ timeout: 30_000 });
    await start().click();
    await step(element, 'Imported');
    expect(await count()).to.equal(before + 6_000);
  });
});
