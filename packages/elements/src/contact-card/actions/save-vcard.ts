import type { CrmClient } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import { saveFile } from '../../internal/save-file.js';
import { isBlobKey } from '../contact-ways.js';

interface VCardOf {
  readonly contact: Contact;
  readonly name: string;
  readonly company: string | undefined;
  /** Where the picture lies. */
  readonly client: CrmClient | undefined;
}

/** The picture's bytes, where they lie in the store. A card without it is still the person's. */
async function pictureOf(client: CrmClient | undefined, photo: Contact['photo']) {
  if (!isBlobKey(photo) || !client?.adapter.capabilities.blobs) return undefined;
  const blob = await client.adapter.blob({ op: 'get', key: photo }).catch(() => undefined);
  return blob?.bytes ? { mediaType: blob.mediaType, bytes: blob.bytes } : undefined;
}

/** Gives a contact to the browser to save as a vCard: the person, the company's name and the picture; never notes or what is ours. */
export async function saveVCard({ contact, name, company, client }: VCardOf, version: '3.0' | '4.0'): Promise<void> {
  const { formatVCards } = await import('@crm-elements/interchange');
  const photo = await pictureOf(client, contact.photo);
  const source = { contact, ...(company !== undefined && { companyName: company }), ...(photo && { photo }) };
  saveFile(`${name}.vcf`, formatVCards([source], { version }));
}
