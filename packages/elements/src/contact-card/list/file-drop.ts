import { css, html, nothing, type TemplateResult } from 'lit';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface DropGround {
  /** Whether files are taken now. */
  readonly isOpen: () => boolean;
  readonly take: (files: readonly File[]) => void;
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

/** Files that are dropped onto the host. What is dragged besides is left to the page. */
export class FileDrop implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #ground: DropGround;
  #isOver = false;

  constructor(host: ReactiveControllerHost & HTMLElement, ground: DropGround) {
    this.#host = host;
    this.#ground = ground;
    host.addController(this);
  }

  /** What lies over the host while files are held over it. */
  render(words: string): TemplateResult | typeof nothing {
    return this.#isOver ? html`<div class="drop">${words}</div>` : nothing;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragover', this.#onOver);
    this.#host.addEventListener('dragleave', this.#onLeave);
    this.#host.addEventListener('drop', this.#onDrop);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#onOver);
    this.#host.removeEventListener('dragleave', this.#onLeave);
    this.#host.removeEventListener('drop', this.#onDrop);
    this.#isOver = false;
  }

  readonly #onOver = (event: DragEvent): void => {
    // What lies on top of the host, such as a dialog, takes its files itself.
    if (event.defaultPrevented || !hasFiles(event) || !this.#ground.isOpen()) return;
    event.preventDefault();
    this.#show(true);
  };

  readonly #onLeave = ({ relatedTarget }: DragEvent): void => {
    if (!(relatedTarget instanceof Node && this.#host.contains(relatedTarget))) this.#show(false);
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.#show(false);
    if (event.defaultPrevented || !hasFiles(event) || !this.#ground.isOpen()) return;
    event.preventDefault();
    const files = [...event.dataTransfer!.files];
    if (files.length > 0) this.#ground.take(files);
  };

  #show(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#host.requestUpdate();
  }
}

export const dropStyles = css`
  .drop {
    position: absolute;
    inset: 6px;
    z-index: 4;
    display: grid;
    place-items: center;
    border: 2px dashed var(--_color-brand);
    border-radius: var(--_radius-card);
    background: color-mix(in srgb, var(--_color-surface) 88%, transparent);
    color: var(--_color-brand-text);
    font-weight: var(--_font-weight-semibold);
    pointer-events: none;
  }
`;
