import type { Deal } from '@crm-elements/schema';
import type { DropMark } from './board-column.js';
import type { BoardColumn, BoardData } from './board-data.js';
import { sizeOf } from './places.js';

interface Handlers {
  data: BoardData;
  rtl: () => boolean;
  /** Another place is aimed at. */
  onTarget: (column: BoardColumn, position: number, of: number) => void;
  onDrop: (deal: Deal, stageId: string, position: number) => void;
  onCancel: (deal: Deal) => void;
}

/** Carries a deal by the arrow keys: up and down within a stage, sideways to the next one. */
export class KeyboardDrag {
  readonly #handlers: Handlers;
  #deal: Deal | undefined;
  #home: { stageId: string; index: number } | undefined;
  #stageId = '';
  /** Counted from 1, without the deal itself. */
  #position = 1;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
  }

  get deal(): Deal | undefined {
    return this.#deal;
  }

  /** Where the indicator is drawn. */
  get mark(): DropMark | undefined {
    if (!this.#deal) return undefined;
    const index = this.#position - 1;
    const passesItself = this.#home?.stageId === this.#stageId && index >= this.#home.index;
    return { stageId: this.#stageId, index: passesItself ? index + 1 : index };
  }

  lift(deal: Deal): void {
    const found = this.#handlers.data.find(deal.id);
    if (!found) return;
    this.#deal = deal;
    this.#home = { stageId: found.column.stage.id, index: found.index };
    this.#stageId = found.column.stage.id;
    this.#position = found.index + 1;
  }

  cancel(): void {
    const deal = this.#deal;
    this.#deal = undefined;
    if (deal) this.#handlers.onCancel(deal);
  }

  /** Forgets the deal without a word. */
  release(): void {
    this.#deal = undefined;
  }

  /** @returns whether the key was for this */
  onKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
    const deal = this.#deal;
    if (!deal) return false;
    const { data, rtl } = this.#handlers;
    const places = this.#places(this.#stageId);
    const sideways =
      key === 'Tab'
        ? shiftKey
          ? -1
          : 1
        : key === (rtl() ? 'ArrowLeft' : 'ArrowRight')
          ? 1
          : key === (rtl() ? 'ArrowRight' : 'ArrowLeft')
            ? -1
            : 0;
    if (sideways) {
      const stages = data.columns.filter(({ unmapped }) => !unmapped).map(({ stage }) => stage.id);
      const at = Math.max(stages.indexOf(this.#stageId), 0) + sideways;
      const next = stages[Math.min(Math.max(at, 0), stages.length - 1)];
      if (next !== undefined && next !== this.#stageId) {
        this.#stageId = next;
        this.#position = data.column(next)!.collapsed ? 1 : Math.min(this.#position, this.#places(next));
        this.#tell();
      }
      return true;
    }
    switch (key) {
      case 'ArrowUp':
        this.#to(this.#position - 1, places);
        return true;
      case 'ArrowDown':
        this.#to(this.#position + 1, places);
        return true;
      case 'Home':
        this.#to(1, places);
        return true;
      case 'End':
        this.#to(places, places);
        return true;
      case 'Enter':
      case ' ': {
        const stageId = this.#stageId;
        this.#deal = undefined;
        this.#handlers.onDrop(deal, stageId, this.#position);
        return true;
      }
      case 'Escape':
        this.cancel();
        return true;
      default:
        return !['Shift', 'Control', 'Alt', 'Meta'].includes(key);
    }
  }

  #places(stageId: string): number {
    const column = this.#handlers.data.column(stageId);
    return column ? sizeOf(column) + (this.#home?.stageId === stageId ? 0 : 1) : 1;
  }

  #to(position: number, places: number): void {
    const next = Math.min(Math.max(position, 1), places);
    if (next === this.#position) return;
    this.#position = next;
    this.#tell();
  }

  #tell(): void {
    const column = this.#handlers.data.column(this.#stageId);
    if (column) this.#handlers.onTarget(column, this.#position, this.#places(this.#stageId));
  }
}
