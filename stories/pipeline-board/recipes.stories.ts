import type { Meta } from '@storybook/web-components-vite';
import type { CrmDealMoveEvent } from 'crm-elements';
import 'crm-elements/define/deal-card.js';
import 'crm-elements/define/deal-panel.js';
import 'crm-elements/define/pipeline-board.js';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import { expectAnnounced, find, findAll, inside } from '../support/shadow.js';
import type { Dressed, Story } from '../support/story.js';
import { fullDeal, pipelines, plainDeals } from './deals.js';

type Board = HTMLElementTagNameMap['crm-pipeline-board'];

const meta: Meta<Dressed> = {
  title: 'Pipeline board/Recipes',
  component: 'crm-pipeline-board',
  parameters: { controls: { disable: true } },
};
export default meta;

/** What the page's own system does with a move: it takes a while, and refuses one that is a mistake. */
const write = ({ toStageId }: { toStageId: string }) =>
  new Promise<void>((done, fail) =>
    setTimeout(
      () => (toStageId.endsWith('declined') ? fail(new Error('Our system asks you to talk to the customer first.')) : done()),
      300,
    ),
  );

function takeOver(event: CrmDealMoveEvent): void {
  const board = event.currentTarget as Board;
  const { deal, toStageId } = event.detail;
  event.respondWith(
    write(event.detail).then(() => {
      board.deals = board.deals!.map((one) => (one.id === deal.id ? { ...one, stageId: toStageId } : one));
    }),
  );
}

/** Deals that the page holds itself. It answers `crm-deal-move` with `respondWith(promise)`; a move that it refuses is taken back, with its reason. */
export const HostWrites: Story = {
  name: 'Plain data, the page writes',
  render: ({ density }) => html`
    <div class="whole">
      <crm-pipeline-board
        .pipeline=${plainDeals.pipeline}
        .stages=${plainDeals.stages}
        .deals=${plainDeals.deals}
        .agents=${plainDeals.agents}
        .companies=${plainDeals.companies}
        density=${density}
        @crm-deal-move=${takeOver}
      ></crm-pipeline-board>
    </div>
  `,
  play: async ({ canvasElement, step }) => {
    const board = await find<Board>(canvasElement, 'crm-pipeline-board');
    await step('the menu of a card moves it, and the page has it then', async () => {
      await userEvent.click(await find(board, '[part~=card-move]'));
      const menu = await find(board, 'crm-menu');
      await userEvent.click(await waitFor(() => inside(menu).getByRole('menuitem', { name: 'Down' })));
      await expectAnnounced(board, /moved from|already/);
    });
  },
};

/** A board opens a deal as soon as it knows its pipeline. */
function openThere(element: Element | undefined): void {
  const board = element as Board | undefined;
  void board?.updateComplete.then(() => board.openDeal(fullDeal.id));
}

/** One deal in the address of a page: the board opens with its panel beside it. */
export const DeepLink: Story = {
  name: 'Deep link to a deal',
  render: ({ density }) => html`
    <div class="whole">
      <crm-pipeline-board
        pipeline-id=${fullDeal.pipelineId}
        density=${density}
        deal-href="/deals/{id}"
        contact-href="/people/{id}"
        company-href="/companies/{id}"
        ${ref(openThere)}
      >
        <button slot="actions" type="button">Export</button>
      </crm-pipeline-board>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const panel = await find(canvasElement, 'crm-deal-panel');
    await waitFor(() => expect(panel.matches(':state(ready)')).toBe(true));
    await expect(findAll(panel, '[part~=field]').length).toBeGreaterThan(3);
  },
};

/** A card in a page about something else, and the panel in a place of the page's own. */
export const CardAndPanel: Story = {
  name: 'Card and panel alone',
  render: ({ density }) => html`
    <div class="frame split">
      <div class="frame stack" style=${styleMap({ padding: '0' })}>
        <crm-deal-card deal-id=${fullDeal.id} density=${density}></crm-deal-card>
        ${plainDeals.deals
          .slice(0, 3)
          .map(
            (deal) =>
              html`<crm-deal-card
                .deal=${deal}
                .stage=${plainDeals.stages.find(({ id }) => id === deal.stageId)}
                .owner=${plainDeals.agents.find(({ id }) => id === deal.ownerId)}
                .company=${plainDeals.companies.find(({ id }) => id === deal.companyId)}
                density=${density}
              ></crm-deal-card>`,
          )}
      </div>
      <crm-deal-panel deal-id=${fullDeal.id} density=${density}>
        <button slot="actions" type="button">Share</button>
        <p>What the page knows of this deal itself.</p>
      </crm-deal-panel>
    </div>
  `,
};

/** Where there is room for one column only, stages are tabs, and a deal is moved by its menu. */
export const Narrow: Story = {
  name: 'In a narrow place',
  render: ({ density }) => html`
    <div class="whole" style=${styleMap({ maxInlineSize: '380px', marginInline: 'auto' })}>
      <crm-pipeline-board density=${density}></crm-pipeline-board>
    </div>
  `,
  play: async ({ canvasElement }) => {
    const board = await find(canvasElement, 'crm-pipeline-board');
    await find(board, '[role=tab]');
    const [, second] = findAll(board, '[role=tab]');
    await userEvent.click(second!);
    await waitFor(() => expect(findAll(board, '[role=tab][aria-selected=true]')[0]).toBe(second));
    await find(board, '[part~=card]');
  },
};

/** One brand colour, round corners and less room, for one part of a page. */
export const BrandAndDensity: Story = {
  name: 'Brand and density',
  render: () => html`
    <div class="whole crm-theme" style=${styleMap({ '--crm-color-brand': '#b4326b', '--crm-radius-scale': '1.6' })}>
      <crm-pipeline-board pipeline-id=${pipelines.mending} density="compact"></crm-pipeline-board>
    </div>
  `,
};
