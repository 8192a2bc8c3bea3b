import type { CrmContactList } from 'crm-elements';
import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/contact-list.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press } from '../support/keys.js';
import { find, findAll, inside } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { people } from './people.js';

const meta: Meta<Dressed> = {
  title: 'Contact card/List',
  component: 'crm-contact-list',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`<crm-contact-list density=${density} contact-id=${people.ana}></crm-contact-list>`,
};
export default meta;

const listIn = (canvasElement: HTMLElement) => find<CrmContactList>(canvasElement, 'crm-contact-list');

/** Searched, filtered, in any order; as many columns as there is room for. */
export const Overview: Story = {
  play: async ({ canvasElement }) => {
    const list = await listIn(canvasElement);
    await waitFor(() => expect(findAll(list, '.row').length).toBeGreaterThan(3));
  },
};

/** What is put together in the filter stands above the rows, each condition with a way out. */
export const Filtered: Story = {
  play: async ({ canvasElement }) => {
    const list = await listIn(canvasElement);
    list.filter = {
      match: 'any',
      rules: [
        { field: 'lifecycleStage', is: 'any', value: ['customer', 'evangelist'] },
        { field: 'lastActivityAt', is: 'before', value: 30 },
      ],
    };
    list.sort = '-activity';
    await waitFor(() => expect(findAll(list, '[part~=chips] .chip')).toHaveLength(2));
  },
};

/** Those that are selected are changed together. */
export const Bulk: Story = {
  play: async ({ canvasElement }) => {
    const list = await listIn(canvasElement);
    list.selection = [people.ana, people.giulia];
    await waitFor(() => expect(inside(list).getByText('2 selected')).toBeVisible());
    await waitFor(() => expect(inside(list).getByRole('button', { name: 'Merge' })).toBeVisible());
    (await find(list, '.bar .button')).focus();
    await press('Enter');
    await waitFor(() => expect(findAll(list, 'crm-tag-input').length).toBe(2));
  },
};

/** A filter, an order and columns under a name, for oneself or as a segment for everybody. */
export const Views: Story = {
  play: async (context) => {
    const { client } = stageIn(context);
    await client.views.create({
      id: 'story-view',
      object: 'contacts',
      name: 'Customers',
      visibility: 'shared',
      filter: { match: 'all', rules: [{ field: 'lifecycleStage', is: 'any', value: ['customer'] }] },
      sort: 'owner',
      columns: ['emails', 'lastActivityAt', 'tags'],
    });
    const list = await listIn(context.canvasElement);
    list.viewId = 'story-view';
    await waitFor(() => expect(inside(list).getByText('Customers')).toBeVisible());
  },
};

/** Two lines to a contact where there is little room. */
export const Narrow: Story = {
  render: ({ density }) =>
    html`<div class="frame narrow"><crm-contact-list density=${density} contact-id=${people.ana}></crm-contact-list></div>`,
};
