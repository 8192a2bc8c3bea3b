import { expect } from 'chai';
import { makeRecord, type Contact } from '@crm-elements/schema';
import { addressLines, isBlobKey, mailHref, phoneHref, phoneText, timeIn, waysTo, webHref, webText } from './contact-ways.js';

const run = (code: string, scheme = 'javascript') => `${scheme}:${code}`;

describe('ways to get in touch', () => {
  for (const [value, href] of [
    ['ana@example.com', 'mailto:ana@example.com'],
    ['ana+shop@example.com', 'mailto:ana%2Bshop@example.com'],
    ['a@b.example?bcc=c@d.example', 'mailto:a%40b.example%3Fbcc%3Dc@d.example'],
    ['a&subject=x@b.example', 'mailto:a%26subject%3Dx@b.example'],
    ['a b@c.example', undefined],
    ['a@b.example,c@d.example', undefined],
    ['@example.com', undefined],
    ['ana@', undefined],
    ['', undefined],
  ] as const) {
    it(`mails to ${value || 'nothing'}`, () => {
      // Fails when a part of an address becomes a header of the mail.
      expect(mailHref(value)).to.equal(href);
    });
  }

  for (const [phone, href] of [
    [{ raw: '+34 600 111 222', e164: '+34600111222' }, 'tel:+34600111222'],
    [{ raw: '+34 600 111 222 ext. 12', e164: '+34600111222', extension: '12' }, 'tel:+34600111222;ext=12'],
    [{ raw: '(030) 123-456' }, 'tel:030123456'],
    [{ raw: '030 123456 x12', extension: '12' }, 'tel:030123456;ext=12'],
    [{ raw: '*21*5550100#' }, undefined],
    [{ raw: run('alert(1)') }, undefined],
    [{ raw: '12' }, undefined],
    [{ raw: '+34 600', e164: '+34600111222', extension: '1;phone-context=evil' }, 'tel:+34600111222'],
  ] as const) {
    it(`calls ${phone.raw}`, () => {
      // Fails for a number that nobody wrote, or a code that a telephone would run.
      expect(phoneHref(phone)).to.equal(href);
    });
  }

  for (const [value, href] of [
    ['https://acme.example/team', 'https://acme.example/team'],
    ['acme.example', 'https://acme.example/'],
    [run('alert(1)'), undefined],
    [run('text/html,x', 'data'), undefined],
    ['mailto:a@b.example', undefined],
    ['user:pass@acme.example', undefined],
    ['https://user@acme.example', undefined],
    ['//acme.example', 'https:////acme.example'],
    ['acme', undefined],
    ['acme.example with words', undefined],
  ] as const) {
    it(`goes to ${value}`, () => {
      // Fails when another scheme than the web's passes.
      if (value.startsWith('//'))
        expect(webHref(value)).to.satisfy((found?: string) => found === undefined || found.startsWith('https://'));
      else expect(webHref(value)).to.equal(href);
    });
  }

  it('shows what people skip without it, and an extension once', () => {
    // Fails when the scheme of an address is shown, or an extension twice.
    expect(webText('https://www.acme.example/')).to.equal('acme.example');
    expect(phoneText({ raw: '030 1', extension: '12' })).to.equal('030 1 ext. 12');
    expect(phoneText({ raw: '030 1 x12', extension: '12' })).to.equal('030 1 x12');
    expect(phoneText({ raw: '', e164: '+491' })).to.equal('+491');
  });

  it('writes an address in lines', () => {
    // Fails when parts are joined in another order, or an empty line is left.
    expect(
      addressLines({ street: 'Calle Mayor 1', postalCode: '28013', locality: 'Madrid', region: 'MD', country: 'Spain' }),
    ).to.deep.equal(['Calle Mayor 1', '28013 Madrid, MD', 'Spain']);
    expect(addressLines({})).to.deep.equal([]);
  });

  it('puts the primary one first, and marks it among several only', () => {
    // Fails when the order is that of the record.
    const record = {
      ...makeRecord('contacts', {}),
      emails: [
        { value: 'a@x', key: 'a@x' },
        { value: 'b@x', key: 'b@x', primary: true },
      ],
      phones: [{ raw: '123', primary: true }],
    };
    expect(waysTo(record as unknown as Contact).map(({ text, primary }) => [text, primary])).to.deep.equal([
      ['b@x', true],
      ['a@x', false],
      ['123', false],
    ]);
  });

  it('tells the time where somebody is, if the place is known', () => {
    // Fails when the zone of the reader is taken, or a broken one throws.
    const noon = Date.UTC(2026, 0, 5, 12);
    expect(timeIn('Asia/Tokyo', 'en', noon)).to.match(/9:00/);
    expect(timeIn('Mars/Olympus', 'en', noon)).to.equal(undefined);
  });

  it('takes only a hash for a picture of the store', () => {
    // Fails when an address from an import is taken for a picture.
    expect(isBlobKey('0'.repeat(64))).to.equal(true);
    for (const photo of ['https://x.example/a.png', run('x'), 'blob:https://x/1', '', null, undefined])
      expect(isBlobKey(photo)).to.equal(false);
  });

  it('is quick over long hostile texts', () => {
    // Fails (by the time limit of the run) when an expression goes back over the text again and again.
    const long = '.'.repeat(100_000) + ' ';
    for (const text of [long, `${'x1'.repeat(50_000)}!`, `${'ext.'.repeat(25_000)}!`, '@'.repeat(100_000)]) {
      webHref(text);
      expect([mailHref(text), phoneHref({ raw: text, extension: '1' })]).to.deep.equal([undefined, undefined]);
    }
  });
});
