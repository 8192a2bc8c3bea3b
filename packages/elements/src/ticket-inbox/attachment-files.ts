import type { CrmClient } from '@crm-elements/data';
import { isInlineSafe, sniffMediaType, type Attachment } from '@crm-elements/schema';

/** Pictures are shown no larger than this, in px. */
const thumbSize = 480;
/** Larger files are not decoded unasked. Bytes. */
const largestPicture = 15 * 1_024 * 1_024;
/** More px than any camera makes is an attack on memory. */
const mostPixels = 60_000_000;

async function bytesOf(client: CrmClient, { blob }: Attachment): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await client.adapter.blob({ op: 'get', key: blob });
  return found && new Uint8Array(found.bytes);
}

/**
 * A picture made anew from the pixels of another, so that nothing else of the file reaches the page. Undefined for what is not a picture,
 * whatever its record says, and for what cannot be decoded.
 */
export async function thumbnail(
  client: CrmClient,
  attachment: Attachment,
): Promise<{ url: string; width: number; height: number } | undefined> {
  if (attachment.size > largestPicture) return undefined;
  const bytes = await bytesOf(client, attachment);
  const type = bytes && sniffMediaType(bytes);
  if (!bytes || !type || !isInlineSafe(type)) return undefined;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes], { type }));
  } catch {
    return undefined;
  }
  const scale = Math.min(1, thumbSize / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  if (bitmap.width * bitmap.height > mostPixels) {
    bitmap.close();
    return undefined;
  }
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/webp', 0.9));
  return picture ? { url: URL.createObjectURL(picture), width, height } : undefined;
}

/** Hands a file to the browser to keep, as bytes that it never opens itself. Tells whether it was there. */
export async function download(client: CrmClient, attachment: Attachment): Promise<boolean> {
  const bytes = await bytesOf(client, attachment);
  if (!bytes) return false;
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(attachment.name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}

/** A name without what leads elsewhere or disguises its end. */
export const fileName = (name: string): string =>
  // eslint-disable-next-line no-control-regex
  name.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/g, '_').slice(-120) || 'file';
