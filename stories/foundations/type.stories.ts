import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { typePage } from './type.js';

const meta: Meta = { title: 'Foundations/Type', render: typePage };
export default meta;

export const Type: StoryObj = {};
