import { CrmContactPreview } from '../contact-card/hover-card/crm-contact-preview.js';
import { define } from './define.js';

define('crm-contact-preview', CrmContactPreview);
