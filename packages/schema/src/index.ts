export { reservedKeys, type Json, type Scalar } from './json.js';
export { fold, tokens } from './text.js';
export { graphemes } from './graphemes.js';
export {
  collectionModel, readPath,
  type CollectionModel, type ComputedField, type IndexModel, type Model, type SearchModel, type StoredRecord, type TotalsModel,
} from './model.js';
export { crmModel, type CollectionName, type RecordOf } from './crm-model.js';
export { deviceModel, deviceValueSchema, outboxEntrySchema, outboxStates, type DeviceValue, type OutboxEntry, type OutboxState } from './device-model.js';

export {
  actorKinds, actorSchema, basisPointsSchema, calendarDateSchema, commonFields, customValuesSchema, idSchema, instantSchema, jsonSchema, markTypes,
  maxIdLength, moneySchema, recordSchema, targetSchema, textMarkSchema,
  type Actor, type ActorKind, type Money, type Target, type TextMark,
} from './records/common.js';
export {
  addressSchema, companySchema, companyTypes, consentSchema, consentStatuses, contactSchema, emailSchema, lifecycleStages, personNameSchema,
  phoneSchema, socialSchema, urlSchema,
  type Address, type Company, type Consent, type Contact, type Email, type LifecycleStage, type PersonName, type Phone,
} from './records/contact.js';
export {
  dealSchema, lineItemSchema, pipelineSchema, rotBases, stageChangeSchema, stageKinds, stageSchema,
  type Deal, type LineItem, type Pipeline, type Stage, type StageChange, type StageKind,
} from './records/sales.js';
export {
  attachmentSchema, authorKinds, cannedResponseSchema, csatSchema, messageDirections, messageKinds, messageSchema, messageStatuses, ticketChannels,
  ticketPriorities, ticketSchema, ticketStatuses,
  type Attachment, type CannedResponse, type Csat, type Message, type MessageStatus, type Ticket, type TicketChannel, type TicketPriority,
  type TicketStatus,
} from './records/support.js';
export {
  activitySchema, activityTypes, agentSchema, auditEventSchema, auditOperations, availabilities, customFieldSchema, customFieldTypes, draftSchema,
  noteSchema, preferenceSchema, taskSchema, teamSchema, trashedSchema, viewSchema, viewVisibilities,
  type Activity, type ActivityType, type Agent, type AgentAvailability, type AuditEvent, type CustomField, type CustomFieldType, type Draft,
  type Note, type Preference, type Task, type Team, type Trashed, type View,
} from './records/work.js';

export { createIdSource, isUuid, newId, type IdSourceOptions } from './ids.js';
export { addDays, calendarDateIn, compareDates, daysBetween, instantMs, isCalendarDate, isInstant, monthOf, toInstant } from './calendar-date.js';
export { isRank, rankBetween, ranksBetween, rerank } from './rank.js';
export { avatarHue, displayName, formatName, initials, parseName, type NamedContact } from './names.js';
export { internationalPhoneFormatter, normaliseEmail, normalisePhone, type PhoneFormatter } from './contact-points.js';
export {
  afterAgentReply, afterCustomerMessage, allowedStatuses, assignPatch, canChangeStatus, ratePatch, snoozePatch, statusPatch, ticketCategories,
  ticketCategory, wakePatch,
  type CustomerMessageEffect, type TicketCategory, type TicketPatch, type TicketState,
} from './tickets.js';
export { makeRecord } from './factories.js';
export type { EmailInput, NewRecord, PhoneInput, RecordInput } from './record-input.js';
export { issueCodes, validateFields, validateRecord, type Issue, type IssueCode } from './validate.js';
export { findUnstorable, maxDepth, type Unstorable } from './plain-json.js';
export {
  currencyExponent, decimalText, formatMoney, money, parseMoney, sumMoney, weightedValue,
  type AnyMoney, type FormatMoneyOptions, type MoneySum, type ParseMoneyOptions, type StageTotals,
} from './money.js';
export {
  dealStartChange, moveDealChanges, moveDealGate, moveRefusalCodes,
  type DealMove, type DealMovePatch, type GatedDeal, type GatingStage, type MoveDealGateInput, type MoveDealInput, type MoveGate, type MoveRefusal,
  type MoveRefusalCode, type MoveWarning, type MovingDeal, type TargetStage,
} from './moves.js';
export { isRotting, rottingSince } from './rotting.js';
export { compareMessages, messagePreview, normaliseMarks, type OrderedMessage } from './messages.js';
export { isInlineSafe, sniffMediaType } from './media-type.js';
