import type { Meta, StoryObj } from '@storybook/web-components-vite';
import 'crm-elements/define/import.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { withActions } from 'storybook/actions/decorator';
import { eventsOf, give } from '../support/story.js';

const meta: Meta = {
  title: 'Import/Playground',
  component: 'crm-import',
  decorators: [withActions],
  parameters: {
    actions: { handles: eventsOf('crm-import') },
    controls: { include: ['hideTitle', 'density', 'headingLevel', 'contactHref', 'companyHref', 'dealHref'] },
  },
  argTypes: {
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  },
  args: { hideTitle: false },
  render: (args) => html`<div class="frame"><crm-import ${ref(give(args))}></crm-import></div>`,
};
export default meta;

export const Playground: StoryObj = {};
