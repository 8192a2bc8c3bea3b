import type { chat } from '../i18n/en/chat.js';
import type { Announcer } from '../internal/announcer.js';
import type { Localizer } from '../internal/locale.js';
import type { ChatSession } from './chat-session.js';
import type { ChatMessage } from './chat.types.js';

interface Told {
  readonly conversationId: string;
  readonly last: string | undefined;
  /** Of the visitor's own messages. */
  readonly states: ReadonlyMap<string, ChatMessage['state']>;
}

/** Says aloud what is new in the conversation that is shown: answers, how far own messages have come, and whether the workspace is reached. */
export class ChatAnnouncements {
  readonly #announcer: Announcer;
  readonly #localizer: Localizer<typeof chat>;
  readonly #saidOnce = new Set<string>();
  #told: Told | undefined;
  #wasOffline = false;

  constructor(announcer: Announcer, localizer: Localizer<typeof chat>) {
    this.#announcer = announcer;
    this.#localizer = localizer;
  }

  /** What is there with another session is no news. */
  restart(): void {
    this.#told = undefined;
  }

  /** @param watched whether the person has it before them: what changes otherwise is not said */
  tell(session: ChatSession, { watched }: { watched: boolean }): void {
    this.#tellConnection(session, watched);
    const { id: conversationId, messages } = session.shown;
    const states = new Map(messages.filter(({ from }) => from === 'visitor').map(({ id, state }) => [id, state]));
    const before = this.#told;
    this.#told = { conversationId, last: messages.at(-1)?.id, states };
    if (!watched || before?.conversationId !== conversationId) return;
    // At first what was there comes, which is no news.
    if (before.last === undefined && !messages.every(({ from }) => from === 'visitor')) return;
    const from = messages.findIndex(({ id }) => id === before.last) + 1;
    for (const message of messages.slice(from)) if (message.from !== 'visitor') this.#sayMessage(message, session);
    for (const [id, state] of states) if (state !== before.states.get(id)) this.#sayState(state);
  }

  #tellConnection({ connection }: ChatSession, watched: boolean): void {
    const offline = connection === 'disconnected';
    if (offline === this.#wasOffline) return;
    this.#wasOffline = offline;
    if (watched) this.#announcer.say(this.#localizer.t(offline ? 'offline' : 'backOnline'));
  }

  #sayMessage({ agent, text, attachments }: ChatMessage, { settings }: ChatSession): void {
    const { t } = this.#localizer;
    const name = agent?.name ?? settings.greeting?.brand ?? t('support');
    if (text) this.#announcer.say(t('says', { name, text: text.slice(0, 240) }));
    for (const file of attachments) this.#announcer.say(t('sentFile', { name, file: file.name }));
  }

  #sayState(state: ChatMessage['state']): void {
    if (state === 'failed') this.#announcer.alert(this.#localizer.t('notSent'));
    else if (state === 'saved') this.#sayOnce('state.saved');
    else if (state === 'sent' || state === 'delivered' || state === 'read') this.#sayOnce('sentOne');
  }

  /** The first time in a session; later it is only to be read. */
  #sayOnce(key: 'state.saved' | 'sentOne'): void {
    if (this.#saidOnce.has(key)) return;
    this.#saidOnce.add(key);
    this.#announcer.say(this.#localizer.t(key));
  }
}
