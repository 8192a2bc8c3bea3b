import type { Meta } from '@storybook/web-components-vite';
import type { CrmContactOpenEvent, CrmContactUpdateEvent } from 'crm-elements';
import 'crm-elements/define/contact-card.js';
import 'crm-elements/define/contact-list.js';
import { html } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import { find, findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { people, plainContact } from './people.js';

const meta: Meta<Dressed> = {
  title: 'Contact card/Recipes',
  component: 'crm-contact-card',
  parameters: { controls: { disable: true } },
};
export default meta;

/** A contact that the page holds itself: no store is opened, and nothing else is read. */
export const PlainData: Story = {
  name: 'Plain data, no store',
  render: ({ density }) => {
    const { contact, company, owner } = plainContact(people.giulia);
    return html`
      <div class="frame narrow">
        <crm-contact-card .contact=${contact} .company=${company} .owner=${owner} density=${density}></crm-contact-card>
      </div>
    `;
  },
};

/** What the page's own system keeps of it. */
const save = (changes: object) => new Promise((done) => setTimeout(() => done(changes), 300));

function takeOver(event: CrmContactUpdateEvent): void {
  const card = event.currentTarget as HTMLElementTagNameMap['crm-contact-card'];
  const log = card.parentElement!.querySelector('.log')!;
  const { changes } = event.detail;
  log.textContent = `crm-contact-update ${JSON.stringify(changes)}`;
  event.respondWith(
    save(changes).then(() => {
      card.contact = { ...card.contact!, ...changes };
      log.textContent += '\nsaved by the page';
    }),
  );
}

/** The page answers `crm-contact-update` with `respondWith(promise)` and keeps the change in its own system. */
export const HostWrites: Story = {
  name: 'The page writes',
  render: ({ density }) => {
    const { contact, company, owner } = plainContact(people.ana);
    return html`
      <div class="frame narrow stack">
        <crm-contact-card
          .contact=${contact}
          .company=${company}
          .owner=${owner}
          editable
          density=${density}
          @crm-contact-update=${takeOver}
        ></crm-contact-card>
        <pre class="log"></pre>
      </div>
    `;
  },
  play: async ({ canvasElement }) => {
    const card = await find(canvasElement, 'crm-contact-card');
    await userEvent.click(await find(card, '.edit'));
    const form = await find(card, 'crm-contact-form');
    const title = await waitFor(() => inside(form).getByLabelText('Job title'));
    await userEvent.type(title, 'Reader at night');
    await userEvent.click(inside(form).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(canvasElement.querySelector('.log')).toHaveTextContent('saved by the page'));
    await waitFor(() => expect(inside(card).getByText('Reader at night')).toBeVisible());
  },
};

function show(event: CrmContactOpenEvent): void {
  event.preventDefault();
  const page = (event.currentTarget as Element).parentElement!;
  page.querySelector<HTMLElementTagNameMap['crm-contact-card']>('.chosen')!.contactId = event.detail.contactId;
}

function choose(event: CrmContactOpenEvent): void {
  event.preventDefault();
  const { contactId } = event.detail;
  for (const element of (event.currentTarget as Element).querySelectorAll('crm-contact-list, crm-contact-card'))
    Object.assign(element, { contactId });
}

/** Small cards in a list and a text; a press on one is answered by the page, which shows it beside them. */
export const Mentions: Story = {
  name: 'Mentions that open',
  render: ({ density }) => html`
    <div class="frame split">
      <div class="frame stack" style=${styleMap({ padding: '0' })} @crm-contact-open=${show}>
        <p class="words">
          <crm-contact-card contact-id=${people.layla} variant="inline" density=${density}></crm-contact-card> asked
          <crm-contact-card contact-id=${people.kwame} variant="inline" density=${density}></crm-contact-card> for the drawings.
        </p>
        ${[people.elodie, people.vroni, people.ana].map((id) => html`<crm-contact-card contact-id=${id} variant="compact" density=${density}></crm-contact-card>`)}
      </div>
      <crm-contact-card class="chosen" contact-id=${people.layla} density=${density}>
        <button slot="actions" type="button">Invite</button>
      </crm-contact-card>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const rows = findAll(canvasElement, 'crm-contact-card[variant=compact]');
    await userEvent.click(await find(rows[1]!, '.name :is(a, button)'));
    const chosen = canvasElement.querySelector<HTMLElement>('.chosen')!;
    await waitFor(() => expect(inside(chosen).getByRole('heading', { name: /Hinterleitner/ })).toBeVisible());
  },
};

/** All people, searched and filtered; whoever is chosen stands beside them. */
export const People: Story = {
  name: 'A list of people',
  render: ({ density }) => html`
    <div class="frame split" @crm-contact-open=${choose}>
      <crm-contact-list contact-id=${people.vroni} density=${density}></crm-contact-list>
      <crm-contact-card class="chosen" contact-id=${people.vroni} density=${density}></crm-contact-card>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const list = await find(canvasElement, 'crm-contact-list');
    await waitFor(() => expect(findAll(list, '[part~=row]').length).toBeGreaterThan(8));
  },
};

/** One brand colour, other corners and less room, for one part of a page. */
export const BrandAndDensity: Story = {
  name: 'Brand and density',
  render: () => html`
    <div class="frame medium crm-theme" style=${styleMap({ '--crm-color-brand': '#0f766e', '--crm-radius-scale': '0.4' })}>
      <crm-contact-card contact-id=${people.vroni} density="compact"></crm-contact-card>
    </div>
  `,
};
