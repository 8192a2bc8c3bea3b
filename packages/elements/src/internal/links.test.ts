/* eslint-disable no-script-url -- they are what must not pass */
import { expect } from 'chai';
import { recordHref, safeHref } from './links.js';

describe('safeHref', () => {
  const taken: [string, string][] = [
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['http://example.com', 'http://example.com/'],
    ['HTTPS://EXAMPLE.COM/', 'https://example.com/'],
    ['mailto:ana@example.com', 'mailto:ana@example.com'],
    ['tel:+34600111222', 'tel:+34600111222'],
    ['  https://example.com/  ', 'https://example.com/'],
    ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
  ];
  for (const [address, href] of taken) {
    it(`takes ${address}`, () => {
      // Fails when a scheme leaves the list, blanks around an address count as a disguise, or it comes back as it was written.
      expect(safeHref(address)).to.equal(href);
    });
  }

  const refused = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://example.com/x',
    'file:///etc/passwd',
    'ftp://example.com/',
    '//example.com',
    '/relative',
    'example.com',
    '',
    ' ',
    'https://user:secret@example.com/',
    'https://paypal.com@evil.example/',
    'https://example.com/\u202Egnp.exe',
    'https://exam\u200Bple.com/',
    'https://',
    'view-source:https://example.com',
    'intent://x#Intent;end',
  ];
  for (const address of refused) {
    it(`refuses ${JSON.stringify(address)}`, () => {
      // Fails when schemes are looked for rather than parsed, relative addresses get a base, or a name, password or disguise passes.
      expect(safeHref(address)).to.equal(undefined);
    });
  }
});

if (typeof document !== 'undefined') {
  describe('recordHref', () => {
    it('fills the id into a template, escaped', () => {
      // Fails when an id is put in as it is, so that a slash or question mark in it changes the route.
      expect(recordHref('/deals/{id}', 'a/b?c')).to.equal('/deals/a%2Fb%3Fc');
    });
    it('is undefined without a template', () => {
      // Fails when a host without routes gets links to nowhere instead of buttons.
      expect(recordHref(undefined, 'a')).to.equal(undefined);
    });
    it('refuses what runs', () => {
      // Fails when the scheme of a template is not looked at, because it is the page's own.
      expect(recordHref('javascript:alert("{id}")', 'a')).to.equal(undefined);
    });
  });
}
