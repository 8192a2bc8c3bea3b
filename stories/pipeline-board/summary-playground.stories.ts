import type { Meta, StoryObj } from '@storybook/web-components-vite';
import 'crm-elements/define/pipeline-summary.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { give } from '../support/story.js';
import { pipelines } from './deals.js';

const meta: Meta = {
  title: 'Pipeline summary/Playground',
  component: 'crm-pipeline-summary',
  parameters: { controls: { include: ['pipelineId', 'density', 'headingLevel'] } },
  argTypes: {
    pipelineId: { control: 'inline-radio', options: Object.values(pipelines) },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  },
  args: { pipelineId: pipelines.trade },
  render: (args) => html`<div class="frame"><crm-pipeline-summary ${ref(give(args))}></crm-pipeline-summary></div>`,
};
export default meta;

export const Playground: StoryObj = {};
