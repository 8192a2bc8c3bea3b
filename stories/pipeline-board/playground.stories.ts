import type { Meta, StoryObj } from '@storybook/web-components-vite';
import 'crm-elements/define/pipeline-board.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { withActions } from 'storybook/actions/decorator';
import { eventsOf, give } from '../support/story.js';
import { pipelines } from './deals.js';

const meta: Meta = {
  title: 'Pipeline board/Playground',
  component: 'crm-pipeline-board',
  decorators: [withActions],
  parameters: {
    actions: { handles: eventsOf('crm-pipeline-board') },
    controls: { include: ['pipelineId', 'filter', 'density', 'headingLevel', 'dealHref', 'contactHref', 'companyHref'] },
  },
  argTypes: {
    pipelineId: { control: 'inline-radio', options: Object.values(pipelines) },
    filter: { control: 'object' },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  },
  args: { pipelineId: pipelines.trade, filter: {} },
  render: (args) => html`<div class="whole"><crm-pipeline-board ${ref(give(args))}></crm-pipeline-board></div>`,
};
export default meta;

export const Playground: StoryObj = {};
