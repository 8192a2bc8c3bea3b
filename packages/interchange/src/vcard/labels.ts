/** Types that every address or number of their kind has (RFC 2426, 3.2.1, 3.3.1, 3.3.2), and `pref`, which is kept as `primary`. */
const plain: ReadonlySet<string> = new Set(['pref', 'voice', 'internet', 'dom', 'intl', 'postal', 'parcel']);

/** What a telephone can do, which is no name for it. */
const features: ReadonlySet<string> = new Set(['msg', 'text', 'video']);

/** Where it is goes before what it is. */
const places: ReadonlySet<string> = new Set(['home', 'work', 'other']);

/** What vCard calls otherwise than people do. */
const mobile = { vCard: 'cell', ours: 'mobile' } as const;

/** The values of TYPE in lower case. Some programs put several into one pair of quotes. */
export const typeWords = (types: readonly string[]): string[] =>
  types.flatMap((type) => type.split(',')).map((type) => type.trim().toLowerCase());

/** Whether the types say more than a label can. */
export const hasFeatures = (types: readonly string[]): boolean => types.some((type) => features.has(type));

/**
 * The one label that a contact keeps for an address or a number: its types, the place first, such as `work fax`. `cell` is `mobile`.
 * `undefined` when they say nothing.
 */
export function labelOfTypes(types: readonly string[]): string | undefined {
  const telling = [...new Set(types)].filter((type) => type !== '' && !plain.has(type) && !features.has(type));
  const ordered = [...telling.filter((type) => places.has(type)), ...telling.filter((type) => !places.has(type))];
  return ordered.length === 0 ? undefined : ordered.map((type) => (type === mobile.vCard ? mobile.ours : type)).join(' ');
}

/** The text of an `X-ABLabel`. Those that Apple's programs translate themselves are written `_$!<Work>!$_`. */
export function customLabel(text: string): string | undefined {
  const known = text.startsWith('_$!<') && text.endsWith('>!$_') ? text.slice(4, -4).trim().toLowerCase() : undefined;
  return (known ?? text) || undefined;
}

/** The types that stand for a label; `undefined` when it can only be written as a label of its own. */
export function typesOfLabel(label: string): string[] | undefined {
  const types = label.split(' ').map((word) => (word === mobile.ours ? mobile.vCard : word));
  return types.every((type) => /^[a-z0-9-]{1,40}$/.test(type)) && labelOfTypes(types) === label ? types : undefined;
}
