import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/contact-card.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press, type } from '../support/keys.js';
import { activeElement, expectAnnounced, find, inside } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { people } from './people.js';

const meta: Meta<Dressed> = {
  title: 'Contact card/Work',
  component: 'crm-contact-card',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`
    <div class="frame medium">
      <crm-contact-card contact-id=${people.ana} density=${density}></crm-contact-card>
    </div>
  `,
};
export default meta;

/** Another record of the same person, as an import or a form leaves it. */
async function addTwin(context: Parameters<NonNullable<Story['play']>>[0]): Promise<void> {
  const { client } = stageIn(context);
  const ana = (await client.contacts.get(people.ana))!;
  await client.contacts.create({
    id: 'story-twin',
    fullName: 'Ana Diaz',
    jobTitle: 'Office manager',
    tags: ['fair'],
    emails: [...ana.emails.slice(0, 1), { value: 'ana@post.example' }],
  });
  await client.addNote({ text: 'Met at the fair; asked for samples.', targets: [{ type: 'contact', id: 'story-twin' }] });
  await client.contacts.update(people.ana, { nickname: 'Anita' });
  // What they are found by has changed: they are looked for again.
  await client.contacts.update(people.ana, { emails: [...ana.emails, { value: 'ana@mail.example', key: 'ana@mail.example' }] });
}

/** The card names who may be the same person, and why; an answer that they are not holds for everybody. */
export const Duplicates: Story = {
  play: async (context) => {
    await addTwin(context);
    const card = await find(context.canvasElement, 'crm-contact-card');
    const warning = await find(card, 'crm-contact-duplicates');
    await waitFor(() => expect(inside(warning).getByText(/same email address/)).toBeVisible());
  },
};

/** Field by field, what moves, and the way back. */
export const Merging: Story = {
  play: async (context) => {
    await addTwin(context);
    const card = await find(context.canvasElement, 'crm-contact-card');
    const warning = await find(card, 'crm-contact-duplicates');
    const compare = await waitFor(() => inside(warning).getByText('Compare and merge'));
    compare.focus();
    await press('Enter');
    const dialog = await find(card, 'crm-contact-merge');
    await waitFor(() => expect(inside(dialog).getByText('What they differ in')).toBeVisible());
    await waitFor(() => expect(inside(dialog).getByText(/Moves to .*: 1 note\./)).toBeVisible());
    inside(dialog).getByText('Merge').focus();
    await press('Enter');
    await waitFor(() => expect(inside(dialog).getByText(/is part of/)).toBeVisible());
    await waitFor(() => expect(activeElement()).toHaveAccessibleName('Done'));
  },
};

/** A task with its day and who does it, by the keyboard alone. */
export const Tasks: Story = {
  play: async (context) => {
    const card = await find(context.canvasElement, 'crm-contact-card');
    const tasks = await find(card, 'crm-contact-tasks');
    (await find(tasks, '.add')).focus();
    await press('Enter');
    await waitFor(() => expect(activeElement()).toHaveAccessibleName('What is to be done'));
    await type('Send the samples');
    await press('Enter');
    await expectAnnounced(card, /Task added: Send the samples/);
    await waitFor(() => expect(inside(tasks).getByText('Send the samples')).toBeVisible());
  },
};

/** What the contact needs, the next activity, and how often to keep in touch. */
export const Relationship: Story = {
  play: async (context) => {
    const { client } = stageIn(context);
    const card = await find(context.canvasElement, 'crm-contact-card');
    await client.contacts.update(people.ana, { needs: ['Samples of oak', 'Delivery before nine'], keepInTouchDays: 30 });
    const care = await find(card, 'crm-contact-care');
    await waitFor(() => expect(inside(care).getByText('Samples of oak')).toBeVisible());
    await waitFor(() => expect(inside(care).getByText('Every 30 days')).toBeVisible());
  },
};

/** The company in brief: its people, its open deals, whom it belongs to. */
export const Company: Story = {
  render: ({ density }) => html`
    <div class="frame medium">
      <crm-contact-card contact-id=${people.giulia} density=${density}></crm-contact-card>
    </div>
  `,
  play: async (context) => {
    const card = await find(context.canvasElement, 'crm-contact-card');
    const company = await find(card, '.company');
    company.focus();
    await press('Enter');
    const view = await find(card, 'crm-company-view');
    await waitFor(() => expect(inside(view).getByText('People')).toBeVisible());
  },
};

/** What else can be done with a contact. */
export const Menu: Story = {
  play: async (context) => {
    const card = await find(context.canvasElement, 'crm-contact-card');
    (await find(card, '.more')).focus();
    await press('Enter');
    await waitFor(() => expect(activeElement()).toHaveAccessibleName('Copy as text'));
  },
};
