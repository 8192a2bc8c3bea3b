import { contactSchema, newId, type Contact } from '@crm-elements/schema';
import { exampleRecord, textPaths, withValue } from '@crm-elements/schema/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { deep, propertyRuns, sharedData } from '../../../../tools/test-support.js';
import { fold, writtenVersions } from './card-writer.js';
import { formatVCards, type VCardSource } from './format-vcards.js';
import { parseVCards } from './parse-vcards.js';

const octets = (text: string) => new TextEncoder().encode(text).length;
const isWhole = (text: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)) === text;

/** The content lines of a file for a reader that takes anything for a line end that some program does. */
const paranoidLines = (file: string) => file.replaceAll('\r\n ', '').split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
const propertyNames = (file: string) =>
  paranoidLines(file)
    .filter((line) => line !== '')
    .map((line) => /^(?:item\d+\.)?([\w-]+)[;:]/.exec(line)?.[1] ?? `no property: ${line}`);

const example = exampleRecord(contactSchema) as Contact;

/** A contact, and what stands beside it, with one text in all its fields. */
function filledWith(text: string): VCardSource {
  const contact = textPaths(contactSchema).reduce((made, path) => withValue(made, path, text), example as unknown) as Contact;
  return {
    contact: { ...contact, id: newId(), photo: text, externalIds: { vcard: text } },
    companyName: text,
    companyUnits: [text],
    notes: [text],
  };
}

describe('fold', () => {
  // Fails when a line is longer than 75 octets, when a character is divided, or when unfolding gives something else.
  it('makes lines of 75 octets at most, and divides no character', () => {
    const pieces = fc.constantFrom('a', 'é', '漢', '😀', '\ufeff', ' ', '\t', 'abcdefghij'.repeat(8));
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (parts) => {
        const line = parts.join('');
        const folded = fold(line).split('\r\n');
        for (const part of folded) expect([octets(part) <= 75, isWhole(part)], part).to.deep.equal([true, true]);
        // No line has room for the first character of the next one.
        folded
          .slice(0, -1)
          .forEach((part, i) => expect(octets(part) + octets(String.fromCodePoint(folded[i + 1]!.codePointAt(1)!))).to.be.above(75));
        expect(folded.map((part, i) => (i === 0 ? part : part.slice(1))).join('')).to.equal(line);
        expect(folded.slice(1).every((part) => part.startsWith(' '))).to.equal(true);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('formatVCards', () => {
  const ana: VCardSource = {
    contact: {
      id: '01999999-9999-7999-8999-999999999999',
      name: { given: 'Ana', family: 'Diaz; Peña' },
      fullName: 'Ana Diaz, Peña',
      pronouns: 'she/her',
      emails: [{ value: 'ana@example.com', type: 'work', primary: true }],
      phones: ['+34 600 111 222', { raw: '600 111 223', e164: '+34600111223', extension: '5', type: 'mobile' }],
      urls: [{ value: 'https://example.com/a,b;c', type: 'Car; blue' }],
      socials: [{ network: 'LinkedIn', value: 'https://linkedin.example/in/ana' }],
      addresses: [{ street: '1 Road\nYard', country: 'Spain', type: 'home' }],
      birthday: '1985-04-12',
      languages: ['es'],
      timeZone: 'Europe/Madrid',
      tags: ['a,b', 'c'],
      updatedAt: '2026-01-02T03:04:05.678Z',
    },
    companyName: 'Acme, Ltd',
    companyUnits: ['Sales'],
    notes: ['Two\nlines'],
  };

  // Fails when a property is written otherwise than RFC 6350 has it.
  it('writes 4.0', () => {
    expect(formatVCards([ana], { version: '4.0' }).replaceAll('\r\n', '\n')).to.equal(`BEGIN:VCARD
VERSION:4.0
FN:Ana Diaz\\, Peña
N:Diaz\\; Peña;Ana;;;
PRONOUNS:she/her
ORG:Acme\\, Ltd;Sales
BDAY:19850412
LANG;PREF=1:es
TZ:Europe/Madrid
CATEGORIES:a\\,b,c
EMAIL;TYPE=work;PREF=1:ana@example.com
TEL:+34 600 111 222
TEL;TYPE=cell;VALUE=uri;X-CRM-RAW="600 111 223":tel:+34600111223;ext=5
item1.URL:https://example.com/a,b;c
item1.X-ABLabel:Car\\; blue
ADR;TYPE=home:;;1 Road\\nYard;;;;Spain
SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://linkedin.example/in/ana
NOTE:Two\\nlines
UID:urn:uuid:01999999-9999-7999-8999-999999999999
REV:20260102T030405Z
END:VCARD
`);
  });

  // Fails when something is written that RFC 2426 does not have, or what it asks for is missing.
  it('writes 3.0', () => {
    expect(formatVCards([ana], { version: '3.0' }).replaceAll('\r\n ', '').replaceAll('\r\n', '\n')).to.equal(`BEGIN:VCARD
VERSION:3.0
FN:Ana Diaz\\, Peña
N:Diaz\\; Peña;Ana;;;
X-PRONOUNS:she/her
ORG:Acme\\, Ltd;Sales
BDAY:1985-04-12
X-LANG;PREF=1:es
TZ;VALUE=text:Europe/Madrid
CATEGORIES:a\\,b,c
EMAIL;TYPE=internet,work,pref:ana@example.com
TEL:+34 600 111 222
TEL;TYPE=cell;X-CRM-RAW="600 111 223";X-CRM-E164="+34600111223";X-CRM-EXTENSION=5:600 111 223
item1.URL:https://example.com/a,b;c
item1.X-ABLabel:Car\\; blue
ADR;TYPE=home:;;1 Road\\nYard;;;;Spain
X-SOCIALPROFILE;SERVICE-TYPE=LinkedIn;TYPE=linkedin:https://linkedin.example/in/ana
NOTE:Two\\nlines
UID:urn:uuid:01999999-9999-7999-8999-999999999999
REV:2026-01-02T03:04:05.678Z
END:VCARD
`);
  });

  // Fails when a contact without a name makes a card that is not allowed, or gets one by being written and read.
  it('gives everybody an FN, and says when it is not their name', () => {
    const written = (contact: VCardSource['contact'], version: '3.0' | '4.0') => formatVCards([contact], { version });
    const contact = { emails: ['ana@example.com'] };
    expect(written(contact, '4.0')).to.contain('\r\nFN;DERIVED=true:ana@example.com\r\n');
    expect(written(contact, '3.0')).to.contain('\r\nFN;X-DERIVED=true:ana@example.com\r\nN:;;;;\r\n');
    expect(written({}, '4.0')).to.contain('\r\nFN;DERIVED=true:Unnamed contact\r\n');
    for (const version of writtenVersions) {
      expect(parseVCards(written(contact, version)).contacts[0]!.contact).to.deep.equal({
        emails: [{ value: 'ana@example.com', key: 'ana@example.com' }],
      });
    }
    expect(formatVCards([], { version: '4.0' })).to.equal('');
  });

  // Fails when what is the company's own business goes out with a card.
  it('keeps to itself what is not the person’s', () => {
    const secret = 'our-own-business';
    const fields = ['leadStatus', 'source', 'ownerId', 'companyId', 'mergedIntoId'];
    const contact = { ...example, fullName: 'Ana', needs: [secret], custom: { note: secret }, externalIds: { shop: secret }, ...Object.fromEntries(fields.map((field) => [field, secret])) }; // prettier-ignore
    for (const version of writtenVersions) expect(formatVCards([contact], { version })).not.to.contain(secret);
  });

  // Fails when a blob's key or a script is written as the address of a photo, or when bytes are said to be what they are not.
  it('writes photos of web addresses and of pixels only', () => {
    const photoLines = (source: VCardSource) =>
      paranoidLines(formatVCards([source], { version: '4.0' })).filter((line) => line.startsWith('PHOTO'));
    const contact = { fullName: 'Ana' };
    for (const photo of [
      '0123abc',
      'vbscript:msgbox(1)',
      'data:image/png;base64,AAAA',
      'https://example.com/a b',
      'https://example.com/\nTEL:1',
    ]) {
      expect(photoLines({ contact: { ...contact, photo } }), photo).to.deep.equal([]);
    }
    expect(photoLines({ contact: { ...contact, photo: 'https://example.com/a,b.png' } })).to.deep.equal([
      'PHOTO;VALUE=uri:https://example.com/a,b.png',
    ]);
    const svg = new TextEncoder().encode('<svg/>');
    expect(photoLines({ contact, photo: { mediaType: 'image/png', bytes: svg } })).to.deep.equal([]);
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff);
    expect(photoLines({ contact, photo: { mediaType: 'image/png\r\nTEL:1', bytes: jpeg } })).to.deep.equal([
      'PHOTO:data:image/jpeg;base64,/9j/',
    ]);
  });
});

describe('formatVCards: hostile texts', () => {
  const breaks = ['\r\n', '\n', '\r', '\n\r', '\v', '\f', '\0', '\x1a', '\x1b', '\x1c', '\x1d', '\x1e', '\x7f', '\u0085', '\u2028', '\u2029', '\ud800', '\udfff', '\\', '"', '^n', '=0A=', ',', ';', ':']; // prettier-ignore
  const own = breaks.flatMap((end) =>
    ['END:VCARD', 'BEGIN:VCARD', 'TEL:666', ' TEL:666', 'PHOTO;ENCODING=b:AAAA'].map((line) => `a${end}${line}${end}b`),
  );
  const shared: readonly (readonly [string, (file: string) => string[]])[] = [
    ['naughty-strings.json', (file) => JSON.parse(file) as string[]],
    ['links.json', (file) => JSON.parse(file) as string[]],
    ['csv-injection.json', (file) => JSON.parse(file) as string[]],
    ['xss-payloads.jsonl', (file) => file.trim().split('\n').map((line) => (JSON.parse(line) as { payload: string }).payload)],
  ]; // prettier-ignore

  /** A text that needs each of the escapes makes each of the properties there are. */
  const innocent = Object.fromEntries(
    writtenVersions.map((version) => [version, propertyNames(formatVCards([filledWith('Some text')], { version }))]),
  );

  function expectHarmless(texts: readonly string[]): void {
    for (const version of writtenVersions) {
      const allowed = new Map<string, number>();
      for (const name of [...innocent[version]!, 'PHOTO']) allowed.set(name, (allowed.get(name) ?? 0) + 1);
      for (const text of texts) {
        const file = formatVCards([filledWith(text)], { version });
        const found = new Map<string, number>();
        for (const name of propertyNames(file)) found.set(name, (found.get(name) ?? 0) + 1);
        for (const [name, count] of found) expect(count, `${name} of ${JSON.stringify(text)}`).to.be.at.most(allowed.get(name) ?? 0);
        for (const name of ['BEGIN', 'VERSION', 'FN', 'END']) expect(found.get(name), `${name} of ${JSON.stringify(text)}`).to.equal(1);
        expect(file.startsWith('BEGIN:VCARD\r\n') && file.endsWith('\r\nEND:VCARD\r\n')).to.equal(true);
        expect(/[^\P{Cc}\r\n\t\u0080-\u009f]|\p{Cs}/u.test(file), JSON.stringify(text)).to.equal(false);
        for (const line of file.split('\r\n')) expect(octets(line), line).to.be.at.most(75);
        expect(parseVCards(file).contacts, JSON.stringify(text)).to.have.length(1);
      }
    }
  }

  // Fails when any field, label, network or number lets a text out into a line of its own.
  it('cannot end a value, a card or a parameter', () => expectHarmless(own));

  for (const [name, textsOf] of shared) {
    // Fails as above, for texts that broke other programs.
    it(`cannot either: ${name}`, async function () {
      this.timeout(60_000);
      const file = await sharedData(`security/${name}`);
      if (file === undefined) return this.skip();
      // The long run takes all of them.
      const texts = textsOf(file);
      expectHarmless(texts.filter((_, i) => deep || texts.length < 1_000 || i % 5 === 0));
    });
  }
});
