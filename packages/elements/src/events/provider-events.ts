import type { AdapterStatus, CrmClient } from '@crm-elements/data';
import { CrmEvent } from './crm-event.js';

/** The store is open, and its client can be used. */
export class CrmReadyEvent extends CrmEvent<{ client: CrmClient }> {
  constructor(client: CrmClient) {
    super('crm-ready', { client });
  }
}

/** The store is in another state: full, blocked, lost its connection, ready again. */
export class CrmStatusChangeEvent extends CrmEvent<AdapterStatus> {
  constructor(status: AdapterStatus) {
    super('crm-status-change', status);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-ready': CrmReadyEvent;
    'crm-status-change': CrmStatusChangeEvent;
  }
}
