import { companyTypes, lifecycleStages, reservedKeys, stageKinds, type CustomField } from '@crm-elements/schema';
import type { CsvCollection, CsvRelation, RelatedCollection } from './mapping.types.js';

/** How the text of a cell is read. */
export type ValueKind =
  | 'text'
  | 'texts'
  | 'domains'
  | 'email'
  | 'plain-email'
  | 'phone'
  | 'url'
  | 'social'
  | 'address'
  | 'date'
  | 'moment'
  | 'close-date'
  | 'money'
  | 'currency'
  | 'whole'
  | 'percent'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'relation'
  | 'key'
  | 'began'
  | 'note'
  | 'label';

/** What a field can hold, and what people call it. */
export interface Choice {
  value: string;
  label: string;
}

/** A place that a column can go to. */
export interface CsvTarget {
  /**
   * What a mapping calls it: a field's path (`name.given`, `custom.region`), with the kind of a contact point in brackets (`emails[work]`, `addresses[home].street`),
   * or how a related record is found (`companyId[name]`, `companyId[key]`).
   */
  path: string;
  kind: ValueKind;
  /** The field that is filled. */
  field: string;
  /** What stands in the brackets; empty where nothing does. */
  label: string;
  /** The part of an address. */
  part?: string;
  /** Of a relation: where the record is looked for. */
  collection?: RelatedCollection;
  /** Of a choice: what there is. */
  choices?: readonly Choice[];
}

type Fields = Readonly<Record<string, ValueKind>>;

const owned: Fields = { key: 'key', createdAt: 'began', note: 'note', tags: 'texts' };

const fields: Readonly<Record<CsvCollection, Fields>> = {
  contacts: {
    fullName: 'text', 'name.prefix': 'text', 'name.given': 'text', 'name.additional': 'text', 'name.family': 'text', 'name.suffix': 'text',
    nickname: 'text', pronouns: 'text', photo: 'text', emails: 'email', phones: 'phone', urls: 'url', socials: 'social', addresses: 'address',
    jobTitle: 'text', role: 'text', companyId: 'relation', birthday: 'date', languages: 'texts', timeZone: 'text', lifecycleStage: 'choice',
    leadStatus: 'text', source: 'text', ownerId: 'relation', needs: 'texts', keepInTouchDays: 'whole', lastActivityAt: 'moment', ...owned,
  },
  companies: {
    name: 'text', legalName: 'text', domains: 'domains', logo: 'text', industry: 'text', employees: 'whole', annualRevenue: 'money', currency: 'currency',
    addresses: 'address', phones: 'phone', parentId: 'relation', type: 'choice', ownerId: 'relation', ...owned,
  },
  deals: {
    name: 'text', amount: 'money', currency: 'currency', pipelineId: 'relation', stageId: 'relation', status: 'choice', expectedCloseDate: 'date',
    closedAt: 'moment', closeDate: 'close-date', lostReason: 'text', probabilityOverride: 'percent', companyId: 'relation', contactIds: 'relation',
    ownerId: 'relation', lineItems: 'relation', source: 'text', nextStep: 'text', lastActivityAt: 'moment', ...owned,
  },
  agents: { name: 'text', email: 'plain-email', avatar: 'text', active: 'boolean', key: 'key' },
  products: { name: 'text', sku: 'text', category: 'text', price: 'money', currency: 'currency', key: 'key' },
}; // prettier-ignore

const related: Readonly<Record<CsvRelation['field'], RelatedCollection>> = {
  companyId: 'companies', parentId: 'companies', ownerId: 'agents', contactIds: 'contacts', stageId: 'stages', pipelineId: 'pipelines', lineItems: 'products',
}; // prettier-ignore

export const choicesOf = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

const choices: Readonly<Record<string, readonly Choice[]>> = {
  lifecycleStage: choicesOf(lifecycleStages), type: choicesOf(companyTypes), status: choicesOf(stageKinds),
}; // prettier-ignore

const addressParts = ['street', 'extended', 'postOfficeBox', 'locality', 'region', 'postalCode', 'country'] as const;

const labelled: ReadonlySet<ValueKind> = new Set(['email', 'phone', 'url', 'social', 'address', 'relation']);

const customKinds: Readonly<Record<Exclude<CustomField['type'], 'relation'>, ValueKind>> = {
  text: 'text', number: 'number', money: 'money', date: 'date', datetime: 'moment', boolean: 'boolean', select: 'choice', multiselect: 'choices', url: 'text',
  email: 'plain-email', phone: 'text'
}; // prettier-ignore

const shape = /^(\w+(?:\.\w+)?)(?:\[([^[\]]*)\](?:\.(\w+))?)?$/;

/** The place that a path names in a collection; `undefined` where there is none. */
export function targetOf(collection: CsvCollection, path: string, customFields: readonly CustomField[] = []): CsvTarget | undefined {
  if (path === 'label') return { path, kind: 'label', field: '', label: '' };
  const custom = customFields.find(({ object, key }) => object === collection && path === `custom.${key}`);
  if (custom) {
    if (reservedKeys.has(custom.key) || custom.type === 'relation') return undefined;
    const kind = customKinds[custom.type];
    return { path, kind, field: path, label: '', ...(kind.startsWith('choice') && { choices: custom.options }) };
  }
  const [, field = '', label, part] = shape.exec(path) ?? [];
  const kind = Object.hasOwn(fields[collection], field) ? fields[collection][field]! : undefined;
  if (!kind || (label !== undefined && !labelled.has(kind))) return undefined;
  if ((kind === 'address') !== addressParts.some((known) => known === part)) return undefined;
  if (kind === 'relation') {
    if (label !== 'name' && label !== 'key') return undefined;
    return { path, kind, field, label, collection: related[field as CsvRelation['field']] };
  }
  return {
    path,
    kind,
    field,
    label: label ?? '',
    ...(part !== undefined && { part }),
    ...(kind === 'choice' && { choices: choices[field]! }),
  };
}

const usualLabels: Partial<Record<ValueKind, readonly string[]>> = {
  email: ['', 'work', 'home', 'other'],
  phone: ['', 'work', 'home', 'mobile', 'fax', 'other'],
  url: ['', 'work', 'home'],
  social: ['linkedin', 'x', 'facebook', 'instagram', 'xing'],
  address: ['', 'work', 'home', 'other'],
  relation: ['name', 'key'],
};

/** Every place that a column of a collection can go to, for a person to choose from. Other words may stand in the brackets of contact points. */
export function targetsOf(collection: CsvCollection, customFields: readonly CustomField[] = []): CsvTarget[] {
  const paths = Object.entries(fields[collection]).flatMap(([field, kind]) =>
    (usualLabels[kind] ?? [undefined]).flatMap((label) => {
      const path = label === undefined || (label === '' && kind !== 'address') ? field : `${field}[${label}]`;
      return kind === 'address' ? addressParts.map((part) => `${path}.${part}`) : [path];
    }),
  );
  const own = customFields.filter(({ object }) => object === collection).map(({ key }) => `custom.${key}`);
  return [...paths, ...own].flatMap((path) => targetOf(collection, path, customFields) ?? []);
}
