/** A card in JSON (RFC 7095): properties as name, parameters, type of value, values. */
export type JCard = ['vcard', [string, Readonly<Record<string, string | string[]>>, string, ...unknown[]][], unknown[]];

const plain = ['pref', 'voice', 'internet', 'dom', 'intl', 'postal', 'parcel', 'msg', 'text', 'video'];

const typesOf = (type: string | string[] = []) => [type].flat().map((word) => word.toLowerCase());

/** Home or work first, and `cell` as people call it. */
function typeOf(type: string | string[] | undefined) {
  const words = typesOf(type).filter((word) => !plain.includes(word));
  const ordered = ['home', 'work']
    .filter((place) => words.includes(place))
    .concat(words.filter((word) => word !== 'home' && word !== 'work'));
  return ordered.length === 0 ? undefined : ordered.join(' ').replace('cell', 'mobile');
}

const join = (value: unknown, by: string) => [value].flat().join(by) || undefined;

function numberOf(value: string) {
  const [number = '', ...rest] = value.replace(/^tel:/, '').split(';ext=');
  const digits = number.replace(/\D/g, '');
  return { raw: value.startsWith('tel:') ? number : value, e164: /^\+/.test(number) ? `+${digits}` : undefined, extension: value.startsWith('tel:') ? rest[0] : undefined };
} // prettier-ignore

/** What a contact keeps of a card, told from its JSON. */
export function expectedOf([, properties]: JCard): { fields: object; hasName: boolean } {
  const all = (name: string) => properties.filter(([found]) => found === name);
  const text = (name: string) => all(name)[0]?.[3] as string | undefined;
  const list = (name: string, of: (value: unknown, type: string | undefined) => object) => {
    const found = all(name);
    const ranks = found.map(([, { pref, type }]) => (pref === undefined ? (typesOf(type).includes('pref') ? 1 : 101) : Number(pref)));
    const first = ranks.indexOf(Math.min(...ranks, 100));
    const entries = found.map(([, params, , value], index) => ({
      ...of(value, typeOf(params['type'])),
      ...(index === first && { primary: true }),
    }));
    return entries.length === 0 ? undefined : entries;
  };
  const texts = (name: string) => all(name).flatMap(([, , , ...values]) => values as string[]);
  const filled = <Value>(values: Value[]) => (values.length === 0 ? undefined : values);

  const [family, given, additional, prefix, suffix] = (all('n')[0]?.[3] ?? []) as unknown[];
  const name = {
    family: join(family, ' '),
    given: join(given, ' '),
    additional: join(additional, ' '),
    prefix: join(prefix, ' '),
    suffix: join(suffix, ', '),
  };
  const [companyName, ...units] = [all('org')[0]?.[3] ?? []].flat() as string[];
  const birthday = text('bday')?.slice(0, 10);
  const uid = text('uid');
  const fields = {
    fullName: text('fn'),
    name: all('n').length > 0 ? name : undefined,
    nickname: texts('nickname').join(', ') || undefined,
    photo: text('photo'),
    jobTitle: text('title'),
    role: text('role'),
    birthday: /^\d{4}-\d\d-\d\d$/.test(birthday ?? '') ? birthday : undefined,
    languages: filled(
      all('lang')
        .toSorted(([, a], [, b]) => Number(a['pref']) - Number(b['pref']))
        .map(([, , , tag]) => tag),
    ),
    tags: filled(texts('categories')),
    externalIds: uid === undefined ? undefined : { vcard: uid },
    emails: list('email', (value, type) => ({ value, key: (value as string).toLowerCase(), type })),
    phones: list('tel', (value, type) => ({ ...numberOf(value as string), type })),
    urls: list('url', (value, type) => ({ value, type })),
    socials: filled(all('impp').map(([, , , value]) => ({ network: (value as string).split(':')[0], value }))),
    addresses: list('adr', (value, type) => {
      const [postOfficeBox, extended, street, locality, region, postalCode, country] = (value as string[]).map((part) => part || undefined);
      return { postOfficeBox, extended, street, locality, region, postalCode, country, type };
    }),
    companyName,
    companyUnits: filled(units),
    revisedAt: text('rev')?.replace('Z', '.000Z'),
    notes: texts('note'),
  };
  return { fields, hasName: all('n').length > 0 };
}
