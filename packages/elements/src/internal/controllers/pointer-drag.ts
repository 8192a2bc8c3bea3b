import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { entryAfter, holds, type Axis, type Box, type Point } from './drag-geometry.js';
import { DragGhost } from './drag-ghost.js';
import { DragMachine, type DragPointer } from './drag-machine.js';
import { clippers, EdgeScroller, visibleBox } from './drag-scroll.js';
import { openLayer } from './dismissible.js';

/** A place to drop into. */
export type DropZone = {
  /** Its name, such as the id of a stage. */
  readonly id: string;
  /** Its area: where the pointer is inside it, and in sight, the zone is the target. */
  readonly element: HTMLElement;
  /** How its entries lie. Default `block`: one below the other. `inline` is mirrored right to left. */
  readonly axis?: Axis;
  /** Where its entries are found, when that is not the element: each `[data-index]`, named by `data-key`. */
  readonly list?: ParentNode | null | undefined;
};

export type DropTarget = {
  readonly zone: string;
  /** The `data-index` of the entry before which it would be put; one more than that of the last one rendered when after it. */
  readonly index: number;
  /** The `data-key` of that entry; undefined at the end. */
  readonly before: string | undefined;
};

export type DragPick<Item> = {
  /** What is moved: one, or all that are selected. */
  readonly items: readonly Item[];
  /** What was picked up; its size is the ghost's. */
  readonly element: HTMLElement;
  /** What is shown under the pointer instead of a clone of the element; needed where that is a custom element. */
  readonly ghost?: () => HTMLElement;
};

export type CancelReason = 'escape' | 'lost' | 'outside';

export type DragOptions<Item> = {
  /**
   * What a press picks up; undefined for nothing. Presses on buttons (but `[data-draggable]`), fields and `[data-no-drag]` do not get here. The path is the
   * event's `composedPath()`, from the innermost node.
   */
  readonly pick: (path: readonly EventTarget[], event: PointerEvent) => DragPick<Item> | undefined;
  /** The zones there are; asked for when a drag begins and whenever their places may have changed. */
  readonly zones: () => Iterable<DropZone>;
  readonly onStart?: (drag: { items: readonly Item[]; pointerType: string }) => void;
  /** At most once a frame, and only when the target has changed. */
  readonly onTarget?: (target: DropTarget | undefined) => void;
  /** `ghost`: where the ghost was seen last, for a card that glides to its place from there. */
  readonly onDrop: (drop: { items: readonly Item[]; target: DropTarget; ghost: DOMRect }) => void;
  /** Whatever the reason, nothing is moved. `outside`: let go where there is no zone. */
  readonly onCancel?: (cancel: { items: readonly Item[]; reason: CancelReason; ghost: DOMRect }) => void;
  /** How many are dragged, as the badge says it. Default: the plain number. */
  readonly count?: (count: number) => string;
};

/**
 * Dragging by mouse, pen and finger (long press) inside shadow roots, however deep, in scrolled and transformed ancestors.
 *
 * ```ts
 * #drag = new PointerDrag<string>(this, {
 *   pick: (path) => {
 *     const card = path.find((node) => node instanceof CrmDealCard);
 *     return card && { items: [card.deal.id], element: card, ghost: () => this.#ghostOf(card) };
 *   },
 *   zones: () => this.columns.map((element) => ({ id: element.stage.id, element, list: element.renderRoot })),
 *   onTarget: (target) => (this.target = target), // draw the indicator
 *   onDrop: ({ items, target }) => this.#move(items, target),
 * });
 *
 * static styles = [dragStyles, …];
 * html`<article class="draggable">…`
 * ```
 *
 * The ghost is shown in the top layer, beside what was picked up. Scrollers around the zones and the picked element scroll by themselves at
 * their edges. Escape, a lost pointer and a page that is left cancel; the click after a drag is swallowed. What is dragged has to
 * stay rendered in a windowed list (`keep`).
 */
export class PointerDrag<Item> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DragOptions<Item>;
  readonly #machine: DragMachine;
  #connected: AbortController | undefined;
  #session: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #pick: DragPick<Item> | undefined;
  #at: DragPointer | undefined;
  #drag: Drag | undefined;
  #target: DropTarget | undefined;
  #reason: CancelReason = 'lost';

  constructor(host: ReactiveControllerHost & HTMLElement, options: DragOptions<Item>) {
    this.#host = host;
    this.#options = options;
    this.#machine = new DragMachine({
      lift: (pointer) => this.#lift(pointer),
      move: () => this.#ask(),
      drop: (pointer) => this.#drop(pointer),
      cancel: () => this.#finish(this.#reason),
      release: () => this.#release(),
      startTimer: (ms) => (this.#timer = setTimeout(() => this.#machine.elapsed(), ms)),
      stopTimer: () => clearTimeout(this.#timer),
    });
    host.addController(this);
  }

  /** Whether a drag is on. */
  get dragging(): boolean {
    return !!this.#drag;
  }

  /** Where it would be dropped now. */
  get target(): DropTarget | undefined {
    return this.#target;
  }

  /** Ends a drag as if it had never been. */
  cancel(reason: CancelReason = 'lost'): void {
    this.#reason = reason;
    this.#machine.cancel();
  }

  /** Says that zones or their places have changed by something other than scrolling or an update of the host. */
  refresh(): void {
    if (this.#drag) this.#drag.stale = true;
    this.#ask();
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    this.#host.addEventListener('pointerdown', (event) => this.#onDown(event), { signal });
    // Only a listener that was there when the finger came down can keep the browser from scrolling later.
    this.#host.addEventListener('touchmove', (event) => this.dragging && event.cancelable && event.preventDefault(), {
      passive: false,
      signal,
    });
  }

  hostDisconnected(): void {
    this.#connected?.abort();
    this.cancel();
  }

  hostUpdated(): void {
    if (this.#drag) this.refresh();
  }

  #onDown(event: PointerEvent): void {
    if (this.#machine.state !== 'idle' || !event.isPrimary || event.button !== 0 || event.ctrlKey || taken.has(event)) return;
    const path = event.composedPath();
    const inside = path.slice(0, path.indexOf(this.#host));
    if (inside.some((node) => node instanceof Element && node.matches(noDrag))) return;
    this.#pick = this.#options.pick(inside, event);
    if (!this.#pick) return;
    taken.add(event);
    this.#listen();
    this.#at = pointerOf(event);
    this.#machine.down(this.#at);
  }

  /** What is heard from the press until its end. */
  #listen(): void {
    this.#session = new AbortController();
    const { signal } = this.#session;
    const early = { capture: true, signal };
    const active = { ...early, passive: false };
    const lost = (): void => this.cancel('lost');
    const mine = (handle: (pointer: DragPointer) => void) => (event: PointerEvent) => {
      if (event.pointerId !== this.#machine.pointer) return;
      this.#at = pointerOf(event);
      handle(this.#at);
    };
    window.addEventListener(
      'pointermove',
      mine((pointer) => this.#machine.move(pointer)),
      early,
    );
    window.addEventListener(
      'pointerup',
      mine((pointer) => this.#machine.up(pointer)),
      early,
    );
    window.addEventListener('pointercancel', mine(lost), early);
    window.addEventListener('blur', (event) => event.target === window && lost(), early);
    document.addEventListener('visibilitychange', lost, early);
    this.#host.addEventListener('lostpointercapture', (event) => event.target === this.#host && mine(lost)(event), { signal });
    for (const type of ['selectstart', 'dragstart']) document.addEventListener(type, (event) => event.preventDefault(), active);
    // What a long press brings up on its own.
    window.addEventListener('contextmenu', (event) => (this.dragging || this.#at?.type === 'touch') && event.preventDefault(), active);
  }

  #lift(pointer: DragPointer): void {
    const { items, element, ghost: show } = this.#pick!;
    const { onStart, count = String } = this.#options;
    // First everything that is read, then what is written.
    const ghost = new DragGhost(
      element,
      this.#host.shadowRoot ?? this.#host,
      pointer,
      show?.(),
      items.length > 1 ? count(items.length) : undefined,
    );
    const scrollers = new Map<Element, { x: boolean; y: boolean }>();
    const clips: Clips = new Map();
    const places = this.#places(clips, scrollers);
    for (const [clip, overflow] of clippers(element)) scrollers.set(clip, overflow);
    this.#drag = {
      ghost,
      clips,
      places,
      stale: false,
      edges: new EdgeScroller(innermostFirst(scrollers)),
      cursor: this.#host.style.cursor,
      close: () => {},
    };
    const { signal } = this.#session!;
    // A scroll inside a shadow root is not heard outside.
    for (const scroller of [document, ...scrollers.keys()])
      scroller.addEventListener('scroll', () => this.refresh(), { passive: true, signal });
    ghost.show(pointer);
    this.#host.style.cursor = 'grabbing';
    // A synthetic pointer cannot be captured.
    try {
      this.#host.setPointerCapture(pointer.id);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
    // Focus is never in the ghost, so that no field takes Escape away.
    this.#drag.close = openLayer({ element: ghost.element, dismiss: () => this.cancel('escape') });
    onStart?.({ items, pointerType: pointer.type });
    this.#host.requestUpdate();
    this.#ask();
  }

  /** The zones, where they are seen, and (on the way) what scrolls them. */
  #places(clips: Clips, scrollers?: Map<Element, { x: boolean; y: boolean }>): Place[] {
    return [...this.#options.zones()].map((zone) => {
      const { element } = zone;
      // Styles are read once in a drag.
      const found = clips.get(element) ?? clippers(element);
      clips.set(element, found);
      if (scrollers) for (const [clip, overflow] of found) scrollers.set(clip, overflow);
      return { zone, box: visibleBox(element, found.keys()) };
    });
  }

  #ask(): void {
    if (this.#drag && !this.#frame) this.#frame = requestAnimationFrame((time) => this.#onFrame(time));
  }

  #onFrame(time: number): void {
    this.#frame = 0;
    const drag = this.#drag;
    const at = this.#at;
    if (!drag || !at) return;
    this.#aim(at);
    drag.ghost.move(at);
    if (drag.edges.frame(at, time)) {
      drag.stale = true;
      this.#ask();
    }
  }

  #aim(point: Point): void {
    const drag = this.#drag!;
    if (drag.stale) drag.places = this.#places(drag.clips);
    drag.stale = false;
    const zone = drag.places.find(({ box }) => box && holds(box, point))?.zone;
    const target = zone && targetIn(zone, point);
    const last = this.#target;
    if (target?.zone === last?.zone && target?.index === last?.index && target?.before === last?.before) return;
    this.#target = target;
    this.#options.onTarget?.(target);
  }

  #drop(pointer: DragPointer): void {
    this.#aim(pointer);
    const target = this.#target;
    if (!target) return this.#finish('outside');
    const { items } = this.#pick!;
    const ghost = this.#end(false);
    this.#options.onDrop({ items, target, ghost });
  }

  #finish(reason: CancelReason): void {
    const { items } = this.#pick!;
    const ghost = this.#end(reason === 'escape');
    this.#options.onCancel?.({ items, reason, ghost });
  }

  /** Leaves the page as it was. @param held whether the pointer is still down */
  #end(held: boolean): DOMRect {
    const drag = this.#drag!;
    this.#drag = undefined;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    drag.close();
    swallowClick(held);
    this.#host.style.cursor = drag.cursor;
    const rect = drag.ghost.remove();
    this.#release();
    if (this.#target) {
      this.#target = undefined;
      this.#options.onTarget?.(undefined);
    }
    this.#host.requestUpdate();
    return rect;
  }

  #release(): void {
    this.#session?.abort();
    this.#session = this.#pick = this.#at = undefined;
  }
}

type Clips = Map<Element, ReturnType<typeof clippers>>;

type Place = { readonly zone: DropZone; readonly box: Box | undefined };

type Drag = {
  readonly ghost: DragGhost;
  readonly clips: Clips;
  places: Place[];
  stale: boolean;
  readonly edges: EdgeScroller;
  readonly cursor: string;
  close: () => void;
};

/** Presses that a drag inside has already taken, where columns and the cards in them can both be dragged. */
const taken = new WeakSet<Event>();

const noDrag = 'button:not([data-draggable]), input, select, textarea, summary, [contenteditable], [data-no-drag]';

const pointerOf = ({ pointerId, pointerType, clientX, clientY }: PointerEvent): DragPointer => ({
  id: pointerId,
  type: pointerType,
  x: clientX,
  y: clientY,
});

function targetIn({ id, element, list, axis = 'block' }: DropZone, point: Point): DropTarget {
  const nodes = [...(list ?? element).querySelectorAll<HTMLElement>('[data-index]')];
  const entries = nodes.map((node) => ({
    index: Number(node.dataset['index']),
    key: node.dataset['key'],
    box: node.getBoundingClientRect(),
  }));
  const rtl = axis === 'inline' && getComputedStyle(element).direction === 'rtl';
  const next = entryAfter(entries, point, axis, rtl);
  return { zone: id, index: next?.index ?? (entries.at(-1)?.index ?? -1) + 1, before: next?.key };
}

/** A scroller lies inside another one when the other contains it: the order in which they were found keeps that for each zone only. */
function innermostFirst<Value>(scrollers: Map<Element, Value>): Map<Element, Value> {
  const depth = (element: Element): number => {
    let steps = 0;
    for (let at: Element | null = element; at; at = at.parentElement ?? (at.getRootNode() as ShadowRoot).host ?? null) steps++;
    return steps;
  };
  return new Map([...scrollers].sort(([a], [b]) => depth(b) - depth(a)));
}

/** The click that a browser makes of the end of a drag is not one. */
function swallowClick(held: boolean): void {
  const listening = new AbortController();
  const early = { capture: true, signal: listening.signal };
  const later = (): void => void setTimeout(() => listening.abort());
  window.addEventListener(
    'click',
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    early,
  );
  if (!held) return later();
  for (const type of ['pointerup', 'pointercancel', 'pointerdown']) window.addEventListener(type, later, early);
}
