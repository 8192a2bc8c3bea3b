import type { ConversationPort } from '@crm-elements/data';
import { CrmMessageReceivedEvent } from '../events/chat-events.js';
import { isProvided } from '../provider/is-provided.js';
import type { ChatConnection, ChatSettings } from './chat.types.js';
import type { ConversationFeed } from './conversation-feed.js';

interface ConversationLinkEvents {
  readonly changed: () => void;
  /** Loads what has to be there before something is heard. */
  readonly prepare: () => Promise<void>;
  readonly connection: (state: ChatConnection) => void;
  /** There is a port to deliver to. */
  readonly found: () => void;
  readonly visitorId: () => string;
  /** There may be something of the visitor in this browser's workspace. */
  readonly mayBeKnown: () => boolean;
}

/** How soon the way to this browser's own workspace is looked for again when it could not be loaded, in milliseconds. */
const loadAgainMs = 5_000;

/** The way to where conversations are held: the page's port, or else this browser's own store. What listens there is loaded with it. */
export class ConversationLink {
  readonly #host: HTMLElement;
  readonly #settings: ChatSettings;
  readonly #events: ConversationLinkEvents;
  #feed: ConversationFeed | undefined;
  #seen: Readonly<Record<string, number>> = {};
  #end: (() => void) | undefined;
  /** The page's port of a visitor who has signed out: the next visitor needs another. */
  #spent: ConversationPort | undefined;

  constructor(host: HTMLElement, settings: ChatSettings, events: ConversationLinkEvents) {
    this.#host = host;
    this.#settings = settings;
    this.#events = events;
  }

  /** What the workspace has told, once it is listened to. */
  get feed(): ConversationFeed | undefined {
    return this.#feed;
  }

  /** Whether the workspace is reached, or tried to. */
  get isUsed(): boolean {
    return this.#end !== undefined;
  }

  connect(): void {
    const { port, database } = this.#settings;
    if (port && port === this.#spent) return;
    // A store that only the chat would open holds nothing of who is new: what it takes is loaded when their first message is safe.
    if (!port && !this.#events.mayBeKnown() && !isProvided(this.#host)) return;
    let ended = false;
    let disconnect: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout>;
    this.#end = () => {
      ended = true;
      clearTimeout(timer);
      disconnect?.();
    };
    const failed = () => this.#events.connection('disconnected');
    const connect = async () => {
      try {
        const [feed, workspace] = await Promise.all([
          this.#loadFeed(),
          port ? undefined : import('./workspace.js'),
          this.#events.prepare(),
        ]);
        const listen = (found: ConversationPort) => {
          feed.start(found);
          this.#events.found();
        };
        if (ended) return;
        if (port) listen(port);
        else
          disconnect = workspace?.connectWorkspace(this.#host, { database, visitorId: this.#events.visitorId() }, { port: listen, failed });
      } catch {
        if (ended) return;
        failed();
        timer = setTimeout(() => void connect(), loadAgainMs);
      }
    };
    void connect();
  }

  async #loadFeed(): Promise<ConversationFeed> {
    const { ConversationFeed } = await import('./conversation-feed.js');
    if (!this.#feed) {
      const { changed, connection } = this.#events;
      this.#feed = new ConversationFeed({
        changed,
        connection,
        received: (message) => this.#host.dispatchEvent(new CrmMessageReceivedEvent(message)),
        beforeDisplay: () => this.#settings.beforeDisplay,
      });
      this.#feed.restoreSeen(this.#seen);
    }
    return this.#feed;
  }

  disconnect(): void {
    this.#end?.();
    this.#end = undefined;
    this.#feed?.stop();
  }

  /** Disconnects, and forgets everything of the visitor. */
  forget(): void {
    this.disconnect();
    this.#spent = this.#settings.port;
    this.#feed?.clear();
    this.#seen = {};
  }

  /** What the device remembers of an earlier visit. */
  restoreSeen(seen: Readonly<Record<string, number>>): void {
    this.#seen = seen;
    this.#feed?.restoreSeen(seen);
  }
}
