import type { ReadContact } from './read-contact.js';

const email = (value: string, type?: string, primary?: boolean) => ({
  value,
  key: value.toLowerCase(),
  ...(type !== undefined && { type }),
  ...(primary && { primary }),
});
const phone = (raw: string, type?: string) => ({ raw, ...(type !== undefined && { type }) });

/** The seven parts in the order of ADR, with bars between them. */
function address(text: string, type?: string) {
  const names = ['postOfficeBox', 'extended', 'street', 'locality', 'region', 'postalCode', 'country'];
  const parts = text.split(' | ').map((part, index) => [names[index]!, part.trim()] as const);
  return { ...Object.fromEntries(parts.filter(([, part]) => part !== '')), ...(type !== undefined && { type }) };
}

interface Expected {
  contacts: (Partial<Pick<ReadContact, 'companyName' | 'companyUnits' | 'revisedAt'>> & {
    contact: object;
    notes: string[];
    /** Line and name of what a contact does not keep, with its label. */
    extras: string[];
  })[];
  /** Card, line and code. */
  issues: string[];
}

/** What the cards of the shared test data say. */
export const sharedCards: Readonly<Record<string, Expected>> = {
  'ez-vcard/fullcontact.vcf': {
    contacts: [
      {
        contact: {
          nickname: 'NickName',
          socials: [
            { network: 'GTalk', value: 'xmpp:gtalk' },
            { network: 'Skype', value: 'skype:skype' },
            { network: 'Yahoo', value: 'ymsgr:yahoo' },
            { network: 'AIM', value: 'aim:aim' },
            { network: 'Jabber', value: 'xmpp:jabber' },
            { network: 'Other', value: 'other:other' },
            { network: 'CustomTYPE', value: 'customtype:custom' },
          ],
          tags: ['Tag'],
          name: { prefix: 'Prefix', given: 'FirstName', additional: 'MiddleName', family: 'LastName', suffix: 'Suffix' },
          fullName: 'Prefix FirstName MiddleName LastName Suffix',
          photo: 'https://d3m0kzytmr41b1.cloudfront.net/c335e945d1b60edd9d75eb4837c432f637e95c8a',
          jobTitle: 'Title1',
          birthday: '2016-08-01',
          emails: [
            email('home@example.com', 'home'),
            email('work@example.com', 'work'),
            email('school@example.com', 'school'),
            email('other@example.com', 'other'),
            email('custom@example.com', 'customtype'),
          ],
          phones: [
            phone('555-555-1111', 'home'),
            phone('555-555-1112', 'work'),
            phone('555-555-1113', 'mobile'),
            phone('555-555-1114', 'mobile'),
            phone('555-555-1115'),
            phone('555-555-1116', 'home fax'),
            phone('555-555-1117', 'work fax'),
            phone('555-555-1118'),
            phone('555-555-1119'),
          ],
          urls: [
            { value: 'http://www.homepage.com' },
            { value: 'http://www.blog.com' },
            { value: 'http://www.other.com' },
            { value: 'http://www.custom.com' },
          ],
          addresses: [
            address(' | HomeExtended | HomeStreet | HomeCity | HomeState | HomePostal | HomeCountry', 'home'),
            address(' | WorkExtended | WorkStreet | WorkCity | WorkState | WorkPostal | WorkCountry', 'work'),
            address(' | OtherExtended | OtherStreet | OtherCity | OtherState | OtherPostal | OtherCountry', 'other'),
            address(' | CustomExtended | CustomStreet | CustomCity | CustomState | CustomPostal | CustomCountry', 'customtype'),
          ],
        },
        companyName: 'Organization1',
        companyUnits: ['Department1'],
        notes: ['Notes line 1\nNotes line 2'],
        extras: [
          '23 PHOTO',
          '26 ORG',
          '28 TITLE',
          '31 GENDER',
          '32 X-GENDER',
          '33 X-ID',
          '34 X-ETAG',
          '35 X-FC-TAGS',
          '36 X-FC-LIST-ID',
          '37 X-FCENCODED-582D46432D52656C617465644E616D65733A4D6F74686572',
          '38 X-FCENCODED-582D46432D52656C617465644E616D65733A466174686572',
          '39 X-FCENCODED-582D46432D52656C617465644E616D65733A506172656E74',
          '40 X-FCENCODED-582D46432D52656C617465644E616D65733A42726F74686572',
          '41 X-FCENCODED-582D46432D52656C617465644E616D65733A536973746572',
          '42 X-FCENCODED-582D46432D52656C617465644E616D65733A4368696C64',
          '43 X-FCENCODED-582D46432D52656C617465644E616D65733A467269656E64',
          '44 X-FCENCODED-582D46432D52656C617465644E616D65733A53706F757365',
          '45 X-FCENCODED-582D46432D52656C617465644E616D65733A4669616E63C3A9',
          '46 X-FCENCODED-582D46432D52656C617465644E616D65733A506172746E6572',
          '47 X-FCENCODED-582D46432D52656C617465644E616D65733A417373697374616E74',
          '49 X-FCENCODED-582D46432D52656C617465644E616D65733A4D616E61676572',
          '50 X-FCENCODED-582D46432D52656C617465644E616D65733A4F74686572',
          '51 X-FCENCODED-582D46432D52656C617465644E616D65733A437573746F6D54595045',
          '52 X-FCENCODED-582D46432D4F7468657244617465733A416E6E6976657273617279',
          '54 X-FCENCODED-582D46432D4F7468657244617465733A4F74686572',
          '55 X-FCENCODED-582D46432D4F7468657244617465733A437573746F6D54595045',
          '78 PRODID',
        ],
      },
    ],
    issues: [],
  },
  'ez-vcard/gmail-list.vcf': {
    contacts: [
      {
        contact: { fullName: 'Arnold Smith', name: { given: 'Arnold', family: 'Smith' }, emails: [email('asmithk@gmail.com')] },
        notes: [],
        extras: [],
      },
      {
        contact: { fullName: 'Chris Beatle', name: { given: 'Chris', family: 'Beatle' }, emails: [email('chrisy55d@yahoo.com')] },
        notes: [],
        extras: [],
      },
      {
        contact: { fullName: 'Doug White', name: { given: 'Doug', family: 'White' }, emails: [email('dwhite@gmail.com')] },
        notes: [],
        extras: [],
      },
    ],
    issues: [],
  },
  'ez-vcard/gmail-single.vcf': {
    contacts: [
      {
        contact: {
          nickname: 'Gman',
          socials: [{ network: 'icq', value: '123456789' }],
          fullName: 'Greg Dartmouth',
          name: { given: 'Greg', family: 'Dartmouth' },
          jobTitle: 'TheJobTitle',
          birthday: '1960-09-10',
          emails: [email('gdartmouth@hotmail.com')],
          phones: [phone('555 555 1111', 'mobile'), phone('555 555 2222', 'GRAND_CENTRAL')],
          urls: [{ value: 'http://TheProfile.com', type: 'PROFILE' }],
          addresses: [
            address(' |  | 123 Home St\nHome City, HM 12345 |  |  |  | ', 'home'),
            address(' |  | 321 Custom St | Custom City | TX | 98765 | USA', 'CustomAdrType'),
          ],
        },
        companyName: 'TheCompany',
        notes: ["This is GMail's note field.\nIt should be added as a NOTE type.\nACustomField: CustomField"],
        extras: [
          '6 X-PHONETIC-FIRST-NAME',
          '7 X-PHONETIC-LAST-NAME',
          '21 X-ABDATE (anniversary)',
          '23 X-ABRELATEDNAMES (spouse)',
          '25 X-ABRELATEDNAMES (CustomRelationship)',
        ],
      },
    ],
    issues: [],
  },
  'ez-vcard/gmail-single2.vcf': {
    contacts: [
      {
        contact: {
          nickname: 'TheNickname',
          socials: [
            { network: 'gtalk', value: 'IM2' },
            { network: 'aim', value: 'IM3' },
            { network: 'yahoo', value: 'IM4' },
            { network: 'skype', value: 'IM5' },
            { network: 'qq', value: 'IM6' },
            { network: 'msn', value: 'IM7' },
            { network: 'icq', value: 'IM8' },
            { network: 'jabber', value: 'IM9' },
          ],
          fullName: 'VCard Test',
          name: { given: 'VCard', family: 'Test' },
          jobTitle: 'TheJobTitle',
          birthday: '1912-06-23',
          emails: [
            email('email@example.com'),
            email('homeemail@example.com', 'home'),
            email('workemail@example.com', 'work'),
            email('otheremail@example.com'),
            email('customcategory@example.com', 'CustomEmailCategory'),
          ],
          phones: [
            phone('5555551111'),
            phone('5555551112', 'home'),
            phone('5555551113', 'work'),
            phone('5555551114'),
            phone('5555551115', 'mobile'),
            phone('5555551116', 'main'),
            phone('5555551117', 'home fax'),
            phone('5555551118', 'work fax'),
            phone('5555551119', 'GRAND_CENTRAL'),
            phone('5555551120', 'pager'),
            phone('5555551121', 'CustomePhoneCategory'),
          ],
          urls: [
            { value: 'http://www.example1.com' },
            { value: 'http://www.example2.com', type: 'PROFILE' },
            { value: 'http://www.example3.com', type: 'BLOG' },
            { value: 'http://www.example4.com', type: 'homepage' },
            { value: 'http://www.example5.com', type: 'work' },
            { value: 'http://www.example6.com', type: 'CustomWebsiteCategory' },
          ],
          addresses: [
            address(' |  | 111 Main St | NY | New York | 10011 | '),
            address(' |  | 112 Main St | NY | New York | 10011 | ', 'home'),
            address(' |  | 113 Main St | NY | New York | 10011 | ', 'work'),
            address(' |  | 114 Main St | NY | New York | 10011 | '),
            address(' |  | 115 Main St | NY | New York | 10011 | ', 'CustomAddressCategory'),
          ],
        },
        companyName: 'TheCompany',
        notes: ['note line 1\nnote line 2\nCustomField: field value'],
        extras: [
          '6 X-PHONETIC-FIRST-NAME',
          '7 X-PHONETIC-LAST-NAME',
          '54 X-ABDATE (anniversary)',
          '56 X-ABDATE',
          '57 X-ABDATE (CustomDateCategory)',
          '59 X-ABRELATEDNAMES',
          '60 X-ABRELATEDNAMES (spouse)',
          '62 X-ABRELATEDNAMES (child)',
          '64 X-ABRELATEDNAMES (mother)',
          '66 X-ABRELATEDNAMES (father)',
          '68 X-ABRELATEDNAMES (parent)',
          '70 X-ABRELATEDNAMES (brother)',
          '72 X-ABRELATEDNAMES (sister)',
          '74 X-ABRELATEDNAMES (friend)',
          '76 X-ABRELATEDNAMES (RELATIVE)',
          '78 X-ABRELATEDNAMES (manager)',
          '80 X-ABRELATEDNAMES (assistant)',
          '82 X-ABRELATEDNAMES (REFERRED_BY)',
          '84 X-ABRELATEDNAMES (partner)',
          '86 X-ABRELATEDNAMES (DOMESTIC_PARTNER)',
          '88 X-ABRELATEDNAMES (CustomRelationCategory)',
        ],
      },
    ],
    issues: [],
  },
  'ez-vcard/issue114.vcf': {
    contacts: [
      {
        contact: {
          fullName: 'Dummy, Dummy',
          name: { given: 'Dummy', family: 'Dummy' },
          externalIds: { vcard: '8b574c60-fd7f-4e99-b584-c5db131ae687' },
          emails: [email('dummy.dummy@dummy.com', 'home')],
          phones: [
            { raw: '+49 1234 56789', e164: '+49123456789', type: 'mobile', primary: true },
            { raw: '+49 9876 54321', e164: '+49987654321', type: 'work' },
          ],
          addresses: [
            address(
              'BHG01:^n61352 Bad Homburg^nGERMANY:61352 Bad Homburg\nGERMANY: | BHG01: | Dummy-Dummy-Strasse 1 | Bad Homburg |  | 61352 | Germany',
              'work',
            ),
          ],
        },
        companyName: 'Dummy GmbH',
        revisedAt: '2021-03-14T09:28:38.000Z',
        notes: [],
        extras: ['9 ADR'],
      },
    ],
    issues: [],
  },
  'ez-vcard/outlook-2003.vcf': {
    contacts: [
      {
        contact: {
          nickname: 'Joey',
          name: { prefix: 'Mr.', given: 'John', family: 'Doe', suffix: 'III' },
          fullName: 'John Doe III',
          jobTitle: 'The Job Title',
          role: 'TheProfession',
          birthday: '1980-03-21',
          emails: [email('jdoe@hotmail.com', undefined, true)],
          phones: [
            phone('BusinessPhone', 'work'),
            phone('HomePhone', 'home'),
            phone('MobilePhone', 'mobile'),
            phone('BusinessFaxPhone', 'work fax'),
          ],
          urls: [{ value: 'http://web-page-address.com', type: 'work' }],
          addresses: [address(' | TheOffice | 123 Main St | Austin | TX | 12345 | United States of America', 'work')],
        },
        companyName: 'Company, The',
        companyUnits: ['TheDepartment'],
        revisedAt: '2012-10-12T21:05:25.000Z',
        notes: ['This is the note field!!\nSecond line\n\nThird line is empty'],
        extras: ['15 LABEL', '20 KEY', '39 FBURL'],
      },
    ],
    issues: [],
  },
  'ez-vcard/rfc2426-example.vcf': {
    contacts: [
      {
        contact: {
          fullName: 'Frank Dawson',
          name: { given: 'Frank', family: 'Dawson' },
          emails: [email('Frank_Dawson@Lotus.com', undefined, true), email('fdawson@earthlink.net')],
          phones: [
            { raw: '+1-919-676-9515', e164: '+19196769515', type: 'work' },
            { raw: '+1-919-676-9564', e164: '+19196769564', type: 'work fax' },
          ],
          urls: [{ value: 'http://home.earthlink.net/~fdawson' }],
          addresses: [address(' |  | 6544 Battleford Drive | Raleigh | NC | 27613-3502 | U.S.A.', 'work')],
        },
        companyName: 'Lotus Development Corporation',
        notes: [],
        extras: ['7 TEL'],
      },
      {
        contact: {
          fullName: 'Tim Howes',
          name: { given: 'Tim', family: 'Howes' },
          emails: [email('howes@netscape.com')],
          phones: [
            { raw: '+1-415-937-3419', e164: '+14159373419', type: 'work' },
            { raw: '+1-415-528-4164', e164: '+14155284164', type: 'work fax' },
          ],
          addresses: [address(' |  | 501 E. Middlefield Rd. | Mountain View | CA | 94043 | U.S.A.', 'work')],
        },
        companyName: 'Netscape Communications Corp.',
        notes: [],
        extras: ['19 TEL'],
      },
    ],
    issues: [],
  },
  'ez-vcard/rfc6350-example.vcf': {
    contacts: [
      {
        contact: {
          languages: ['fr', 'en'],
          fullName: 'Simon Perreault',
          name: { given: 'Simon', family: 'Perreault', suffix: 'ing. jr, M.Sc.' },
          emails: [email('simon.perreault@viagenie.ca', 'work')],
          phones: [
            { raw: '+1-418-656-9254', e164: '+14186569254', extension: '102', type: 'work', primary: true },
            { raw: '+1-418-262-6501', e164: '+14182626501', type: 'work mobile' },
          ],
          urls: [{ value: 'http://nomis80.org', type: 'home' }],
          addresses: [address(' | Suite D2-630 | 2875 Laurier | Quebec | QC | G1V 2M2 | Canada', 'work')],
        },
        companyName: 'Viagenie',
        notes: [],
        extras: ['5 BDAY', '6 ANNIVERSARY', '7 GENDER', '14 TEL', '16 GEO', '17 KEY', '19 TZ'],
      },
    ],
    issues: ['1:5 birthday-partial', '1:19 time-zone'],
  },
  'ical.js/escape_semicolon.vcf': {
    contacts: [
      {
        contact: {
          nickname: 'Hugo',
          tags: ['Test-Kontakte'],
          externalIds: { vcard: 'ad612c16-fe12-4ec5-abf6-49998ee5ab88' },
          fullName: 'First Last NextCloud',
          birthday: '2019-02-10',
          name: { given: 'First', additional: 'Last', family: 'NextCloud' },
          emails: [email('home@gmx.de', 'home'), email('work@gmx.de', 'work')],
          phones: [phone('11111111', 'home'), phone('205333', 'mobile'), phone('205246;;,;', 'work fax'), phone('222222', 'work')],
          addresses: [
            address('PO | Street 2 | Street | City | AL | zip | Germany', 'home'),
            address('PO W | Street 2 W | Street W | City Work | AL work | zip Work | Germany work', 'work'),
          ],
        },
        companyName: 'Firma',
        revisedAt: '2019-10-08T17:05:14.000Z',
        notes: [],
        extras: ['3 PRODID', '18 X-ABDATE (anniversary)', '20 X-ANNIVERSARY'],
      },
    ],
    issues: [],
  },
  'ical.js/vcard.vcf': {
    contacts: [
      {
        contact: {
          socials: [{ network: 'xmpp', value: 'xmpp:alice@example.com' }],
          nickname: 'Boss',
          languages: ['fr'],
          fullName: 'J. Doe',
          name: { prefix: 'Dr.', given: 'John', additional: 'Philip Paul', family: 'Stevenson', suffix: 'Jr., M.D., A.C.P.' },
          photo: 'http://www.example.com/pub/photos/jqpublic.gif',
          role: 'Project Leader',
          jobTitle: 'Research Scientist',
          emails: [email('jqpublic@xyz.example.com', 'work')],
          phones: [{ raw: '+33-01-23-45-67', e164: '+3301234567', type: 'home' }],
          addresses: [address('pobox | apt | street | city | state | zipcode | country', 'work')],
        },
        companyName: 'ABC, Inc.',
        companyUnits: ['North American Division', 'Marketing'],
        revisedAt: '1995-10-31T22:27:10.000Z',
        notes: ['This fax number is operational 0800 to 1715 EST, Mon-Fri'],
        extras: [
          '4 ANNIVERSARY',
          '5 BDAY',
          '6 CALADRURI',
          '7 CALURI',
          '8 CLIENTPIDMAP',
          '10 FBURL',
          '12 GENDER',
          '13 GEO',
          '15 KEY',
          '18 LOGO',
          '19 MEMBER',
          '25 RELATED',
          '28 SOUND',
          '29 SOURCE',
          '32 TZ',
          '33 XML',
        ],
      },
    ],
    issues: ['1:5 birthday-partial', '1:32 time-zone'],
  },
  'ical.js/vcard3.vcf': {
    contacts: [
      {
        contact: {
          nickname: 'Robbie, Jim, Jimmie',
          tags: ['TRAVEL AGENT', 'INTERNET', 'IETF', 'INDUSTRY', 'INFORMATION TECHNOLOGY'],
          fullName: 'Mr. John Q. Public, Esq.',
          name: { prefix: 'Mr.', given: 'John', additional: 'Quinlan', family: 'Public', suffix: 'Esq.' },
          photo: 'http://www.abc.com/pub/photos/jqpublic.gif',
          birthday: '1996-04-15',
          jobTitle: 'Director, Research and Development',
          role: 'Programmer',
          emails: [email('jqpublic@xyz.dom1.com'), email('jdoe@isp.net'), email('jane_doe@abc.com', undefined, true)],
          phones: [{ raw: '+1-213-555-1234', e164: '+12135551234', type: 'work', primary: true }],
          addresses: [address(' |  | 123 Main Street | Any Town | CA | 91921-1234 | ', 'home')],
        },
        companyName: 'ABC, Inc.',
        companyUnits: ['North American Division', 'Marketing'],
        revisedAt: '1995-10-31T22:27:10.000Z',
        notes: ['This fax number is operational 0800 to 1715 EST, Mon-Fri.'],
        extras: [
          '5 N',
          '13 BDAY',
          '14 BDAY',
          '17 LABEL',
          '20 TEL',
          '24 MAILER',
          '25 TZ',
          '26 TZ',
          '28 GEO',
          '31 LOGO',
          '32 LOGO',
          '34 AGENT',
          '36 AGENT',
          '43 PRODID',
          '45 REV',
          '46 SORT-STRING',
          '47 SOUND',
          '49 SOUND',
          '50 CLASS',
          '51 CLASS',
          '52 CLASS',
          '53 KEY',
        ],
      },
    ],
    issues: ['1:10 photo-refused', '1:25 time-zone', '1:26 time-zone'],
  },
  'ical.js/vcard_author.vcf': {
    contacts: [
      {
        contact: {
          languages: ['fr', 'en'],
          fullName: 'Simon Perreault',
          name: { given: 'Simon', family: 'Perreault', suffix: 'ing. jr, M.Sc.' },
          emails: [email('simon.perreault@viagenie.ca', 'work')],
          phones: [
            { raw: '+1-418-656-9254', e164: '+14186569254', extension: '102', type: 'work', primary: true },
            { raw: '+1-418-262-6501', e164: '+14182626501', type: 'work mobile' },
          ],
          urls: [{ value: 'http://nomis80.org', type: 'home' }],
          addresses: [address(' | Suite D2-630 | 2875 Laurier | Quebec | QC | G1V 2M2 | Canada', 'work')],
        },
        companyName: 'Viagenie',
        notes: [],
        extras: ['5 BDAY', '6 ANNIVERSARY', '7 GENDER', '14 TEL', '16 GEO', '17 KEY', '19 TZ'],
      },
    ],
    issues: ['1:5 birthday-partial', '1:19 time-zone'],
  },
  'ical.js/vcard_grouped.vcf': {
    contacts: [
      {
        contact: {
          addresses: [
            address('pobox | apt | street | city | state | zipcode | country', 'work'),
            address('pobox1 | apt1 | street1 | city1 | state1 | zipcode1 | country1', 'home'),
          ],
        },
        notes: [],
        extras: [],
      },
    ],
    issues: [],
  },
};
