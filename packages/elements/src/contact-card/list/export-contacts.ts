import { CrmError, type CrmClient } from '@crm-elements/data';
import { displayName, type Contact, type CustomField } from '@crm-elements/schema';
import type { people } from '../../i18n/en/people.js';
import type { peopleWork } from '../../i18n/en/people-work.js';
import type { Localizer } from '../../internal/locale.js';
import { saveFile } from '../../internal/save-file.js';
import { isBlobKey, phoneText } from '../contact-ways.js';

type CsvColumn<Row> = import('@crm-elements/interchange').CsvColumn<Row>;
type VCardSource = import('@crm-elements/interchange').VCardSource;

export type ExportFormat = 'csv' | 'vcard4' | 'vcard3';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly texts: Localizer<typeof peopleWork>;
  readonly listTexts: Localizer<typeof people>;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Contacts that are written between two looks at the page. */
const sliceLength = 200;

/** A contact with the names of what it points at. */
interface Named {
  readonly contact: Contact;
  readonly company: string;
  readonly owner: string;
}

/** Names of companies and agents, each read once. */
class NameReader {
  readonly #client: CrmClient;
  readonly #names = { companies: new Map<string, string>(), agents: new Map<string, string>() };

  constructor(client: CrmClient) {
    this.#client = client;
  }

  async read(contacts: readonly Contact[]): Promise<Named[]> {
    await this.#learn(
      'companies',
      contacts.map(({ companyId }) => companyId),
    );
    await this.#learn(
      'agents',
      contacts.map(({ ownerId }) => ownerId),
    );
    const { companies, agents } = this.#names;
    return contacts.map((contact) => ({
      contact,
      company: companies.get(contact.companyId ?? '') ?? '',
      owner: agents.get(contact.ownerId ?? '') ?? '',
    }));
  }

  async #learn(collection: 'companies' | 'agents', ids: readonly (string | null | undefined)[]): Promise<void> {
    const names = this.#names[collection];
    const missing = [...new Set(ids)].filter((id): id is string => id != null && !names.has(id));
    if (missing.length === 0) return;
    const records = await this.#client[collection].getMany(missing);
    missing.forEach((id, i) => names.set(id, records[i]?.name ?? ''));
  }
}

/** The columns of a file. As many addresses and numbers as are common; the others are in a vCard. */
function columnsOf({ texts: { t }, listTexts }: ExportOptions, fields: readonly CustomField[]): CsvColumn<Named>[] {
  const column = (heading: string, value: (named: Named) => unknown): CsvColumn<Named> => ({
    heading,
    value: (named) => {
      const cell = value(named);
      return typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : (cell as string | number | boolean | null | undefined);
    },
  });
  const points = [0, 1, 2];
  return [
    column(t('csv.fullName'), ({ contact }) => displayName(contact, null, '')),
    column(t('csv.given'), ({ contact }) => contact.name.given),
    column(t('csv.family'), ({ contact }) => contact.name.family),
    ...points.map((i) => column(i === 0 ? t('csv.email') : t('csv.emailN', { n: i + 1 }), ({ contact }) => contact.emails[i]?.value)),
    ...points.map((i) =>
      column(i === 0 ? t('csv.phone') : t('csv.phoneN', { n: i + 1 }), ({ contact }) => contact.phones[i] && phoneText(contact.phones[i])),
    ),
    column(t('csv.company'), ({ company }) => company),
    column(t('csv.jobTitle'), ({ contact }) => contact.jobTitle),
    column(t('csv.stage'), ({ contact }) => listTexts.t(`stage.${contact.lifecycleStage}`)),
    column(t('csv.owner'), ({ owner }) => owner),
    column(t('csv.tags'), ({ contact }) => contact.tags.join(', ')),
    column(t('csv.lastActivityAt'), ({ contact }) => contact.lastActivityAt),
    column(t('csv.createdAt'), ({ contact }) => contact.createdAt),
    ...fields.map(({ key, label }) => column(label, ({ contact }) => contact.custom?.[key])),
  ];
}

async function vCardOf(client: CrmClient, { contact, company }: Named): Promise<VCardSource> {
  const source = { contact, ...(company !== '' && { companyName: company }) };
  if (!isBlobKey(contact.photo) || !client.adapter.capabilities.blobs) return source;
  const photo = await client.adapter.blob({ op: 'get', key: contact.photo });
  return { ...source, ...(photo && { photo: { mediaType: photo.mediaType, bytes: photo.bytes } }) };
}

/**
 * Writes contacts into a file that the browser saves, a slice at a time.
 * @returns its name, how many it holds, and how many are not there any more
 * @throws CrmError ABORTED by the signal; what reading throws
 */
export async function exportContacts(
  client: CrmClient,
  ids: readonly string[],
  options: ExportOptions,
): Promise<{ name: string; count: number; gone: number }> {
  const { format, signal, onProgress } = options;
  const { csvParts, formatVCards } = await import('@crm-elements/interchange');
  const fields =
    format === 'csv'
      ? (await client.customFields.list({ where: { object: 'contacts' }, sort: [{ by: 'order' }], limit: 500 })).records
      : [];
  const columns = columnsOf(options, fields);
  const names = new NameReader(client);
  const parts: string[] = [];
  let count = 0;
  for (let done = 0; done < ids.length; done += sliceLength) {
    if (signal.aborted) throw new CrmError('ABORTED', 'The export was stopped.');
    onProgress(done);
    const slice = await client.contacts.getMany(ids.slice(done, done + sliceLength), { signal });
    const named = await names.read(slice.filter((contact) => contact !== undefined));
    if (format === 'csv') parts.push(...csvParts(named, columns, { omitHeader: done > 0, bom: done === 0 }));
    else {
      const cards = await Promise.all(named.map((each) => vCardOf(client, each)));
      parts.push(formatVCards(cards, { version: format === 'vcard4' ? '4.0' : '3.0' }));
    }
    count += named.length;
    // The page has its turn.
    await new Promise((next) => setTimeout(next));
  }
  const name = `contacts-${new Date().toISOString().slice(0, 10)}.${format === 'csv' ? 'csv' : 'vcf'}`;
  saveFile(name, new Blob(parts));
  return { name, count, gone: ids.length - count };
}
