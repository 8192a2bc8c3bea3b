import type { Deal } from '@crm-elements/schema';
import { CrmEvent } from './crm-event.js';

/** Somebody opens a deal. `preventDefault()` leaves it to the page, which may have a page for it. */
export class CrmDealOpenEvent extends CrmEvent<{ dealId: string; deal: Deal }> {
  constructor(deal: Deal) {
    super('crm-deal-open', { dealId: deal.id, deal }, true);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-deal-open': CrmDealOpenEvent;
  }
}
