import type { Task } from '@crm-elements/schema';
import { CrmCommandEvent, CrmEvent } from './crm-event.js';

/** A task as it is set down. */
export interface NewTask {
  readonly title: string;
  /** A calendar date, or null for a task without one. */
  readonly dueDate: string | null;
  /** The agent who is to do it, or null. */
  readonly assigneeId: string | null;
}

/** A task about a contact is about to be set down. */
export class CrmTaskAddEvent extends CrmCommandEvent<{ contactId: string; task: NewTask }> {
  constructor(contactId: string, task: NewTask) {
    super('crm-task-add', { contactId, task });
  }
}

/** A task about a contact was set down. `task` is undefined where the page did it and did not say. */
export class CrmTaskAddedEvent extends CrmEvent<{ contactId: string; task: Task | undefined }> {
  constructor(contactId: string, task: Task | undefined) {
    super('crm-task-added', { contactId, task });
  }
}

/** A contact is about to be deleted: it goes to the trash for 30 days. */
export class CrmContactDeleteEvent extends CrmCommandEvent<{ contactId: string }> {
  constructor(contactId: string) {
    super('crm-contact-delete', { contactId });
  }
}

/** A contact was deleted. */
export class CrmContactDeletedEvent extends CrmEvent<{ contactId: string }> {
  constructor(contactId: string) {
    super('crm-contact-deleted', { contactId });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-task-add': CrmTaskAddEvent;
    'crm-task-added': CrmTaskAddedEvent;
    'crm-contact-delete': CrmContactDeleteEvent;
    'crm-contact-deleted': CrmContactDeletedEvent;
  }
}
