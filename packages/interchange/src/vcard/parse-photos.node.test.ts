import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { card, read } from './cards.test-helper.js';
import { parseVCards } from './parse-vcards.js';

describe('parseVCards: photos', () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  // As large as a phone's, every byte of it telling where it stands.
  const large = Buffer.concat([
    png.subarray(0, 8),
    Buffer.from(Uint32Array.from({ length: 30_000 }, (_, i) => Math.imul(i, 2_654_435_761)).buffer),
  ]);
  const hash = (photo: Uint8Array) => createHash('sha256').update(photo).digest('hex');
  const folded = (line: string, indent: string, width = 74) => line.replace(new RegExp(`.{${width}}(?=.)`, 'g'), `$&\r\n${indent}`);

  const written: readonly (readonly [string, string, (base64: string) => string])[] = [
    [
      '2.1, indented and with an empty line behind it, as Outlook does',
      '2.1',
      (base64) => `PHOTO;PNG;ENCODING=BASE64:\r\n    ${folded(base64, '    ')}\r\n\r\n`,
    ],
    ['2.1, in lines that are not folded', '2.1', (base64) => `PHOTO;ENCODING=BASE64;TYPE=JPEG:\r\n${folded(base64, '', 76)}\r\n`],
    ['3.0, folded', '3.0', (base64) => folded(`PHOTO;ENCODING=b;TYPE=JPEG:${base64}`, ' ')],
    ['3.0, without padding', '3.0', (base64) => `photo;type=jpeg;encoding=B:${base64.replace(/=+$/, '')}`],
    ['4.0, as an address', '4.0', (base64) => folded(`PHOTO:data:image/png;base64,${base64}`, ' ')],
    ['4.0, as an address with escapes', '4.0', (base64) => `PHOTO:data:image/png\\;base64\\,${base64}`],
  ];
  for (const [how, version, line] of written) {
    // Fails when a byte of a photo is lost, or when the type is believed that the card says.
    it(`takes photos byte for byte: ${how}`, () => {
      for (const bytesOfPhoto of [png, large]) {
        const { photo, contact, extras, issues } = read(['FN:Ana', line(bytesOfPhoto.toString('base64')), 'TITLE:Boss'], version);
        expect([photo?.mediaType, photo?.bytes.length, photo && hash(photo.bytes)]).to.deep.equal([
          'image/png',
          bytesOfPhoto.length,
          hash(bytesOfPhoto),
        ]);
        expect(contact.jobTitle).to.equal('Boss');
        expect([extras, issues]).to.deep.equal([[], []]);
      }
    });
  }

  // Fails when something that could run scripts, or is no picture, is taken for a photo.
  it('refuses what is no picture made of pixels, whatever it says it is', () => {
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    for (const content of [
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      '<!doctype html><script>alert(1)</script>',
      'text',
      '%PDF-1.7',
    ]) {
      const { photo, contact, issues } = read(['FN:Ana', `PHOTO;ENCODING=b;TYPE=PNG:${base64(content)}`]);
      expect([photo, contact.photo, issues], content).to.deep.equal([undefined, undefined, ['4 photo-refused']]);
    }
    for (const address of ['data:image/svg+xml,<svg/>', `data:image/png;base64,${base64('<svg onload="alert(1)"/>')}`]) {
      expect(read(['FN:Ana', `PHOTO:${address}`], '4.0').issues, address).to.deep.equal(['4 photo-refused']);
    }
    expect(read(['FN:Ana', 'PHOTO;ENCODING=b:iVBORw0K!!!!']).issues).to.deep.equal(['4 photo-unreadable']);
  });

  // Fails when the address of a photo could be anything but a web address, or when one address hides the photo itself.
  it('keeps web addresses, and a photo beside them', () => {
    const { contact, photo, extras, issues } = read([
      'PHOTO;VALUE=uri:https://example.com/a.png',
      `PHOTO;ENCODING=b:${png.toString('base64')}`,
      'PHOTO;VALUE=uri:https://example.com/b.png',
      'FN:Ana',
    ]);
    expect([contact.photo, photo?.bytes.length, extras.length, issues]).to.deep.equal(['https://example.com/a.png', png.length, 1, []]);
    for (const address of ['vbscript:msgbox(1)', 'file:///etc/passwd', 'CID:1', '//evil.example/x']) {
      const found = read(['FN:Ana', `PHOTO;VALUE=uri:${address}`]);
      expect([found.contact.photo, found.issues, found.extras.length], address).to.deep.equal([undefined, ['4 photo-address'], 1]);
    }
  });

  // Fails when a photo one byte too long is taken, or one that is just within the limit is not.
  it('takes photos up to a limit', () => {
    const taken = (maxPhotoBytes: number) => {
      const { contacts, issues } = parseVCards(card(['FN:Ana', `PHOTO;ENCODING=b:${png.toString('base64')}`]), { maxPhotoBytes });
      return [contacts[0]!.photo !== undefined, ...issues.map(({ code }) => code)];
    };
    expect(taken(png.length + 1)).to.deep.equal([true]);
    expect(taken(png.length)).to.deep.equal([true]);
    expect(taken(png.length - 1)).to.deep.equal([false, 'photo-too-large']);
    expect(taken(1)).to.deep.equal([false, 'photo-too-large']);
  });
});
