/** A name without what leads elsewhere or disguises its end. */
const safeName = (name: string): string =>
  // eslint-disable-next-line no-control-regex
  name.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/g, '_').slice(-120) || 'file';

/** Gives bytes to the browser to save. Of no type that a browser would show or run. */
export function saveFile(name: string, bytes: Uint8Array | string): void {
  const address = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = safeName(name);
  link.click();
  // The browser has taken it up when the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
