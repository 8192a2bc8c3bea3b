import type { Meta } from '@storybook/web-components-vite';
import type { CrmSettingsOpenEvent } from 'crm-elements';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/settings.js';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { people } from '../contact-card/people.js';
import { type } from '../support/keys.js';
import { find, findAll } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';

const meta: Meta<Dressed> = {
  title: 'Settings/Recipes',
  component: 'crm-settings',
  parameters: { controls: { disable: true } },
};
export default meta;

/** What is made in the settings is there at once: a field on the card beside. */
export const BesideACard: Story = {
  name: 'Beside a card',
  render: ({ density }) => html`
    <div class="frame medium stack">
      <crm-settings section="fields" density=${density}></crm-settings>
      <crm-contact-card contact-id=${people.giulia} density=${density}></crm-contact-card>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const settings = await find(canvasElement, 'crm-settings');
    await userEvent.click(await find(settings, '.add'));
    const label = await find<HTMLInputElement>(settings, 'input[name=label]');
    label.focus();
    await type('Allergies');
    await waitFor(() => expect(label.value).toBe('Allergies'));
    await userEvent.click(await find(settings, '.foot [type=submit]'));
    await waitFor(() => expect(findAll(settings, '.row-name').some(({ textContent }) => textContent === 'Allergies')).toBe(true));
  },
};

function route(event: CrmSettingsOpenEvent): void {
  const log = (event.currentTarget as Element).parentElement!.querySelector('.log')!;
  log.textContent = `#/settings/${event.detail.section ?? ''}`;
}

/** A page with routes of its own listens to `crm-settings-open`, and sets `section` from the address. */
export const Routes: Story = {
  name: "The page's routes",
  render: ({ density }) => html`
    <div class="frame medium stack">
      <crm-settings density=${density} @crm-settings-open=${route}></crm-settings>
      <pre class="log"></pre>
    </div>
  `,
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '[data-section=labels]'));
    await waitFor(() => expect(canvasElement.querySelector('.log')!.textContent).toBe('#/settings/labels'));
  },
};

/** What a page puts in place of the grey bars. */
export const OwnLoading: Story = {
  name: 'Slots: loading',
  parameters: { data: 'loading' },
  render: ({ density }) => html`
    <div class="frame medium">
      <crm-settings section="fields" density=${density}
        ><p slot="loading">One moment</p>
        <p slot="error">Ask again later</p></crm-settings
      >
    </div>
  `,
};
