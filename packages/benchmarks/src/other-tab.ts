import type { ContactList, ContactStore, OpenStore } from './stores/contact-store.js';

/** What the timing page and the tab beside it tell each other. Moments are milliseconds since 1970. */
type TabMessage =
  | { kind: 'ping'; id: number }
  | { kind: 'pong'; id: number; at: number }
  | { kind: 'watch'; store: string; database: string; list: ContactList }
  | { kind: 'end' }
  /** A watch there has shown a contact with this job title. */
  | { kind: 'shown'; jobTitle: string; at: number };

const channelName = 'marks-tabs';

const moment = () => performance.timeOrigin + performance.now();

/** In the tab beside: opens stores as it is told to, and says when their lists show something. */
export function serveOtherTab(openers: readonly (readonly [kind: string, open: OpenStore])[]): void {
  const channel = new BroadcastChannel(channelName);
  const tell = (message: TabMessage) => channel.postMessage(message);
  const opened: ContactStore[] = [];
  const watch = async ({ store: kind, database, list }: Extract<TabMessage, { kind: 'watch' }>) => {
    const store = await openers.find(([name]) => name === kind)![1](database);
    opened.push(store);
    store.watch(list, (records) => {
      const at = moment();
      // Only one contact of a list is written.
      tell({ kind: 'shown', jobTitle: records.find(({ jobTitle }) => String(jobTitle).startsWith(`${kind} `))?.jobTitle as string, at });
    });
  };
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'ping') tell({ kind: 'pong', id: data.id, at: moment() });
    else if (data.kind === 'watch') void watch(data);
    else if (data.kind === 'end') for (const store of opened.splice(0)) void store.close();
  };
}

/** The tab beside, as the timing page sees it. */
export class OtherTab {
  readonly #channel = new BroadcastChannel(channelName);
  readonly #listeners = new Set<(message: TabMessage) => void>();
  /** What its clock is ahead by. */
  #ahead = 0;

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      for (const listener of [...this.#listeners]) listener(data);
    };
  }

  #answer<Kind extends TabMessage['kind']>(
    kind: Kind,
    isIt: (message: Extract<TabMessage, { kind: Kind }>) => boolean,
  ): Promise<Extract<TabMessage, { kind: Kind }>> {
    return new Promise((done) => {
      const listener = (message: TabMessage) => {
        if (message.kind !== kind || !isIt(message as never)) return;
        this.#listeners.delete(listener);
        done(message as never);
      };
      this.#listeners.add(listener);
    });
  }

  /** Compares the clocks, by the fastest of several exchanges. */
  async compareClocks(): Promise<void> {
    let fastest = Infinity;
    for (let id = 0; id < 50; id++) {
      const answer = this.#answer('pong', (pong) => pong.id === id);
      const start = moment();
      this.#channel.postMessage({ kind: 'ping', id } satisfies TabMessage);
      const { at } = await answer;
      const end = moment();
      if (end - start >= fastest) continue;
      fastest = end - start;
      this.#ahead = at - (start + end) / 2;
    }
  }

  /** Resolves when the list is shown there. */
  async watch(store: string, database: string, list: ContactList): Promise<void> {
    const shown = this.#answer('shown', () => true);
    this.#channel.postMessage({ kind: 'watch', store, database, list } satisfies TabMessage);
    await shown;
  }

  /** Milliseconds from now until a list there shows this job title, by this page's clock. */
  async shows(jobTitle: string, write: () => Promise<void>): Promise<number> {
    const shown = this.#answer('shown', (message) => message.jobTitle === jobTitle);
    const start = moment();
    await write();
    return (await shown).at - this.#ahead - start;
  }

  end(): void {
    this.#channel.postMessage({ kind: 'end' } satisfies TabMessage);
    this.#channel.close();
  }
}
