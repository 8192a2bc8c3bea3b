/** Small files as people have them in a folder. */
const file = (name: string, text: string): File => new File([text], name);

export const contactsFile = (): File =>
  file(
    'contacts.csv',
    'Name;E-Mail;Phone;Company;Since\n' +
      'Rosa Vidal;rosa.vidal@example.com;+34 600 111 222;Taller Vidal;03/04/2021\n' +
      'Idris Bello;idris@example.com;;Bello & Sons;11/09/2023\n' +
      'Mina Sørby;not an address;+47 900 11 222;Fjordlys;07/12/2024\n',
  );

/** Deals, the companies that they are with, and what is sold: files that name each other. */
export const dealFiles = (): File[] => [
  file(
    'opportunities.csv',
    'Opportunity,Account,Product,Sales agent,Deal Stage,Close Value,Engage Date,Close Date\n' +
      'Lamps for the lobby,Hotel Aurora,Heron XL,Mira Lindqvist,Won,4200,2026-03-02,2026-04-20\n' +
      'Reading room,City Library,HeronXL,Mira Lindqvist,Engaging,,2026-08-14,\n' +
      'Terrace,,Heron,Jon Parkes,Prospecting,,,\n' +
      'Stage lights,Teatro Norte,Heron XL,Jon Parkes,Lost,0,2026-01-12,2026-02-28\n',
  ),
  file('accounts.csv', 'Account,Sector,Employees\nHotel Aurora,Hotels,120\nCity Library,Public,45\nTeatro Norte,Culture,30\n'),
  file('products.csv', 'Product,Series,Price\nHeron,Lamps,240\nHeron XL,Lamps,420\n'),
  file('team.csv', 'Sales agent,Regional office\nMira Lindqvist,North\nJon Parkes,South\n'),
];

export const cardsFile = (): File =>
  file('address book.vcf', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Noor Haddad\r\nEMAIL:noor@example.com\r\nORG:Hotel Aurora\r\nEND:VCARD\r\n');

/** What people also drop: an empty file, a workbook, and a backup of ours. */
export const otherFiles = (): File[] => [
  file('empty.csv', ''),
  file('price list.xlsx', 'PK\u0003\u0004'),
  file('backup.jsonl', '{"format":"crm-elements-export","formatVersion":1}\n'),
];
