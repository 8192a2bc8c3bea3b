import type { DealPlace } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import type { ReactiveControllerHost } from 'lit';
import { PointerDrag, type DropZone } from '../internal/controllers/pointer-drag.js';
import { arrange, dropPlace, placeOf } from './arrange.js';
import type { CrmBoardColumn, DropMark } from './board-column.js';
import type { BoardData } from './board-data.js';

interface Handlers {
  data: BoardData;
  columns: () => Iterable<CrmBoardColumn>;
  enabled: () => boolean;
  onStart: () => void;
  /** `from`: where the card was let go. */
  onDrop: (deal: Deal, stageId: string, place: DealPlace, from: DOMRect) => void;
  onCancel: (deal: Deal, from: DOMRect) => void;
  /** Whatever it came to. */
  onEnd: () => void;
}

/** Dragging of cards by mouse, pen and finger. */
export class BoardDrag {
  readonly #handlers: Handlers;
  readonly #pointer: PointerDrag<Deal>;
  #held: Deal | undefined;
  #mark: DropMark | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, handlers: Handlers) {
    this.#handlers = handlers;
    this.#pointer = new PointerDrag<Deal>(host, {
      pick: (path) => this.#pick(path),
      zones: () => this.#zones(),
      onStart: ({ items: [deal] }) => this.#start(deal!),
      onTarget: (target) => {
        this.#mark = target && { stageId: target.zone, index: target.index };
        host.requestUpdate();
      },
      onDrop: ({ items: [deal], target, ghost }) => {
        const column = handlers.data.column(target.zone);
        const place = column && this.#placeIn(column, deal!, target.before, target.index);
        this.#end(deal!);
        if (!column || !place || this.#isHome(deal!, column.stage.id, place)) handlers.onCancel(deal!, ghost);
        else handlers.onDrop(deal!, column.stage.id, place, ghost);
      },
      onCancel: ({ items: [deal], ghost }) => {
        this.#end(deal!);
        handlers.onCancel(deal!, ghost);
      },
    });
  }

  get held(): Deal | undefined {
    return this.#held;
  }

  get mark(): DropMark | undefined {
    return this.#held && this.#mark;
  }

  cancel(): void {
    this.#pointer.cancel();
  }

  #pick(path: readonly EventTarget[]) {
    if (!this.#handlers.enabled()) return undefined;
    const elements = path.filter((node): node is HTMLElement => node instanceof HTMLElement);
    const card = elements.find((element) => element.matches('.card'));
    const key = elements.find((element) => element.matches('.entry'))?.dataset.key;
    const deal = key === undefined ? undefined : this.#handlers.data.find(key)?.deal;
    if (!card || !deal) return undefined;
    return { items: [deal], element: card, ghost: () => ghostOf(card) };
  }

  #zones(): DropZone[] {
    return [...this.#handlers.columns()]
      .filter(({ column }) => !column.unmapped)
      .map((element) => ({ id: element.column.stage.id, element, list: element.renderRoot as ShadowRoot }));
  }

  #start(deal: Deal): void {
    this.#held = deal;
    const found = this.#handlers.data.find(deal.id);
    if (found) {
      // Whatever others do meanwhile, the card stays under the pointer.
      const { deals, offset } = found.column.loaded;
      this.#handlers.data.hold({ deal, stageId: found.column.stage.id, place: placeOf(deals, found.index - offset), lock: true }, arrange);
    }
    this.#handlers.onStart();
  }

  #end(deal: Deal): void {
    this.#held = undefined;
    this.#mark = undefined;
    this.#handlers.data.release(deal.id);
    this.#handlers.onEnd();
  }

  #placeIn(
    { collapsed, loaded }: { collapsed: boolean; loaded: Parameters<typeof dropPlace>[0] },
    deal: Deal,
    before: string | undefined,
    index: number,
  ): DealPlace {
    return collapsed ? 'top' : dropPlace(loaded, deal.id, before, index);
  }

  /** Whether it was let go where it was taken up. */
  #isHome(deal: Deal, stageId: string, place: DealPlace): boolean {
    const found = this.#handlers.data.find(deal.id);
    if (found?.column.stage.id !== stageId) return false;
    const { deals, offset, atEnd } = found.column.loaded;
    const at = found.index - offset;
    if (place === 'bottom') return atEnd && at === deals.length - 1;
    if (place === 'top') return found.index === 0;
    return 'before' in place ? deals[at + 1]?.id === place.before : deals[at - 1]?.id === place.after;
  }
}

/** What is seen under the pointer: the card, without what only one of its kind may have. */
function ghostOf(card: HTMLElement): HTMLElement {
  const ghost = card.cloneNode(true) as HTMLElement;
  for (const node of [ghost, ...ghost.querySelectorAll('*')]) for (const name of ['id', 'aria-labelledby']) node.removeAttribute(name);
  return ghost;
}
