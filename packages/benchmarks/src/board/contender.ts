/** A board with its deals, as the stage measures them all alike. */
export interface Contender {
  /** The element of the first card in each column; undefined where there is none yet. */
  cards(): readonly (Element | undefined)[];
  /** Whether something is seen under the pointer. */
  isDragging(): boolean;
  mount(root: HTMLElement): void;
  unmount(): void;
}
