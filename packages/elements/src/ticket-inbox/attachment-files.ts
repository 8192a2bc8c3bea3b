import type { CrmClient } from '@crm-elements/data';
import type { Attachment } from '@crm-elements/schema';
import { saveFile } from '../internal/save-file.js';
import { largestPicture, thumbnail, type Thumbnail } from '../internal/thumbnail.js';

/** Pictures are shown no larger than this, in px. */
const most = { width: 480, height: 480 };

async function bytesOf(client: CrmClient, { blob }: Attachment): Promise<Uint8Array | undefined> {
  return (await client.adapter.blob({ op: 'get', key: blob }))?.bytes;
}

/** A small copy of a picture, undefined for anything else. */
export async function thumbnailOf(client: CrmClient, attachment: Attachment): Promise<Thumbnail | undefined> {
  if (attachment.size > largestPicture) return undefined;
  const bytes = await bytesOf(client, attachment);
  return bytes && thumbnail(bytes, most);
}

/** Hands a file to the browser to keep. Tells whether it was there. */
export async function download(client: CrmClient, attachment: Attachment): Promise<boolean> {
  const bytes = await bytesOf(client, attachment);
  if (bytes) saveFile(attachment.name, bytes);
  return bytes !== undefined;
}
