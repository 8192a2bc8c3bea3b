import { CrmContactCard } from '../contact-card/contact-card.js';
import { define } from './define.js';

// What a card shows first needs none of these: they come when it is full, and when somebody edits.
CrmContactCard.parts = {
  timeline: () => import('./contact-card-timeline.js'),
  extras: () => import('./contact-card-extras.js'),
  form: () => import('./contact-card-form.js'),
  actions: () => import('./contact-card-actions.js'),
};
define('crm-contact-card', CrmContactCard);
