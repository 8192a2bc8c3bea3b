import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/contact-list.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { people } from './people.js';

/** The card in its three sizes, and the list that leads to it. */
const cards = (contactId: string, { density }: Dressed) => html`
  <div class="frame medium stack">
    <crm-contact-card contact-id=${contactId} density=${density}></crm-contact-card>
    <crm-contact-card contact-id=${contactId} density=${density} variant="compact"></crm-contact-card>
    <p class="words">
      In a text: <crm-contact-card contact-id=${contactId} density=${density} variant="inline"></crm-contact-card> wrote this morning.
    </p>
    <crm-contact-list density=${density}></crm-contact-list>
  </div>
`;

const meta: Meta<Dressed> = {
  title: 'Contact card/States',
  component: 'crm-contact-card',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: (args) => cards(people.elodie, args),
};
export default meta;

/** All cards of a story reach a state. */
const reach =
  (state: string) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }) => {
    await waitFor(() => expect(findAll(canvasElement, `crm-contact-card:state(${state})`)).toHaveLength(3));
  };

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    const [card] = findAll(canvasElement, 'crm-contact-card');
    await waitFor(() => expect(inside(card!).getByRole('heading', { level: 2 })).toBeVisible());
  },
};

export const Empty: Story = { parameters: { data: 'empty' }, play: reach('empty') };

export const Loading: Story = { parameters: { data: 'loading' }, play: reach('loading') };

export const Failed: Story = {
  name: 'Error',
  parameters: { data: 'error' },
  play: async (context) => {
    await reach('error')(context);
    const [card] = findAll(context.canvasElement, 'crm-contact-card');
    await expect(inside(card!).getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const Offline: Story = { parameters: { data: 'offline' }, play: reach('offline') };

export const ReadOnly: Story = {
  parameters: { data: 'readonly' },
  play: async (context) => {
    await reach('readonly')(context);
    await expect(findAll(context.canvasElement, '.edit')).toEqual([]);
  },
};
