export * from './contract.js';
export { BaseAdapter, type BaseAdapterOptions, type ReadResult, type WriteResult } from './base-adapter.js';
export { commitInChunks, type ChunkOptions, type ChunkProgress } from './bulk/commit-in-chunks.js';
export { instantOf, systemClock, wait, type Clock } from './clock.js';
export { CrmError, errorCodes, toCrmError, type Conflict, type CrmErrorCode, type CrmErrorDetails, type ErrorIssue } from './errors.js';
export { createMemoryAdapter, type MemoryAdapterOptions } from './memory/memory-adapter.js';
export type { NormalBatch } from './engine/batch.js';
export type { FieldTest, NormalQuery, Test } from './engine/query.js';
export type { NormalTotalsQuery, TotalsRow } from './engine/totals.js';
export type { Touched } from './watch-hub.js';
export { createClient, type CrmClient, type UndoState } from './client/client.js';
export { createTicketClient, type ClientOptions, type TicketClient } from './client/ticket-client.js';
export type { CreateDealInput, DealPlace, MoveDealInput, MoveDealsOptions, RefusedMove } from './client/commands/deals.js';
export type { Duplicate, DuplicateReason, DuplicatesOf, FindDuplicatesOptions } from './client/commands/duplicates.js';
export type { MergeContactsInput, MergedContacts } from './client/commands/merge-contacts.js';
export type { UnmergedContact } from './client/commands/unmerge-contact.js';
export type { HousekeepingReport } from './client/commands/housekeeping.js';
export type { MessageFile, MessageInput, ReplyInput, SendMessageInput, SentMessage, StartTicketInput } from './client/commands/messages.js';
export type { AssignInput, SeenInput } from './client/commands/tickets.js';
export type { AddNoteInput } from './client/commands/notes.js';
export type { CreatePipelineInput, LogActivityInput, SaveContactInput } from './client/commands/work.js';
export type { CommandOptions } from './client/context.js';
export type { SkippedPart, UndoResult } from './client/journal.js';
export type { LivePage } from './client/live.js';
export type {
  DerivedValue,
  Filter,
  FilteredGroup,
  FilteredQuery,
  FilteredResult,
  FilteredSort,
  FilteredSubscription,
  FilterTest,
  RowWindow,
} from './projection/filtered.types.js';
export type { ListQuery, LiveOptions, RecordPatch, Repository, RepositoryTotalsQuery, UpdateOptions } from './client/repository.js';
export { later } from './later.js';
export type { Bus, Locks } from './tabs.js';
export { createNamespacedAdapter } from './wrappers/namespaced-adapter.js';
export { namespacedModel } from './wrappers/namespaced-model.js';
export { createReadOnlyAdapter } from './wrappers/read-only-adapter.js';
export { createValidatingAdapter, type InvalidRecord, type ValidatingOptions } from './wrappers/validating-adapter.js';
export { createOutbox, type Outbox, type OutboxCommand, type OutboxOptions } from './outbox/outbox.js';
export { OutboxEntries, type OutboxChange } from './outbox/entries.js';
export * from './port/conversation-port.js';
export { createDesk, type DeskOptions } from './port/desk.js';
export { deliverTo, type PortCommandName } from './port/deliver.js';
export { createLocalPort, type LocalPortOptions } from './port/local-port.js';
export { onTyping, sendTyping, typingMs, type TypingSignal } from './port/typing-signal.js';
