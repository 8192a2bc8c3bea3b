import { later } from '@crm-elements/data';
import { CrmContactHoverCard } from '../contact-card/hover-card/contact-hover-card.js';
import { define } from './define.js';

// A mention needs its card when somebody rests on it.
CrmContactHoverCard.parts = { card: later(() => import('./contact-preview.js')) };
define('crm-contact-hover-card', CrmContactHoverCard);
