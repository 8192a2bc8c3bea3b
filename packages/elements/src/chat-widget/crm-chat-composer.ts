import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { chat } from '../i18n/en/chat.js';
import { arrowUp, circleAlert, file as filePath, paperclip, reply, x } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { textIn } from './chat-text.js';
import type { ChatMessage } from './chat.types.js';
import type { ChatSession } from './chat-session.js';
import { composerStyles } from './crm-chat-composer.styles.js';
import type { FileRefusal, PendingFiles, ReadingFile } from './pending-files.js';
import { formatBytes } from './format-bytes.js';

type Say = (text: string, urgent?: boolean) => void;

/** Where a visitor writes. What stands in it is kept at each pause, and leaves it only when the device has the message. */
export class CrmChatComposer extends LitElement {
  static override styles = [content, buttons, composerStyles];

  @query('textarea') protected readonly textarea!: HTMLTextAreaElement;
  @query('input[type=file]') protected readonly picker!: HTMLInputElement;

  @property({ attribute: false }) session: ChatSession | undefined;
  /** Tells it to screen readers. */
  @property({ attribute: false }) say: Say = () => undefined;

  /** What was just refused. */
  @state() protected problem = '';

  protected readonly localizer = new Localizer(this, 'chat', chat);
  #files: PendingFiles | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Sent as soon as its files are there. */
  #sendsNext = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#files?.cancelAll();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#follow();
  }

  #follow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.isConnected ? this.session?.subscribe(() => this.requestUpdate()) : undefined;
  }

  protected override updated(): void {
    // Where the browser does not size a field by its content.
    if (CSS.supports('field-sizing', 'content')) return;
    this.textarea.style.blockSize = 'auto';
    this.textarea.style.blockSize = `${this.textarea.scrollHeight}px`;
  }

  override focus(): void {
    this.textarea?.focus({ preventScroll: true });
  }

  /** Files that were dropped elsewhere in the panel. */
  addFiles(files: Iterable<File>): void {
    this.problem = '';
    const given = [...files];
    void this.#pendingFiles().then((pending) => pending.add(given));
  }

  /** What reads files is loaded with the first one. */
  async #pendingFiles(): Promise<PendingFiles> {
    const { PendingFiles } = await import('./pending-files.js');
    return (this.#files ??= new PendingFiles({
      limits: () => this.session!.limits,
      keep: (file, signal) => this.session!.shown.addFile(file, signal),
      present: () => this.session!.shown.draft.files.length,
      added: (file) => this.session!.shown.setDraft({ ...this.session!.shown.draft, files: [...this.session!.shown.draft.files, file] }),
      refused: (refusal) => this.#refuse(refusal),
      changed: () => this.#onFiles(),
    }));
  }

  get #reading(): readonly ReadingFile[] {
    return this.#files?.reading ?? [];
  }

  #refuse(refusal: FileRefusal): void {
    const { t } = this.#texts;
    const { fileBytes, files } = this.session!.limits;
    const { name } = refusal;
    switch (refusal.why) {
      case 'too-large':
        this.problem = t('fileTooLarge', { name, limit: formatBytes(fileBytes, this.localizer.locale) });
        break;
      case 'empty':
        this.problem = t('fileEmpty', { name });
        break;
      case 'too-many':
        this.problem = t('filesTooMany', { count: files });
        break;
      case 'failed':
        this.problem = t('fileFailed', { name, reason: this.localizer.maybe(`error.${refusal.error.code}`) ?? '' });
        break;
    }
    this.say(this.problem, true);
  }

  get #texts() {
    return { t: textIn(this.localizer) };
  }

  readonly #onInput = (): void => {
    const { session } = this;
    if (!session) return;
    this.problem = '';
    this.#sendsNext = false;
    session.shown.setDraft({ ...session.shown.draft, text: this.textarea.value });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    // While an input method composes, Enter chooses a word; some browsers tell so by the key code alone.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void this.#send();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  };

  readonly #onPick = (): void => {
    this.addFiles([...(this.picker.files ?? [])]);
    this.picker.value = '';
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
    this.focus();
  };

  #onFiles(): void {
    this.requestUpdate();
    if (this.#sendsNext && this.#reading.length === 0) void this.#send();
  }

  get #canSend(): boolean {
    const draft = this.session?.shown.draft;
    return draft !== undefined && (draft.text.trim() !== '' || draft.files.length > 0 || this.#reading.length > 0);
  }

  async #send(): Promise<void> {
    const { session } = this;
    if (!session || !this.#canSend) return;
    this.#sendsNext = this.#reading.length > 0;
    if (this.#sendsNext) return;
    const { textBytes } = session.limits;
    if (new TextEncoder().encode(session.shown.draft.text).length > textBytes) {
      this.problem = this.#texts.t('textTooLong');
      this.say(this.problem, true);
      return;
    }
    this.problem = '';
    const result = await session.shown.sendDraft();
    if (!('failed' in result)) return;
    this.problem = this.#texts.t('notKept');
    this.say(this.problem, true);
  }

  #removeFile(id: string): void {
    const { session } = this;
    if (!session) return;
    session.shown.setDraft({ ...session.shown.draft, files: session.shown.draft.files.filter((one) => one.id !== id) });
    this.focus();
  }

  #cancelReply(): void {
    const { session } = this;
    if (!session) return;
    const { text, files } = session.shown.draft;
    session.shown.setDraft({ text, files });
    this.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.#texts;
    const draft = this.session?.shown.draft;
    const problem = this.problem || (this.session?.deviceError && draft?.text ? t('draftNotKept') : '');
    return html`<form class="composer" part="composer" lang=${this.localizer.locale} dir=${this.localizer.dir} @submit=${this.#onSubmit}>
      ${problem ? html`<p class="problem" id="problem">${icon(circleAlert)}<span>${problem}</span></p>` : nothing}
      ${this.#renderReply()}${this.#renderFiles()}
      <div class="row">
        <button type="button" class="button quiet icon-only round" aria-label=${t('attach')} @click=${() => this.picker.click()}>
          ${icon(paperclip)}
        </button>
        <input type="file" multiple hidden @change=${this.#onPick} />
        <label class="visually-hidden" for="message">${t('message')}</label>
        <textarea
          id="message"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          autocomplete="off"
          placeholder=${t('placeholder')}
          aria-describedby=${problem ? 'problem hint' : 'hint'}
          .value=${live(draft?.text ?? '')}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @paste=${this.#onPaste}
        ></textarea>
        <span class="visually-hidden" id="hint">${t('hint')}</span>
        <button
          type="submit"
          class="button primary icon-only round send"
          aria-label=${t('send')}
          aria-disabled=${this.#canSend ? 'false' : 'true'}
        >
          ${icon(arrowUp)}
        </button>
      </div>
    </form>`;
  }

  /** What is answered to. */
  #renderReply(): TemplateResult | typeof nothing {
    const id = this.session?.shown.draft.inReplyTo;
    const message: ChatMessage | undefined = id === undefined ? undefined : this.session?.shown.messages.find((one) => one.id === id);
    if (id === undefined) return nothing;
    const { t } = this.#texts;
    const author =
      message?.from === 'visitor' ? t('you') : (message?.agent?.name ?? this.session?.settings.greeting?.brand ?? t('support'));
    return html`<div class="reply">
      ${icon(reply, 'mirrored')}
      <div class="reply-text">
        <span class="reply-who" dir="auto">${t('replying', { author })}</span
        ><bdi class="truncate">${message?.text.slice(0, 200) ?? ''}</bdi>
      </div>
      <button type="button" class="button quiet small icon-only" aria-label=${t('cancelReply')} @click=${this.#cancelReply}>
        ${icon(x)}
      </button>
    </div>`;
  }

  #renderFiles(): TemplateResult | typeof nothing {
    const files = this.session?.shown.draft.files ?? [];
    const reading = this.#reading;
    if (files.length === 0 && reading.length === 0) return nothing;
    const { t } = this.#texts;
    const { locale } = this.localizer;
    const cancel = (name: string, run: () => void) =>
      html`<button type="button" class="button quiet small icon-only" aria-label=${t('removeFile', { name })} data-people @click=${run}>
        ${icon(x)}
      </button>`;
    return html`<ul class="files" role="list">
      ${files.map(
        ({ id, name, size }) =>
          html`<li class="file">
            ${icon(filePath)}<bdi class="truncate">${name}</bdi
            ><span class="size" data-people>${formatBytes(size, locale)}</span>${cancel(name, () => this.#removeFile(id))}
          </li>`,
      )}
      ${reading.map(({ id, name, progress }) => {
        const percent = this.localizer.number(progress, { style: 'percent' });
        return html`<li class="file">
          ${icon(filePath)}<bdi class="truncate">${name}</bdi
          ><progress max="1" .value=${progress} data-people aria-label=${t('fileReading', { name, percent })}></progress>
          ${cancel(name, () => this.#files?.cancel(id))}
        </li>`;
      })}
    </ul>`;
  }
}
