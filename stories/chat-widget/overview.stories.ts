import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/chat-widget.js';
import { html } from 'lit';
import { find } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { articles, forget, greeting, page, visitedBefore, visitors } from './shop.js';

const meta: Meta<Dressed> = {
  title: 'Chat widget/Overview',
  component: 'crm-chat-widget',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-chat-widget>' } },
  beforeEach: forget,
  render: (_args, context) => html`
    ${page}
    <crm-chat-widget name=${visitedBefore(context.id)} open .port=${stageIn(context).portOf(visitors.ana)} .greeting=${greeting}
      >${articles}</crm-chat-widget
    >
  `,
};
export default meta;

export const Overview: Story = {
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.home');
  },
};
