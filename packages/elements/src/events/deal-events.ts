import type { CreateDealInput, DealPlace, RecordPatch } from '@crm-elements/data';
import type { Deal, Note } from '@crm-elements/schema';
import { CrmCommandEvent, CrmEvent } from './crm-event.js';

export { CrmDealOpenEvent } from './deal-open-event.js';

/** The panel of a deal is closed, or wants to be. */
export class CrmDealDismissEvent extends CrmEvent<{ dealId: string }> {
  constructor(dealId: string) {
    super('crm-deal-dismiss', { dealId });
  }
}

/** A move of one deal, which the rules of the stages allow. */
export interface DealMoveDetail {
  readonly deal: Deal;
  readonly fromStageId: string;
  readonly toStageId: string;
  /** Where in the stage. */
  readonly place: DealPlace;
  /** What was asked for on the way, such as an amount. It is written with the move. */
  readonly changes: RecordPatch<'deals'>;
  /** Why the deal was lost. */
  readonly lostReason: string | undefined;
}

/** Before a deal is moved. */
export class CrmDealMoveEvent extends CrmCommandEvent<DealMoveDetail> {
  constructor(detail: DealMoveDetail) {
    super('crm-deal-move', detail);
  }
}

/** A deal has been moved. */
export class CrmDealMovedEvent extends CrmEvent<DealMoveDetail> {
  constructor(detail: DealMoveDetail) {
    super('crm-deal-moved', detail);
  }
}

/** Before a deal is made. */
export class CrmDealCreateEvent extends CrmCommandEvent<{ input: CreateDealInput }> {
  constructor(input: CreateDealInput) {
    super('crm-deal-create', { input });
  }
}

/** A deal has been made. Where the page makes deals itself, `deal` is what it answered with. */
export class CrmDealCreatedEvent extends CrmEvent<{ deal: Deal | undefined; input: CreateDealInput }> {
  constructor(deal: Deal | undefined, input: CreateDealInput) {
    super('crm-deal-created', { deal, input });
  }
}

/** Before fields of a deal are changed. */
export class CrmDealUpdateEvent extends CrmCommandEvent<{ deal: Deal; changes: RecordPatch<'deals'> }> {
  constructor(deal: Deal, changes: RecordPatch<'deals'>) {
    super('crm-deal-update', { deal, changes });
  }
}

/** Fields of a deal have been changed. */
export class CrmDealUpdatedEvent extends CrmEvent<{ deal: Deal; changes: RecordPatch<'deals'> }> {
  constructor(deal: Deal, changes: RecordPatch<'deals'>) {
    super('crm-deal-updated', { deal, changes });
  }
}

/** Before a note is written about a deal. */
export class CrmDealNoteEvent extends CrmCommandEvent<{ deal: Deal; text: string }> {
  constructor(deal: Deal, text: string) {
    super('crm-deal-note', { deal, text });
  }
}

/** A note has been written about a deal. Where the page writes notes itself, `note` is what it answered with. */
export class CrmDealNotedEvent extends CrmEvent<{ deal: Deal; note: Note | undefined }> {
  constructor(deal: Deal, note: Note | undefined) {
    super('crm-deal-noted', { deal, note });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-deal-dismiss': CrmDealDismissEvent;
    'crm-deal-move': CrmDealMoveEvent;
    'crm-deal-moved': CrmDealMovedEvent;
    'crm-deal-create': CrmDealCreateEvent;
    'crm-deal-created': CrmDealCreatedEvent;
    'crm-deal-update': CrmDealUpdateEvent;
    'crm-deal-updated': CrmDealUpdatedEvent;
    'crm-deal-note': CrmDealNoteEvent;
    'crm-deal-noted': CrmDealNotedEvent;
  }
}
