import type { Meta, StoryObj } from '@storybook/web-components-vite';
import 'crm-elements/define/settings.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { withActions } from 'storybook/actions/decorator';
import { eventsOf, give } from '../support/story.js';

const meta: Meta = {
  title: 'Settings/Playground',
  component: 'crm-settings',
  decorators: [withActions],
  parameters: {
    actions: { handles: eventsOf('crm-settings') },
    controls: { include: ['section', 'density', 'headingLevel'] },
  },
  argTypes: {
    section: { control: 'select', options: ['fields', 'pipelines', 'team', 'labels', 'replies', 'chat', 'presets', 'data'] },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  },
  args: { section: 'fields' },
  render: (args) => html`<div class="frame medium"><crm-settings ${ref(give(args))}></crm-settings></div>`,
};
export default meta;

export const Playground: StoryObj = {};
