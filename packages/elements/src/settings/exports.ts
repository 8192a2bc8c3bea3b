export { CrmSettings } from './crm-settings.js';
export { readChatSettings, type StoredChatSettings } from './chat-settings.js';
export type { SettingsSection } from './settings-sections.js';
export { CrmSettingsOpenEvent } from '../events/settings-events.js';
