export { CrmPipelineBoard } from './pipeline-board.js';
export { CrmDealCard } from './deal-card.js';
export { CrmDealPanel } from './deal-panel.js';
export { CrmPipelineSummary } from './pipeline-summary/pipeline-summary.js';
export type { DealFilter } from './pipeline-board.types.js';
export {
  CrmDealCreatedEvent,
  CrmDealCreateEvent,
  CrmDealDismissEvent,
  CrmDealMovedEvent,
  CrmDealMoveEvent,
  CrmDealNotedEvent,
  CrmDealNoteEvent,
  CrmDealOpenEvent,
  CrmDealUpdatedEvent,
  CrmDealUpdateEvent,
  type DealMoveDetail,
} from '../events/deal-events.js';
