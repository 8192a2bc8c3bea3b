/** Small files for the tests of the import. */
import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';

export const textFile = (name: string, text: string, type = ''): File => new File([text], name, { type });

/** Two companies, and two deals with them; amounts name no currency. */
const companiesCsv = 'Account,Sector\nAcme Foods,Food\nNordlicht,Café\n';
export const dealsCsv =
  'Opportunity,Account,Product,Deal Stage,Close Value,Engage Date\n' +
  'D-1,Acme Foods,GTXPro,Won,1200,2026-01-05\n' +
  'D-2,Nordlicht,GTX Pro,Engaging,,2026-02-01\n' +
  'D-3,,GTX Pro,Prospecting,,\n';
const productsCsv = 'Product,Series,Price\nGTX Pro,GTX,4821\n';
export const contactsCsv = 'Name;E-Mail;Firma\nAna Diaz;ana@example.com;Acme\nBo Lee;bo@example.com;Acme\n';

export const freshClient = (): CrmClient => createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });

export const dealFiles = (): File[] => [
  textFile('deals.csv', dealsCsv),
  textFile('accounts.csv', companiesCsv),
  textFile('products.csv', productsCsv),
];

export const cardsText = [
  'BEGIN:VCARD',
  'VERSION:4.0',
  'FN:Ana Diaz',
  'EMAIL;TYPE=work:ana@example.com',
  'ORG:Acme Foods',
  'END:VCARD',
  'BEGIN:VCARD',
  'VERSION:3.0',
  'FN:Bo Lee',
  'TEL:+34 600 111 222',
  'END:VCARD',
  '',
].join('\r\n');

/** What a store holds of some collections, by id. */
export async function everyRecord(client: CrmClient, ...collections: string[]): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const collection of collections) {
    const { records } = await client.adapter.query({ collection, limit: 1_000 });
    for (const record of records) found[`${collection} ${record.id}`] = record;
  }
  return found;
}
