import { CrmSettingsTeam } from '../settings/team/crm-settings-team.js';
import { define } from './define.js';
import './settings-form.js';

define('crm-settings-team', CrmSettingsTeam);
