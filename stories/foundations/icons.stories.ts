import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { iconsPage } from './icons.js';

const meta: Meta = { title: 'Foundations/Icons', render: iconsPage };
export default meta;

export const Icons: StoryObj = {};
