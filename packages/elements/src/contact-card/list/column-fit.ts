import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { columnsFor, wideFrom, type ContactColumn } from './contact-columns.js';

/** Keeps the columns that fit into the host. It is rendered anew only when they change. Without a width (hidden) the last answer stands. */
export class ColumnFit implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #wanted: () => readonly string[] | undefined;
  #observer: ResizeObserver | undefined;
  #width = wideFrom;
  #columns: readonly ContactColumn[] = [];
  #frame = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, wanted: () => readonly string[] | undefined) {
    this.#host = host;
    this.#wanted = wanted;
    host.addController(this);
  }

  get columns(): readonly ContactColumn[] {
    return this.#columns;
  }

  /** Whether a row takes two lines. */
  get isNarrow(): boolean {
    return this.#width < wideFrom;
  }

  hostConnected(): void {
    this.#set(this.#host.clientWidth);
    // In the next frame: what is rendered anew may change the size that is being reported.
    this.#observer ??= new ResizeObserver(([entry]) => (this.#frame = requestAnimationFrame(() => this.#set(entry!.contentRect.width))));
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  hostUpdate(): void {
    this.#columns = columnsFor(this.#width, this.#wanted());
  }

  #set(width: number): void {
    if (!width || width === this.#width) return;
    const [wasNarrow, before] = [this.isNarrow, this.#columns];
    this.#width = width;
    if (this.isNarrow !== wasNarrow || columnsFor(width, this.#wanted()).join() !== before.join()) this.#host.requestUpdate();
  }
}
