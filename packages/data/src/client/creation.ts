import { withDefaults, type CollectionName, type RecordInput } from '@crm-elements/schema';
import type { CreateOperation } from '../contract.js';
import { later } from '../later.js';
import type { CommandContext } from './context.js';

const loadEased = later(() => import('./eased-fields.js'));

/** Collections whose fields callers may give in an easier form. */
type Eased = 'contacts' | 'companies';

const eased: ReadonlySet<string> = new Set<Eased>(['contacts', 'companies']);

const creating = (collection: string, { newId }: Pick<CommandContext, 'newId'>, record: { id?: string }): CreateOperation => ({
  op: 'create',
  collection,
  record: { ...record, id: record.id ?? newId() },
});

/** The operation that makes a record from what a caller gave, with all defaults. */
export const createOperation = <Name extends Exclude<CollectionName, Eased>>(context: Pick<CommandContext, 'newId'>, collection: Name, input: RecordInput<Name>): CreateOperation =>
  creating(collection, context, withDefaults<CollectionName>(collection, input));

/** The operations that make records of any collection. What understands names and telephone numbers is loaded for those who have them. */
export async function createOperations<Name extends CollectionName>(context: Pick<CommandContext, 'newId'>, collection: Name, inputs: readonly RecordInput<Name>[]): Promise<CreateOperation[]> {
  const easedFields = eased.has(collection) ? (await loadEased()).easedFields : () => ({});
  return inputs.map((input) => creating(collection, context, { ...withDefaults<CollectionName>(collection, input), ...easedFields(collection, input) }));
}
