import type { Meta } from '@storybook/web-components-vite';
import type { CrmContactOpenEvent, CrmImportDoneEvent, CrmImportStartEvent } from 'crm-elements';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/import.js';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { find, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { contactsFile } from './files.js';
import { checkPlan } from './walk.js';

const meta: Meta<Dressed> = {
  title: 'Import/Recipes',
  component: 'crm-import',
  parameters: { controls: { disable: true }, data: 'ready' },
};
export default meta;

async function importAll(canvas: HTMLElement): Promise<HTMLElement> {
  const element = await checkPlan(canvas);
  await userEvent.click(await find(element, '.start'));
  return element;
}

function ask(event: CrmImportStartEvent): void {
  const log = (event.currentTarget as HTMLElement).parentElement!.querySelector('.log')!;
  const records = Object.values(event.detail.counts).reduce((sum, count) => sum + count, 0);
  log.textContent = `crm-import-start: ${records} records, not now`;
  event.preventDefault();
}

/** The page has the last word: it may ask somebody, or refuse what is too much. */
export const Vetoed: Story = {
  name: 'The page has the last word',
  render: ({ density }) => html`
    <div class="frame stack">
      <crm-import density=${density} .files=${[contactsFile()]} @crm-import-start=${ask}></crm-import>
      <pre class="log"></pre>
    </div>
  `,
  play: async ({ canvasElement }) => {
    await importAll(canvasElement);
    await waitFor(() => expect(canvasElement.querySelector('.log')).toHaveTextContent('not now'));
  },
};

function tell({ detail, currentTarget }: CrmImportDoneEvent): void {
  (currentTarget as HTMLElement).closest('.split')!.querySelector('.log')!.textContent = `crm-import-done ${JSON.stringify(detail.counts)}`;
}

function show(event: CrmContactOpenEvent): void {
  event.preventDefault();
  const page = (event.currentTarget as HTMLElement).closest('.split')!;
  page.querySelector<HTMLElementTagNameMap['crm-contact-card']>('crm-contact-card')!.contactId = event.detail.contactId;
}

/** Whoever was brought in is shown beside the import, by the page. */
export const Opened: Story = {
  name: 'A look at what was made',
  render: ({ density }) => html`
    <div class="frame split">
      <crm-import hide-title density=${density} .files=${[contactsFile()]} @crm-import-done=${tell} @crm-contact-open=${show}></crm-import>
      <div class="stack">
        <crm-contact-card density=${density}></crm-contact-card>
        <pre class="log"></pre>
      </div>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const element = await importAll(canvasElement);
    await userEvent.click(await find(element, '.looks button'));
    const card = await find(canvasElement, 'crm-contact-card');
    await waitFor(() => expect(inside(card).getByRole('heading', { name: /Rosa Vidal/ })).toBeVisible());
    await expect(canvasElement.querySelector('.log')).toHaveTextContent('"contacts":3');
  },
};
