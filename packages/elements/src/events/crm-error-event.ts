import type { CrmError } from '@crm-elements/data';
import { CrmEvent } from './crm-event.js';

/** Something failed, and the element has said so to the person. `command` names what was tried, such as `deal-move`. */
export class CrmErrorEvent extends CrmEvent<{ error: CrmError; command: string }> {
  constructor(error: CrmError, command: string) {
    super('crm-error', { error, command });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-error': CrmErrorEvent;
  }
}
