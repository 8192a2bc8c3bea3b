import { CrmContactConsent } from '../contact-card/crm-contact-consent.js';
import { CrmCustomValues } from '../contact-card/crm-custom-values.js';
import { define } from './define.js';

define('crm-contact-consent', CrmContactConsent);
define('crm-custom-values', CrmCustomValues);
