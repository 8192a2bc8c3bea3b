import { CrmCompanyField } from '../contact-card/crm-company-field.js';
import { CrmContactForm } from '../contact-card/crm-contact-form.js';
import { CrmPhotoField } from '../contact-card/crm-photo-field.js';
import { CrmRecordPicker } from '../internal/parts/crm-record-picker.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { define } from './define.js';

define('crm-tag-input', CrmTagInput);
define('crm-record-picker', CrmRecordPicker);
define('crm-photo-field', CrmPhotoField);
define('crm-company-field', CrmCompanyField);
define('crm-contact-form', CrmContactForm);
