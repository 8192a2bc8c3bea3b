import { toCrmError, type CrmError } from '@crm-elements/data';
import type { KeptVisitor } from './chat-visitor.js';
import type { ChatConsent } from './chat.types.js';
import type { DeviceStore, DeviceStoreOptions } from './device-store.js';
import { hasTraces, leaveTrace, removeTrace } from './traces.js';

interface VisitorDeviceOptions extends Pick<DeviceStoreOptions, 'deliver' | 'onChange' | 'onEmptied'> {
  /** The widget's name. */
  readonly name: () => string;
  /** What the store remembers is somebody else's. */
  readonly isAnothers: (kept: KeptVisitor | undefined) => boolean;
  /** Learns what the store remembers, before anything else is done with it. */
  readonly meet: (store: DeviceStore) => Promise<void>;
  /** The store is there to be used. */
  readonly opened: (store: DeviceStore) => Promise<void>;
  /** The store is about to be replaced by another. */
  readonly leaving: () => void;
  /** Brings what is not in the outbox along to the store that replaces it. */
  readonly moved: (store: DeviceStore) => Promise<void>;
  readonly changed: () => void;
}

/**
 * What is kept on the visitor's device, as far as they agree to it. Its store is opened from the first key on, and before for who has been
 * here; with another consent another store takes its place.
 */
export class VisitorDevice {
  readonly #options: VisitorDeviceOptions;
  #consent: ChatConsent;
  #store: DeviceStore | undefined;
  #opening: Promise<DeviceStore> | undefined;
  /** Why what is typed cannot be kept. */
  error: CrmError | undefined;

  constructor(consent: ChatConsent, options: VisitorDeviceOptions) {
    this.#consent = consent;
    this.#options = options;
  }

  get consent(): ChatConsent {
    return this.#consent;
  }

  /** Once it is open. */
  get store(): DeviceStore | undefined {
    return this.#store;
  }

  /** Whether it keeps what is written when the page is gone. */
  get isKept(): boolean {
    return this.#store?.isKept ?? this.#consent === 'persistent';
  }

  /** Whether this visitor has been here before. */
  get hasTraces(): boolean {
    return hasTraces(this.#options.name(), this.#consent);
  }

  open(): Promise<DeviceStore> {
    if (this.#store) return Promise.resolve(this.#store);
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      this.fail(error);
      throw error;
    });
    return this.#opening;
  }

  /** Opens it where there may be something of the visitor; what goes wrong is seen in `error`. */
  async openKnown(): Promise<void> {
    if (!this.#store && this.hasTraces) await this.open().catch(() => undefined);
  }

  async #open(): Promise<DeviceStore> {
    const { openDeviceStore } = await import('./device-store.js');
    const { name, isAnothers, meet, opened, deliver, onChange, onEmptied, changed } = this.#options;
    const options = { name: name(), consent: this.#consent, deliver, onChange, onEmptied };
    let store = await openDeviceStore(options);
    if (isAnothers(await store.get<KeptVisitor>('visitor'))) {
      await store.wipe();
      store = await openDeviceStore(options);
    }
    await meet(store);
    this.#store = store;
    this.error = undefined;
    if (this.#consent === 'persistent') leaveTrace(options.name);
    await opened(store);
    changed();
    return store;
  }

  fail(error: unknown): void {
    this.error = toCrmError(error);
    this.#options.changed();
  }

  /** Keeps from now on as much as is agreed to; with less than before, what was kept goes. What is on the screen stays. */
  async setConsent(consent: ChatConsent): Promise<void> {
    if (consent === this.#consent) return;
    const before = this.#store ?? (this.hasTraces || this.#opening ? await this.open().catch(() => undefined) : undefined);
    this.#consent = consent;
    if (!before) return;
    const entries = await before.entries.all();
    this.#options.leaving();
    this.#store = this.#opening = undefined;
    await before.stop();
    const store = await this.open();
    await this.#options.moved(store);
    for (const { id, queue, name, payload } of entries) await store.enqueue({ id, queue, name, payload });
    if (consent !== 'persistent') removeTrace(this.#options.name());
    await before.wipe();
  }

  /** The store that is open, or about to be. */
  async settled(): Promise<DeviceStore | undefined> {
    return this.#store ?? (await this.#opening?.catch(() => undefined));
  }

  /** As if nobody had been here: the next visitor opens a store of their own. */
  forget(): void {
    this.#store = this.#opening = this.error = undefined;
    removeTrace(this.#options.name());
  }
}
