/** What a form shows of a collection: kinds of controls, told from the schema, and a few words about each field. */
import type { CollectionModel } from '@crm-elements/schema';

/**
 * `lines` a long text · `percent` basis points, typed as percent · `flag` yes or no · `choice` one of several · `choices` any number of them ·
 * `color` one of a few colours · `options` a list that the person makes · `template` a long text with variables
 */
export type FieldKind = 'text' | 'lines' | 'number' | 'percent' | 'flag' | 'choice' | 'choices' | 'color' | 'options' | 'template';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What people wrote, not words of ours. */
  readonly isData?: boolean;
}

/** One entry of an `options` field. `value` is missing until it is saved: it is made of the first label, and stays. */
export interface OptionInput {
  readonly value?: string;
  readonly label: string;
}

/** What stands in a control. */
export type FieldInput = string | boolean | readonly string[] | readonly OptionInput[] | null;

/** What was typed, by field. */
export type FormInputs = ReadonlyMap<string, FieldInput>;

export interface FormField {
  /** A field of the record. */
  readonly field: string;
  readonly label: string;
  /** Default: as the schema tells. */
  readonly kind?: FieldKind;
  readonly hint?: string | ((input: (field: string) => FieldInput | undefined) => string | undefined);
  /** A blank text is refused, also where the schema allows it. */
  readonly required?: boolean;
  readonly choices?: readonly Choice[];
  /** What stands for `null` in `choice`, `choices` and `color`; without it there is no such choice. */
  readonly none?: string;
  /** Whether the field is shown, by what stands in others. */
  readonly shown?: (input: (field: string) => FieldInput | undefined) => boolean;
  /** Takes the whole width. */
  readonly wide?: boolean;
  /** Written from left to right in every language. */
  readonly ltr?: boolean;
  /** The longest text, in UTF-16 units. Default 200; long texts 10,000. */
  readonly maxLength?: number;
  /** The variables of a `template`, and the text with them filled in. */
  readonly template?: { readonly variables: readonly Choice[]; readonly preview: (text: string) => string };
}

/** A field whose kind is settled. */
export type ReadyField = FormField & { readonly kind: FieldKind; readonly optional: boolean };

/** As far as forms look into a schema. */
interface SchemaDefinition {
  readonly type: string;
  readonly innerType?: { readonly _zod: { readonly def: SchemaDefinition } };
  readonly element?: { readonly _zod: { readonly def: SchemaDefinition } };
}

const kindByType: Readonly<Record<string, FieldKind>> = { number: 'number', boolean: 'flag', enum: 'choice', array: 'choices' };

/** The kind of control that a field of a schema asks for, and whether it may be left empty. */
export function kindOf(model: Pick<CollectionModel, 'schema'>, field: string): { kind: FieldKind; optional: boolean } {
  const shape = model.schema.shape as Readonly<Record<string, { readonly _zod: { readonly def: unknown } } | undefined>>;
  let definition = shape[field]?._zod.def as SchemaDefinition | undefined;
  let optional = false;
  while (definition?.innerType && ['optional', 'nullable'].includes(definition.type)) {
    optional = true;
    definition = definition.innerType._zod.def;
  }
  if (definition?.type === 'array' && definition.element?._zod.def.type === 'object') return { kind: 'options', optional };
  return { kind: kindByType[definition?.type ?? ''] ?? 'text', optional };
}

/** The fields of a form with what the schema says of them. */
export const readyFields = (model: Pick<CollectionModel, 'schema'>, fields: readonly FormField[]): ReadyField[] =>
  fields.map((field) => {
    const { kind, optional } = kindOf(model, field.field);
    return { ...field, kind: field.kind ?? kind, optional };
  });

/** For forms over what no collection keeps: nothing is asked but what the fields say. */
export const noModel = { schema: { shape: {} } } as unknown as Pick<CollectionModel, 'schema'>;
