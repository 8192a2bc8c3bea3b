import { expect } from 'chai';
import fc from 'fast-check';
import { isInlineSafe, sniffMediaType } from './media-type.js';
import { propertyRuns } from '../../../tools/test-support.js';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string, little: boolean) => bytes((little ? '\xff\xfe' : '\xfe\xff') + [...text].map((letter) => (little ? `${letter}\0` : `\0${letter}`)).join(''));
const ftyp = (major: string, ...brands: string[]) => bytes(`\0\0\0${String.fromCharCode(16 + brands.length * 4)}ftyp${major}\0\0\0\0${brands.join('')}…mdat`);

describe('sniffMediaType', () => {
  const cases: readonly (readonly [string, Uint8Array, string, string?])[] = [
    ['PNG', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png'], ['JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'], ['GIF', bytes('GIF89a\x01\0'), 'image/gif'], ['old GIF', bytes('GIF87a\x01\0'), 'image/gif'],
    ['WebP', bytes('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp'], ['AVIF', ftyp('avif', 'mif1'), 'image/avif'], ['AVIF by a compatible brand', ftyp('mif1', 'miaf', 'avif'), 'image/avif'], ['AVIF sequence', ftyp('avis'), 'image/avif'],
    ['MP4', ftyp('isom', 'mp42'), 'application/octet-stream'], ['HEIC', ftyp('heic', 'mif1'), 'application/octet-stream'], ['WAV', bytes('RIFF\x24\0\0\0WAVEfmt '), 'application/octet-stream'],
    ['PDF', bytes('%PDF-1.7\n%\xe2\xe3'), 'application/pdf'], ['ZIP', bytes('PK\x03\x04\x14\0'), 'application/zip'], ['empty ZIP', bytes('PK\x05\x06\0\0'), 'application/zip'],
    ['Word document', bytes('PK\x03\x04\x14\0'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Offer.DOCX'],
    ['text', bytes('Hello\r\n\tworld'), 'text/plain'], ['UTF-8 text', new TextEncoder().encode('Grüße 😀'), 'text/plain'], ['UTF-16 text', utf16('Hello', true), 'text/plain'], ['an empty file', bytes(''), 'text/plain'],
    ['CSV', bytes('a,b\n1,2'), 'text/csv', 'list.csv'], ['vCard', bytes('BEGIN:VCARD'), 'text/vcard', 'ada.vcf'], ['text with a smaller sign', bytes('1 < 2'), 'text/plain'], ['text that begins with one', bytes('< 2'), 'text/plain'],
    ['bytes', bytes('\0\x01\x02'), 'application/octet-stream'], ['a program', bytes('MZ\x90\0\x03'), 'application/octet-stream'], ['a script', bytes('#!/bin/sh\n'), 'text/plain'],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml'], ['SVG with a declaration', bytes('\n <?xml version="1.0"?>\n<!-- x -->\n<svg/>'), 'image/svg+xml'], ['SVG with a prefix', bytes('<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
    ['SVG in UTF-16', utf16('<svg onload=alert(1)>', false), 'image/svg+xml'], ['HTML', bytes('<!DOCTYPE html><title>x'), 'text/html'], ['HTML after a byte order mark and white space', bytes('\xef\xbb\xbf \t\r\n<HtMl>'), 'text/html'],
    ['a lone script', bytes('<script>alert(1)</script>'), 'text/html'], ['any tag', bytes('<img src=x onerror=alert(1)>'), 'text/html'], ['a comment before', bytes('<!-- --><script>'), 'text/html'], ['HTML in UTF-16', utf16('<html>', true), 'text/html'],
    ['XML', bytes('<?xml version="1.0"?><feed/>'), 'application/xml'], ['XHTML', bytes('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'), 'text/html'],
  ];
  for (const [what, file, type, name] of cases) it(`knows ${what}`, () => expect(sniffMediaType(file, name)).to.equal(type));

  it('does not believe a name', () => {
    expect(sniffMediaType(bytes('<svg onload=alert(1)>'), 'photo.png')).to.equal('image/svg+xml');
    expect(sniffMediaType(bytes('<script>'), 'list.csv')).to.equal('text/html');
    expect(sniffMediaType(bytes('MZ\0'), 'photo.jpg')).to.equal('application/octet-stream');
    expect(sniffMediaType(bytes('\x89PNG\r\n\x1a\n'), 'page.html')).to.equal('image/png');
    for (const name of ['x.constructor', '__proto__', 'x.toString', '.csv.', 'csv/']) expect(sniffMediaType(bytes('a'), name), name).to.equal('text/plain');
  });

  it('reads a part of a larger buffer', () => {
    const all = new Uint8Array([1, 2, 3, ...ftyp('avif'), 9]);
    expect(sniffMediaType(all.subarray(3, all.length - 1))).to.equal('image/avif');
  });

  it('takes any bytes, cut anywhere', () => {
    fc.assert(fc.property(fc.constantFrom(...cases.map(([, file]) => file)), fc.nat(), fc.uint8Array({ maxLength: 40 }), (file, cut, more) => {
      expect(sniffMediaType(new Uint8Array([...file.subarray(0, cut % (file.length + 1)), ...more]))).to.match(/^[a-z]+\/[a-z.+-]+$/);
    }), { numRuns: propertyRuns(300) });
  });

  it('looks at the beginning of a file only', () => {
    expect(sniffMediaType(bytes(`${'x'.repeat(1_000_000)}\0`))).to.equal('text/plain');
    expect(sniffMediaType(bytes('<a'.repeat(500_000)))).to.equal('text/html');
  });
});

describe('isInlineSafe', () => {
  it('is true for pictures made of pixels only', () => {
    for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']) expect(isInlineSafe(type), type).to.equal(true);
    for (const type of ['image/svg+xml', 'text/html', 'application/xml', 'application/pdf', 'text/plain', 'application/octet-stream', 'image/heic', '', 'IMAGE/PNG', 'image/png; x']) expect(isInlineSafe(type), type).to.equal(false);
  });

  it('is false for whatever begins like a page', () => {
    const start = fc.constantFrom('<', '  <', '\n\t<', '\xef\xbb\xbf<', '<?xml', '<!--', '<svg', '<!doctype');
    fc.assert(fc.property(start, fc.string({ unit: 'binary' }), (first, rest) => {
      expect(isInlineSafe(sniffMediaType(new TextEncoder().encode(first + rest), 'x.png'))).to.equal(false);
    }), { numRuns: propertyRuns(300) });
  });
});
