import { formatMoney, initials } from '@crm-elements/schema';
import { createElement as h, memo, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { Contender } from './contender.js';
import { makeSample, type Sample, type SampleDeal } from './sample.js';
import { peerStyles } from './react-board.styles.js';

export type Stage = Sample['stages'][number];
export type Columns = Readonly<Record<string, readonly SampleDeal[]>>;

export const columnsOf = ({ stages, deals }: Sample): Columns =>
  Object.fromEntries(stages.map(({ id }) => [id, deals.filter(({ stageId }) => stageId === id)]));

/** The deals with one of them at another place. */
export function moved(columns: Columns, id: string, from: string, to: string, index: number): Columns {
  const deal = columns[from]!.find((one) => one.id === id)!;
  const left = { ...columns, [from]: columns[from]!.filter((one) => one !== deal) };
  return { ...left, [to]: left[to]!.toSpliced(index, 0, deal) };
}

const icon = (path: string) => h('svg', { className: 'icon', viewBox: '0 0 24 24', 'aria-hidden': true }, h('path', { d: path }));
const dots = 'M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M4 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0';
const arrow = 'M5 12h14m-7-7 7 7-7 7';

const dates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const shortDates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: '2-digit', timeZone: 'UTC' });
const shortMoney = (money: Parameters<typeof formatMoney>[0]) => formatMoney(money, 'en', { trailingZeroDisplay: 'stripIfInteger' });

interface CardProps {
  readonly deal: SampleDeal;
  readonly names: ReadonlyMap<string, string>;
}

/** The same elements and texts as in a card of ours. */
export const Card = memo(function Card({ deal, names }: CardProps) {
  const { name, nextStep, tags, amount, expectedCloseDate } = deal;
  const company = names.get(deal.companyId!)!;
  const owner = names.get(deal.ownerId!)!;
  const [tag, ...more] = tags ?? [];
  const date = new Date(expectedCloseDate!);
  return h(
    'article',
    { className: 'card', 'aria-labelledby': `name-${deal.id}` },
    h(
      'div',
      { className: 'head' },
      h(
        'div',
        { className: 'name', role: 'heading', 'aria-level': 4, id: `name-${deal.id}` },
        h('button', { type: 'button', className: 'open', dir: 'auto', title: name }, name),
      ),
      h('button', { type: 'button', className: 'move', 'aria-haspopup': 'menu', 'aria-label': `Move ${name}` }, icon(dots)),
    ),
    h('div', { className: 'line' }, h('bdi', { className: 'company truncate', title: company }, company)),
    (nextStep || tag) &&
      h(
        'div',
        { className: 'line' },
        nextStep && h('bdi', { className: 'next truncate', title: `Next: ${nextStep}` }, icon(arrow), nextStep),
        tag && h('bdi', { className: 'tag', title: tag }, tag),
        more.length > 0 &&
          h(
            'span',
            { className: 'more', role: 'img', title: more.join(', '), 'aria-label': `${more.length} more tags: ${more.join(', ')}` },
            `+${more.length}`,
          ),
      ),
    h(
      'div',
      { className: 'facts' },
      h('span', { className: 'value' }, shortMoney(amount!)),
      h(
        'span',
        { className: 'end' },
        h(
          'span',
          { className: 'date', title: `Expected to close on ${dates.format(date)}` },
          h('time', { dateTime: expectedCloseDate }, shortDates.format(date)),
        ),
        h(
          'span',
          { className: 'owner', role: 'img', 'aria-label': `Owned by ${owner}`, title: owner },
          h('span', { className: 'avatar', 'aria-hidden': true }, initials(owner)),
        ),
      ),
    ),
  );
});

/** A column's head, as ours has it. */
export function Head({ stage, deals }: { readonly stage: Stage; readonly deals: readonly SampleDeal[] }) {
  const sum = deals.reduce((total, { amount }) => total + amount!.amount, 0);
  return h(
    'header',
    { className: 'column-head' },
    h('span', { className: 'title' }, stage.name),
    h('span', { className: 'count' }, deals.length.toLocaleString('en')),
    h('p', { className: 'sums' }, shortMoney({ amount: sum, currency: 'EUR' })),
  );
}

/** A board made with React. The library alone decides how cards are dragged. */
export function reactContender(
  count: number,
  board: (sample: Sample, names: ReadonlyMap<string, string>) => ReactNode,
  dragging: string,
): Contender {
  const sample = makeSample(count);
  const names = new Map([...sample.agents, ...sample.companies].map(({ id, name }) => [id, name]));
  document.adoptedStyleSheets = [peerStyles()];
  let place: HTMLElement | undefined;
  let tree: Root | undefined;
  return {
    cards: () => [...(place?.querySelectorAll('.column') ?? [])].map((column) => column.querySelector('.card') ?? undefined),
    isDragging: () => !!document.querySelector(dragging),
    mount(root) {
      place = root;
      tree = createRoot(root);
      tree.render(board(sample, names));
    },
    unmount() {
      tree?.unmount();
      tree = undefined;
    },
  };
}
