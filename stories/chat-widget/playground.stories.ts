import type { Meta, StoryObj } from '@storybook/web-components-vite';
import 'crm-elements/define/chat-widget.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { withActions } from 'storybook/actions/decorator';
import { stageIn } from '../support/stage.js';
import { eventsOf, give } from '../support/story.js';
import { forget, greeting, page, visitors } from './shop.js';

const meta: Meta = {
  title: 'Chat widget/Playground',
  component: 'crm-chat-widget',
  decorators: [withActions],
  beforeEach: forget,
  parameters: {
    actions: { handles: eventsOf('crm-chat-widget') },
    controls: { include: ['open', 'inline', 'consent', 'greeting', 'prechatFields', 'hours'] },
  },
  argTypes: {
    open: { control: 'boolean' },
    inline: { control: 'boolean' },
    consent: { control: 'inline-radio', options: ['persistent', 'session', 'none'] },
    greeting: { control: 'object' },
    prechatFields: { control: 'object' },
    hours: { control: 'object' },
  },
  args: {
    open: true,
    inline: false,
    consent: 'persistent',
    greeting,
    prechatFields: [{ name: 'name', required: true }, { name: 'email' }],
  },
  render: (args, context) => html`
    ${page}
    <crm-chat-widget name="story-playground" .port=${stageIn(context).portOf(visitors.somebody)} ${ref(give(args))}></crm-chat-widget>
  `,
};
export default meta;

export const Playground: StoryObj = {};
