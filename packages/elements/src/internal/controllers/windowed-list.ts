import {
  defaultRangeExtractor,
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { Range, VirtualItem, VirtualizerOptions } from '@tanstack/virtual-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** An entry that is to be rendered: `start` and `size` are px from the top of the sizer. */
export type WindowedItem = Pick<VirtualItem, 'index' | 'start' | 'size'> & { readonly key: string | number };

export type WindowedListOptions = {
  /** The element that scrolls, once it is rendered. */
  readonly scroller: () => HTMLElement | null | undefined;
  /** A stable name of the entry at an index; for one that is not loaded yet any that no loaded entry has, such as `#12`. */
  readonly key: (index: number) => string | number;
  /** The height in px that an entry probably has, until it was measured. */
  readonly estimate: (index: number) => number;
  /**
   * `start` (default): a list read from the top. What is inserted above stays out of sight once the person has scrolled;
   * at the very top new entries show. `end`: a conversation. Starts at its end, stays there while entries are added or grow,
   * and keeps its place when older entries come before.
   */
  readonly anchor?: 'start' | 'end';
  /** Space between entries in px. Default 0. */
  readonly gap?: number;
  /** How many entries are rendered before and after the visible ones. Default 4. */
  readonly overscan?: number;
  /** Space before the first and after the last entry in px. Default 0. */
  readonly padding?: number;
  /** Told after an update when other entries than before are in sight or near it: load what is not there yet. */
  readonly onRange?: (range: WindowedRange) => void;
};

/** Indexes, both inclusive. */
export type WindowedRange = { readonly first: number; readonly last: number };

export type WindowedListState = {
  /** How many entries there are, loaded or not. */
  readonly count: number;
  /** What the keys are read from, such as the array of records: when it is another object than before, they are read anew. */
  readonly source?: unknown;
  /** Indexes that stay rendered wherever the list is scrolled: the entry with focus, the one that is dragged. */
  readonly keep?: readonly number[];
};

/**
 * Renders of a long list only what is in sight. Heights vary: each rendered entry is measured, and again when it changes.
 *
 * ```ts
 * #list = new WindowedList(this, {
 *   scroller: () => this.renderRoot.querySelector('.scroller'), // overflow: auto and a height of its own
 *   key: (index) => this.messages[index]?.id ?? `#${index}`,
 *   estimate: () => 64,
 *   anchor: 'end',
 * });
 *
 * willUpdate() {
 *   this.#list.update({ count: this.total, source: this.messages, keep: [this.focusedIndex] });
 * }
 *
 * render() {
 *   return html`<div class="scroller"><ol ${styled(this.#list.sizer())}>
 *     ${repeat(this.#list.items, ({ key }) => key, (item) => html`
 *       <li data-index=${item.index} ${styled(this.#list.place(item))}>…</li>`)}
 *   </ol></div>`;
 * }
 * ```
 *
 * Entries carry `data-index`; those that the scroller contains are found and measured after each update. Only with a key per
 * node (`repeat`) does an entry keep its node, and with it focus and text selection.
 */
export class WindowedList implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: WindowedListOptions;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #state: WindowedListState = { count: 0 };
  #keyOf: (index: number) => string | number;
  #extract: (range: Range) => number[] = defaultRangeExtractor;
  #asked = false;
  readonly #fresh = new Set<HTMLElement>();
  #reported: WindowedRange | undefined;
  #placed = false;
  #hidden = false;
  #wasAtEnd = false;

  constructor(host: ReactiveControllerHost, options: WindowedListOptions) {
    this.#host = host;
    this.#options = options;
    this.#keyOf = (index) => options.key(index);
    this.#virtualizer = new Virtualizer(this.#virtualizerOptions());
    host.addController(this);
  }

  /** The entries to render, in order. Empty while the scroller has never had a height. */
  get items(): readonly WindowedItem[] {
    return this.#virtualizer.getVirtualItems() as readonly WindowedItem[];
  }

  /** The height of all entries in px, the ones that were never measured estimated. */
  get totalSize(): number {
    return this.#virtualizer.getTotalSize();
  }

  /** The entries in sight, without those around them. */
  get range(): WindowedRange | undefined {
    const range = this.#virtualizer.calculateRange();
    return range ? { first: range.startIndex, last: range.endIndex } : undefined;
  }

  /** Whether the last entry is in sight to its end, within 2 px. */
  get atEnd(): boolean {
    return this.#placed ? this.#virtualizer.isAtEnd(2) : this.#options.anchor === 'end';
  }

  /** Says what the list holds now. Call it in `willUpdate`, before `items` is read. */
  update(state: WindowedListState): void {
    if (state.source !== this.#state.source) this.#keyOf = this.#keysOf(state.source);
    if (String(state.keep ?? '') !== String(this.#state.keep ?? '')) this.#extract = this.#extractor(state.keep ?? []);
    this.#state = state;
    this.#virtualizer.setOptions(this.#virtualizerOptions());
    // The place to begin at is asked for anew.
    if (!this.#placed && this.#options.anchor === 'end') this.#virtualizer.scrollOffset = null;
  }

  /** For `styled` on the element that holds the entries. */
  sizer(): Record<string, string> {
    return { position: 'relative', 'block-size': `${this.totalSize}px` };
  }

  /** For `styled` on an entry. */
  place({ start }: WindowedItem): Record<string, string> {
    return { position: 'absolute', 'inset-inline': '0', 'inset-block-start': `${start}px` };
  }

  /** Measures an entry that lies in a deeper root, where it is not found; it carries `data-index`. Call it after each update. */
  measure(entry: HTMLElement): void {
    const index = Number(entry.dataset['index']);
    const { elementsCache } = this.#virtualizer;
    if (this.#hidden || !(index < this.#state.count) || elementsCache.get(this.#keyOf(index)) === entry) return;
    this.#virtualizer.resizeItem(index, entry.offsetHeight);
    // An element that begins to be observed while others are being reported makes the browser report an error to the page.
    if (!this.#fresh.size) requestAnimationFrame(this.#observe);
    this.#fresh.add(entry);
  }

  /** Scrolls an entry into sight; `auto` moves no further than it must. Never smoothly under reduced motion. */
  scrollToIndex(
    index: number,
    { align = 'auto', smooth = false }: { align?: 'auto' | 'start' | 'center' | 'end'; smooth?: boolean } = {},
  ): void {
    this.#virtualizer.scrollToIndex(index, { align, behavior: behaviorFor(smooth) });
  }

  scrollToEnd({ smooth = false }: { smooth?: boolean } = {}): void {
    this.#virtualizer.scrollToEnd({ behavior: behaviorFor(smooth) });
  }

  /** Begins anew at the start or the end, when it is another list that is shown: another conversation, another filter. */
  reset(): void {
    this.#placed = false;
    this.#reported = undefined;
    if (this.#options.anchor !== 'end' && this.#virtualizer.scrollElement) this.#virtualizer.scrollToOffset(0);
    this.#host.requestUpdate();
  }

  /** Forgets all measured heights, after density or font have changed. */
  remeasure(): void {
    this.#virtualizer.measure();
  }

  hostConnected(): void {
    // Lit renders nothing anew when an element is attached again.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#remember();
    this.#virtualizer._didMount()();
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    // An element that is updated while it is away must not begin to listen again.
    if (scroller && !scroller.isConnected) return;
    const attached = this.#virtualizer.scrollElement !== scroller;
    this.#virtualizer._willUpdate();
    if (!scroller) return;
    if (attached && this.#placed) this.#restore();
    // Asked for at each measuring, the distance from the end costs a layout of all entries; away from the end it does not matter.
    this.#virtualizer.options.anchorTo = this.#options.anchor === 'end' && this.atEnd ? 'end' : 'start';
    for (const entry of scroller.querySelectorAll<HTMLElement>('[data-index]')) this.measure(entry);
    this.#virtualizer.measureElement(null);
    if (!this.#placed && this.#state.count && this.#virtualizer.range) {
      this.#placed = true;
      if (this.#options.anchor === 'end') this.#virtualizer.scrollToEnd();
    }
    this.#report();
  }

  #virtualizerOptions(): VirtualizerOptions<HTMLElement, HTMLElement> {
    const { scroller, estimate, anchor = 'start', gap = 0, overscan = 4, padding = 0 } = this.#options;
    return {
      count: this.#state.count,
      getItemKey: this.#keyOf,
      estimateSize: estimate,
      getScrollElement: () => scroller() ?? null,
      gap,
      overscan,
      paddingStart: padding,
      paddingEnd: padding,
      scrollPaddingStart: padding,
      scrollPaddingEnd: padding,
      // Holds what is read in its place while others come and go. Only at the top of a list that is read from there, what comes
      // new is what one wants to see.
      anchorTo: anchor === 'end' || (this.#virtualizer?.scrollOffset ?? 0) > 0 ? 'end' : 'start',
      followOnAppend: anchor === 'end',
      scrollEndThreshold: 2,
      initialOffset: () => (anchor === 'end' ? Math.max(this.totalSize, 0) : 0),
      rangeExtractor: this.#extract,
      observeElementRect: this.#observeRect,
      observeElementOffset: (instance, report) =>
        observeElementOffset(instance, (offset, scrolling) => this.#hidden || report(offset, scrolling)),
      scrollToFn: elementScroll,
      measureElement: (entry, report, virtualizer) => {
        const size = measureElement(entry, report, virtualizer);
        // What is hidden is not small.
        if (size || entry.getClientRects().length) return size;
        const index = virtualizer.indexFromElement(entry);
        return virtualizer.itemSizeCache.get(this.#keyOf(index)) ?? estimate(index);
      },
      onChange: this.#onChange,
    };
  }

  /** The indexes of a range and around it, and those that are kept. */
  #extractor(keep: readonly number[]): (range: Range) => number[] {
    return (range) => {
      const around = defaultRangeExtractor(range);
      const kept = keep.filter((index) => index >= 0 && index < range.count && !around.includes(index));
      return kept.length ? [...new Set(kept), ...around].sort((a, b) => a - b) : around;
    };
  }

  /** The engine asks for all keys again when it is given another function, and often for those that it has asked for before. */
  #keysOf(source: unknown): (index: number) => string | number {
    const { key } = this.#options;
    if (source === undefined) return (index) => key(index);
    const keys: (string | number)[] = [];
    return (index) => (keys[index] ??= key(index));
  }

  readonly #observe = (): void => {
    for (const entry of this.#fresh) if (entry.isConnected && this.#virtualizer.scrollElement) this.#virtualizer.measureElement(entry);
    this.#fresh.clear();
  };

  /** Not at once: this happens while the host is being updated, too, and then it would be lost or complained of. */
  readonly #onChange = (): void => {
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => {
      this.#asked = false;
      this.#host.requestUpdate();
    });
  };

  /** While the scroller has no height (hidden, in a closed tab) all stays as it was, and so does the place it was scrolled to. */
  readonly #observeRect: VirtualizerOptions<HTMLElement, HTMLElement>['observeElementRect'] = (instance, report) => {
    let frame = 0;
    let observed = false;
    const stop = observeElementRect(instance, (rect) => {
      cancelAnimationFrame(frame);
      if (!rect.height) {
        if (!this.#hidden) this.#remember();
        this.#hidden = true;
        return;
      }
      const tell = (): void => {
        const shown = this.#hidden;
        this.#hidden = false;
        report(rect);
        if (shown && this.#placed) this.#restore();
      };
      // In the next frame: with entries comes a scrollbar, which changes the size that is being reported, and that is an error to a browser.
      if (observed) frame = requestAnimationFrame(tell);
      else tell();
    });
    observed = true;
    return () => {
      cancelAnimationFrame(frame);
      stop?.();
    };
  };

  #remember(): void {
    const { scrollRect, scrollOffset } = this.#virtualizer;
    // What the element itself says is no longer true.
    this.#wasAtEnd = this.#options.anchor === 'end' && this.totalSize - (scrollRect?.height ?? 0) - (scrollOffset ?? 0) <= 2;
  }

  /** A browser forgets where an element was scrolled to when it is hidden or taken out. */
  #restore(): void {
    if (this.#wasAtEnd) this.#virtualizer.scrollToEnd();
    else this.#virtualizer.scrollToOffset(this.#virtualizer.scrollOffset ?? 0);
  }

  #report(): void {
    const { range } = this;
    if (!range) return;
    const { overscan = 4 } = this.#options;
    const first = Math.max(range.first - overscan, 0);
    const last = Math.min(range.last + overscan, this.#state.count - 1);
    if (this.#reported?.first === first && this.#reported.last === last) return;
    this.#reported = { first, last };
    this.#options.onRange?.(this.#reported);
  }
}

function behaviorFor(smooth: boolean): 'smooth' | 'auto' {
  return smooth && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'auto';
}
