import { CrmError, createMemoryAdapter } from '@crm-elements/data';
import type { Meta } from '@storybook/web-components-vite';
import type { SettingsSection } from 'crm-elements';
import 'crm-elements/define/settings.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { find, findAll } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';

const meta: Meta<Dressed> = {
  title: 'Settings/States',
  component: 'crm-settings',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`<div class="frame medium"><crm-settings section="team" density=${density}></crm-settings></div>`,
};
export default meta;

const reach =
  (state: string) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }) => {
    await waitFor(() => expect(findAll(canvasElement, `crm-settings:state(${state})`)).toHaveLength(1));
  };

/** A section, as it stands over the sample company. */
const section = (name: SettingsSection, ready: string): Story => ({
  render: ({ density }) => html`<div class="frame medium"><crm-settings section=${name} density=${density}></crm-settings></div>`,
  play: async ({ canvasElement }) => {
    await find(canvasElement, ready);
  },
});

export const Ready: Story = section('team', '.row-name');
export const Fields: Story = section('fields', '.choices');
export const Labels: Story = section('labels', '.view-title');
export const Responses: Story = section('replies', '.add');
export const Chat: Story = section('chat', 'crm-settings-hours');
export const Presets: Story = section('presets', '.look');

/** Each section says what it is for, and offers the first step. */
export const Empty: Story = {
  parameters: { data: 'empty' },
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.view-title');
  },
};

export const Loading: Story = { parameters: { data: 'loading' }, play: reach('loading') };

export const Failed: Story = { name: 'Error', parameters: { data: 'error' }, play: reach('error') };

/** A store that does not open at all. */
export const NotOpened: Story = {
  render: ({ density }) => {
    const adapter = createMemoryAdapter();
    adapter.open = () => Promise.reject(new CrmError('BLOCKED', 'Another window holds the store.'));
    return html`<crm-provider .adapter=${adapter}>
      <div class="frame medium"><crm-settings section="team" density=${density}></crm-settings></div>
    </crm-provider>`;
  },
  play: async ({ canvasElement }) => {
    await find(canvasElement, '[part~="error"]');
  },
};

export const Offline: Story = { parameters: { data: 'offline' }, play: reach('offline') };

export const ReadOnly: Story = {
  parameters: { data: 'readonly' },
  play: async (context) => {
    await reach('readonly')(context);
    await waitFor(() => expect(findAll(context.canvasElement, '.row-name').length).toBeGreaterThan(0));
    await expect(findAll(context.canvasElement, '.add')).toEqual([]);
  },
};

/** Less wide than two columns: a list of sections, and then one of them. */
export const Narrow: Story = {
  render: ({ density }) => html`<div class="frame narrow"><crm-settings density=${density}></crm-settings></div>`,
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.entry-more');
  },
};
