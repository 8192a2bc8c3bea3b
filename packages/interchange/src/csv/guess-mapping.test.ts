import { expect } from 'chai';
import type { CsvCollection } from './mapping.types.js';
import { guessFormats } from './guess-formats.js';
import { guessCollection, guessMapping } from './guess-mapping.js';
import { headingWords } from './heading-words.js';
import { customField, tableOf } from './table.test-helper.js';
import { targetOf, targetsOf } from './targets.js';

/** `Heading > target`; without a target: it goes nowhere. */
interface Program {
  collection: CsvCollection;
  columns: readonly string[];
}

const programs: Readonly<Record<string, Program>> = {
  'Google contacts': {
    collection: 'contacts',
    columns: [
      'First Name > name.given', 'Middle Name > name.additional', 'Last Name > name.family', 'Name Prefix > name.prefix', 'Name Suffix > name.suffix',
      'Nickname > nickname', 'Organization Name > companyId[name]', 'Organization Title > jobTitle', 'Organization Department', 'Birthday > birthday', 'Notes > note',
      'Photo > photo', 'Labels > tags', 'E-mail 1 - Label > label', 'E-mail 1 - Value > emails', 'E-mail 2 - Label > label', 'E-mail 2 - Value > emails',
      'Phone 1 - Label > label', 'Phone 1 - Value > phones', 'Address 1 - Label > label', 'Address 1 - Formatted', 'Address 1 - Street > addresses[1].street',
      'Address 1 - City > addresses[1].locality', 'Address 1 - PO Box > addresses[1].postOfficeBox', 'Address 1 - Region > addresses[1].region',
      'Address 1 - Postal Code > addresses[1].postalCode', 'Address 1 - Country > addresses[1].country', 'Address 2 - Street > addresses[2].street',
      'Website 1 - Value > urls',
    ],
  },
  Outlook: {
    collection: 'contacts',
    columns: [
      'Title > name.prefix', 'First Name > name.given', 'Last Name > name.family', 'Company > companyId[name]', 'Department', 'Job Title > jobTitle',
      'Business Street > addresses[work].street', 'Business City > addresses[work].locality', 'Business State > addresses[work].region',
      'Business Country/Region > addresses[work].country', 'Home Street > addresses[home].street', 'Business Fax > phones[fax]', 'Business Phone > phones[work]',
      'Business Phone 2 > phones[work]', 'Home Phone > phones[home]', 'Mobile Phone > phones[mobile]', 'Other Phone > phones[other]', 'Categories > tags',
      'E-mail Address > emails', 'E-mail 2 Address > emails', 'Web Page > urls',
    ],
  },
  'HubSpot contacts': {
    collection: 'contacts',
    columns: [
      'Record ID > key', 'First Name > name.given', 'Email > emails', 'Phone Number > phones', 'Mobile Phone Number > phones[mobile]', 'Contact owner > ownerId[name]',
      'Lifecycle Stage > lifecycleStage', 'Lead Status > leadStatus', 'Create Date > createdAt', 'City > addresses[].locality', 'State/Region > addresses[].region',
      'Street Address > addresses[].street', 'Website URL > urls', 'Company Name > companyId[name]', 'LinkedIn URL > socials[linkedin]', 'Time Zone > timeZone',
    ],
  },
  'HubSpot companies': {
    collection: 'companies',
    columns: [
      'Record ID > key', 'Company name > name', 'Company Domain Name > domains', 'Company owner > ownerId[name]', 'Industry > industry',
      'Number of Employees > employees', 'Annual Revenue > annualRevenue', 'Parent company > parentId[name]', 'Type > type', 'Phone Number > phones',
    ],
  },
  'HubSpot deals': {
    collection: 'deals',
    columns: [
      'Record ID > key', 'Deal Name > name', 'Deal Stage > stageId[name]', 'Pipeline > pipelineId[name]', 'Amount > amount', 'Close Date > closeDate',
      'Deal owner > ownerId[name]', 'Deal Type', 'Associated Contact > contactIds[name]', 'Associated Company > companyId[name]',
    ],
  },
  'Pipedrive people': {
    collection: 'contacts',
    columns: [
      'Person - Name > fullName', 'Person - Organization > companyId[name]', 'Person - Email - Work > emails[work]', 'Person - Phone - Mobile > phones[mobile]',
      'Person - Owner > ownerId[name]', 'Person - ID > key',
    ],
  },
  'Pipedrive deals': {
    collection: 'deals',
    columns: [
      'Deal - ID > key', 'Deal - Title > name', 'Deal - Value > amount', 'Deal - Currency of Value > currency', 'Deal - Stage > stageId[name]',
      'Deal - Status > status', 'Deal - Organization > companyId[name]', 'Deal - Contact person > contactIds[name]', 'Deal - Expected close date > expectedCloseDate',
      'Deal - Won time > closedAt', 'Deal - Lost reason > lostReason', 'Deal - Deal created > createdAt', 'Deal - Probability > probabilityOverride',
    ],
  },
  'Salesforce contacts': {
    collection: 'contacts',
    columns: [
      'Salutation > name.prefix', 'Last Name > name.family', 'Title > jobTitle', 'Account Name > companyId[name]', 'Mailing Street > addresses[work].street',
      'Mailing State/Province > addresses[work].region', 'Mailing Zip/Postal Code > addresses[work].postalCode', 'Phone > phones', 'Mobile > phones[mobile]',
      'Fax > phones[fax]', 'Email > emails', 'Email Opt Out', 'Contact Owner > ownerId[name]', 'Lead Source > source', 'Contact ID > key',
    ],
  },
  'Salesforce opportunities': {
    collection: 'deals',
    columns: [
      'Opportunity Name > name', 'Account Name > companyId[name]', 'Amount > amount', 'Close Date > closeDate', 'Stage > stageId[name]',
      'Probability (%) > probabilityOverride', 'Opportunity Owner > ownerId[name]', 'Next Step > nextStep', 'Created Date > createdAt',
    ],
  },
  German: {
    collection: 'contacts',
    columns: [
      'Anrede > name.prefix', 'Vorname > name.given', 'Name > name.family', 'Firma > companyId[name]', 'Straße > addresses[].street', 'PLZ > addresses[].postalCode',
      'Ort > addresses[].locality', 'Telefon geschäftlich > phones[work]', 'Telefon privat > phones[home]', 'Handy > phones[mobile]', 'E-Mail-Adresse > emails',
      'Geburtsdatum > birthday', 'Bemerkungen > note', 'Kundennummer > key',
    ],
  },
  Spanish: {
    collection: 'contacts',
    columns: [
      'Nombre > name.given', 'Apellidos > name.family', 'Empresa > companyId[name]', 'Cargo > jobTitle', 'Correo electrónico > emails', 'Teléfono móvil > phones[mobile]',
      'Dirección > addresses[].street', 'Código postal > addresses[].postalCode', 'País > addresses[].country', 'Fecha de nacimiento > birthday', 'Etiquetas > tags',
    ],
  },
  French: {
    collection: 'contacts',
    columns: [
      'Civilité > name.prefix', 'Prénom > name.given', 'Nom > name.family', 'Société > companyId[name]', 'Fonction > jobTitle', 'Courriel > emails',
      'Téléphone portable > phones[mobile]', 'Code postal > addresses[].postalCode', 'Ville > addresses[].locality', 'Date de naissance > birthday', 'Remarques > note',
    ],
  },
}; // prettier-ignore

const targetsIn = (collection: CsvCollection, columns: readonly string[], ...rows: string[][]) =>
  guessMapping(tableOf(columns, ...rows), { collection }).columns.map(({ target }) => target);

describe('guessMapping', () => {
  for (const [name, { collection, columns }] of Object.entries(programs)) {
    const pairs = columns.map((column) => column.split(' > ')) as [string, string?][];
    const table = tableOf(pairs.map(([heading]) => heading));
    // Fails when a heading of the program is not known, or is taken for another one.
    it(`knows the headings of ${name}`, () => {
      const mapping = guessMapping(table, { collection });
      expect(mapping.columns.map(({ heading, target }) => (target === null ? heading : `${heading} > ${target}`))).to.deep.equal(columns);
    });

    // Fails when the file is taken for one of another kind.
    it(`knows what ${name} is about`, () => {
      expect(guessCollection(table).collection).to.equal(collection);
    });
  }

  // Fails when a word stands for a target that its collection does not have.
  it('has words for real targets only', () => {
    for (const [collection, words] of Object.entries(headingWords) as [CsvCollection, Record<string, string>][]) {
      for (const target of Object.keys(words)) {
        const path = target.startsWith('addresses.') ? target.replace('.', '[].') : target;
        expect(targetOf(collection, path)?.path, `${collection} ${target}`).to.equal(path);
      }
    }
  });

  // Fails when a column is told by its heading against what it holds.
  it('does not believe a heading over cells of another kind', () => {
    expect(targetsIn('contacts', ['Email', 'Phone', 'Birthday'], ['opted out', 'yes', 'unknown'])).to.deep.equal([null, null, null]);
    expect(targetsIn('companies', ['location'], ['Kenya'], ['Panama'])).to.deep.equal(['addresses[].country']);
    expect(targetsIn('companies', ['location'], ['Lugo'], ['Panama'])).to.deep.equal(['addresses[].locality']);
  });

  // Fails when columns without a useful heading are given up.
  it('tells columns by their cells where the heading says nothing', () => {
    const rows = [['a@x.example', '+34 600 111 222', 'https://x.example', 'Ana', '12'], ['b@x.example', '(415) 293-3313', 'http://y.example', 'Bob', '7']]; // prettier-ignore
    const { columns } = guessMapping(tableOf(['Column 1', 'b', 'c', 'd', 'e'], ...rows), { collection: 'contacts' });
    expect(columns.map(({ target }) => target)).to.deep.equal(['emails', 'phones', 'urls', null, null]);
    expect(columns.map(({ confidence }) => confidence)).to.deep.equal([0.5, 0.5, 0.5, 0, 0]);
  });

  // Fails when two columns fill one field against each other.
  it('gives a field to one column only, unless it takes several', () => {
    expect(targetsIn('contacts', ['Vorname', 'First Name', 'Email', 'E-Mail', 'company', 'company_name'])).to.deep.equal([
      'name.given',
      null,
      'emails',
      'emails',
      'companyId[name]',
      'companyId[name]',
    ]);
  });

  // Fails when a field of the company's own is not found, or a name that objects have leads anywhere.
  it('knows custom fields by their label or key', () => {
    const customFields = [
      customField('region', 'text', { label: 'Sales region' }),
      customField('constructor', 'text'),
      customField('toString', 'text'),
    ];
    const table = tableOf(['Sales Region', 'region', 'constructor', '__proto__', 'toString']);
    const { columns } = guessMapping(table, { collection: 'contacts', customFields });
    expect(columns.map(({ target }) => target)).to.deep.equal(['custom.region', null, null, null, 'custom.toString']);
  });

  // Fails when the choice that a person is given has a place that mapCsv would refuse, or one twice.
  it('offers targets that exist', () => {
    const paths = targetsOf('contacts', [customField('region', 'text')]).map(({ path }) => path);
    expect(paths).to.include.members([
      'fullName',
      'emails',
      'emails[work]',
      'addresses[].street',
      'companyId[name]',
      'companyId[key]',
      'custom.region',
      'tags',
      'note',
    ]);
    expect(new Set(paths).size).to.equal(paths.length);
    expect(
      ['__proto__', 'emails.x', 'tags[a]', 'addresses[work]', 'addresses[work].x', 'companyId', 'companyId[x]', 'verified', 'id'].map(
        (path) => targetOf('contacts', path),
      ),
    ).to.deep.equal(Array.from({ length: 9 }, () => undefined));
  });
});

describe('guessFormats', () => {
  const of = (...values: string[]) => guessFormats(tableOf(['a'], ...values.map((value) => [value])), 0);

  // Fails when the order of a date is not told by a day above 12, or is told where nothing tells it.
  it('tells the order of dates by those that have one reading', () => {
    expect(of('2026-01-02')).to.deep.equal({ date: 'ymd' });
    expect(of('01/02/2026', '25/02/2026')).to.deep.equal({ date: 'dmy' });
    expect(of('01/02/2026', '02/25/2026')).to.deep.equal({ date: 'mdy' });
    expect(of('01.02.2026')).to.deep.equal({ date: 'dmy' });
    expect(of('01/02/2026', '03/04/2026')).to.deep.equal({ date: 'dmy', unclear: ['date'] });
    expect(of('25/02/2026', '02/25/2026')).to.deep.equal({ date: 'dmy', unclear: ['date'] });
  });

  // Fails when a sign that groups digits is taken for the decimals, or the other way about.
  it('tells decimals by the figures that have one reading', () => {
    expect(of('1.234,56')).to.deep.equal({ decimal: ',' });
    expect(of('1,234.56', '7')).to.deep.equal({ decimal: '.' });
    expect(of('1,5')).to.deep.equal({ decimal: ',' });
    expect(of('1.234.567')).to.deep.equal({ decimal: ',' });
    expect(of('0.123')).to.deep.equal({ decimal: '.' });
    expect(of('1,234', '5.5')).to.deep.equal({ decimal: '.' });
    expect(of('1,234')).to.deep.equal({ decimal: '.', unclear: ['decimal'] });
    expect(of('5.5', '6,5')).to.deep.equal({ decimal: '.', unclear: ['decimal'] });
    expect(of('5', '6')).to.deep.equal({});
  });

  // Fails when a currency is told that not every amount has.
  it('tells the currency that amounts name', () => {
    expect(of('€ 5', '6')).to.deep.equal({ currency: 'EUR' });
    expect(of('CHF 5.50')).to.deep.equal({ decimal: '.', currency: 'CHF' });
    expect(of('€ 5', '$ 6')).to.deep.equal({});
  });
});
