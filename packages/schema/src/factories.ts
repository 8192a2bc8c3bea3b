import type { CollectionName } from './crm-model.js';
import { withDefaults } from './defaults.js';
import { easedFields } from './eased-fields.js';
import type { NewRecord, RecordInput } from './record-input.js';

/**
 * A new record of a collection from what a caller has: every default filled in (empty lists, `lifecycleStage` lead, `priority` normal …),
 * a contact's full name from its parts or the parts from the full name, keys of e-mail addresses. The input is not changed; fields
 * that no schema knows are kept; a field given as `undefined` counts as not given. Nothing is validated here: the store does.
 *
 * Left out is what the store sets: `version`, `createdAt`, `updatedAt`, a ticket's `number`, a message's `seq`. A deal's `rank` is the
 * first one unless given: who knows the column gives a better one ({@link rankBetween}).
 * @param options.at The moment of making, for fields such as `stageEnteredAt`. Default: now, by this device's clock.
 */
export function makeRecord<Name extends CollectionName>(collection: Name, input: RecordInput<Name>, options: { at?: string | undefined } = {}): NewRecord<Name> {
  return { ...withDefaults(collection, input as NewRecord<Name>, options), ...easedFields(collection, input) };
}
