import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/settings.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { findAll } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';

const meta: Meta<Dressed> = {
  title: 'Settings/Overview',
  component: 'crm-settings',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-settings>' } },
  render: ({ density }) => html`<div class="frame medium"><crm-settings section="pipelines" density=${density}></crm-settings></div>`,
};
export default meta;

export const Overview: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(findAll(canvasElement, 'crm-settings-stages .row-name, .row-name').length).toBeGreaterThan(3));
  },
};
