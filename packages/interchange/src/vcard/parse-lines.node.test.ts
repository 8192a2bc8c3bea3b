import { expect } from 'chai';
import { createEagerClock } from '../csv/eager-clock.test-helper.js';
import { bytes, card, codes, latin1, names, read } from './cards.test-helper.js';
import { parseVCards, readVCards } from './parse-vcards.js';

describe('parseVCards: lines', () => {
  // Fails when another line end is needed, when U+0085 or U+2028 end a line, or when a byte order mark stays in front of BEGIN.
  it('takes CR LF, LF and CR as line ends, and nothing else', () => {
    for (const end of ['\r\n', '\n', '\r']) {
      const file = card(['FN:Ana\u0085Diaz', 'NOTE:one\u2028TITLE:none'], '4.0').replaceAll('\r\n', end);
      for (const text of [file, `\ufeff${file}`, new TextEncoder().encode(`\ufeff${file}`)]) {
        const { contacts, issues } = parseVCards(text);
        expect(contacts.map(({ contact, notes }) => [contact.fullName, contact.jobTitle, notes])).to.deep.equal([
          ['Ana\u0085Diaz', undefined, ['one\u2028TITLE:none']],
        ]);
        expect(issues).to.deep.equal([]);
      }
    }
  });

  // Fails when a fold loses or adds a character: 3.0 and 4.0 add the white space, 2.1 folds at white space that is there.
  it('puts folded lines together, in 2.1 with the white space that they begin with', () => {
    const lines = ['FN:Ana Di', ' az', 'NOTE:an', '\texample', '  of', ' ', ' it'];
    expect(read(lines, '3.0')).to.deep.include({ notes: ['anexample ofit'] });
    expect(read(lines, '4.0').contact.fullName).to.equal('Ana Diaz');
    expect(read(lines, '2.1')).to.deep.include({ notes: ['an\texample  of  it'] });
    // Each card has its own rule.
    for (const version of ['4.0', null]) {
      expect(parseVCards(card(lines, '2.1') + card(lines, version)).contacts[1]!.contact.fullName).to.equal('Ana Diaz');
    }
  });

  // Fails when bytes are decoded before the line is whole: old programs fold within a character.
  it('puts a character together that a fold divides', () => {
    const [first, second] = new TextEncoder().encode('é');
    expect(names(bytes('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ren', [first!], '\r\n ', [second!], '\r\nEND:VCARD\r\n'))).to.deep.equal(['René']);
  });

  // Fails when indented cards, lower case, spaces or empty lines are not seen through.
  it('reads a card that is indented, in other cases and with empty lines', () => {
    const file = '  begin:vcard\n\n  version:3.0\n\n  Fn : Ana \n  Email;Type=Home: Ana@\n   Example.com \n  end:vcard \n';
    expect(parseVCards(file).contacts[0]!.contact).to.deep.include({
      fullName: 'Ana',
      emails: [{ value: 'Ana@Example.com', key: 'ana@example.com', type: 'home' }],
    });
  });

  // Fails when groups are taken for a part of the name, or when a label goes to another group.
  it('reads groups in any case, with the labels of Apple', () => {
    const { contact, extras } = read([
      'FN:Ana',
      'item1.TEL;type=pref:1',
      'ITEM1.X-ABLabel:_$!<Work>!$_',
      'item2.TEL;TYPE=CELL:2',
      'item2.X-ABLABEL:Car\\, blue',
      'item3.ORG:Acme',
      'item3.X-ABLabel:Boss',
      'item9.X-ABLabel:nothing',
    ]);
    expect(contact.phones).to.deep.equal([
      { raw: '1', type: 'work', primary: true },
      { raw: '2', type: 'Car, blue' },
    ]);
    // A label of what has none in a contact, types beside a label, a label of nothing: kept.
    expect(extras.map(({ line, name, label }) => [line, name, label])).to.deep.equal([
      [6, 'TEL', 'Car, blue'],
      [8, 'ORG', 'Boss'],
      [10, 'X-ABLABEL', undefined],
    ]);
  });
});

describe('parseVCards: encodings', () => {
  // Fails when soft line breaks, their odd place in Outlook's cards, lower-case digits, or stray equals signs are not understood.
  it('undoes quoted-printable with soft line breaks', () => {
    const lines = [
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB =4=',
      '=c3=a1',
      'NOTE;QUOTED-PRINTABLE:one=0D=0A=',
      'TITLE:two=0D=',
      '=0Athree 100% = 5=ZZ=',
      'URL:http://example.com/?a=',
    ];
    const { contact, notes } = read(lines, '2.1');
    expect(contact.fullName).to.equal('Zoë =4á');
    expect(notes).to.deep.equal(['one\nTITLE:two\nthree 100% = 5=ZZURL:http://example.com/?a']);
    expect(contact.jobTitle).to.equal(undefined);
  });

  // Fails when a soft line break in the last value eats the end of the card.
  it('ends a card in spite of a soft line break before its end', () => {
    expect(names(card(['FN;QUOTED-PRINTABLE:Ana='], '2.1') + card(['FN:Bo']))).to.deep.equal(['Ana', 'Bo']);
  });

  // Fails when CHARSET is not looked at, or when bytes without one are not told apart by what they can be.
  it('decodes UTF-8, ISO-8859-1, Windows-1252, Shift JIS and UTF-16', () => {
    const quoted = (charset: string, text: string) => card([`FN;CHARSET=${charset};ENCODING=QUOTED-PRINTABLE:${text}`], '2.1');
    expect(names(quoted('iso-8859-1', 'Jos=E9'))).to.deep.equal(['José']);
    expect(names(quoted('WINDOWS-1252', '=80 Jos=E9'))).to.deep.equal(['€ José']);
    expect(names(quoted('SHIFT_JIS', '=83\\=83g'))).to.deep.equal(['ソト']);
    expect(names(quoted('no-such', 'Jos=C3=A9'))).to.deep.equal(['José']);
  });

  // Fails when one card in another encoding spoils the others, or when a guess is not said.
  it('decodes cards in different encodings in one file, and says where it had to guess', () => {
    const file = bytes(card(['FN:José']), [...latin1(card(['FN;CHARSET=ISO-8859-1:Zo\xeb'], '2.1'))], [...latin1(card(['FN:Jos\xe9']))]);
    expect(names(file)).to.deep.equal(['José', 'Zoë', 'José']);
    expect(codes(file)).to.deep.equal(['3:11 encoding']);
  });

  // Fails when UTF-16, which old address books of Apple write, is taken for bytes.
  it('reads UTF-16 with and without a byte order mark', () => {
    const text = card(['FN:José']);
    const wide = (isLittle: boolean) => Array.from(text).flatMap((char) => (isLittle ? [char.charCodeAt(0), 0] : [0, char.charCodeAt(0)]));
    for (const file of [[0xff, 0xfe, ...wide(true)], [0xfe, 0xff, ...wide(false)], wide(true), wide(false)]) {
      expect(names(Uint8Array.from(file))).to.deep.equal(['José']);
    }
  });

  // Fails when an escape is undone that is none in its version, or not undone where it is.
  it('undoes the escapes of each version', () => {
    const lines = ['FN:A\\, B\\; C\\: D', 'NOTE:C:\\new\\\\n\\N.', 'ORG:Acme\\; Sons, Ltd;Sales\\, South;'];
    expect(read(lines, '2.1')).to.deep.include({
      notes: ['C:\\new\\\\n\\N.'],
      companyName: 'Acme; Sons, Ltd',
      companyUnits: ['Sales, South'],
    });
    for (const version of ['3.0', '4.0']) {
      const found = read(lines, version);
      expect(found).to.deep.include({ notes: ['C:\new\\n\n.'], companyName: 'Acme; Sons, Ltd', companyUnits: ['Sales, South'] });
      expect(found.contact.fullName).to.equal('A, B; C: D');
    }
  });

  // Fails when quotes do not protect, when one that never ends eats the line, or when RFC 6868 is undone in 2.1 or not in the others.
  it('reads parameters in quotes and with carets', () => {
    const types = (line: string, version?: string) => read([line], version).contact.phones?.[0];
    expect(types('TEL;TYPE="home,fax";X-A="a:b;c,d":1')).to.deep.equal({ raw: '1', type: 'home fax' });
    expect(types('TEL;TYPE="home:1')).to.deep.equal({ raw: '1', type: 'home' });
    const params = (version: string) => read(["NOTE;X-A=^n^'^^^x:1"], version).extras[0]!.params;
    expect(params('4.0')).to.deep.equal({ 'X-A': ['\n"^^x'] });
    expect(params('3.0')).to.deep.equal({ 'X-A': ['\n"^^x'] });
    expect(params('2.1')).to.deep.equal({ 'X-A': ["^n^'^^^x"] });
  });
});

describe('parseVCards: cards of a file', () => {
  // Fails when a card without an end eats the next one, or when the file's end does.
  it('keeps cards apart that have no end', () => {
    const file = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nBEGIN:VCARD\nVERSION:3.0\nFN:Bo\n';
    expect(names(file)).to.deep.equal(['Ana', 'Bo']);
    expect(codes(file)).to.deep.equal(['1:1 missing-end', '2:4 missing-end']);
  });

  // Fails when a nested card becomes the contact, ends it, or is lost.
  it('keeps the nested card of an agent as text', () => {
    const nested = ['BEGIN:VCARD', 'VERSION:2.1', 'FN:Agent', 'AGENT:', 'BEGIN:VCARD', 'FN:Agent of agent', 'END:VCARD', 'END:VCARD'];
    for (const agent of [
      ['AGENT:', ...nested],
      [`AGENT:${nested[0]}`, ...nested.slice(1)],
    ]) {
      const { contact, extras, issues } = read(['FN:Ana', ...agent, 'TITLE:Boss'], '2.1');
      expect(contact).to.deep.include({ fullName: 'Ana', jobTitle: 'Boss' });
      expect(extras.map(({ name, value }) => [name, value])).to.deep.equal([['AGENT', nested.join('\n')]]);
      expect(issues).to.deep.equal(['4 nested-card']);
    }
    const cut = 'BEGIN:VCARD\nVERSION:2.1\nFN:Ana\nAGENT:\nBEGIN:VCARD\nFN:Agent\n';
    expect(names(cut + card(['FN:Bo']))).to.deep.equal(['Ana', 'Bo']);
  });

  // Fails when what cannot be taken is not said, or said more than once.
  it('says what it could not take', () => {
    expect(codes('')).to.deep.equal(['0:1 no-card']);
    expect(codes('hello\nworld\n')).to.deep.equal(['0:1 outside-card', '0:1 no-card']);
    expect(codes(`${card(['FN:Ana'])}TEL:1\nTEL:2\nEND:VCARD\n${card(['FN:Bo'])}`)).to.deep.equal(['0:5 outside-card']);
    expect(codes(card(['FN:Ana', 'no colon', ':no name', 'a b:c']))).to.deep.equal([
      '1:4 unreadable-line',
      '1:5 unreadable-line',
      '1:6 unreadable-line',
    ]);
    expect(codes(card(['FN:Ana'], null))).to.deep.equal(['1:1 version']);
    expect(codes(card(['FN:Ana'], '9'))).to.deep.equal(['1:1 version']);
    expect(codes(card(['UID:1', 'N:;;;;', 'GENDER:F']))).to.deep.equal(['1:1 empty-card']);
    expect(codes(card(['FN:All', 'KIND:group'], '4.0'))).to.deep.equal(['1:4 not-a-person']);
    expect(codes(card(['FN:Acme', 'X-ABShowAs:COMPANY']))).to.deep.equal(['1:4 not-a-person']);
    expect(parseVCards(card(['FN:Ana', 'x'.repeat(5_000)])).issues[0]!.value).to.have.length(1_001);
  });

  // Fails when a limit is not kept, or kept in silence.
  it('keeps its limits and says so', () => {
    const three = card(['FN:Ana', 'TEL:1', 'TEL:2']).repeat(3);
    const told = (limits: object) => {
      const { contacts, issues } = parseVCards(three, limits);
      return [contacts.length, ...issues.map(({ code, line }) => `${line} ${code}`)];
    };
    expect(told({ maxBytes: three.length })).to.deep.equal([3]);
    expect(told({ maxBytes: three.length - 1 })).to.deep.equal([0, '1 file-too-large']);
    expect(told({ maxCards: 3 })).to.deep.equal([3]);
    expect(told({ maxCards: 2 })).to.deep.equal([2, '13 too-many-cards']);
    expect(told({ maxProperties: 3 })).to.deep.equal([3]);
    expect(told({ maxProperties: 2 })).to.deep.equal([3, '5 too-many-properties', '11 too-many-properties', '17 too-many-properties']);
    const { issues } = parseVCards(card(['no colon', 'FN:Ana']).repeat(1_500));
    expect(issues).to.have.length(1_001);
    expect(issues.at(-1)).to.deep.include({ code: 'more-issues', value: '500' });
  });
});

describe('readVCards', () => {
  const file = Array.from({ length: 40 }, (_, i) => card([`FN:Person ${i}`, 'X-ODD', `EMAIL:p${i}@example.com`], '4.0')).join('');

  // Fails when a slice ends the file, something is read otherwise, or the page never has its turn.
  it('reads what parseVCards does, and leaves the page its turn', async () => {
    const clock = createEagerClock();
    expect(await readVCards(file, { clock, maxCards: 30 })).to.deep.equal(parseVCards(file, { maxCards: 30 }));
    expect(clock.pauses).to.be.at.least(29);
  });

  // Fails when it goes on although nobody waits for it any more.
  it('can be cancelled', async () => {
    const ending = new AbortController();
    let pauses = 0;
    const clock = createEagerClock((pause) => {
      pauses = pause;
      if (pause === 5) ending.abort();
    });
    const code = await readVCards(file, { clock, signal: ending.signal }).catch((error: { code: string }) => error.code);
    expect([code, pauses]).to.deep.equal(['ABORTED', 5]);
  });
});
