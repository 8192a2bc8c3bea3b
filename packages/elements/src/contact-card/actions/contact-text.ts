/** A contact as a text to paste elsewhere. Pure. */
import type { Contact } from '@crm-elements/schema';
import { waysTo } from '../contact-ways.js';

/** Name, what the person is and where, and every way to get in touch, a line each. */
export function contactText(contact: Contact, name: string, company: string | undefined): string {
  const role = [contact.jobTitle?.trim(), company?.trim()].filter(Boolean).join(', ');
  return [name, role, ...waysTo(contact).map(({ text }) => text)].filter(Boolean).join('\n');
}
