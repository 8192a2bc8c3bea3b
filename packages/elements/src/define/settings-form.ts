import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { CrmSettingsForm } from '../settings/form/settings-form.js';
import { define } from './define.js';

// What every section is made of.
define('crm-dialog', CrmDialog);
define('crm-settings-form', CrmSettingsForm);
