/** A name without what leads elsewhere or disguises its end. */
const safeName = (name: string): string =>
  // eslint-disable-next-line no-control-regex
  name.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/g, '_').slice(-120) || 'file';

/** Some browsers read the bytes only when the person has said where to keep them. */
const readWithinMs = 60_000;

/** Gives bytes to the browser to save. Of no type that a browser would show or run. */
export function saveFile(name: string, bytes: Uint8Array | string | Blob): void {
  const address = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = safeName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), readWithinMs);
}
