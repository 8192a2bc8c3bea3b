import { CrmContactCare } from '../contact-card/care/crm-contact-care.js';
import { CrmContactTasks } from '../contact-card/care/crm-contact-tasks.js';
import { CrmContactConsent } from '../contact-card/crm-contact-consent.js';
import { CrmCustomValues } from '../contact-card/crm-custom-values.js';
import { CrmContactDuplicates } from '../contact-card/duplicates/crm-contact-duplicates.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { define } from './define.js';

define('crm-tag-input', CrmTagInput);
define('crm-contact-consent', CrmContactConsent);
define('crm-custom-values', CrmCustomValues);
define('crm-contact-care', CrmContactCare);
define('crm-contact-tasks', CrmContactTasks);
define('crm-contact-duplicates', CrmContactDuplicates);
