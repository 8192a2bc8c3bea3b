// How a text must look to pass for an address of some kind. They keep out what is certainly none: what lies beyond, only the one who is
// written to or called knows.

/** One sign on either side of an @, no blank. */
export function isEmailText(text: string): boolean {
  const at = text.indexOf('@');
  return at > 0 && at === text.lastIndexOf('@') && at < text.length - 1 && !/[\s,;<>]/.test(text);
}

/** Three digits of any script at least, 100 characters at most. */
export const isPhoneText = (text: string): boolean => text.length <= 100 && text.normalize('NFKC').replace(/\P{Nd}/gu, '').length >= 3;

/** An address of http or https, or a name with a dot in it, without a blank, a name or a password. */
export function isWebText(text: string): boolean {
  const scheme = /^https?:\/\//i.exec(text)?.[0] ?? '';
  const [host = ''] = text.slice(scheme.length).split(/[/?#]/, 1);
  return !/[\s\p{C}]/u.test(text) && /^[^.:@[\]]+(?:\.[^.:@[\]]+)+\.?(?::\d{1,5})?$/.test(host);
}
