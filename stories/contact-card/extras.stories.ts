import type { Meta } from '@storybook/web-components-vite';
import 'crm-elements/define/contact-card.js';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { press, type } from '../support/keys.js';
import { activeElement, expectAnnounced, find, findAll, inside } from '../support/shadow.js';
import { stageIn } from '../support/stage.js';
import type { Dressed, Story } from '../support/story.js';
import { consentsInEachState, fieldsOfEachType, fillExtras, valuesOfEachType } from './extras.js';
import { people } from './people.js';

const meta: Meta<Dressed> = {
  title: 'Contact card/Fields and consent',
  component: 'crm-contact-card',
  parameters: { controls: { disable: true }, data: 'ready' },
  render: ({ density }) => html`
    <div class="frame medium stack">
      <crm-contact-card contact-id=${people.elodie} density=${density}></crm-contact-card>
      <crm-contact-card contact-id=${people.elodie} density=${density} variant="compact"></crm-contact-card>
    </div>
  `,
};
export default meta;

const custom = valuesOfEachType(people.vroni);

/** A field of each type, on a full card and, where they are meant for it, on a compact one; consents in each state. */
export const EachType: Story = {
  name: 'A field of each type',
  play: async (context) => {
    const { client } = stageIn(context);
    await fillExtras(client, people.elodie, { fields: fieldsOfEachType, custom, consent: consentsInEachState });
    await waitFor(() => expect(findAll(context.canvasElement, 'crm-custom-values')).toHaveLength(2));
    const [full] = findAll(context.canvasElement, 'crm-custom-values');
    await waitFor(() => expect(inside(full!).getByText('€12,500.50')).toBeVisible());
  },
};

/** What is required and missing, an option that is no choice any more, a value of another type, one that no field declares. */
export const OddValues: Story = {
  name: 'Missing and left over',
  play: async (context) => {
    const { client } = stageIn(context);
    const fields = fieldsOfEachType.map((field) => ({ ...field, required: field.key === 'since' || field.key === 'credit' }));
    const odd = { plan: 'wholesale', interests: ['desks', 'clocks'], rooms: 'about ten', old_score: 7 };
    await fillExtras(client, people.elodie, { fields, custom: odd });
    const values = await find(context.canvasElement, 'crm-custom-values');
    await waitFor(() => expect(inside(values).getAllByText(/Missing/)).toHaveLength(2));
    await expect(inside(values).getByText('old_score')).toBeVisible();
  },
};

/** The form: what is wrong is said at each field. */
export const Editing: Story = {
  play: async (context) => {
    const { client } = stageIn(context);
    const fields = fieldsOfEachType.map((field) => ({ ...field, required: field.key === 'notes' || field.key === 'architect' }));
    await fillExtras(client, people.elodie, { fields, custom: { plan: 'wholesale', interests: ['desks'] } });
    const card = await find(context.canvasElement, 'crm-contact-card');
    await find(card, 'crm-custom-values');
    (await find(card, '.edit')).focus();
    await press('Enter');
    const form = await find(card, 'crm-contact-form');
    const amount = await waitFor(() => inside(form).getByLabelText('Credit limit'));
    amount.focus();
    await type('12.345');
    await press('Enter');
    await waitFor(() => expect(inside(form).getByText('3 fields need another look.', { exact: false })).toBeVisible());
    await waitFor(() => expect(activeElement()).toHaveAccessibleDescription(/./));
  },
};

/** Granting asks for the legal basis; withdrawing is one press, and can be undone. */
export const Consents: Story = {
  name: 'Consents',
  play: async (context) => {
    const { client } = stageIn(context);
    await fillExtras(client, people.elodie, { consent: consentsInEachState });
    const card = await find(context.canvasElement, 'crm-contact-card');
    const withdraw = await find(card, '[aria-label="Withdraw Email, Newsletter"]');
    withdraw.focus();
    await press('Enter');
    await expectAnnounced(card, /Consent withdrawn: Email, Newsletter/);
    await waitFor(() => expect(activeElement()).toHaveAccessibleName('Grant Email, Newsletter'));
    (await find(card, 'summary')).click();
    (await find(card, '[aria-label="Grant SMS, Service messages"]')).focus();
    await press('Enter');
    await waitFor(() => expect(activeElement()).toHaveAccessibleName('Legal basis'));
  },
};
