export { reservedKeys, type Json, type Scalar } from './json.js';
export { fold, tokens } from './text.js';
export { graphemes } from './graphemes.js';
export {
  collectionModel,
  readPath,
  type CollectionModel,
  type ComputedField,
  type IndexModel,
  type Model,
  type SearchModel,
  type StoredRecord,
  type TotalsModel,
} from './model.js';
export { crmModel, type CollectionName, type RecordOf } from './crm-model.js';
export {
  deviceModel,
  deviceValueSchema,
  outboxEntrySchema,
  outboxStates,
  type DeviceValue,
  type OutboxEntry,
  type OutboxState,
} from './device-model.js';
export { uncheckedDeviceModel } from './device-shape.js';

export {
  actorSchema,
  basisPointsSchema,
  calendarDateSchema,
  commonFields,
  customValuesSchema,
  idSchema,
  instantSchema,
  jsonSchema,
  moneySchema,
  recordSchema,
  targetSchema,
  textMarkSchema,
  type Actor,
  type Money,
  type Target,
  type TextMark,
} from './records/common.js';
export {
  addressSchema,
  companySchema,
  consentSchema,
  contactSchema,
  emailSchema,
  personNameSchema,
  phoneSchema,
  socialSchema,
  urlSchema,
  type Address,
  type Company,
  type Consent,
  type Contact,
  type Email,
  type PersonName,
  type Phone,
} from './records/contact.js';
export {
  dealSchema,
  lineItemSchema,
  pipelineSchema,
  stageChangeSchema,
  stageSchema,
  type Deal,
  type LineItem,
  type Pipeline,
  type Stage,
  type StageChange,
} from './records/sales.js';
export {
  attachmentSchema,
  cannedResponseSchema,
  csatSchema,
  messageSchema,
  ticketSchema,
  type Attachment,
  type CannedResponse,
  type Csat,
  type Message,
  type Ticket,
} from './records/support.js';
export {
  activitySchema,
  agentSchema,
  auditEventSchema,
  customFieldSchema,
  draftSchema,
  noteSchema,
  preferenceSchema,
  taskSchema,
  teamSchema,
  trashedSchema,
  viewSchema,
  type Activity,
  type Agent,
  type AuditEvent,
  type CustomField,
  type Draft,
  type Note,
  type Preference,
  type Task,
  type Team,
  type Trashed,
  type View,
} from './records/work.js';
export * from './records/values.js';

export { createIdSource, isUuid, maxIdLength, newId, type IdSourceOptions } from './ids.js';
export {
  addDays,
  calendarDateIn,
  compareDates,
  daysBetween,
  instantMs,
  isCalendarDate,
  isInstant,
  monthOf,
  toInstant,
} from './calendar-date.js';
export { isRank, rankBetween, ranksBetween, rerank } from './rank.js';
export { avatarHue, displayName, formatName, initials, parseName, type NamedContact } from './names.js';
export { nameLikeness, nameWords } from './close-names.js';
export { mergeFields, phoneKey, unmergedFields, type MergeChoice, type MergeChoices } from './merge.js';
export { contactReferences, contactsIn, withContacts, type ContactReference } from './contact-references.js';
export { internationalPhoneFormatter, normaliseEmail, normalisePhone, type PhoneFormatter } from './contact-points.js';
export {
  afterAgentReply,
  afterCustomerMessage,
  allowedStatuses,
  canChangeStatus,
  statusPatch,
  type CustomerMessageEffect,
  type TicketPatch,
  type TicketState,
} from './tickets.js';
export { ticketCategories, ticketCategory, type TicketCategory } from './ticket-category.js';
export { assignPatch, ratePatch, snoozePatch, wakePatch } from './ticket-changes.js';
export { withDefaults } from './defaults.js';
export { easedFields } from './eased-fields.js';
export { makeRecord } from './factories.js';
export type { EmailInput, NewRecord, PhoneInput, RecordInput } from './record-input.js';
export { issueCodes, validateFields, validateRecord, type Issue, type IssueCode } from './validate.js';
export { findUnstorable, maxDepth, type Unstorable } from './plain-json.js';
export {
  currencyExponent,
  decimalText,
  formatMoney,
  money,
  parseMoney,
  sumMoney,
  weightedValue,
  type AnyMoney,
  type FormatMoneyOptions,
  type MoneySum,
  type ParseMoneyOptions,
  type StageTotals,
} from './money.js';
export {
  dealStartChange,
  moveDealChanges,
  moveDealGate,
  moveRefusalCodes,
  type DealMove,
  type DealMovePatch,
  type GatedDeal,
  type GatingStage,
  type MoveDealGateInput,
  type MoveDealInput,
  type MoveGate,
  type MoveRefusal,
  type MoveRefusalCode,
  type MoveWarning,
  type MovingDeal,
  type TargetStage,
} from './moves.js';
export { isRotting, rottingSince } from './rotting.js';
export { consentStates, withConsent, type ConsentState } from './consent.js';
export { parseNumber } from './custom-field-number.js';
export { isEmailText, isPhoneText, isWebText } from './custom-field-texts.js';
export { checkCustomFields, customValue, isFilled, isMoney, type CustomFieldRule, type CustomValues } from './custom-fields.js';
export type { DecimalSign } from './decimal-digits.js';
export { compareMessages, messagePreview, normaliseMarks, type OrderedMessage } from './messages.js';
export { isInlineSafe, sniffMediaType } from './media-type.js';
