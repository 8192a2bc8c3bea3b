import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/chat-widget.js';
import type { CrmChatWidget } from 'crm-elements';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, waitFor } from 'storybook/test';
import { find, findAll } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { forget, greeting, page, visitedBefore, visitors } from './shop.js';

const meta: Meta<Dressed> = {
  title: 'Chat widget/Recipes',
  component: 'crm-chat-widget',
  parameters: { controls: { disable: true } },
  beforeEach: forget,
};
export default meta;

/** Questions before the first message, and what is said while nobody is there. */
export const PreChat: Story = {
  name: 'Questions first, and opening hours',
  render: (_args, context) => html`
    ${page}
    <crm-chat-widget
      open
      name=${context.id}
      .port=${stageIn(context).portOf(visitors.somebody)}
      .greeting=${greeting}
      .hours=${{ timeZone: 'Europe/Lisbon', weekly: [], away: 'We are at the bench and read this tomorrow.' }}
      .prechatFields=${[
        { name: 'name', required: true },
        { name: 'email', required: true },
        { name: 'lamp', label: 'Which lamp is it?', type: 'select', options: ['Owlet', 'Heron', 'Badger'] },
      ]}
    ></crm-chat-widget>
  `,
};

/** Closed, with its own picture on the button, unread answers and a preview of the last one. */
export const Launcher: Story = {
  name: 'Launcher with unread answers',
  render: (_args, context) => html`
    ${page}
    <crm-chat-widget name=${visitedBefore(context.id)} .port=${stageIn(context).portOf(visitors.joao)} .greeting=${greeting}>
      <svg
        slot="launcher"
        viewBox="0 0 24 24"
        width="26"
        height="26"
        fill="none"
        stroke="currentColor"
        stroke-width="1.75"
        aria-hidden="true"
      >
        <path d="M9 18h6M10 21h4M12 3a6 6 0 0 0-4 10.5c.8.8 1 1.5 1 2.5h6c0-1 .2-1.7 1-2.5A6 6 0 0 0 12 3z"></path>
      </svg>
    </crm-chat-widget>
  `,
  play: async ({ canvasElement, step, ...context }) => {
    const { client } = stageIn(context);
    await waitFor(() => expect(findAll(canvasElement, '[part~=launcher]')).toHaveLength(1));
    await step('an agent answers', async () => {
      const { records } = await client.tickets.list({
        where: { requesterId: visitors.joao },
        sort: [{ by: 'lastActivityAt', direction: 'desc' }],
      });
      await client.replyToTicket({ ticketId: records[0]!.id, text: 'The shade travels with it, in its own box.' });
      await waitFor(() => expect(findAll(canvasElement, '[part~=count]')[0]).toHaveTextContent(/\d/));
      await waitFor(() => expect(findAll(canvasElement, '[part~=preview]')[0]).toHaveTextContent(/shade/));
    });
  },
};

/** The page knows who is signed in, keeps nothing on the device, and takes numbers of cards out of what is written. */
export const SignedIn: Story = {
  name: 'Signed in, nothing kept',
  render: (_args, context) => html`
    ${page}
    <crm-chat-widget
      open
      consent="none"
      name=${context.id}
      .port=${stageIn(context).portOf(visitors.somebody)}
      .greeting=${greeting}
      .beforeSend=${({ text }: { text: string }) => ({ text: text.replace(/\d{12,}/g, '…') })}
      ${ref((element) => void (element as CrmChatWidget | undefined)?.signIn({ name: 'Noor van Dijk', email: 'noor@example.com' }))}
    ></crm-chat-widget>
  `,
  play: async ({ canvasElement }) => {
    const widget = await find<CrmChatWidget>(canvasElement, 'crm-chat-widget');
    await find(canvasElement, 'crm-chat-composer');
    await widget.send('Paid with 4111111111111111');
    await waitFor(() => expect(findAll(canvasElement, '[part~=own-message]')[0]).toHaveTextContent('Paid with …'));
  },
};

/** In the place of the element, in a brand of its own. */
export const InlineBrand: Story = {
  name: 'Inline, in another brand',
  render: (_args, context) => html`
    <div class="frame narrow crm-theme" style=${styleMap({ '--crm-color-brand': '#0f766e', '--crm-radius-scale': '0.5' })}>
      <crm-chat-widget
        inline
        name=${visitedBefore(context.id)}
        .port=${stageIn(context).portOf(visitors.joao)}
        .greeting=${greeting}
      ></crm-chat-widget>
    </div>
  `,
};
