import type { Json } from '@crm-elements/schema';
import type { CsvRelation } from './mapping.types.js';
import type { CsvTarget } from './targets.js';

type Fields = Record<string, unknown>;

function setOnce(fields: Fields, key: string, value: Json): boolean {
  if (Object.hasOwn(fields, key)) return JSON.stringify(fields[key]) === JSON.stringify(value);
  fields[key] = value;
  return true;
}

/** A draft while its row is read. Fields are the paths of targets, none of which reaches a prototype. */
export class Draft {
  readonly record: Fields = {};
  readonly relations: CsvRelation[] = [];
  readonly notes: string[] = [];
  readonly #addresses = new Map<string, Fields>();
  key: string | undefined;
  createdAt: string | undefined;
  /** Goes to one field or another, as the deal stands. */
  closeDate: { date: string; moment: string } | undefined;

  /** The object and the key that a path of at most two parts leads to. */
  #place(path: string): { fields: Fields; key: string } {
    const [field = '', key] = path.split('.');
    return key === undefined ? { fields: this.record, key: field } : { fields: (this.record[field] ??= {}) as Fields, key };
  }

  /** Sets a field once; false where it holds something else already. */
  set(path: string, value: Json): boolean {
    const { fields, key } = this.#place(path);
    return setOnce(fields, key, value);
  }

  /** Adds to a list what it does not have. */
  add(path: string, values: readonly Json[]): void {
    if (values.length === 0) return;
    const { fields, key } = this.#place(path);
    const list = Object.hasOwn(fields, key) ? (fields[key] as Json[]) : [];
    fields[key] = [...new Set([...list, ...values])];
  }

  /** Columns of one address are told by what stands in the brackets; a number there is no kind. */
  setAddress({ field, label, part = '' }: CsvTarget, type: string, value: string): boolean {
    let address = this.#addresses.get(label);
    if (!address) {
      address = {};
      this.#addresses.set(label, address);
      this.add(field, [address as { [key: string]: Json }]);
    }
    if (type !== '') address['type'] = type;
    return setOnce(address, part, value);
  }

  /** A name and a key of one field are one relation, and so are two columns that give the same name. */
  relate({ field, label, collection }: CsvTarget, column: string, text: string): boolean {
    const relation = this.relations.find((known) => known.field === field);
    const how = label as 'name' | 'key';
    if (!relation || field === 'contactIds' || field === 'lineItems') {
      this.relations.push({ field: field as CsvRelation['field'], collection: collection!, [how]: text, column });
    } else if (relation[how] === undefined) relation[how] = text;
    else return relation[how] === text;
    return true;
  }
}
