import type { Meta } from '@storybook/web-components-vite';
import type { CrmContactHoverCard } from 'crm-elements';
import 'crm-elements/define/contact-hover-card.js';
import { html, nothing, type TemplateResult } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { press } from '../support/keys.js';
import { activeElement, find, findAll, inside } from '../support/shadow.js';
import type { Density, Dressed, Story } from '../support/story.js';
import { everybody, people, plainContact } from './people.js';

interface Given {
  density: Density;
  /** A link, or words of the text alone. */
  link?: boolean;
  open?: boolean;
}

/** The mention of a person, as a page would write it. */
function mention(contactId: string, { density, link = true, open = false }: Given): TemplateResult {
  const name = html`<bdi>${everybody.find(({ id }) => id === contactId)?.name}</bdi>`;
  return html`<crm-contact-hover-card contact-id=${contactId} contact-href="#/people/{id}" density=${density} .open=${open}
    >${link ? html`<a href="#/people/${contactId}">${name}</a>` : name}</crm-contact-hover-card
  >`;
}

/** One mention whose card is open. */
const opened = ({ density }: Dressed): TemplateResult =>
  html`<div class="frame narrow tall"><p class="words">${mention(people.giulia, { density, open: true })} wrote this morning.</p></div>`;

const meta: Meta<Dressed> = {
  title: 'Contact card/Hover card',
  component: 'crm-contact-hover-card',
  tags: ['autodocs'],
  parameters: { controls: { disable: true }, docs: { subtitle: '<crm-contact-hover-card>' } },
  render: opened,
};
export default meta;

const isShown = (panel: Element) => panel.matches(':popover-open');
const shown = (canvas: HTMLElement) => findAll(canvas, '.panel').filter(isShown);

/** The card of a story reaches a state, and is in sight. */
const reach =
  (state: string) =>
  async ({ canvasElement }: { canvasElement: HTMLElement }) => {
    await waitFor(() => expect(findAll(canvasElement, `crm-contact-hover-card:state(${state})`)).toHaveLength(1));
    await waitFor(() => expect(shown(canvasElement)).toHaveLength(1));
  };

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(shown(canvasElement)).toHaveLength(1));
    const preview = await find(canvasElement, 'crm-contact-preview');
    await waitFor(() => expect(inside(preview).getByRole('heading', { level: 2 })).toBeVisible());
  },
};

export const Loading: Story = { parameters: { data: 'loading' }, play: reach('loading') };

export const NotThere: Story = { name: 'Not there', parameters: { data: 'empty' }, play: reach('empty') };

export const Failed: Story = { name: 'Error', parameters: { data: 'error' }, play: reach('error') };

export const Offline: Story = { parameters: { data: 'offline' }, play: reach('offline') };

/** In a text: links of the page keep their press, words alone become a button. */
export const InText: Story = {
  name: 'In a text',
  render: ({ density }) => html`
    <div class="frame narrow tall">
      <p class="words">
        ${mention(people.layla, { density })} asked ${mention(people.kwame, { density, link: false })} for the drawings, which
        ${mention(people.elodie, { density })} had sent to ${mention(people.vroni, { density, link: false })} in spring.
      </p>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const [first] = findAll<CrmContactHoverCard>(canvasElement, 'crm-contact-hover-card');
    await userEvent.hover(first!.querySelector('a')!);
    await waitFor(() => expect(shown(canvasElement)).toHaveLength(1));
    await expect(first!.open).toBe(true);
  },
};

/** A name, a title and a company of the longest kind, which the page gives itself. */
export const LongNames: Story = {
  name: 'Long names, no store',
  render: ({ density }) => {
    const { contact } = plainContact(people.ana);
    const name = 'Maximiliana-Konstantinopolitania Freifrau von und zu Unterschwarzenbach-Oberaltenburg';
    const long = {
      ...contact,
      fullName: name,
      jobTitle: 'Deputy head of procurement for outdoor furniture and everything that goes with it',
      emails: [{ value: 'maximiliana.konstantinopolitania.freifrau.von.und.zu.unterschwarzenbach@example.com' }],
    };
    return html`<div class="frame narrow tall">
      <p class="words">
        <crm-contact-hover-card
          .contact=${long}
          .company=${{ id: 'long', name: 'Gesellschaft für Gartenmöbelhandelsbeteiligungen' }}
          .owner=${{ id: 'mira', name: 'Mira Raghunathan-Østergaard of the northern team' }}
          density=${density}
          .open=${true}
          ><bdi>${name}</bdi></crm-contact-hover-card
        >
      </p>
    </div>`;
  },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(shown(canvasElement)).toHaveLength(1));
  },
};

/** What the page puts into the card. */
export const Slots: Story = {
  name: 'Slots of the card',
  render: ({ density }) => html`
    <div class="frame narrow tall">
      <p class="words">
        <crm-contact-hover-card contact-id=${people.vroni} density=${density} .open=${true}>
          <bdi>${everybody.find(({ id }) => id === people.vroni)?.name}</bdi>
          <button slot="actions" type="button">Invite</button>
          <span slot="loading">One moment</span>
          <span slot="empty">Nobody of ours</span>
          <span slot="error">Ask again later</span>
        </crm-contact-hover-card>
      </p>
    </div>
  `,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(shown(canvasElement)).toHaveLength(1));
    await waitFor(() => expect(canvasElement.querySelector('[slot=actions]')).toBeVisible());
  },
};

/** A thousand mentions. Each is a slot until its card is wanted; their contacts are read in one go. */
export const Thousand: Story = {
  name: '1,000 mentions',
  render: ({ density }) => html`
    <div class="frame medium">
      <p class="words">
        ${Array.from({ length: 1_000 }, (_, i) => html`${i ? ', ' : nothing}${mention(everybody[i % everybody.length]!.id, { density })}`)}.
      </p>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const all = findAll<CrmContactHoverCard>(canvasElement, 'crm-contact-hover-card');
    await expect(all).toHaveLength(1_000);
    await userEvent.hover(all[2]!.querySelector('a')!);
    await waitFor(() => expect(shown(canvasElement)).toHaveLength(1));
    await expect(findAll(canvasElement, 'crm-contact-preview')).toHaveLength(1);
  },
};

/** The focus brings the card up, Tab leads through it, and Escape closes it. */
export const Keyboard: Story = {
  name: 'By the keyboard',
  render: ({ density }) => html`
    <div class="frame narrow tall stack">
      <div class="pages-own"><button type="button" class="before">Before</button></div>
      <p class="words">${mention(people.elodie, { density })} wrote this morning.</p>
    </div>
  `,
  play: async ({ canvasElement, step }) => {
    const [element] = findAll<CrmContactHoverCard>(canvasElement, 'crm-contact-hover-card');
    canvasElement.querySelector<HTMLElement>('.before')!.focus();

    await step('the card comes up as the focus rests on the mention, and leaves it there', async () => {
      await press('Tab');
      await expect(activeElement()).toBe(element!.querySelector('a'));
      await waitFor(() => expect(shown(canvasElement)).toHaveLength(1));
      await expect(activeElement()).toBe(element!.querySelector('a'));
    });

    await step('Tab leads into it, Escape back', async () => {
      await waitFor(() => expect(findAll(canvasElement, '.name .open')).toHaveLength(1));
      await press('Tab');
      await expect(activeElement()).toHaveAccessibleName(/^Open /);
      await press('Escape');
      await waitFor(() => expect(shown(canvasElement)).toEqual([]));
      await expect(activeElement()).toBe(element!.querySelector('a'));
    });
  },
};
