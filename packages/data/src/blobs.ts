/** The SHA-256 of the bytes, in hexadecimal: the key of a blob, so that the same bytes are kept once (FIPS 180-4, by Web Crypto). */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
