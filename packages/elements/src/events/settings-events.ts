import type { SettingsSection } from '../settings/settings-sections.js';
import { CrmEvent } from './crm-event.js';

/** Somebody goes to a section of the settings; undefined: back to the list of them, where that takes the whole width. Cancelable. */
export class CrmSettingsOpenEvent extends CrmEvent<{ section: SettingsSection | undefined }> {
  constructor(section: SettingsSection | undefined) {
    super('crm-settings-open', { section }, true);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-settings-open': CrmSettingsOpenEvent;
  }
}
