import type { Meta } from '@storybook/web-components-vite';
import { expect, fireEvent } from 'storybook/test';
import { forget } from '../chat-widget/shop.js';
import { find } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { themingPage } from './theming.js';

const meta: Meta<Dressed> = {
  title: 'Foundations/Theming',
  parameters: { controls: { disable: true } },
  beforeEach: forget,
  render: ({ density }, context) => themingPage(density, stageIn(context)),
};
export default meta;

export const Theming: Story = {
  play: async ({ canvasElement, step }) => {
    await step('another brand colour reaches the elements', async () => {
      const brand = canvasElement.querySelector<HTMLInputElement>('[name=brand]')!;
      const send = await find(canvasElement, '.choice');
      const before = getComputedStyle(send).color;
      await fireEvent.input(brand, { target: { value: '#b4326b' } });
      await expect(getComputedStyle(send).color).not.toBe(before);
      await expect(canvasElement.querySelector('pre')).toHaveTextContent('--crm-color-brand: #b4326b');
    });
  },
};
