import { CrmSettingsReplies } from '../settings/replies/crm-settings-replies.js';
import { define } from './define.js';
import './settings-form.js';

define('crm-settings-replies', CrmSettingsReplies);
