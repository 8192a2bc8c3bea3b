import { launcherSheet } from './launcher.styles.js';

interface LauncherActions {
  toggle(): void;
  prefetch(): void;
}

export interface LauncherState {
  locale: string;
  dir: 'ltr' | 'rtl';
  label: string;
  count: number;
  open: boolean;
  /** A text, or what makes the preview of an answer. */
  note: string | (() => Node[]) | undefined;
}

/** A speech bubble, and the arrow that stands in its place while the panel is open; both lucide. */
const paths = { bubble: 'M7.9 20A9 9 0 1 0 4 16.1L2 22Z', shut: 'm6 9 6 6 6-6' };

function create<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: Node[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function picture(name: keyof typeof paths): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', paths[name]);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', name);
  svg.append(path);
  return svg;
}

/** What stands in the corner of a page, made without a library. */
export class LauncherView {
  readonly #dock: HTMLDivElement;
  readonly #button: HTMLButtonElement;
  readonly #count: HTMLSpanElement;
  readonly #status: HTMLDivElement;
  #shown: LauncherState['note'];

  constructor(root: ShadowRoot, actions: LauncherActions) {
    root.adoptedStyleSheets = [launcherSheet()];
    const own = create('slot', '', picture('bubble'));
    own.name = 'launcher';
    this.#count = create('span', 'count');
    this.#count.setAttribute('part', 'count');
    this.#count.ariaHidden = 'true';
    const button = (this.#button = create('button', 'launcher', own, picture('shut'), this.#count));
    button.type = 'button';
    button.setAttribute('part', 'launcher');
    button.setAttribute('aria-controls', 'panel');
    button.ariaHasPopup = 'dialog';
    button.addEventListener('click', () => actions.toggle());
    for (const type of ['pointerenter', 'focus', 'touchstart'] as const)
      button.addEventListener(type, () => actions.prefetch(), { passive: true });
    // In the page before it says anything: a region that appears with its text is not read.
    this.#status = create('div', '');
    this.#status.setAttribute('role', 'status');
    this.#dock = create('div', 'dock', button, this.#status);
    this.#dock.setAttribute('part', 'base');
    root.append(this.#dock);
  }

  /** In the top layer, or in the element's own place. */
  place(inline: boolean): void {
    const dock = this.#dock;
    if (inline) dock.removeAttribute('popover');
    else dock.setAttribute('popover', 'manual');
    this.#button.hidden = inline;
    if (!inline && dock.isConnected && !dock.matches(':popover-open')) dock.showPopover?.();
  }

  append(panel: HTMLElement): void {
    if (panel.parentNode !== this.#dock) this.#dock.append(panel);
  }

  update({ locale, dir, label, count, open, note }: LauncherState): void {
    this.#dock.dir = dir;
    this.#dock.lang = locale;
    this.#button.ariaLabel = label;
    this.#button.ariaExpanded = String(open);
    this.#count.hidden = count === 0 || open;
    this.#count.textContent = count > 99 ? '99+' : new Intl.NumberFormat(locale).format(count);
    this.#show(open ? undefined : note);
  }

  #show(note: LauncherState['note']): void {
    if (note === this.#shown) return;
    this.#shown = note;
    this.#status.replaceChildren();
    if (!note) return;
    const box = create('div', 'note');
    box.setAttribute('part', 'preview');
    box.append(...(typeof note === 'string' ? [note] : note()));
    this.#status.append(box);
  }

  focus(): void {
    this.#button.focus();
  }
}
