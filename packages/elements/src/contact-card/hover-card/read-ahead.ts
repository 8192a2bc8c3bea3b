import type { CrmClient } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import { ContextEvent } from '@lit/context';
import { crmContext, type CrmContext } from '../../provider/crm-context.js';
import { mentions, type Mention } from './mentions.js';

interface Known {
  readonly client: CrmClient;
  readonly contactId: string;
  /** Undefined as long as it is being read, and when there is none. */
  contact?: Contact;
}

/** What was read for each mention. It goes with the mention. */
const known = new WeakMap<Mention, Known>();

/** Where a mention's contact is kept: its client, what a provider gives as long as that has none, or the page's own store. */
function storeOf(mention: Mention): CrmClient | CrmContext | 'page' | undefined {
  if (mention.client) return mention.client;
  let store: ReturnType<typeof storeOf> = 'page';
  const answer = (context: CrmContext | undefined) => (store = context?.client ?? context);
  mention.dispatchEvent(new ContextEvent(crmContext, mention, answer, false));
  return store;
}

const isKnown = (mention: Mention, client: CrmClient): boolean => {
  const found = known.get(mention);
  return found !== undefined && found.client === client && found.contactId === mention.contactId;
};

/**
 * Reads the contacts of all mentions in the page that keep them where this one does, in one go, those that were read before left out: at
 * most as many as the store takes at once, this one's first. What is over is read when one of it is wanted.
 */
export async function readAhead(of: Mention, client: CrmClient): Promise<void> {
  if (isKnown(of, client)) return;
  const store = storeOf(of);
  const lacking = [of, ...mentions].filter(
    (mention) => mention.contactId && !mention.contact && !isKnown(mention, client) && storeOf(mention) === store,
  );
  const ids = [...new Set(lacking.map(({ contactId }) => contactId!))].slice(0, client.adapter.capabilities.maxBatch);
  if (ids.length === 0) return;
  const places = new Map(ids.map((id, place) => [id, place]));
  const wanted = lacking.flatMap((mention) => {
    const contactId = mention.contactId!;
    if (!places.has(contactId)) return [];
    const entry: Known = { client, contactId };
    known.set(mention, entry);
    return [{ mention, entry }];
  });
  try {
    const contacts = await client.contacts.getMany(ids);
    for (const { entry } of wanted) Object.assign(entry, { contact: contacts[places.get(entry.contactId)!] });
  } catch {
    // What is wrong is said by the card that is open; the others try again when they are wanted.
    for (const { mention, entry } of wanted) if (known.get(mention) === entry) known.delete(mention);
  }
}

/** The contact of a mention as it was when it was read ahead. It may have been changed since. */
export const readBefore = (mention: Mention, client: CrmClient): Contact | undefined =>
  isKnown(mention, client) ? known.get(mention)!.contact : undefined;
