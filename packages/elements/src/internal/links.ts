const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:', 'tel:']);

// Control characters, blanks, and those that turn the direction of a text around: a link must lead where it seems to.
// eslint-disable-next-line no-control-regex
const disguise = /[\u0000-\u0020\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]/;

/** `rel` of every link that people wrote. */
export const foreignRel = 'noopener noreferrer nofollow ugc';

/**
 * The one gate through which every address goes that becomes a link: https, http, mailto and tel, with no name or password in it and no
 * character that disguises it. Anything else is undefined and shown as plain text.
 */
export function safeHref(address: string): string | undefined {
  const trimmed = address.trim();
  if (trimmed === '' || disguise.test(trimmed)) return undefined;
  let url: URL;
  try {
    // Without a base: what is not absolute is no address of elsewhere.
    url = new URL(trimmed);
  } catch {
    return undefined;
  }
  if (!schemes.has(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  if ((url.protocol === 'https:' || url.protocol === 'http:') && url.hostname === '') return undefined;
  return url.href;
}

/**
 * The address of a record in the host's own routes: `{id}` of a template such as `/deals/{id}` filled in. The template is the page's own,
 * so it may be relative; what scripts could hide in is refused all the same.
 */
export function recordHref(template: string | undefined, id: string): string | undefined {
  if (!template) return undefined;
  const address = template.replaceAll('{id}', encodeURIComponent(id));
  try {
    return ['https:', 'http:'].includes(new URL(address, document.baseURI).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
