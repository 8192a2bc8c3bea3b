import { CrmSettingsPipelines } from '../settings/pipelines/crm-settings-pipelines.js';
import { CrmSettingsStages } from '../settings/pipelines/crm-settings-stages.js';
import { define } from './define.js';
import './settings-form.js';

define('crm-settings-pipelines', CrmSettingsPipelines);
define('crm-settings-stages', CrmSettingsStages);
