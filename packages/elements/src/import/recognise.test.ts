import { expect } from 'chai';
import { headLength, recognise, type Recognised } from './recognise.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array =>
  Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8])]);

const files: readonly [what: string, head: Uint8Array, recognised: Recognised][] = [
  ['a table', bytes('Name,E-Mail\nAna,ana@example.com'), 'csv'],
  ['a table in UTF-16, as a spreadsheet writes it', utf16('Name\tE-Mail\nAna\tana@example.com'), 'csv'],
  ['a table of one column', bytes('Name\nAna'), 'csv'],
  ['a table whose first cell is a formula', bytes('=1+1,b\n1,2'), 'csv'],
  ['a table whose first heading is in brackets', bytes('[Name],[E-Mail]\nAna,x'), 'csv'],
  ['a table with markup in a cell', bytes('Name\n<script>alert(1)</script>'), 'csv'],
  ['a vCard', bytes('BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana'), 'cards'],
  ['a vCard in small letters behind a mark and an empty line', bytes('\ufeff\n begin:vcard\n'.replace('\n ', '\n')), 'cards'],
  ['a vCard in UTF-16', utf16('BEGIN:VCARD\r\nVERSION:2.1\r\n'), 'cards'],
  ['an export of ours', bytes('{"format":"crm-elements-export","formatVersion":1}\n{"collection":"contacts"}'), 'backup'],
  ['an export of ours, written with spaces', bytes('{ "formatVersion": 1, "format": "crm-elements-export" }\n'), 'backup'],
  ['nothing', bytes(''), 'empty'],
  ['white space', bytes('\ufeff \r\n\t\n'), 'empty'],
  ['a workbook of today', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 20, 0, 6, 0]), 'spreadsheet'],
  ['a workbook of old', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'spreadsheet'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'binary'],
  ['a printed page', bytes('%PDF-1.7\n1 0 obj'), 'binary'],
  ['a program without zeros', Uint8Array.from({ length: 200 }, (_, i) => (i % 7) + 1), 'binary'],
  ['records in JSON', bytes('[{"name":"Ana"}]'), 'other'],
  ['one record in JSON', bytes('{"name":"Ana"}'), 'other'],
  ['a page', bytes('<!DOCTYPE html><html><body>'), 'other'],
  ['a drawing', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), 'other'],
];

describe('recognise', () => {
  for (const [what, head, recognised] of files) {
    // Fails when a file is told by its name, or taken for what cannot be read in it.
    it(`takes ${what} for ${recognised}`, () => {
      expect(recognise(head.subarray(0, headLength))).to.equal(recognised);
    });
  }
});
