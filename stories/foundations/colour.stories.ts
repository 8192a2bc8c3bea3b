import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { colourPage } from './colour.js';

const meta: Meta = { title: 'Foundations/Colour', render: colourPage };
export default meta;

export const Colour: StoryObj = {
  play: async ({ canvasElement, step }) => {
    const pairs = [...canvasElement.querySelectorAll<HTMLElement>('[data-pair]')];
    await step('every pair on the page has the contrast that it needs', async () => {
      const low = pairs.filter(({ dataset }) => !(Number(dataset['ratio']) >= Number(dataset['least'])));
      await expect(pairs.length).toBeGreaterThan(80);
      await expect(low.map(({ dataset }) => `${dataset['pair']}: ${dataset['ratio']}`)).toEqual([]);
    });
  },
};
