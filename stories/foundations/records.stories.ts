import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { recordsPage } from './records.js';

const meta: Meta = {
  title: 'Foundations/Records',
  render: recordsPage,
  parameters: { layout: 'fullscreen', controls: { disable: true } },
};
export default meta;

export const Records: StoryObj = {};
