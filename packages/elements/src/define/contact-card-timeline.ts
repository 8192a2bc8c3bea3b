import { CrmContactTimeline } from '../contact-card/crm-contact-timeline.js';
import { define } from './define.js';

define('crm-contact-timeline', CrmContactTimeline);
