import { CrmSettingsChat } from '../settings/chat/crm-settings-chat.js';
import { CrmSettingsHours } from '../settings/chat/crm-settings-hours.js';
import { define } from './define.js';
import './settings-form.js';

define('crm-settings-chat', CrmSettingsChat);
define('crm-settings-hours', CrmSettingsHours);
