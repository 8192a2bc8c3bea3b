import type { PortAttachment } from '@crm-elements/data';
import { isInlineSafe } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { chat } from '../i18n/en/chat.js';
import { download, file as filePath } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';
import { saveFile } from '../internal/save-file.js';
import { content } from '../internal/styles/base.js';
import { largestPicture, thumbnail, type Thumbnail } from '../internal/thumbnail.js';
import { textIn } from './chat-text.js';
import { formatBytes } from './format-bytes.js';

/** In px. */
const previewSize = { width: 240, height: 180 };

/** A file of a message: pictures as a small preview that is drawn anew, anything else by its name. */
export class CrmChatAttachment extends LitElement {
  static override styles = [
    content,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      button {
        all: unset;
        box-sizing: border-box;
        cursor: pointer;
      }
      button:focus-visible {
        outline: 2px solid currentcolor;
        outline-offset: 2px;
        border-radius: 8px;
      }
      .file {
        display: flex;
        align-items: center;
        gap: 8px;
        inline-size: 100%;
        min-block-size: 36px;
      }
      .file:disabled {
        cursor: default;
      }
      .name {
        flex: 1;
        overflow-wrap: anywhere;
      }
      .size {
        flex: none;
        font-size: var(--_font-size-xs);
      }
      img {
        display: block;
        max-inline-size: 100%;
        block-size: auto;
        border-radius: 8px;
      }
    `,
  ];

  @property({ attribute: false }) file: PortAttachment | undefined;
  @property({ attribute: false }) load: () => Promise<Uint8Array | undefined> = () => Promise.resolve(undefined);
  @property({ attribute: false }) failed: () => void = () => undefined;
  /** The workspace does not have it yet, so that there is nothing to load. */
  @property({ attribute: false }) waits = false;

  @state() protected preview: Thumbnail | undefined;

  protected readonly localizer = new Localizer(this, 'chat', chat);
  #previewOf: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  #drop(): void {
    if (this.preview) URL.revokeObjectURL(this.preview.url);
    this.preview = undefined;
    this.#previewOf = undefined;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { file } = this;
    if (!file || this.waits || file.id === this.#previewOf || !isInlineSafe(file.mediaType) || file.size > largestPicture) return;
    this.#drop();
    this.#previewOf = file.id;
    void this.#draw(file).catch(() => undefined);
  }

  /** What is shown is drawn by us, not the file as somebody made it. */
  async #draw(file: PortAttachment): Promise<void> {
    const bytes = await this.load();
    const drawn = bytes && (await thumbnail(bytes, previewSize));
    if (!drawn) return;
    if (this.isConnected && this.#previewOf === file.id) this.preview = drawn;
    else URL.revokeObjectURL(drawn.url);
  }

  async #save(): Promise<void> {
    const { file } = this;
    if (!file) return;
    try {
      const bytes = await this.load();
      if (bytes) saveFile(file.name, bytes);
    } catch {
      this.failed();
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { file, preview } = this;
    if (!file) return nothing;
    const t = textIn(this.localizer);
    if (preview) {
      return html`<button type="button" data-people aria-label=${t('download', { name: file.name })} @click=${this.#save}>
        <img src=${preview.url} width=${preview.width} height=${preview.height} alt="" />
      </button>`;
    }
    return html`<button
      type="button"
      class="file"
      ?disabled=${this.waits}
      data-people
      aria-label=${t('download', { name: file.name })}
      @click=${this.#save}
    >
      ${icon(filePath)}<bdi class="name">${file.name}</bdi
      ><span class="size">${formatBytes(file.size, this.localizer.locale)}</span>${this.waits ? nothing : icon(download)}
    </button>`;
  }
}
