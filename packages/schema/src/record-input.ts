import type { CollectionName, RecordOf } from './crm-model.js';
import type { Email, Phone } from './records/contact.js';
import type { defaults } from './defaults.js';

/** A type's named fields, without its index signature. */
type Named<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] };

/** An intersection as one flat type, so that editors show its fields. */
type Flat<T> = { [Key in keyof T]: T[Key] };

/** Fields that the store assigns, beside the common ones. */
interface Assigned {
  tickets: 'number';
  messages: 'seq';
}
type AssignedOf<Name> = Name extends keyof Assigned ? Assigned[Name] : never;

/** A record that is about to be created: complete but for what the store assigns, and for the id unless one was given. */
export type NewRecord<Name extends CollectionName> = Omit<
  Named<RecordOf<Name>>,
  'id' | 'version' | 'createdAt' | 'updatedAt' | AssignedOf<Name>
> & { id?: string };

/** An e-mail address as a caller may give it: as text, or without its key. */
export type EmailInput = string | (Omit<Email, 'key'> & { key?: string });
/** A telephone number as a caller may give it: as text, or as records keep it. */
export type PhoneInput = string | Phone;

/** Fields that a caller may give in an easier form. */
interface Eased {
  contacts: { emails?: readonly EmailInput[]; phones?: readonly PhoneInput[] };
  companies: { phones?: readonly PhoneInput[] };
}
type EasedOf<Name> = Name extends keyof Eased ? Eased[Name] : object;

type DefaultedOf<Name extends CollectionName> = keyof ReturnType<(typeof defaults)[Name]> & keyof NewRecord<Name>;

/**
 * What a caller gives to make a record of a collection: the fields that have no default (of a deal the name, the pipeline and the
 * stage), and any of the others. An id only where it is known beforehand.
 */
export type RecordInput<Name extends CollectionName> = Flat<
  Omit<NewRecord<Name>, DefaultedOf<Name> | keyof EasedOf<Name>> &
    Partial<Pick<NewRecord<Name>, Exclude<DefaultedOf<Name>, keyof EasedOf<Name>>>> &
    EasedOf<Name>
>;
