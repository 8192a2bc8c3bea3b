import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the browser says of the room that this site has. */
interface StorageFacts {
  /** Bytes; undefined where the browser does not say. */
  usage: number | undefined;
  quota: number | undefined;
  /** Whether it promises to remove nothing by itself; undefined where it does not say. */
  persisted: boolean | undefined;
}

/** How often it is asked while the element is in the page, in milliseconds. */
const everyMs = 5_000;

// Not there in pages without https, though the types promise it.
const storageOf = (): StorageManager | undefined => (navigator as Partial<Navigator>).storage;

async function look(): Promise<StorageFacts> {
  const storage = storageOf();
  const [estimate, persisted] = await Promise.all([
    storage?.estimate?.().catch(() => undefined),
    storage?.persisted?.().catch(() => undefined),
  ]);
  return { usage: estimate?.usage, quota: estimate?.quota || undefined, persisted };
}

/** Keeps what the browser says of its storage in an element. */
export class StorageWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;
  facts: StorageFacts | undefined;
  /** Since when it was asked to keep the data. */
  isAsking = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.look();
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.look();
    }, everyMs);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  get canAsk(): boolean {
    return this.facts?.persisted === false && typeof storageOf()?.persist === 'function';
  }

  async look(): Promise<void> {
    const facts = await look();
    if (JSON.stringify(facts) === JSON.stringify(this.facts)) return;
    this.facts = facts;
    this.#host.requestUpdate();
  }

  /** Asks the browser to remove nothing by itself. @returns whether it agreed */
  async ask(): Promise<boolean> {
    this.isAsking = true;
    this.#host.requestUpdate();
    const granted =
      (await storageOf()
        ?.persist()
        .catch(() => false)) ?? false;
    this.isAsking = false;
    await this.look();
    this.#host.requestUpdate();
    return granted;
  }
}
