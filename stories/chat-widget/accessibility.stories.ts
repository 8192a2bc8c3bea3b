import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/chat-widget.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press, type } from '../support/keys.js';
import { activeElement, expectAnnounced, find } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { walk } from '../support/walk.js';
import { forget, greeting, visitors } from './shop.js';

const meta: Meta<Dressed> = {
  title: 'Chat widget/Accessibility',
  component: 'crm-chat-widget',
  parameters: { controls: { disable: true }, data: 'ready' },
  beforeEach: forget,
  render: (_args, context) => html`
    <div class="frame">
      <div class="pages-own"><button type="button" class="before">Before</button></div>
    </div>
    <crm-chat-widget name=${context.id} .port=${stageIn(context).portOf(visitors.somebody)} .greeting=${greeting}></crm-chat-widget>
    <div class="frame">
      <div class="pages-own"><button type="button" class="after">After</button></div>
    </div>
  `,
};
export default meta;

/** Everything by the keyboard: open, write, hear the answer, walk through and out, close. */
export const Accessibility: Story = {
  play: async ({ canvasElement, step, ...context }) => {
    const { client } = stageIn(context);
    const before = canvasElement.querySelector<HTMLElement>('.before')!;
    const after = canvasElement.querySelector<HTMLElement>('.after')!;
    await find(canvasElement, '[part~=launcher]');

    await step('Tab finds the button, Enter opens the chat, and the focus is where one writes', async () => {
      before.focus();
      await press('Tab');
      await expect(activeElement()).toHaveAccessibleName(/Chat with .?Mothwick/);
      await press('Enter');
      await waitFor(() => expect(activeElement()?.localName).toBe('textarea'));
    });

    await step('Enter sends, and it is said', async () => {
      await type('Is the Owlet back?');
      await press('Enter');
      await expectAnnounced(await find(canvasElement, 'crm-chat-panel'), /Message sent|Saved on this device/);
    });

    await step('an answer is read aloud', async () => {
      const { records } = await client.tickets.list({
        where: { requesterId: visitors.somebody },
        sort: [{ by: 'lastActivityAt', direction: 'desc' }],
      });
      await client.replyToTicket({ ticketId: records[0]!.id, text: 'It is, in moss green.' });
      await expectAnnounced(await find(canvasElement, 'crm-chat-panel'), /says: It is, in moss green\./);
    });

    await step('Tab goes through the chat and out of it', async () => {
      await walk(before, after);
    });

    await step('Escape closes it, and the focus is on its button', async () => {
      (await find(await find(canvasElement, 'crm-chat-composer'), 'textarea')).focus();
      await press('Escape');
      await waitFor(() => expect(activeElement()).toHaveAttribute('aria-expanded', 'false'));
    });
  },
};
