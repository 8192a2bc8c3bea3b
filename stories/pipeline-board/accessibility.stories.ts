import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/pipeline-board.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press, type } from '../support/keys.js';
import { activeElement, expectAnnounced, find, findAll } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { walk } from '../support/walk.js';
import { pipelines } from './deals.js';

const meta: Meta<Dressed> = {
  title: 'Pipeline board/Accessibility',
  component: 'crm-pipeline-board',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`
    <div class="whole below">
      <div class="frame">
        <div class="pages-own"><button type="button" class="before">Before</button></div>
      </div>
      <crm-pipeline-board pipeline-id=${pipelines.mending} density=${density}></crm-pipeline-board>
      <div class="frame">
        <div class="pages-own"><button type="button" class="after">After</button></div>
      </div>
    </div>
  `,
};
export default meta;

/** Everything by the keyboard: the way through, a move by the menu, one by the arrow keys that is given up and one that is kept, the panel. */
export const Accessibility: Story = {
  play: async ({ canvasElement, step }) => {
    const board = await find(canvasElement, 'crm-pipeline-board');
    const moves = () => findAll(board, '[part~=card-move]');
    await find(board, '[part~=card-move]');
    const rtl = document.documentElement.dir === 'rtl';
    const [forward, back] = rtl ? (['ArrowLeft', 'ArrowRight'] as const) : (['ArrowRight', 'ArrowLeft'] as const);
    const [first] = moves();
    const deal = first!.getAttribute('aria-label')!.replace(/^Move /, '');
    const named = (name: string) => moves().find((button) => button.getAttribute('aria-label') === name);

    await step('Tab goes through the board and out of it', async () => {
      const stops = await walk(canvasElement.querySelector('.before')!, canvasElement.querySelector('.after')!, 160);
      await expect(stops).toContain(first);
    });

    await step('the menu moves a deal to another stage, says so, and keeps the focus on it', async () => {
      first!.focus();
      await press('Enter');
      await waitFor(() => expect(activeElement()).toHaveAttribute('role', 'menuitem'));
      // Each menu takes the focus before the next key is for it.
      for (const key of ['ArrowDown', forward, 'ArrowDown', forward]) {
        const item = activeElement();
        await press(key);
        await waitFor(() => expect(activeElement() === item).toBe(false));
      }
      await press('Enter');
      // The stage does not take a deal without a value, and asks for it.
      await waitFor(() => expect(activeElement()).toHaveAttribute('inputmode'));
      await type('1200');
      await press('Enter');
      await expectAnnounced(board, /moved from .+, position \d+ of \d+, to .+, position \d+ of \d+/);
      await waitFor(() => expect(activeElement()).toBe(named(`Move ${deal}`)));
    });

    await step('Alt+Enter picks it up, Escape puts it back', async () => {
      await press('Shift+Tab', 'Alt+Enter');
      await expectAnnounced(board, /picked up in/);
      await press(back, 'Escape');
      await expectAnnounced(board, /Move cancelled/);
    });

    await step('picked up again, an arrow and Enter move it', async () => {
      await press('Alt+Enter', back, 'Enter');
      await expectAnnounced(board, /moved from[^]+moved from/);
    });

    await step('Enter opens the panel, Escape closes it, and the focus is back on the deal', async () => {
      await waitFor(() => expect(activeElement()).toHaveClass('open'));
      const opener = activeElement();
      await press('Enter');
      const panel = await find(board, 'crm-deal-panel');
      await waitFor(() => expect(panel.shadowRoot!.activeElement).not.toBeNull());
      await press('Escape');
      await waitFor(() => expect(activeElement()?.textContent).toBe(opener?.textContent));
    });
  },
};
