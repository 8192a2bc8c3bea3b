export { CrmContactCard } from './contact-card.js';
export { CrmContactHoverCard } from './hover-card/contact-hover-card.js';
export { CrmContactList } from './contact-list.js';
export type { ContactFilter, ContactRule, ContactRules, RuleTest } from './list/contact-rules.js';
export type { ContactSort } from './list/contact-sorts.js';
export {
  CrmCompanyOpenEvent,
  CrmContactOpenEvent,
  CrmContactSelectEvent,
  CrmContactsUpdatedEvent,
  CrmContactsUpdateEvent,
  CrmContactUpdatedEvent,
  CrmContactUpdateEvent,
  CrmContactViewEvent,
  CrmNoteAddedEvent,
  CrmNoteAddEvent,
  CrmTaskCompletedEvent,
  CrmTaskCompleteEvent,
  type ContactPatch,
  type ContactsChange,
} from '../events/contact-events.js';
export { CrmContactMergedEvent, CrmContactMergeEvent, CrmContactUnmergedEvent } from '../events/contact-merge-events.js';
export {
  CrmContactDeletedEvent,
  CrmContactDeleteEvent,
  CrmTaskAddedEvent,
  CrmTaskAddEvent,
  type NewTask,
} from '../events/contact-work-events.js';
