import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { CrmRecordPicker } from '../internal/parts/crm-record-picker.js';
import { CrmSettingsData } from '../settings/data/crm-settings-data.js';
import { define } from './define.js';

define('crm-dialog', CrmDialog);
define('crm-record-picker', CrmRecordPicker);
define('crm-settings-data', CrmSettingsData);
