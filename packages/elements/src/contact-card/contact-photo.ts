import type { CrmClient } from '@crm-elements/data';
import { isInlineSafe, type Contact } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isBlobKey } from './contact-ways.js';

/**
 * The picture of a contact as an address of this page: from the store's blobs alone. A picture that lies elsewhere is not fetched, as that
 * would tell its owner who is looked at.
 */
export class ContactPhoto implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #key: string | undefined;
  #client: CrmClient | undefined;
  #address: string | undefined;

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
    // Without its picture a contact is still itself: the initials stay.
    const blob = await client.adapter.blob({ op: 'get', key }).catch(() => undefined);
    if (!blob || key !== this.#key || client !== this.#client || !isInlineSafe(blob.mediaType)) return;
    this.#address = URL.createObjectURL(new Blob([blob.bytes as Uint8Array<ArrayBuffer>], { type: blob.mediaType }));
    this.#host.requestUpdate();
  }

  #drop(): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = undefined;
  }
}
