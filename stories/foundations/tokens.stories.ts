import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { tokensPage } from './tokens.js';

const meta: Meta = { title: 'Foundations/Tokens', render: tokensPage };
export default meta;

export const Tokens: StoryObj = {};
