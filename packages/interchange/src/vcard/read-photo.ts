import { isInlineSafe, sniffMediaType } from '@crm-elements/schema';
import type { PropertyReader } from './card-draft.js';
import { bytesOf } from './file-text.js';
import type { VCardIssueCode } from './issues.js';
import { encodingOf } from './property.js';
import type { VCardPhoto } from './read-contact.js';
import { unescapeText } from './values.js';

/** A photo's base64 within a `data:` address (RFC 2397), empty for one that is written otherwise; `undefined` for any other address. */
function dataOf(address: string): string | undefined {
  if (!/^data:/i.test(address)) return undefined;
  const comma = address.indexOf(',');
  return /;base64$/i.test(address.slice(0, comma)) ? address.slice(comma + 1) : '';
}

function decodeBase64(text: string): Uint8Array | undefined {
  try {
    return bytesOf(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** A picture from its base64, or why it is none that is taken. */
function pictureFrom(base64: string, maxBytes: number): VCardPhoto | { code: VCardIssueCode; value?: string } {
  const tooLarge = { code: 'photo-too-large', value: `${maxBytes} bytes at most` } as const;
  // Three bytes are four characters, and there may be white space between them.
  if (base64.length > maxBytes * 2 + 4) return tooLarge;
  const bytes = decodeBase64(base64);
  if (!bytes) return { code: 'photo-unreadable' };
  if (bytes.length > maxBytes) return tooLarge;
  const mediaType = sniffMediaType(bytes);
  return isInlineSafe(mediaType) ? { mediaType, bytes } : { code: 'photo-refused', value: mediaType };
}

/**
 * PHOTO: an address, or the picture itself in base64 (vCard 2.1; RFC 2426, 3.1.4) or as a `data:` address (RFC 6350, 6.2.4). What type it is said to be
 * is not believed.
 */
export const readPhoto: PropertyReader = (property, draft) => {
  const { contact, rest, version, maxPhotoBytes } = draft;
  const address = unescapeText(property.text, version);
  if (address === '') return true;
  const base64 = encodingOf(property) === 'base64' ? property.value : dataOf(address);
  if (base64 === undefined) {
    if (!isWebAddress(address)) {
      draft.issue('photo-address', property, address);
      return false;
    }
    contact.photo ??= address;
    return contact.photo === address;
  }
  if (rest.photo) return false;
  const picture = pictureFrom(base64, maxPhotoBytes);
  if ('code' in picture) draft.issue(picture.code, property, picture.value);
  else rest.photo = picture;
  return true;
};
