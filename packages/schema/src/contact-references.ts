import type { Json } from './json.js';
import type { CollectionModel, Model } from './model.js';
import type { Target } from './records/common.js';

/** A field that names contacts: by an id, a list of ids, or a list of targets. */
export interface ContactReference {
  collection: string;
  field: string;
  /** The key by which an index finds the records that name a contact. */
  key: string;
  /** The value of the key for a contact. */
  valueOf: (contactId: string) => string;
}

/** Collections whose records name contacts by id. Who *did* something (`authorId`, `actorId`, `byId`) stays as it was. */
const idFields: Readonly<Record<string, string>> = { tickets: 'requesterId', deals: 'contactIds' };

/** Where records of a model name contacts: the fields with ids, and the targets of every collection that has targets. */
export function contactReferences({ collections }: Model): ContactReference[] {
  const byId = Object.entries(idFields).map(([collection, field]) => ({ collection, field, key: field, valueOf: (id: string) => id }));
  const byTarget = Object.entries(collections as Record<string, CollectionModel>)
    .filter(([, { schema }]) => Object.hasOwn(schema.shape, 'targets'))
    .map(([collection]) => ({ collection, field: 'targets', key: 'targetKey', valueOf: (id: string) => `contact:${id}` }));
  return [...byId, ...byTarget];
}

const isTarget = (item: Json): item is { type: string; id: string } => typeof item === 'object' && item !== null && 'type' in item;

/** The contact that an item of a reference names, if it names one. */
function contactIn(item: Json): string | undefined {
  if (typeof item === 'string') return item;
  return isTarget(item) && item.type === 'contact' ? item.id : undefined;
}

/** The contacts that the value of a reference names, in its order. */
export const contactsIn = (value: Json | undefined): string[] => [value ?? []].flat().flatMap((item) => contactIn(item) ?? []);

/** The value of a reference with other contacts in the places of those that it names; a contact that is named twice keeps its first place. */
export function withContacts(value: Json, contactOf: (id: string) => string): Json {
  if (typeof value === 'string') return contactOf(value);
  const named = new Set<string>();
  return (value as (string | Target)[]).flatMap((item): Json[] => {
    const contact = contactIn(item);
    if (contact === undefined) return [item];
    const id = contactOf(contact);
    if (named.has(id)) return [];
    named.add(id);
    return [typeof item === 'string' ? id : { ...item, id }];
  });
}
