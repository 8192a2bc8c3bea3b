import { CrmSettingsLabels } from '../settings/labels/crm-settings-labels.js';
import { define } from './define.js';
import './settings-form.js';

define('crm-settings-labels', CrmSettingsLabels);
