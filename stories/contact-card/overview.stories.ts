import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/contact-card.js';
import { html } from 'lit';
import type { Dressed, Story } from '../support/story.js';
import { people } from './people.js';

const meta: Meta<Dressed> = {
  title: 'Contact card/Overview',
  component: 'crm-contact-card',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-contact-card>' } },
  render: ({ density }) => html`
    <div class="frame medium">
      <crm-contact-card contact-id=${people.giulia} density=${density}></crm-contact-card>
    </div>
  `,
};
export default meta;

export const Overview: Story = {};
