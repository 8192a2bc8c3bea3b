import fc from 'fast-check';

/** Pieces of texts that mean something to a vCard, to Unicode, or to a program that reads either. */
const pieces = [
  '\r\nEND:VCARD\r\nBEGIN:VCARD\r\n', '\nTEL:666', '\rTEL:666', '\u0085TEL:666', '\u2028TEL:666', '\u2029TEL:666', '\vTEL:666', '\fTEL:666',
  '\0', '\x1b', '\x1c', '\x7f', '\u009f', '\ud800', '\udc00', ':', ';', ',', '.', '"', "'", '\\', '\\n', '\\N', '\\,', '\\;', '\\\\', '^', '^n', "^'", '^^',
  '=', '=0D=0A', '=\r\n', ' ', '  ', '\t', '\n', '\r', '$', '$&', '<', '_$!<Work>!$_', '😀', '👩‍👩‍👧', 'é', '漢', '\ufeff', '\u200b', '\u202e', '\u00a0',
  'x'.repeat(80), '漢'.repeat(30), '😀'.repeat(20), 'work', 'home', 'fax', 'cell', 'mobile', 'pref', 'voice', 'internet', 'text', 'work fax', 'fax work', 'Work',
  'tel:', '+34 600 111 222', '00', 'ext. 5', ';ext=5', '#1', 'https://example.com/a,b;c?d=e', 'xmpp:a@b.c', 'data:', '__proto__', 'item1.', 'TYPE=work', '-', '1',
]; // prettier-ignore

/** Texts of them, and any other. */
export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((found) => found.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const text = hostileText;
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const texts = fc.array(text, { maxLength: 3 });
const labelled = { type: text, primary: fc.boolean() };
const list = <Entry>(entry: fc.Arbitrary<Entry>) => fc.array(entry, { maxLength: 3 });
const entry = <Model extends Record<string, fc.Arbitrary<unknown>>, Key extends keyof Model>(model: Model, ...required: Key[]) =>
  list(fc.record({ ...labelled, ...model }, { requiredKeys: required as never[] })) as fc.Arbitrary<never[]>;

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const date = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

const address = { postOfficeBox: text, extended: text, street: text, locality: text, region: text, postalCode: text, country: text };
const contact = fc.record(
  {
    name: fc.record({ prefix: text, given: text, additional: text, family: text, suffix: text }, { requiredKeys: [] }),
    fullName: text,
    nickname: text,
    pronouns: text,
    photo: fc.webUrl(),
    emails: entry({ value: text }, 'value'),
    phones: entry({ raw: text, e164: fc.stringMatching(/^\+[1-9]\d{1,14}$/), extension: text }, 'raw'),
    urls: entry({ value: fc.oneof(text, fc.webUrl({ withQueryParameters: true })) }, 'value'),
    socials: list(fc.record({ network: text, value: text })),
    addresses: entry(address),
    jobTitle: text,
    role: text,
    birthday: date.map((day) => day.toISOString().slice(0, 10)),
    languages: texts,
    timeZone: fc.constantFrom('Europe/Madrid', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'),
    tags: texts,
    externalIds: text.map((uid) => ({ vcard: `uid-${uid}` })),
  },
  { requiredKeys: [] },
);
/** Contacts with what stands beside them, such as nobody would type and a file may hold. */
export const hostileSources = fc.record({
  contact,
  companyName: text,
  companyUnits: texts,
  photo: maybe(fc.uint8Array({ maxLength: 300 }).map((rest) => ({ mediaType: 'image/png', bytes: Uint8Array.from([...png, ...rest]) }))),
  revisedAt: maybe(date.map((at) => at.toISOString())),
  notes: texts.map((notes) => ['note', ...notes]),
});
