import type { RecordPatch } from '@crm-elements/data';
import type { Contact, LifecycleStage, Note, Task } from '@crm-elements/schema';
import { CrmCommandEvent, CrmEvent } from './crm-event.js';

/** Somebody opens a contact. `preventDefault()` leaves it to the page, also where there is a link. */
export class CrmContactOpenEvent extends CrmEvent<{ contactId: string }> {
  constructor(contactId: string) {
    super('crm-contact-open', { contactId }, true);
  }
}

/** Other contacts are selected in a list. */
export class CrmContactSelectEvent extends CrmEvent<{ contactIds: readonly string[] }> {
  constructor(contactIds: readonly string[]) {
    super('crm-contact-select', { contactIds });
  }
}

/** Somebody chose a saved view of a list; `undefined` stands for all contacts. For a page that keeps it in its address. */
export class CrmContactViewEvent extends CrmEvent<{ viewId: string | undefined }> {
  constructor(viewId: string | undefined) {
    super('crm-contact-view', { viewId });
  }
}

/** What is done to many contacts at once. */
export type ContactsChange =
  | { readonly addTags: readonly string[]; readonly removeTags: readonly string[] }
  /** `null`: nobody looks after them. */
  | { readonly ownerId: string | null }
  | { readonly lifecycleStage: LifecycleStage }
  | { readonly remove: true };

/** Contacts are about to be changed or deleted together. */
export class CrmContactsUpdateEvent extends CrmCommandEvent<{ contactIds: readonly string[]; change: ContactsChange }> {
  constructor(contactIds: readonly string[], change: ContactsChange) {
    super('crm-contacts-update', { contactIds, change });
  }
}

/** Contacts were changed or deleted together. `failedIds` are those that were not. */
export class CrmContactsUpdatedEvent extends CrmEvent<{
  contactIds: readonly string[];
  failedIds: readonly string[];
  change: ContactsChange;
}> {
  constructor(contactIds: readonly string[], failedIds: readonly string[], change: ContactsChange) {
    super('crm-contacts-updated', { contactIds, failedIds, change });
  }
}

/** Somebody opens a company. `preventDefault()` leaves it to the page, also where there is a link. */
export class CrmCompanyOpenEvent extends CrmEvent<{ companyId: string }> {
  constructor(companyId: string) {
    super('crm-company-open', { companyId }, true);
  }
}

/** The fields of a contact that change; a field that is `undefined` is taken away. */
export type ContactPatch = RecordPatch<'contacts'>;

/** A contact is about to be changed. A page that keeps its contacts itself answers with `respondWith(promise)`. */
export class CrmContactUpdateEvent extends CrmCommandEvent<{ contactId: string; changes: ContactPatch }> {
  constructor(contactId: string, changes: ContactPatch) {
    super('crm-contact-update', { contactId, changes });
  }
}

/** A contact was changed. `contact` is undefined where the page did it and did not say. */
export class CrmContactUpdatedEvent extends CrmEvent<{ contactId: string; changes: ContactPatch; contact: Contact | undefined }> {
  constructor(contactId: string, changes: ContactPatch, contact: Contact | undefined) {
    super('crm-contact-updated', { contactId, changes, contact });
  }
}

/** A note on a contact is about to be written. */
export class CrmNoteAddEvent extends CrmCommandEvent<{ contactId: string; text: string }> {
  constructor(contactId: string, text: string) {
    super('crm-note-add', { contactId, text });
  }
}

/** A note on a contact was written. */
export class CrmNoteAddedEvent extends CrmEvent<{ contactId: string; note: Note | undefined }> {
  constructor(contactId: string, note: Note | undefined) {
    super('crm-note-added', { contactId, note });
  }
}

/** A task is about to be ticked off, or that to be taken back. */
export class CrmTaskCompleteEvent extends CrmCommandEvent<{ taskId: string; done: boolean }> {
  constructor(taskId: string, done: boolean) {
    super('crm-task-complete', { taskId, done });
  }
}

/** A task was ticked off, or that taken back. */
export class CrmTaskCompletedEvent extends CrmEvent<{ taskId: string; done: boolean; task: Task | undefined }> {
  constructor(taskId: string, done: boolean, task: Task | undefined) {
    super('crm-task-completed', { taskId, done, task });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-contact-open': CrmContactOpenEvent;
    'crm-contact-select': CrmContactSelectEvent;
    'crm-contact-view': CrmContactViewEvent;
    'crm-contacts-update': CrmContactsUpdateEvent;
    'crm-contacts-updated': CrmContactsUpdatedEvent;
    'crm-company-open': CrmCompanyOpenEvent;
    'crm-contact-update': CrmContactUpdateEvent;
    'crm-contact-updated': CrmContactUpdatedEvent;
    'crm-note-add': CrmNoteAddEvent;
    'crm-note-added': CrmNoteAddedEvent;
    'crm-task-complete': CrmTaskCompleteEvent;
    'crm-task-completed': CrmTaskCompletedEvent;
  }
}
