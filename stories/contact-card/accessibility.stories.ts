import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/contact-card.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press, type } from '../support/keys.js';
import { activeElement, expectAnnounced, find, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { walk } from '../support/walk.js';
import { people } from './people.js';

const meta: Meta<Dressed> = {
  title: 'Contact card/Accessibility',
  component: 'crm-contact-card',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`
    <div class="frame medium stack">
      <div class="pages-own"><button type="button" class="before">Before</button></div>
      <crm-contact-card contact-id=${people.elodie} density=${density}></crm-contact-card>
      <div class="pages-own"><button type="button" class="after">After</button></div>
    </div>
  `,
};
export default meta;

/** Everything by the keyboard: the way through, an edit that is given up, one that is saved, a note. */
export const Accessibility: Story = {
  play: async ({ canvasElement, step }) => {
    const card = await find(canvasElement, 'crm-contact-card');
    const edit = await find(card, '.edit');
    const entries = await find(card, '[part~=timeline-entries]');
    const form = () => find(card, 'crm-contact-form');

    await step('Tab goes through the card and out of it', async () => {
      const stops = await walk(canvasElement.querySelector('.before')!, canvasElement.querySelector('.after')!);
      await expect(stops).toContain(edit);
      await expect(stops).toContain(entries);
    });

    await step('Enter on Edit opens the form, Escape gives it up, and the focus is back', async () => {
      edit.focus();
      await press('Enter');
      const field = await waitFor(async () => inside(await form()).getByLabelText('Name'));
      await waitFor(() => expect(activeElement()).toBe(field));
      await type('Nobody ');
      await press('Escape');
      await waitFor(() => expect(activeElement()).toHaveAccessibleName(/^Edit /));
      await expect(inside(card).getByRole('heading', { level: 2 })).not.toHaveTextContent('Nobody');
    });

    await step('Enter in a field saves, and it is said', async () => {
      await press('Enter');
      const field = await waitFor(async () => inside(await form()).getByLabelText('Job title'));
      field.focus();
      await press('End');
      await type(' and lamps');
      await press('Enter');
      await expectAnnounced(card, /Saved/);
      await waitFor(() => expect(activeElement()).toHaveAccessibleName(/^Edit /));
      await expect(inside(card).getByText(/and lamps/)).toBeVisible();
    });

    await step('a note is written and said', async () => {
      const note = await find(card, 'textarea');
      note.focus();
      await type('Calls back on Thursday.');
      await press('Control+Enter');
      await expectAnnounced(card, /Note added/);
    });
  },
};
