import type { AdapterCapabilities } from '@crm-elements/data';
import { sha256 } from '@crm-elements/data/engine';
import type { VCardPhoto } from '../vcard/read-contact.js';

/** The photos of cards, under the keys that the store is going to give their bytes. */
export class PhotoPlan {
  readonly photos = new Map<string, VCardPhoto>();
  readonly #capabilities: Pick<AdapterCapabilities, 'blobs' | 'maxBlobBytes'>;

  constructor(capabilities: Pick<AdapterCapabilities, 'blobs' | 'maxBlobBytes'>) {
    this.#capabilities = capabilities;
  }

  /** What keeps a photo out of the store, in a sentence; `undefined` for one that it takes. */
  refusalOf({ bytes }: VCardPhoto): string | undefined {
    const { blobs, maxBlobBytes } = this.#capabilities;
    if (!blobs) return 'The store keeps no files. The contact is made without its photo.';
    if (bytes.length > maxBlobBytes)
      return `The store keeps files of ${maxBlobBytes} bytes at most. The contact is made without its photo.`;
    return undefined;
  }

  /** @returns the key */
  async add(photo: VCardPhoto): Promise<string> {
    const key = await sha256(photo.bytes);
    this.photos.set(key, photo);
    return key;
  }
}
