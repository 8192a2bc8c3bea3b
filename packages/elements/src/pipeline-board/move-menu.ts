import type { DealPlace } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import { arrowDown, arrowRight, arrowUp, externalLink } from '../internal/icons.js';
import type { MenuItem } from '../internal/parts/crm-menu.js';
import type { BoardData } from './board-data.js';
import type { DealLocalizer } from './render-card.js';
import { stageName } from './render-column-head.js';

/** What was chosen in the menu of a deal. */
export type MoveChoice =
  | { kind: 'open' }
  | { kind: 'already'; where: 'top' | 'bottom' }
  | { kind: 'place'; stageId: string; place: DealPlace }
  | { kind: 'position'; stageId: string };

/** The menu behind a card's Move button: the way to move that needs neither a pointer nor a steady hand. */
export function moveItems(data: BoardData, deal: Deal, localizer: DealLocalizer): MenuItem[] {
  const stages = data.columns.filter(({ unmapped }) => !unmapped);
  return [
    { id: 'open', label: localizer.t('open'), icon: externalLink },
    {
      id: 'stages',
      label: localizer.t('moveTo'),
      icon: arrowRight,
      separator: true,
      items: stages.map((column) => ({
        id: `stage:${column.stage.id}`,
        label: stageName(column, localizer),
        hint: column.summary.count === undefined ? undefined : localizer.number(column.summary.count),
        items: [
          { id: `top:${column.stage.id}`, label: localizer.t('atTop') },
          { id: `bottom:${column.stage.id}`, label: localizer.t('atBottom') },
          { id: `position:${column.stage.id}`, label: localizer.t('atPosition') },
        ],
      })),
    },
    { id: 'up', label: localizer.t('moveUp'), icon: arrowUp, separator: true },
    { id: 'down', label: localizer.t('moveDown'), icon: arrowDown },
    { id: `top:${deal.stageId}:own`, label: localizer.t('moveTop') },
    { id: `bottom:${deal.stageId}:own`, label: localizer.t('moveBottom') },
    { id: `position:${deal.stageId}:own`, label: localizer.t('moveToPosition') },
  ];
}

/** What an entry of the menu means for a deal, as things stand now. */
export function readChoice(id: string, data: BoardData, deal: Deal): MoveChoice | undefined {
  if (id === 'open') return { kind: 'open' };
  const found = data.find(deal.id);
  const stageId = found?.column.stage.id ?? deal.stageId;
  const { loaded } = found?.column ?? {};
  if (id === 'up' || id === 'down') {
    if (!found || !loaded) return undefined;
    const step = id === 'up' ? -1 : 1;
    const neighbour = loaded.deals[found.index - loaded.offset + step];
    if (!neighbour) return { kind: 'already', where: id === 'up' ? 'top' : 'bottom' };
    return { kind: 'place', stageId, place: id === 'up' ? { before: neighbour.id } : { after: neighbour.id } };
  }
  const [what, target = '', own] = id.split(':');
  const to = own ? stageId : target;
  if (what === 'position') return { kind: 'position', stageId: to };
  if (what !== 'top' && what !== 'bottom') return undefined;
  const isThere = found && to === stageId && (what === 'top' ? found.index === 0 : found.index === loaded!.count - 1);
  return isThere ? { kind: 'already', where: what } : { kind: 'place', stageId: to, place: what };
}
