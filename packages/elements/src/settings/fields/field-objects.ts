import type { CustomField } from '@crm-elements/schema';
import { slug, uniqueName } from '../slug.js';

/** The collections whose elements show custom fields. */
export const fieldObjects = ['contacts', 'companies', 'deals'] as const;
export type FieldObject = (typeof fieldObjects)[number];

/** What a relation may point to. */
export const relationTargets = ['contacts', 'companies', 'deals', 'tickets'] as const;

/** The key that a label gets: letters that keys may have, and none of another field. */
export function keyOf(label: string, fields: readonly Pick<CustomField, 'key'>[]): string {
  const name = slug(label);
  const letters = /^[a-z]/.test(name) ? name : name === '' ? 'field' : `field_${name}`;
  return uniqueName(letters, new Set(fields.map(({ key }) => key)));
}
