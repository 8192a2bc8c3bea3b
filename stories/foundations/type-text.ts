import {
  actorSchema,
  basisPointsSchema,
  calendarDateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  targetSchema,
  type CollectionModel,
} from '@crm-elements/schema';

/** A zod schema, seen by what it says of itself. */
interface Described {
  readonly _zod: { readonly def: Definition };
}

interface Definition {
  readonly type: string;
  readonly innerType?: Described;
  readonly element?: Described;
  readonly in?: Described;
  readonly keyType?: Described;
  readonly valueType?: Described;
  readonly catchall?: Described;
  readonly options?: readonly Described[];
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
  readonly shape?: Readonly<Record<string, Described>>;
}

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
}

/** Schemas that have a name of their own among developers. */
const names = new Map<unknown, string>([
  [idSchema, 'id'],
  [instantSchema, 'instant'],
  [calendarDateSchema, 'date'],
  [moneySchema, 'money'],
  [basisPointsSchema, 'basis points'],
  [actorSchema, 'actor'],
  [targetSchema, 'target'],
]);

const wrappers = new Set(['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch']);

/** Any keys, and values of one kind. */
const recordOf = (value: Described): string => `Record<string, ${typeText(value)}>`;

/** What a value of a schema looks like, in the words of TypeScript. */
export function typeText(schema: Described): string {
  const { def } = schema._zod;
  const name = names.get(schema);
  if (name) return name;
  if (wrappers.has(def.type) && def.innerType) return typeText(def.innerType);
  if (def.type === 'pipe' && def.in) return typeText(def.in);
  if (def.type === 'enum') return Object.values(def.entries ?? {}).join(' | ');
  if (def.type === 'literal') return (def.values ?? []).map(String).join(' | ');
  if (def.type === 'union') return [...new Set((def.options ?? []).map(typeText))].join(' | ');
  if (def.type === 'array' && def.element) return `list of ${typeText(def.element)}`;
  if (def.type === 'record' && def.valueType) return recordOf(def.valueType);
  if (def.type === 'object' || def.type === 'interface') {
    const keys = Object.keys(def.shape ?? {});
    return keys.length === 0 && def.catchall ? recordOf(def.catchall) : `{ ${keys.join(', ')} }`;
  }
  return def.type === 'unknown' || def.type === 'any' || def.type === 'custom' || def.type === 'lazy' ? 'JSON' : def.type;
}

function isNeeded({ _zod: { def } }: Described): boolean {
  return !['optional', 'default', 'prefault', 'nullable'].includes(def.type);
}

/** The fields of an object's schema, in the order of their declaration. */
export function fieldsOf(schema: CollectionModel['schema']): Field[] {
  const shape = (schema as unknown as Described)._zod.def.shape ?? {};
  return Object.entries(shape).map(([name, field]) => ({ name, type: typeText(field), needed: isNeeded(field) }));
}
