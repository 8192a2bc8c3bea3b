import type { Deal, Money, Stage } from '@crm-elements/schema';
import type { NamedRecord } from './pipeline-board.types.js';

/** What the columns of a board ask of it. */
export interface BoardActions {
  open(deal: Deal, event: Event): void;
  /** Opens the menu of a deal at its Move button. */
  showMenu(deal: Deal, button: HTMLElement): void;
  /** Picks a deal up for the arrow keys. */
  lift(deal: Deal, event: KeyboardEvent): void;
  toggle(stage: Stage): void;
  startAdding(stage: Stage | undefined): void;
  /** Resolves with whether the deal was made. */
  add(stage: Stage, name: string, amount: Money | null): Promise<boolean>;
  /** Which entries of a column are in sight. */
  show(stageId: string, first: number, last: number): void;
  retry(): void;
  person(id: string | null | undefined): NamedRecord | undefined;
  company(id: string | null | undefined): NamedRecord | undefined;
}
