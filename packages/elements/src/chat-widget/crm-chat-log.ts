import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { chat } from '../i18n/en/chat.js';
import { styled } from '../internal/controllers/styled.js';
import { WindowedList } from '../internal/controllers/windowed-list.js';
import { arrowDown } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { messageText } from '../internal/message-text.js';
import { avatars } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { textIn } from './chat-text.js';
import type { ChatMessage } from './chat.types.js';
import type { ChatSession } from './chat-session.js';
import { bubbles } from './bubbles.styles.js';
import { logStyles } from './crm-chat-log.styles.js';
import { readPayload } from './forms.js';
import { logEntries, type LogEntry } from './log-entries.js';
import { greetingStyles, renderGreeting } from './render-greeting.js';
import { renderMessage, type MessageActions } from './render-message.js';
import { dayName, dayOf } from './days.js';

/** What was said in a conversation, the latest at the foot. */
export class CrmChatLog extends LitElement {
  static override styles = [content, buttons, fields, avatars, messageText, bubbles, greetingStyles, logStyles];

  @query('.scroller') protected readonly scroller!: HTMLElement | null;

  @property({ attribute: false }) session: ChatSession | undefined;
  /** Whether a person can see it. */
  @property({ attribute: false }) watched = false;
  @property({ attribute: false }) say: (text: string, urgent?: boolean) => void = () => undefined;
  /** Puts the focus where one writes. */
  @property({ attribute: false }) write: () => void = () => undefined;

  @state() protected newBelow = 0;

  protected readonly localizer = new Localizer(this, 'chat', chat);
  readonly #list = new WindowedList(this, {
    scroller: () => this.scroller,
    key: (index) => this.#entries[index]?.key ?? `#${index}`,
    estimate: (index) => (this.#entries[index]?.kind === 'message' ? 52 : 40),
    anchor: 'end',
    padding: 12,
  });
  #entries: readonly LogEntry[] = [];
  #messages: readonly ChatMessage[] = [];
  #conversationId: string | undefined;
  #unreadFrom: string | undefined;
  #lastId: string | undefined;
  #unsubscribe: (() => void) | undefined;

  readonly #actions: MessageActions = {
    reply: ({ id }) => {
      const { session } = this;
      if (!session) return;
      session.shown.setDraft({ ...session.shown.draft, inReplyTo: id });
      this.write();
    },
    retry: ({ id }) => void this.session?.shown.retry(id),
    edit: ({ id }) => void this.session?.shown.takeBack(id).then(() => this.write()),
    copy: ({ text }) =>
      void navigator.clipboard?.writeText(text).then(
        () => this.say(this.localizer.t('copied')),
        () => undefined,
      ),
    file: (id) => this.session?.shown.file(id) ?? Promise.resolve(undefined),
    failed: () => this.say(this.localizer.t('downloadFailed'), true),
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
    document.addEventListener('visibilitychange', this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    document.removeEventListener('visibilitychange', this.#look);
  }

  #follow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.isConnected ? this.session?.subscribe(() => this.requestUpdate()) : undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#follow();
    const { session } = this;
    if (!session) return;
    if (session.shown.id !== this.#conversationId) {
      this.#conversationId = session.shown.id;
      this.#unreadFrom = undefined;
      this.#lastId = undefined;
      this.newBelow = 0;
      this.#list.reset();
    }
    this.#messages = session.shown.messages;
    this.#noteNew(changed);
    this.#entries = logEntries({
      messages: this.#messages,
      conversation: session.shown.conversation,
      more: session.shown.log?.log.more ?? false,
      unreadFrom: this.#unreadFrom,
      typing: session.shown.typing !== undefined,
      dayOf,
    });
    this.#list.update({ count: this.#entries.length, source: this.#entries });
  }

  /** What came since the last look: marked where nobody watched, counted where it is out of sight. */
  #noteNew(changed: PropertyValues<this>): void {
    const { session } = this;
    const last = this.#messages.at(-1)?.id;
    const before = this.#lastId;
    this.#lastId = last;
    const unread = session!.shown.conversation ? session!.unreadOf(session!.shown.conversation) : 0;
    const isSeen = this.watched && document.visibilityState === 'visible';
    if (changed.has('watched') && !this.watched) this.#unreadFrom = undefined;
    if (!isSeen || before === undefined) {
      if (unread > 0) this.#unreadFrom = this.#messages.filter(({ from }) => from !== 'visitor').at(-unread)?.id;
      return;
    }
    if (last === before) return;
    const added = this.#messages.slice(this.#messages.findIndex(({ id }) => id === before) + 1);
    if (added.some(({ from }) => from === 'visitor')) {
      this.newBelow = 0;
      this.#unreadFrom = undefined;
      void this.updateComplete.then(() => this.#list.scrollToEnd());
    } else if (!this.#list.atEnd) this.newBelow += added.length;
  }

  protected override updated(): void {
    this.#look();
  }

  /** What stands at the foot, before somebody's eyes, has been seen. */
  readonly #look = (): void => {
    const { session } = this;
    // Asked here and not when another range is shown: the same range may be reached again after what was missing has come.
    if (session?.shown.log?.log.more && (this.#list.range?.first ?? Infinity) <= 2) void session.shown.older();
    if (!this.#list.atEnd) return;
    // Not within an update, of which this may be the end.
    if (this.newBelow > 0) queueMicrotask(() => (this.newBelow = 0));
    if (this.watched && document.visibilityState === 'visible') this.session?.shown.seen();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.target !== this.scroller) return;
    event.preventDefault();
    event.stopPropagation();
    this.write();
  };

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (!session) return nothing;
    const t = textIn(this.localizer);
    return html`<div class="log" lang=${this.localizer.locale} dir=${this.localizer.dir}>
      <div
        class="scroller"
        part="log"
        role="log"
        aria-live="off"
        aria-label=${t('conversation')}
        tabindex="0"
        @keydown=${this.#onKey}
        @scroll=${this.#look}
      >
        <ol role="list" ${styled(this.#list.sizer())}>
          ${repeat(
            this.#list.items,
            ({ key }) => key,
            (item) => {
              const entry = this.#entries[item.index];
              return entry
                ? html`<li data-index=${item.index} ${styled(this.#list.place(item))}>${this.#renderEntry(entry, session)}</li>`
                : nothing;
            },
          )}
        </ol>
      </div>
      ${
        this.newBelow > 0
          ? html`<button type="button" class="button small below" @click=${() => this.#list.scrollToEnd({ smooth: true })}>
              ${icon(arrowDown)}${t('newMessages', { count: this.newBelow })}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderEntry(entry: LogEntry, session: ChatSession): unknown {
    const { localizer } = this;
    const t = textIn(localizer);
    switch (entry.kind) {
      case 'greeting':
        return renderGreeting(session, localizer, false);
      case 'older':
        return html`<p class="note">${t('older')}</p>`;
      case 'day':
        return html`<p class="day">
          <span><time datetime=${entry.date}>${dayName(entry.date, localizer)}</time></span>
        </p>`;
      case 'unread':
        return html`<p class="unread"><span>${t('newBelow')}</span></p>`;
      case 'resolved':
      case 'ended':
        return html`<p class="note">${t(entry.kind)}</p>`;
      case 'rating':
        return html`<crm-chat-rating .session=${session}></crm-chat-rating>`;
      case 'typing':
        return this.#renderTyping(session);
      case 'message': {
        const { message } = entry;
        const brand = session.settings.greeting?.brand ?? '';
        const original = message.inReplyTo === undefined ? undefined : this.#messages.find(({ id }) => id === message.inReplyTo);
        return renderMessage(entry, { localizer, brand, actions: this.#actions, original, extra: this.#renderPayload(message, session) });
      }
    }
  }

  /** Answers to choose from and questions, as long as nothing was answered. */
  #renderPayload(message: ChatMessage, session: ChatSession): unknown {
    if (message.kind !== 'form' || message.from === 'visitor') return nothing;
    const payload = readPayload(message.form);
    const answer = this.#messages.find((one) => one.from === 'visitor' && one.inReplyTo === message.id);
    if (!payload) return nothing;
    if (payload.type === 'form')
      return html`<crm-chat-form
        .session=${session}
        .payload=${payload}
        .messageId=${message.id}
        ?answered=${answer !== undefined}
      ></crm-chat-form>`;
    if (answer || this.#messages.at(-1)?.id !== message.id) return nothing;
    return html`<div class="choices">
      ${payload.options.map(
        ({ label, text }) =>
          html`<button
            type="button"
            class="button choice"
            @click=${() => void session.shown.send(text ?? label, { inReplyTo: message.id })}
          >
            <bdi>${label}</bdi>
          </button>`,
      )}
    </div>`;
  }

  #renderTyping(session: ChatSession): TemplateResult {
    const { typing } = session.shown;
    const t = textIn(this.localizer);
    const text = typing === undefined || typing === true ? t('someoneTyping') : t('isTyping', { name: typing.name });
    return html`<p class="typing" data-people>
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class="visually-hidden">${text}</span>
    </p>`;
  }
}
