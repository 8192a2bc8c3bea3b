import { sendTyping, toCrmError, typingMs, type CrmClient, type CrmError, type MessageFile } from '@crm-elements/data';
import type { Agent, CannedResponse, TextMark } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { inbox } from '../i18n/en/inbox.js';
import { ClientController } from '../internal/client.js';
import { chevronDown, paperclip, triangleAlert } from '../internal/icons.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import type { CrmMenu } from '../internal/parts/crm-menu.js';
import { icon } from '../internal/parts/icon.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { mentionMarks, type CannedValues } from './canned.js';
import { ComposerFiles, mostFiles, type FileRefusal } from './composer-files.js';
import { signAt, suggestionsFor, type Suggestion, type Suggestions } from './composer-suggestions.js';
import { composerStyles } from './composer.styles.js';
import { DraftKeeper, type Writing } from './draft-keeper.js';
import { renderComposerFiles, renderModes, renderSuggestions } from './render-composer.js';
import { fileSize } from './render-entry.js';

/** What an agent has written. */
export interface Composed {
  readonly writing: Writing;
  readonly text: string;
  readonly marks: readonly TextMark[];
  readonly files: readonly MessageFile[];
  readonly status: 'resolved' | undefined;
}

interface Kept {
  readonly text: string;
  readonly writing: Writing;
  readonly files: readonly MessageFile[];
}

/** Whoever goes on typing says so a little before the others forget it. */
const typingAgainMs = typingMs - 2_000;

/** The field in which an agent answers a customer, or writes a note for the team. What is typed is kept until it is sent. */
export class CrmTicketComposer extends LitElement {
  static override styles = [content, buttons, fields, composerStyles];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) ticketId: string | undefined;
  /** The customer's name. */
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) agents: readonly Agent[] = [];
  @property({ attribute: false }) values: CannedValues = {};
  /** Whether Enter sends, or Ctrl+Enter only. */
  @property({ attribute: false }) sendKeys: 'enter' | 'mod-enter' = 'enter';
  @property({ type: Boolean, attribute: false }) closed = false;
  /** Replies that were taken from the field and are not sent yet: they stay in the draft until they are. */
  @property({ attribute: false }) pending: readonly string[] = [];
  /** What this agent sent last: a draft that says the same is a left-over. */
  @property({ attribute: false }) sent: readonly string[] = [];
  /** A notice above the field: who is writing, what has come in between. */
  @property({ attribute: false }) notice: unknown = nothing;
  /** Takes what was written. Resolves to what went wrong, if anything: the text then stays. */
  @property({ attribute: false }) submit: ((composed: Composed) => Promise<CrmError | undefined>) | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;
  @property({ attribute: false }) say: (text: string, urgent?: boolean) => void = () => undefined;
  /** The agent begins to write. */
  @property({ attribute: false }) began: () => void = () => undefined;

  @query('textarea') protected readonly field!: HTMLTextAreaElement;
  @query('input[type=file]') protected readonly fileInput!: HTMLInputElement;
  @query('crm-menu') protected readonly menu!: CrmMenu;

  @state() protected text = '';
  @state() protected writing: Writing = 'reply';
  @state() protected caret = 0;
  @state() protected active = 0;
  @state() protected closedList = '';
  @state() protected problem = '';
  @state() protected busy = false;
  @state() protected dropping = false;

  protected readonly localizer = new Localizer(this, 'inbox', inbox);
  readonly #clients = new ClientController(this, () => false);
  readonly #drafts = new DraftKeeper(() => this.requestUpdate());
  readonly #files = new ComposerFiles(
    () => this.requestUpdate(),
    (refusal) => this.#refuse(refusal),
  );
  readonly #canned = new LiveController<readonly CannedResponse[], readonly []>(this, this.#clients, {
    args: () => (signAt({ text: this.text, caret: this.caret, writing: this.writing })?.sign === '/' ? [] : undefined),
    start: (client, _args, { next, fail, signal }) =>
      client.cannedResponses.live({ sort: [{ by: 'shortCode' }], limit: 500 }, ({ records }) => next(records), { signal, onError: fail }),
  });
  readonly #others = new Map<string, Kept>();
  #restored = false;
  #toldTyping = 0;
  #of: string | undefined;
  #page: AbortController | undefined;

  /** The text as it is now. */
  get draftText(): string {
    return this.text;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#page = new AbortController();
    const { signal } = this.#page;
    // The last moment at which a page that is closed or put aside can still write.
    window.addEventListener('pagehide', () => void this.flush(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && void this.flush(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#page?.abort();
    void this.flush();
  }

  override focus(options?: FocusOptions): void {
    if (this.field) this.field.focus(options);
    else void this.updateComplete.then(() => this.field?.focus(options));
  }

  /** Writes the draft at once. */
  flush(): Promise<void> {
    return this.#drafts.flush();
  }

  /** Puts a text back into the field, before what is there now. */
  putBack(text: string, files: readonly MessageFile[], writing: Writing = 'reply'): void {
    this.writing = writing;
    this.text = [text, this.text].filter((part) => part !== '').join('\n\n');
    this.caret = this.text.length;
    this.#files.restore([...files, ...this.#files.stored]);
    this.#restored = false;
    this.#keep();
    void this.updateComplete.then(() => {
      this.field.focus();
      this.field.setSelectionRange(this.caret, this.caret);
    });
  }

  setWriting(writing: Writing): void {
    if (writing === this.writing) return;
    this.writing = writing;
    this.#keep();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.ticketId !== this.#of) this.#turnTo(this.ticketId);
    else if (changed.has('client') && this.text === '') void this.#read();
    // Crashed between sending and clearing the draft: it was sent.
    if (this.#restored && this.text !== '' && this.sent.includes(this.text)) this.#set('');
    else if (changed.has('pending') && this.hasUpdated && changed.get('pending') !== undefined) this.#keep();
  }

  #turnTo(ticketId: string | undefined): void {
    if (this.#of !== undefined) {
      void this.#drafts.flush();
      this.#others.set(this.#of, { text: this.text, writing: this.writing, files: this.#files.stored });
    }
    this.#of = ticketId;
    const kept = ticketId === undefined ? undefined : this.#others.get(ticketId);
    this.text = kept?.text ?? '';
    this.writing = kept?.writing ?? 'reply';
    this.caret = this.text.length;
    this.problem = '';
    this.#restored = false;
    this.#files.restore(kept?.files ?? []);
    if (!kept) void this.#read();
  }

  async #read(): Promise<void> {
    const { client, ticketId } = this;
    if (!client || ticketId === undefined) return;
    const draft = await this.#drafts.read(client, ticketId).catch(() => undefined);
    if (!draft || this.ticketId !== ticketId || this.text !== '') return;
    this.#restored = true;
    this.text = draft.text;
    this.writing = draft.writing;
    this.caret = draft.text.length;
  }

  #keep(): void {
    if (this.ticketId === undefined) return;
    const text = [...this.pending, this.text].filter((part) => part !== '').join('\n\n');
    this.#drafts.keep(this.client, this.ticketId, text, this.text === '' ? 'reply' : this.writing);
  }

  #set(text: string): void {
    this.text = text;
    this.caret = text.length;
    this.#restored = false;
    this.#keep();
  }

  #onInput = (): void => {
    const was = this.text;
    this.text = this.field.value;
    this.caret = this.field.selectionEnd;
    this.active = 0;
    this.problem = '';
    this.#restored = false;
    if (was.trim() === '' && this.text.trim() !== '') this.began();
    this.#keep();
    this.#tellTyping();
  };

  #tellTyping(): void {
    const { client, ticketId, writing } = this;
    const now = Date.now();
    if (
      !client ||
      ticketId === undefined ||
      client.actor.kind !== 'agent' ||
      this.text.trim() === '' ||
      now - this.#toldTyping < typingAgainMs
    )
      return;
    this.#toldTyping = now;
    sendTyping(client, { by: 'agent', ticketId, agentId: client.actor.id, writing });
  }

  get #suggestions(): Suggestions | undefined {
    const { text, caret, writing, values, agents } = this;
    const found = suggestionsFor({ text, caret, writing, values, agents, responses: this.#canned.value ?? [] });
    return found && found.name !== this.closedList ? found : undefined;
  }

  #take({ text }: Suggestion): void {
    const { word } = this.#suggestions!;
    this.#set(this.text.slice(0, word.start) + text + this.text.slice(word.end));
    const caret = (this.caret = word.start + text.length);
    this.field.focus();
    void this.updateComplete.then(() => this.field.setSelectionRange(caret, caret));
  }

  #onKeydown = (event: KeyboardEvent): void => {
    // Keys that a writing system uses to choose characters are not ours; 229 is what old ones say.
    if (event.isComposing || event.keyCode === 229) return;
    const suggestions = this.#suggestions;
    if (suggestions && this.#inList(event, suggestions)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    if (this.sendKeys === 'mod-enter' && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    void this.#submit();
  };

  /** Whether a key was for the list of suggestions. */
  #inList({ key, shiftKey }: KeyboardEvent, { all, name }: Suggestions): boolean {
    const { length } = all;
    if (key === 'Escape') {
      this.closedList = name;
      return true;
    }
    if (length === 0) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.active = (this.active + (key === 'ArrowDown' ? 1 : length - 1)) % length;
    else if ((key === 'Enter' && !shiftKey) || key === 'Tab') this.#take(all[Math.min(this.active, length - 1)]!);
    else return false;
    return true;
  }

  async #submit(status?: 'resolved'): Promise<void> {
    const { submit, writing } = this;
    const text = this.text.trim();
    if (!submit || this.busy || (text === '' && (this.#files.all.length === 0 || writing === 'note'))) return;
    this.busy = true;
    const ticketId = this.ticketId;
    await this.#files.settled();
    const files = this.#files.stored;
    const marks = writing === 'note' ? mentionMarks(text, this.agents) : [];
    const error = await submit({ writing, text, marks, files: writing === 'note' ? [] : files, status });
    this.busy = false;
    if (this.ticketId !== ticketId) {
      if (!error && ticketId !== undefined) this.#others.delete(ticketId);
      return;
    }
    if (error) {
      this.problem = this.localizer.t('sendFailed', { reason: this.explain(error) });
      this.say(this.localizer.t('sendFailed.say'), true);
      return;
    }
    this.problem = '';
    this.#toldTyping = 0;
    this.#files.restore([]);
    this.#set('');
    this.field.focus();
  }

  #refuse(refusal: FileRefusal): void {
    const { t } = this.localizer;
    const { name } = refusal;
    if (refusal.why === 'failed') this.problem = t('attachFailed', { name, reason: this.explain(toCrmError(refusal.error)) });
    else if (refusal.why === 'many') this.problem = t('attachTooMany', { count: mostFiles });
    else this.problem = t('attachTooLarge', { name, size: fileSize(this.localizer, this.#files.limit(this.client)) });
    this.say(this.problem, true);
  }

  /** Attaches files that were chosen, pasted or dropped. */
  attach(files: Iterable<File>): void {
    this.problem = '';
    if (this.client && this.writing === 'reply') void this.#files.add(this.client, files);
  }

  #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  };

  #onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files') || this.writing === 'note') return;
    event.preventDefault();
    this.dropping = event.type !== 'dragleave';
  };

  #onDrop = (event: DragEvent): void => {
    this.dropping = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  };

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    const note = this.writing === 'note';
    const canSend = (this.text.trim() !== '' || (this.#files.all.length > 0 && !note)) && !this.busy && !this.#files.isLoading;
    const suggestions = this.#suggestions?.all;
    const active = Math.min(this.active, (suggestions?.length ?? 1) - 1);
    const problem = this.problem || (this.#drafts.failed ? t('draftNotSaved') : '');
    return html`<form
      class="composer ${note ? 'note' : ''} ${this.dropping ? 'dropping' : ''}"
      part="composer"
      aria-label=${t('composer')}
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#submit();
      }}
      @dragover=${this.#onDrag}
      @dragleave=${this.#onDrag}
      @drop=${this.#onDrop}
    >
      ${this.notice} ${renderModes(this.localizer, this.writing, (writing) => this.#choose(writing))}
      ${renderSuggestions(this.localizer, suggestions, active, (suggestion) => this.#take(suggestion))}
      <textarea
        id="text"
        class="text"
        dir="auto"
        rows=${Math.min(8, Math.max(2, this.text.split('\n').length))}
        .value=${live(this.text)}
        aria-label=${t(`write.${this.writing}`, { name: this.name })}
        placeholder=${t(`write.${this.writing}`, { name: this.name })}
        aria-describedby="hint ${problem ? 'problem' : ''}"
        aria-controls=${suggestions ? 'suggestions' : nothing}
        aria-autocomplete=${suggestions ? 'list' : nothing}
        aria-activedescendant=${suggestions?.length ? `suggestion-${active}` : nothing}
        ?readonly=${this.busy}
        @input=${this.#onInput}
        @compositionend=${this.#onInput}
        @keydown=${this.#onKeydown}
        @keyup=${() => (this.caret = this.field.selectionEnd)}
        @click=${() => (this.caret = this.field.selectionEnd)}
        @paste=${this.#onPaste}
        @blur=${() => void this.flush()}
      ></textarea>
      ${note ? nothing : renderComposerFiles(this.localizer, this.#files.all, (key) => this.#files.remove(key))}
      ${problem ? html`<p id="problem" class="problem">${icon(triangleAlert)}<span>${problem}</span></p>` : nothing}
      <div class="foot">
        <input type="file" multiple hidden tabindex="-1" aria-hidden="true" @change=${this.#onChosen} />
        <button
          type="button"
          class="button quiet icon-only"
          aria-label=${t('attach')}
          title=${t('attachLimits', { count: mostFiles, size: fileSize(this.localizer, this.#files.limit(this.client)) })}
          ?hidden=${note}
          @click=${() => this.fileInput.click()}
        >
          ${icon(paperclip)}
        </button>
        <span id="hint" class="hint truncate"
          >${this.closed && !note ? t('closed.hint') : t(this.sendKeys === 'enter' ? 'hint.enter' : 'hint.modEnter')}</span
        >
        <span class="send">
          <button type="submit" class="button primary" aria-disabled=${canSend ? nothing : 'true'}>${t(`send.${this.writing}`)}</button>
          ${
            note
              ? nothing
              : html`<button
                  type="button"
                  class="button primary icon-only more"
                  aria-label=${t('sendOptions')}
                  aria-haspopup="menu"
                  aria-disabled=${canSend ? nothing : 'true'}
                  @click=${this.#openMenu}
                >
                  ${icon(chevronDown)}
                </button>`
          }
        </span>
      </div>
      <crm-menu align="end" label=${t('sendOptions')} @crm-menu-select=${() => void this.#submit('resolved')}></crm-menu>
    </form>`;
  }

  #choose(writing: Writing): void {
    this.setWriting(writing);
    this.field.focus();
  }

  #openMenu = (event: Event): void => {
    const trigger = event.currentTarget as HTMLElement;
    if (trigger.ariaDisabled === 'true') return;
    this.menu.items = [{ id: 'resolved', label: this.localizer.t('sendAndResolve') }];
    this.menu.toggle(trigger);
  };

  #onChosen = (): void => {
    this.attach([...(this.fileInput.files ?? [])]);
    this.fileInput.value = '';
  };
}
