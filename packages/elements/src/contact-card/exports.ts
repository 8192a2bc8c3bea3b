export { CrmContactCard } from './contact-card.js';
export { CrmContactHoverCard } from './hover-card/contact-hover-card.js';
export { CrmContactList } from './contact-list.js';
export type { ContactFilter } from './contact-pages.js';
export {
  CrmCompanyOpenEvent,
  CrmContactOpenEvent,
  CrmContactUpdatedEvent,
  CrmContactUpdateEvent,
  CrmNoteAddedEvent,
  CrmNoteAddEvent,
  CrmTaskCompletedEvent,
  CrmTaskCompleteEvent,
  type ContactPatch,
} from '../events/contact-events.js';
