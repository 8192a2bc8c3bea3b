import { CrmCompanyField } from '../contact-card/crm-company-field.js';
import { CrmContactForm } from '../contact-card/crm-contact-form.js';
import { CrmRecordPicker } from '../internal/parts/crm-record-picker.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { define } from './define.js';

define('crm-tag-input', CrmTagInput);
define('crm-record-picker', CrmRecordPicker);
define('crm-company-field', CrmCompanyField);
define('crm-contact-form', CrmContactForm);
