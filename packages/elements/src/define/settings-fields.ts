import { CrmSettingsFields } from '../settings/fields/crm-settings-fields.js';
import { define } from './define.js';
import './settings-form.js';

define('crm-settings-fields', CrmSettingsFields);
