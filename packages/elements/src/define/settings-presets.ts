import { CrmSettingsPresets } from '../settings/presets/crm-settings-presets.js';
import { define } from './define.js';
import './settings-form.js';

define('crm-settings-presets', CrmSettingsPresets);
