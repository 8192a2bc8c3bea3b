import type { Meta, StoryObj } from '@storybook/web-components-vite';
import 'crm-elements/define/contact-card.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { withActions } from 'storybook/actions/decorator';
import { eventsOf, give } from '../support/story.js';
import { people } from './people.js';

const meta: Meta = {
  title: 'Contact card/Playground',
  component: 'crm-contact-card',
  decorators: [withActions],
  parameters: {
    actions: { handles: eventsOf('crm-contact-card') },
    controls: {
      include: ['contactId', 'variant', 'readonly', 'density', 'headingLevel', 'contactHref', 'companyHref', 'dealHref', 'ticketHref'],
    },
  },
  argTypes: {
    contactId: { control: 'select', options: Object.values(people) },
    variant: { control: 'inline-radio', options: ['full', 'compact', 'inline'] },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  },
  args: { contactId: people.giulia, variant: 'full', readonly: false },
  render: (args) => html`<div class="frame medium"><crm-contact-card ${ref(give(args))}></crm-contact-card></div>`,
};
export default meta;

export const Playground: StoryObj = {};
