import type { CrmClient } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isBlobKey } from './contact-ways.js';

/** Twice as large as the largest avatar, as of a picture only the midst may be seen. Px. */
const largest = { width: 112, height: 112 };

/** An import may bring what a camera wrote, megabytes of it: the page gets a small picture of the same pixels. */
const draw = async (bytes: Uint8Array) => (await import('../internal/thumbnail.js')).thumbnail(bytes, largest);

/**
 * The picture of a contact as an address of this page: from the store's blobs alone. A picture that lies elsewhere is not fetched, as that
 * would tell its owner who is looked at.
 */
export class ContactPhoto implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #key: string | undefined;
  #client: CrmClient | undefined;
  #address: string | undefined;
  /** Tells a picture that is still wanted from those that were asked for before. */
  #reading = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get address(): string | undefined {
    return this.#address;
  }

  /** Says whose picture is wanted now. Call it in `willUpdate`. */
  show(client: CrmClient | undefined, photo: Contact['photo']): void {
    const key = isBlobKey(photo) && client?.adapter.capabilities.blobs ? photo : undefined;
    if (key === this.#key && client === this.#client) return;
    this.#drop();
    this.#key = key;
    this.#client = client;
    if (key && client) void this.#read(client, key);
  }

  hostDisconnected(): void {
    this.#drop();
    this.#key = undefined;
  }

  async #read(client: CrmClient, key: string): Promise<void> {
    const reading = ++this.#reading;
    const isWanted = () => reading === this.#reading;
    // Without its picture a contact is still itself: the initials stay.
    const blob = await client.adapter.blob({ op: 'get', key }).catch(() => undefined);
    if (!blob || !isWanted()) return;
    const drawn = await draw(blob.bytes).catch(() => undefined);
    if (!drawn) return;
    if (!isWanted()) {
      URL.revokeObjectURL(drawn.url);
      return;
    }
    this.#address = drawn.url;
    this.#host.requestUpdate();
  }

  #drop(): void {
    this.#reading++;
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = undefined;
  }
}
