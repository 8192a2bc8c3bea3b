import { holds, overlap, scrollSpeed, type Box, type Point } from './drag-geometry.js';

type Overflow = { readonly x: boolean; readonly y: boolean };

const up = (node: Node): Node | null => (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;

/** What cuts an element off, from the inside out, through shadow roots and slots: which of it scrolls, and on which axes. */
export function clippers(element: Element): Map<Element, Overflow> {
  const found = new Map<Element, Overflow>();
  const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
  for (let at: Node | null = element; at; at = up(at)) {
    if (!(at instanceof Element) || at === document.documentElement || at === document.body) continue;
    const { overflowX, overflowY } = getComputedStyle(at);
    if (overflowX !== 'visible' || overflowY !== 'visible') found.set(at, { x: scrolls(overflowX), y: scrolls(overflowY) });
  }
  const page = document.scrollingElement;
  if (page) found.set(page, { x: true, y: true });
  return found;
}

/** The part of the viewport in which an element is seen. */
export function boxOf(element: Element): Box {
  if (element !== document.scrollingElement) return element.getBoundingClientRect();
  return { left: 0, top: 0, right: document.documentElement.clientWidth, bottom: window.innerHeight };
}

/** The visible part of an element; undefined when there is none. */
export function visibleBox(element: Element, clips: Iterable<Element>): Box | undefined {
  let box: Box | undefined = boxOf(element);
  for (const clip of clips) box = box && overlap(box, boxOf(clip));
  return box;
}

/** px that a pointer may be outside a scroller which still scrolls for it. */
const reach = 32;

/** Scrolls what lies under a pointer near its edges, the innermost that can. */
export class EdgeScroller {
  readonly #scrollers: ReadonlyMap<Element, Overflow>;
  readonly #since = new Map<string, number>();
  readonly #rest = new Map<string, number>();
  readonly #names = new Map<Element, number>();
  #last: number | undefined;

  /** @param scrollers from the inside out */
  constructor(scrollers: ReadonlyMap<Element, Overflow>) {
    this.#scrollers = scrollers;
    for (const element of scrollers.keys()) this.#names.set(element, this.#names.size);
  }

  /** One frame; gives back whether there is more to scroll, and so another frame is wanted. */
  frame(point: Point, time: number): boolean {
    const seconds = Math.min(time - (this.#last ?? time), 50) / 1000;
    this.#last = time;
    const taken = { x: false, y: false };
    const near = new Set<string>();
    for (const [element, overflow] of this.#scrollers) {
      const box = boxOf(element);
      if (!holds({ left: box.left - reach, top: box.top - reach, right: box.right + reach, bottom: box.bottom + reach }, point)) continue;
      for (const axis of ['x', 'y'] as const) {
        if (!overflow[axis] || taken[axis]) continue;
        const [from, to] = axis === 'x' ? [box.left, box.right] : [box.top, box.bottom];
        const name = `${axis}${this.#names.get(element)}`;
        const start = this.#since.get(name) ?? time;
        const speed = scrollSpeed(point[axis], from, to, time - start);
        if (!speed || !canScroll(element, axis, speed)) continue;
        taken[axis] = true;
        near.add(name);
        this.#since.set(name, start);
        this.#scroll(element, axis, name, speed * seconds);
      }
    }
    for (const name of this.#since.keys()) if (!near.has(name)) this.#since.delete(name);
    if (!near.size) this.#last = undefined;
    return near.size > 0;
  }

  #scroll(element: Element, axis: 'x' | 'y', name: string, distance: number): void {
    const wanted = distance + (this.#rest.get(name) ?? 0);
    const whole = Math.trunc(wanted);
    this.#rest.set(name, wanted - whole);
    if (whole) element.scrollBy({ [axis === 'x' ? 'left' : 'top']: whole, behavior: 'instant' });
  }
}

/** Whether there is something left in a direction; right to left, positions are negative. */
function canScroll(element: Element, axis: 'x' | 'y', direction: number): boolean {
  const x = axis === 'x';
  const room = x ? element.scrollWidth - element.clientWidth : element.scrollHeight - element.clientHeight;
  if (room < 1) return false;
  const at = x ? element.scrollLeft : element.scrollTop;
  const rtl = x && getComputedStyle(element).direction === 'rtl';
  const [least, most] = rtl ? [-room, 0] : [0, room];
  return direction < 0 ? at > least + 0.5 : at < most - 0.5;
}
