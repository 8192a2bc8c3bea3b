import { isInlineSafe, sniffMediaType } from '@crm-elements/schema';

/** Larger files are not decoded unasked. Bytes. */
export const largestPicture = 15 * 1_024 * 1_024;
/** More px than any camera makes is an attack on memory. */
const mostPixels = 60_000_000;
/** Screens show up to so many pixels for each px. */
const density = 2;

export interface Thumbnail {
  /** An object URL: whoever has it revokes it. */
  readonly url: string;
  /** As it is shown, in px. */
  readonly width: number;
  readonly height: number;
}

/** A picture made anew, and how large it is shown, in px. */
export interface Redrawn extends Pick<Thumbnail, 'width' | 'height'> {
  readonly blob: Blob;
}

/**
 * A picture made anew from the pixels of another, so that nothing else of the file goes with it. Undefined for what is not a picture,
 * whatever its record says, and for what cannot be decoded.
 * @param most how large it is shown at most, in px
 */
export async function redrawn(bytes: Uint8Array, most: { width: number; height: number }): Promise<Redrawn | undefined> {
  const type = sniffMediaType(bytes);
  if (bytes.byteLength > largestPicture || !type || !isInlineSafe(type)) return undefined;
  const bitmap = await createImageBitmap(new Blob([bytes as BlobPart], { type })).catch(() => undefined);
  if (!bitmap) return undefined;
  const drawn = bitmap.width * bitmap.height <= mostPixels ? draw(bitmap, most) : undefined;
  bitmap.close();
  if (!drawn) return undefined;
  const { canvas, width, height } = drawn;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/webp', 0.9));
  return blob ? { blob, width, height } : undefined;
}

/** The same as an address of this page. */
export async function thumbnail(bytes: Uint8Array, most: { width: number; height: number }): Promise<Thumbnail | undefined> {
  const picture = await redrawn(bytes, most);
  return picture && { url: URL.createObjectURL(picture.blob), width: picture.width, height: picture.height };
}

function draw(bitmap: ImageBitmap, most: { width: number; height: number }): { canvas: HTMLCanvasElement; width: number; height: number } {
  const scale = Math.min(1, most.width / bitmap.width, most.height / bitmap.height);
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(bitmap.width, width * density);
  canvas.height = Math.min(bitmap.height, height * density);
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return { canvas, width, height };
}
