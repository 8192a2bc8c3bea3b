import { css } from 'lit';
import type { Point } from './drag-geometry.js';

/** For the root in which the cards stand: `.draggable` on what can be picked up, and the look of the ghost. */
export const dragStyles = css`
  .draggable {
    touch-action: manipulation;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .drag-ghost > :first-child {
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    border-radius: var(--_radius-card);
    box-shadow: var(--_shadow-drag);
    rotate: 1.5deg;
  }
  .drag-count {
    position: absolute;
    inset-block-start: -8px;
    inset-inline-end: -8px;
    min-inline-size: 22px;
    padding: 2px 6px;
    border-radius: var(--_radius-full);
    background: var(--_color-brand);
    color: var(--_color-on-brand);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-semibold);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  @media (prefers-reduced-motion: reduce) {
    .drag-ghost > :first-child {
      rotate: none;
    }
  }
  @media (forced-colors: active) {
    .drag-ghost > :first-child {
      outline: 2px solid Highlight;
    }
    .drag-count {
      border: 1px solid Highlight;
    }
  }
`;

/**
 * What is seen under the pointer: in the top layer, where no ancestor's transform, overflow or stacking reaches it, as large as the
 * element is seen, and held where the element was taken.
 */
export class DragGhost {
  readonly element: HTMLElement;
  readonly #source: HTMLElement;
  readonly #root: Node;
  readonly #grip: Point;
  readonly #scale: number;
  #error: Point = { x: 0, y: 0 };

  /**
   * @param root where it stands when the source's place is gone
   * @param shown what it shows; a clone of the source by default
   * @param badge how many there are, when there are several
   */
  constructor(source: HTMLElement, root: Node, at: Point, shown: HTMLElement | undefined, badge: string | undefined) {
    this.#source = source;
    this.#root = root;
    const rect = source.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = source;
    this.#scale = width ? rect.width / width : 1;
    this.#grip = { x: at.x - rect.left, y: at.y - rect.top };
    this.element = document.createElement('div');
    this.element.className = 'drag-ghost';
    this.element.setAttribute('part', 'ghost');
    this.element.popover = 'manual';
    this.element.inert = true;
    this.element.ariaHidden = 'true';
    Object.assign(this.element.style, frame, { width: `${width}px`, height: `${height}px` });
    this.element.append(anonymous(shown ?? cloneOf(source)));
    if (badge === undefined) return;
    const count = document.createElement('span');
    count.className = 'drag-count';
    count.textContent = badge;
    this.element.append(count);
  }

  show(at: Point): void {
    // Where its source stands, it looks and reads as that does.
    (this.#source.parentNode ?? this.#root).appendChild(this.element);
    this.element.showPopover();
    this.#place(at);
    // Should something still shift it, it is shifted back.
    const { left, top } = this.element.getBoundingClientRect();
    this.#error = { x: at.x - this.#grip.x - left, y: at.y - this.#grip.y - top };
    if (this.#error.x || this.#error.y) this.#place(at);
  }

  move(at: Point): void {
    // What it stood in was rendered anew.
    if (!this.element.isConnected) {
      this.#root.appendChild(this.element);
      this.element.showPopover();
    }
    this.#place(at);
  }

  #place({ x, y }: Point): void {
    const left = x - this.#grip.x + this.#error.x;
    const top = y - this.#grip.y + this.#error.y;
    this.element.style.transform = `translate(${left}px,${top}px) scale(${this.#scale})`;
  }

  /** Takes it away; gives back where it was last. */
  remove(): DOMRect {
    const rect = this.element.getBoundingClientRect();
    this.element.remove();
    return rect;
  }
}

/** What a popover is by itself is no frame for a ghost. */
const frame = {
  position: 'fixed',
  inset: '0 auto auto 0',
  margin: '0',
  padding: '0',
  border: '0',
  overflow: 'visible',
  background: 'none',
  color: 'inherit',
  transformOrigin: '0 0',
  pointerEvents: 'none',
  willChange: 'transform',
};

function cloneOf(source: HTMLElement): HTMLElement {
  const clone = source.cloneNode(true) as HTMLElement;
  Object.assign(clone.style, { position: '', insetInline: '', insetBlockStart: '', transform: '' });
  return clone;
}

/** It stands in the same root, where an id is there once, and keys and indexes tell where things lie. */
function anonymous(shown: HTMLElement): HTMLElement {
  for (const node of [shown, ...shown.querySelectorAll('*')])
    for (const name of ['id', 'data-key', 'data-index']) node.removeAttribute(name);
  return shown;
}
