/** What a file is, as far as its content tells. `spreadsheet`, `binary` and `other` cannot be read; `backup` is an export of the whole store. */
export type Recognised = 'csv' | 'cards' | 'backup' | 'empty' | 'spreadsheet' | 'binary' | 'other';

/** Enough of a file to know it by. */
export const headLength = 4_096;

/** Workbooks are archives (ZIP) or compound files (OLE): all programs of the office write one or the other. */
const archives = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

/** A text in UTF-16 has a zero in every other byte; anything else with zeros is no text. */
function textOf(head: Uint8Array): string | undefined {
  const isMarked = (first: number, second: number) => head[0] === first && head[1] === second;
  if (isMarked(0xff, 0xfe)) return new TextDecoder('utf-16le').decode(head);
  if (isMarked(0xfe, 0xff)) return new TextDecoder('utf-16be').decode(head);
  return head.includes(0) ? undefined : new TextDecoder('utf-8').decode(head);
}

/** Characters that no text has: what they stand in is a picture, a sound or a program. */
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g;
const mostUnprintable = 0.02;

/**
 * Tells what a file is by its content: its name says what somebody called it.
 * @param head its first bytes, {@link headLength} or all of it
 */
export function recognise(head: Uint8Array): Recognised {
  if (archives.some((signature) => signature.every((byte, i) => head[i] === byte))) return 'spreadsheet';
  const text = textOf(head);
  if (text === undefined) return 'binary';
  const content = text.replace(/^\ufeff/, '').trimStart();
  if (content === '') return 'empty';
  if (content.startsWith('%PDF-') || (content.match(unprintable)?.length ?? 0) > content.length * mostUnprintable) return 'binary';
  if (/^begin:vcard\b/im.test(content)) return 'cards';
  if (/^\{[^\n]{0,200}"format"\s*:\s*"crm-elements-export"/.test(content)) return 'backup';
  // Records in JSON, pages and other markup: each would be read as one senseless column.
  return /^(?:[[{]\s*["{[\]}]|<(?:!doctype|\?xml|html|svg)\b)/i.test(content) ? 'other' : 'csv';
}
