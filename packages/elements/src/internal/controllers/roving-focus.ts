import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type RovingPosition = { readonly index: number; readonly column: number };

export type RovingShape = {
  readonly count: number;
  /** Cells to a row; 1 for a list. */
  readonly columns: number;
  /** Entries that stand beside each other in a row, for tiles such as emoji; 1 otherwise. */
  readonly perRow: number;
  readonly orientation: 'vertical' | 'horizontal';
  /** Entries that PageUp and PageDown move by. */
  readonly page: number;
  readonly wrap: boolean;
  readonly rtl: boolean;
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Where a key leads from a position; undefined when it is not one that moves. */
export function rovingMove(
  { key, ctrlKey, metaKey, altKey, shiftKey }: Key,
  from: RovingPosition,
  shape: RovingShape,
): RovingPosition | undefined {
  const { count, columns, perRow, orientation, page, wrap, rtl } = shape;
  if (!count || altKey || shiftKey) return undefined;
  const { index, column } = from;
  const to = (next: number, cell = column): RovingPosition => ({
    index: wrap && perRow === 1 && Math.abs(next - index) === 1 ? (next + count) % count : Math.min(Math.max(next, 0), count - 1),
    column: cell,
  });
  const cell = (next: number): RovingPosition => ({ index, column: Math.min(Math.max(next, 0), columns - 1) });
  const jump = ctrlKey || metaKey;
  if (jump && key !== 'Home' && key !== 'End') return undefined;
  const along = key === (rtl ? 'ArrowRight' : 'ArrowLeft') ? -1 : key === (rtl ? 'ArrowLeft' : 'ArrowRight') ? 1 : 0;
  if (along) {
    if (columns > 1) return cell(column + along);
    return perRow > 1 || orientation === 'horizontal' ? to(index + along) : undefined;
  }
  const upDown = columns > 1 || perRow > 1 || orientation === 'vertical';
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      if (!upDown) return undefined;
      const next = index + (key === 'ArrowUp' ? -perRow : perRow);
      // In tiles the edge rows have no row beyond them.
      return perRow > 1 && (next < 0 || next >= count) ? from : to(next);
    }
    case 'Home':
      return columns > 1 && !jump ? cell(0) : to(0, jump ? 0 : column);
    case 'End':
      return columns > 1 && !jump ? cell(columns - 1) : to(count - 1, jump ? columns - 1 : column);
    case 'PageUp':
      return to(index - page);
    case 'PageDown':
      return to(index + page);
    default:
      return undefined;
  }
}

export type RovingOptions = {
  /** How many entries there are, rendered or not. */
  readonly count: () => number;
  /** The stable name of an entry, by which focus stays with it wherever it moves. */
  readonly keyAt: (index: number) => string | undefined;
  /** The way back; by default all keys are looked through. -1 when it is gone. */
  readonly indexOf?: (key: string) => number;
  /** Cells to a row of a grid. Default 1: a list. */
  readonly columns?: () => number;
  /** Entries that stand beside each other, for tiles such as emoji. Default 1. */
  readonly perRow?: () => number;
  /** Which arrows move in a list. Default `vertical`. */
  readonly orientation?: 'vertical' | 'horizontal';
  /** How far PageUp and PageDown go. Default 10. */
  readonly page?: () => number;
  /** Whether the arrows go from the last entry to the first. Default false. */
  readonly wrap?: boolean;
  /** The visible text of an entry: letters then lead to the next entry that begins with them. */
  readonly text?: (index: number) => string;
  /** Brings an entry that is not rendered into sight: `(index) => list.scrollToIndex(index)`. */
  readonly reveal?: (index: number) => void;
  /** What takes focus; by default `[data-key=…]` in the host's root, and in it `[data-column=…]` if there is one. */
  readonly element?: (key: string, column: number) => HTMLElement | null | undefined;
  /** Told when another entry or cell has become the one that Tab leads to. */
  readonly onActive?: (key: string, column: number) => void;
};

/**
 * One tab stop for many entries: arrows (mirrored right to left), Home, End, PageUp, PageDown, Ctrl+Home and Ctrl+End lead on.
 * Focus is kept by key, not by node or index.
 *
 * ```ts
 * #roving = new RovingFocus(this, {
 *   count: () => this.tickets.length,
 *   keyAt: (index) => this.tickets[index]?.id,
 *   columns: () => 3,
 *   reveal: (index) => this.#list.scrollToIndex(index),
 * });
 *
 * html`<div role="grid" @keydown=${this.#roving.onKeydown} @focusin=${this.#roving.onFocusin}>
 *   <div role="row" data-key=${id} tabindex=${this.#roving.tabIndex(id)}>
 *     <span role="gridcell" data-column="1" tabindex=${this.#roving.tabIndex(id, 1)}>
 * ```
 *
 * With a windowed list, `keep: [roving.index]` keeps the entry rendered. Column 0 may be the row itself.
 */
export class RovingFocus implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: RovingOptions;
  #key: string | undefined;
  #index = 0;
  #column = 0;
  #wanted = false;
  #focusing = false;
  #typed = '';
  #typedAt = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, options: RovingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The entry that Tab leads to: the one that had focus last, its nearest neighbour when it is gone, the first otherwise. */
  get key(): string | undefined {
    return this.#options.keyAt(this.index);
  }

  /** Its index; -1 when there are no entries. */
  get index(): number {
    const count = this.#options.count();
    if (this.#key !== undefined) {
      const index = this.#indexOf(this.#key);
      if (index >= 0) this.#index = index;
    }
    return (this.#index = Math.min(this.#index, Math.max(count - 1, 0))) < count ? this.#index : -1;
  }

  get column(): number {
    return Math.min(this.#column, this.#columns - 1);
  }

  /** 0 for the one tab stop, -1 for all others. */
  tabIndex(key: string, column = 0): 0 | -1 {
    return key === this.key && column === this.column ? 0 : -1;
  }

  /** Makes an entry the tab stop; focus stays where it is. */
  activate(key: string, column = 0): void {
    if (key === this.#key && column === this.#column) return;
    this.#key = key;
    this.#column = column;
    this.#options.onActive?.(key, column);
    // In the midst of an update, what focus changes comes with the next one.
    if (this.#focusing) queueMicrotask(() => this.#host.requestUpdate());
    else this.#host.requestUpdate();
  }

  /** Moves focus to an entry (by default the tab stop), which is brought into sight first when it is not rendered. */
  focus(key: string | undefined = this.key, column: number = this.column): void {
    if (key === undefined) return;
    this.activate(key, column);
    this.#wanted = true;
    const index = this.#indexOf(key);
    if (index >= 0) this.#options.reveal?.(index);
    this.#host.requestUpdate();
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isEditable(event)) return;
    const { orientation = 'vertical', page, perRow, wrap = false } = this.#options;
    const from = { index: this.index, column: this.column };
    const rtl = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
    const shape = {
      count: this.#options.count(),
      columns: this.#columns,
      perRow: perRow?.() ?? 1,
      orientation,
      page: page?.() ?? 10,
      wrap,
      rtl,
    };
    const to = rovingMove(event, from, shape) ?? this.#typeAhead(event);
    const key = to && this.#options.keyAt(to.index);
    if (!to || key === undefined) return;
    event.preventDefault();
    this.focus(key, to.column);
  };

  /** Keeps the tab stop where focus went by a click or a script. */
  readonly onFocusin = (event: FocusEvent): void => {
    const path = event.composedPath().filter((node) => node instanceof HTMLElement);
    const inside = path.slice(0, path.indexOf(event.currentTarget as HTMLElement));
    const key = inside.find(({ dataset }) => dataset['key'] !== undefined)?.dataset['key'];
    if (key === undefined) return;
    const column = inside.find(({ dataset }) => dataset['column'] !== undefined)?.dataset['column'];
    this.activate(key, Number(column ?? 0));
  };

  hostUpdated(): void {
    if (!this.#wanted) return;
    const target = this.#key === undefined ? undefined : this.#element(this.#key, this.#column);
    // Not rendered yet: the list that was asked to reveal it will update again.
    if (!target) return;
    this.#wanted = false;
    this.#focusing = true;
    target.focus();
    this.#focusing = false;
  }

  hostDisconnected(): void {
    this.#wanted = false;
  }

  get #columns(): number {
    return Math.max(this.#options.columns?.() ?? 1, 1);
  }

  #element(key: string, column: number): HTMLElement | null | undefined {
    const { element } = this.#options;
    if (element) return element(key, column);
    const entry = (this.#host.shadowRoot ?? this.#host).querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    return entry?.querySelector<HTMLElement>(`[data-column="${column}"]`) ?? entry;
  }

  #indexOf(key: string): number {
    const { count, keyAt, indexOf } = this.#options;
    if (keyAt(this.#index) === key) return this.#index;
    if (indexOf) return indexOf(key);
    for (let i = 0, n = count(); i < n; i++) if (keyAt(i) === key) return i;
    return -1;
  }

  #typeAhead({ key, ctrlKey, metaKey, altKey, timeStamp }: KeyboardEvent): RovingPosition | undefined {
    const { text, count } = this.#options;
    const letter = key.length === 1 && !ctrlKey && !metaKey && !altKey;
    if (!text || !letter) return undefined;
    const again = timeStamp - this.#typedAt > 500;
    // A space selects or opens, unless it is in the midst of a word.
    if (key === ' ' && (again || !this.#typed)) return undefined;
    this.#typed = again ? key : this.#typed + key;
    this.#typedAt = timeStamp;
    const index = typeAhead(this.#typed, this.index, count(), text);
    return index === undefined ? undefined : { index, column: this.column };
  }
}

/** The next entry whose text begins with what was typed; the same letter again and again goes through all that begin with it. */
export function typeAhead(typed: string, from: number, count: number, text: (index: number) => string): number | undefined {
  const same = [...typed].every((letter) => letter === typed[0]);
  const wanted = (same ? typed[0]! : typed).toLocaleLowerCase();
  for (let step = same ? 1 : 0; step <= count; step++) {
    const index = (from + step) % count;
    if (text(index).trim().toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return undefined;
}

function isEditable(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])');
}
