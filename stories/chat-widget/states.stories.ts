import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/chat-widget.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { find, findAll } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { forget, greeting, visitedBefore, visitors } from './shop.js';

/** The panel in the place of the element, for a visitor. */
const inline = (visitorId: string): NonNullable<Story['render']> =>
  function render(_args, context) {
    const name = visitorId === visitors.somebody ? context.id : visitedBefore(context.id);
    return html`
      <div class="frame narrow">
        <crm-chat-widget inline name=${name} .port=${stageIn(context).portOf(visitorId)} .greeting=${greeting}></crm-chat-widget>
      </div>
    `;
  };

const meta: Meta<Dressed> = {
  title: 'Chat widget/States',
  component: 'crm-chat-widget',
  parameters: { controls: { disable: true }, data: 'ready' },
  beforeEach: forget,
  render: inline(visitors.joao),
};
export default meta;

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(findAll(canvasElement, '[part~=message]').length).toBeGreaterThan(1));
  },
};

/** Somebody who has never written. */
export const Empty: Story = {
  render: inline(visitors.somebody),
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'crm-chat-composer');
  },
};

export const Loading: Story = {
  parameters: { data: 'loading' },
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'crm-chat-panel');
  },
};

export const Failed: Story = {
  name: 'Error',
  parameters: { data: 'error' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(findAll(canvasElement, 'crm-chat-panel:state(disconnected)')).toHaveLength(1));
  },
};

/** What is written waits on this device, and says so. */
export const Offline: Story = {
  parameters: { data: 'offline' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(findAll(canvasElement, '[part~=message]').length).toBeGreaterThan(1));
    const widget = await find<HTMLElementTagNameMap['crm-chat-widget']>(canvasElement, 'crm-chat-widget');
    await widget.send('Are you there?');
    await waitFor(() =>
      expect(
        findAll(canvasElement, '[part~=own-message]')
          .map(({ textContent }) => textContent)
          .join(' '),
      ).toContain('Are you there?'),
    );
  },
};

/** Somebody whose conversations have all come to their end. */
export const Home: Story = {
  render: inline(visitors.ana),
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.home');
  },
};
