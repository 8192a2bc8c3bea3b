import type { CrmBoardColumn } from './board-column.js';
import type { BoardData } from './board-data.js';

interface Parts {
  readonly board: { readonly updateComplete: Promise<unknown> };
  readonly data: BoardData;
  readonly columns: () => Iterable<CrmBoardColumn>;
  readonly part: (selector: string) => HTMLElement | null;
  readonly showStage: (stageId: string) => boolean;
}

/** Keeps focus with a deal, wherever it goes. */
export class BoardFocus {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Brings a deal into sight where it is now, and gives it focus. */
  async follow(dealId: string, focus: 'move' | 'open'): Promise<void> {
    const { board, data, showStage } = this.#parts;
    await board.updateComplete;
    const stageId = data.find(dealId)?.column.stage.id ?? data.placementOf(dealId)?.stageId;
    if (stageId === undefined) return;
    if (showStage(stageId)) await board.updateComplete;
    const column = this.#column(stageId);
    if (!column) return;
    this.bringIntoSight(stageId);
    await column.updateComplete;
    if (column.isCollapsed) column.focusHead();
    else await column.reveal(dealId, data.find(dealId)?.index ?? -1, focus);
  }

  /** Scrolls the columns, and nothing of the page. */
  bringIntoSight(stageId: string, index?: number): void {
    const column = this.#column(stageId);
    const scroller = this.#parts.part('.columns');
    if (!column || !scroller) return;
    const own = column.getBoundingClientRect();
    const view = scroller.getBoundingClientRect();
    const by = own.left < view.left ? own.left - view.left - 8 : own.right > view.right ? own.right - view.right + 8 : 0;
    if (by !== 0) scroller.scrollBy({ left: by });
    if (index !== undefined) column.bringIndex(index);
  }

  #column(stageId: string): CrmBoardColumn | undefined {
    return [...this.#parts.columns()].find(({ column }) => column.stage.id === stageId);
  }
}
