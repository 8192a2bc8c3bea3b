import { expect } from 'chai';
import { read } from './cards.test-helper.js';

describe('parseVCards: what a contact keeps', () => {
  // Fails when a part of a name is lost, or put together otherwise than people write it.
  it('names', () => {
    const { contact } = read(
      ['N:Diaz,García;Ana,María;Luz;Dra.;PhD,MBA;Peña;III', 'NICKNAME:Ani,Anita', 'PRONOUNS;PREF=2:they/them', 'PRONOUNS;PREF=1:she/her'],
      '4.0',
    );
    expect(contact).to.deep.include({
      name: { prefix: 'Dra.', given: 'Ana María', additional: 'Luz', family: 'Diaz García Peña', suffix: 'PhD, MBA, III' },
      fullName: 'Dra. Ana María Luz Diaz García Peña PhD, MBA, III',
      nickname: 'Ani, Anita',
      pronouns: 'she/her',
    });
    expect(read(['N:Diaz Peña;Ana;;;;Peña;'], '4.0').contact.name).to.deep.equal({ given: 'Ana', family: 'Diaz Peña' });
    expect(read(['FN;DERIVED=TRUE:Nobody', 'N:Diaz;Ana;;;'], '4.0').contact.fullName).to.equal('Ana Diaz');
    expect(read(['N:Diaz, Jr.;Ana;;;', 'FN:Ana Diaz'], '2.1').contact.name).to.deep.equal({ given: 'Ana', family: 'Diaz, Jr.' });
  });

  // Fails when a telephone loses its number, extension, type, or which one is preferred.
  it('telephones', () => {
    const { contact, extras } = read(
      [
        'TEL;VALUE=uri;PREF=2;TYPE="voice,home":tel:+33-01-23-45-67',
        'TEL;VALUE=uri;PREF=1;TYPE=work,fax:TEL:+1-418-656-9254;ext=102',
        'TEL;TYPE=cell:+34 600 111 222 ext. 5',
        'TEL;TYPE=x-satellite:call me',
        'TEL:',
        'TEL;TYPE=text:1',
      ],
      '4.0',
    );
    expect(contact.phones).to.deep.equal([
      { raw: '+33-01-23-45-67', e164: '+3301234567', type: 'home' },
      { raw: '+1-418-656-9254', e164: '+14186569254', extension: '102', type: 'work fax', primary: true },
      { raw: '+34 600 111 222 ext. 5', e164: '+34600111222', extension: '5', type: 'mobile' },
      { raw: 'call me', type: 'x-satellite' },
      { raw: '1' },
    ]);
    expect(extras.map(({ line }) => line)).to.deep.equal([8]);
    expect(read(['TEL;WORK;VOICE:1', 'TEL;PREF;CELL:2'], '2.1').contact.phones).to.deep.equal([
      { raw: '1', type: 'work' },
      { raw: '2', type: 'mobile', primary: true },
    ]);
  });

  // Fails when a network is not known by its property, parameter, type or address.
  it('social profiles', () => {
    const { contact, extras } = read([
      'FN:Ana',
      'SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://example.social/@ana',
      'SOCIALPROFILE;SERVICE-TYPE=Some;USERNAME=ana:',
      'X-SOCIALPROFILE;type=twitter:http://twitter.com/ana',
      'X-SOCIALPROFILE;type=facebook;x-user=ana:http://facebook.com/ana',
      'IMPP;X-SERVICE-TYPE=Skype:skype:ana',
      'IMPP;TYPE=home:xmpp:ana@example.org',
      'SOCIALPROFILE:https://www.example.net/ana',
      'X-TWITTER:ana',
      'X-SKYPE-USERNAME:ana.diaz',
    ]);
    expect(contact.socials!.map(({ network, value }) => `${network} ${value}`)).to.deep.equal([
      'Mastodon https://example.social/@ana',
      'Some ana',
      'twitter http://twitter.com/ana',
      'facebook http://facebook.com/ana',
      'Skype skype:ana',
      'xmpp xmpp:ana@example.org',
      'example.net https://www.example.net/ana',
      'twitter ana',
      'skype ana.diaz',
    ]);
    // A user name beside an address, and the place.
    expect(extras.map(({ line }) => line)).to.deep.equal([7, 9]);
  });

  // Fails when a part of an address is lost, or an address that is only written for a label to stick on.
  it('addresses', () => {
    const { contact } = read(
      ['ADR;TYPE=work;PREF=1:PO 1;Floor 2;Main St\\; 1, Yard;Town;R;123;Spain', 'ADR;LABEL="1 Road\\nTown":;;;;;;'],
      '4.0',
    );
    expect(contact.addresses).to.deep.equal([
      { postOfficeBox: 'PO 1', extended: 'Floor 2', street: 'Main St; 1, Yard', locality: 'Town', region: 'R', postalCode: '123', country: 'Spain', type: 'work', primary: true },
      { street: '1 Road\nTown' },
    ]); // prettier-ignore
    expect(read(['LABEL;HOME;QUOTED-PRINTABLE:1 Road=0D=0ATown'], '2.1').contact.addresses).to.deep.equal([
      { street: '1 Road\nTown', type: 'home' },
    ]);
    // Components of RFC 9554 that only new programs know.
    expect(read(['ADR:;;Main St 1;Town;;;;;;;1;Main St;;;;;;'], '4.0').extras).to.have.length(1);
  });

  // Fails when a form of a date is not known, or when a date without a year becomes one with a year.
  it('birthdays', () => {
    const birthday = (line: string) => {
      const { contact, extras, issues } = read(['FN:Ana', line], '4.0');
      return contact.birthday ?? [...issues, extras.length];
    };
    for (const written of [
      '19850412',
      '1985-04-12',
      '1985-4-12',
      '1985/04/12',
      '19850412T102200',
      '1985-04-12T10:22:00-0800',
      '1985-04-12 10:22',
    ]) {
      expect(birthday(`BDAY:${written}`), written).to.equal('1985-04-12');
    }
    for (const written of ['--0412', '--04-12', '---12', '1985', '1985-04', '--04', '--0412T10']) {
      expect(birthday(`BDAY:${written}`), written).to.deep.equal(['4 birthday-partial', 1]);
    }
    expect(birthday('BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12')).to.deep.equal(['4 birthday-partial', 1]);
    expect(birthday('BDAY:1604-04-12')).to.equal('1604-04-12');
    for (const written of ['circa 1800', '1985-02-30', '00000000', '198504121', 'T102200']) {
      expect(birthday(`BDAY:${written}`), written).to.deep.equal(['4 birthday-unreadable', 1]);
    }
  });

  // Fails when a moment is read in another zone, or an impossible one at all.
  it('moments of revision', () => {
    const revisedAt = (text: string) => read(['FN:Ana', `REV:${text}`]).revisedAt;
    expect(revisedAt('19951031T222710Z')).to.equal('1995-10-31T22:27:10.000Z');
    expect(revisedAt('1995-10-31T22:27:10.5+01:30')).to.equal('1995-10-31T20:57:10.500Z');
    expect(revisedAt('19951031T222710-05')).to.equal('1995-11-01T03:27:10.000Z');
    expect(revisedAt('1997-11-15')).to.equal('1997-11-15T00:00:00.000Z');
    expect(revisedAt('1997-11-15T25:00:00Z')).to.equal(undefined);
    expect(revisedAt('yesterday')).to.equal(undefined);
  });

  // Fails when a preference is not followed, or when an offset is taken for a place.
  it('languages, zones, tags, ids', () => {
    const { contact, extras, issues } = read(
      [
        'FN:Ana',
        'LANG;PREF=2:en',
        'LANG;PREF=1:es-ES',
        'LANG:fr',
        'TZ:Europe/Madrid',
        'TZ:+0100',
        'CATEGORIES:a\\,b,c',
        'CATEGORIES: d ',
        'UID:urn:uuid:1',
        'UID:2',
      ],
      '4.0',
    );
    expect(contact).to.deep.include({
      languages: ['es-ES', 'en', 'fr'],
      timeZone: 'Europe/Madrid',
      tags: ['a,b', 'c', 'd'],
      externalIds: { vcard: 'urn:uuid:1' },
    });
    expect(extras.map(({ name, value }) => `${name} ${value}`)).to.deep.equal(['TZ +0100', 'UID 2']);
    expect(issues).to.deep.equal(['8 time-zone']);
    for (const zone of ['Madrid', '-05:00; EST', 'Raleigh/North America', '__proto__']) {
      expect(read(['FN:Ana', `TZ:${zone}`]).contact.timeZone, zone).to.equal(undefined);
    }
  });

  // Fails when names from a file reach a prototype, or are left out of what is kept beside.
  it('keeps properties with any name beside the contact', () => {
    const { extras, contact } = read(['FN:Ana', 'constructor:1', '__proto__:2', 'X-A;__proto__=3:4', 'toString.TEL:5']);
    expect(extras.map(({ name, value }) => `${name}=${value}`)).to.deep.equal(['CONSTRUCTOR=1', '__PROTO__=2', 'X-A=4']);
    expect(extras[2]!.params).to.deep.equal({ ['__PROTO__']: ['3'] });
    expect(contact.phones).to.deep.equal([{ raw: '5' }]);
  });
});
