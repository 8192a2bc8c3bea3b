const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

/** First bytes → type. Where a byte does not matter there is `null`. */
const signatures: readonly (readonly [type: string, bytes: readonly (number | null)[]])[] = [
  ['image/png', [0x89, ...ascii('PNG\r\n\u001a\n')]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', ascii('GIF87a')],
  ['image/gif', ascii('GIF89a')],
  ['image/webp', [...ascii('RIFF'), null, null, null, null, ...ascii('WEBPVP8')]],
  ['application/pdf', ascii('%PDF-')],
  ['application/zip', ascii('PK\u0003\u0004')],
  ['application/zip', ascii('PK\u0005\u0006')],
];

/** Types that a name may tell more exactly: same bytes, and no more dangerous than what the bytes say. */
const byExtension: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/zip': {
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    odt: 'application/vnd.oasis.opendocument.text',
    ods: 'application/vnd.oasis.opendocument.spreadsheet',
  },
  'text/plain': { csv: 'text/csv', vcf: 'text/vcard' },
};

const startsWith = (bytes: Uint8Array, signature: readonly (number | null)[]) =>
  bytes.length >= signature.length && signature.every((byte, index) => byte === null || bytes[index] === byte);

/** An ISO base media file (`ftyp` box) whose brands name AVIF. */
function isAvif(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, [null, null, null, null, ...ascii('ftyp')])) return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  for (let at = 8; at + 4 <= Math.min(size, bytes.length, 256); at += 4) {
    // The four bytes after the major brand are its version.
    if (at !== 12 && /^avi[fs]$/.test(String.fromCharCode(...bytes.subarray(at, at + 4)))) return true;
  }
  return false;
}

/** How much of a file is looked at: as browsers do (WHATWG MIME Sniffing, 5.2). */
const headLength = 1445;

/** The beginning as text where bytes stand for letters, `null` where there are bytes that no text has. */
function textHead(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, headLength);
  const isUtf16 = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
  let text = '';
  for (const byte of head) {
    if (isUtf16 && byte === 0) continue;
    const isBinary = byte < 0x09 || byte === 0x0b || (byte > 0x0d && byte < 0x20 && byte !== 0x1b);
    if (isBinary) return null;
    text += String.fromCharCode(byte);
  }
  return text.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
}

/** Text that a browser could take for a page or a drawing with scripts: whatever begins with a tag. */
function markupType(text: string): string | null {
  const start = text.replace(/^\s+/, '');
  if (!/^<[a-z!?/]/i.test(start)) return null;
  if (/<(?:[a-z][\w.-]{0,40}:)?svg[\s/>]/i.test(start)) return 'image/svg+xml';
  return /^<\?xml/i.test(start) && !/<(?:!doctype\s+)?html[\s>]/i.test(start) ? 'application/xml' : 'text/html';
}

/**
 * The media type of a file, told from its first bytes: PNG, JPEG, GIF, WebP, AVIF, PDF, ZIP, SVG, HTML, XML, plain text, else
 * `application/octet-stream`. What a sender claims is not believed.
 * @param name The file's name. It only tells harmless kinds apart that have the same bytes: a document that is a ZIP archive inside, a
 *   text that is CSV or a vCard.
 */
export function sniffMediaType(bytes: Uint8Array, name = ''): string {
  const found = signatures.find(([, signature]) => startsWith(bytes, signature))?.[0] ?? (isAvif(bytes) ? 'image/avif' : undefined);
  let type = found;
  if (type === undefined) {
    const text = textHead(bytes);
    type = text === null ? 'application/octet-stream' : (markupType(text) ?? 'text/plain');
  }
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const exact = byExtension[type];
  return exact && Object.hasOwn(exact, extension) ? (exact[extension] ?? type) : type;
}

const inlineTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Whether a file of this type may be shown in the page: pictures made of pixels only. All else is offered for download. */
export function isInlineSafe(type: string): boolean {
  return inlineTypes.has(type);
}
