import { CrmSettings } from '../settings/crm-settings.js';
import { define } from './define.js';

// Each section comes when it is shown.
CrmSettings.parts = {
  fields: () => import('./settings-fields.js'),
  pipelines: () => import('./settings-pipelines.js'),
  team: () => import('./settings-team.js'),
  labels: () => import('./settings-labels.js'),
  replies: () => import('./settings-replies.js'),
  chat: () => import('./settings-chat.js'),
  presets: () => import('./settings-presets.js'),
  data: () => import('./settings-data.js'),
};
define('crm-settings', CrmSettings);
