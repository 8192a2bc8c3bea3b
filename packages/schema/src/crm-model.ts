import type { Scalar } from './json.js';
import { fold } from './text.js';
import { collectionModel, readPath, type ComputedField, type Model, type StoredRecord } from './model.js';
import {
  agentSchema,
  activitySchema,
  auditEventSchema,
  customFieldSchema,
  draftSchema,
  noteSchema,
  preferenceSchema,
  taskSchema,
  teamSchema,
  trashedSchema,
  viewSchema,
} from './records/work.js';
import { companySchema, contactSchema } from './records/contact.js';
import { dealSchema, pipelineSchema, stageChangeSchema, stageSchema } from './records/sales.js';
import { attachmentSchema, cannedResponseSchema, messageSchema, ticketSchema } from './records/support.js';
import type { TicketStatus } from './records/values.js';
import { ticketCategory } from './ticket-category.js';
import type { Contact } from './records/contact.js';
import type { Deal } from './records/sales.js';
import type { Target } from './records/common.js';
import type * as z from './zod.js';

const as = <T>(record: StoredRecord) => record as unknown as T;

/** A text without case and accents, so that lists read as people expect. */
const folded = (field: string): ComputedField => ({
  from: [field],
  of: (record) => {
    const text = readPath(record, field);
    return typeof text === 'string' ? fold(text) : null;
  },
});

/** `contact:<id>`, one for each target. */
const targetKey: ComputedField = {
  from: ['targets'],
  multi: true,
  of: (record) => as<{ targets: Target[] }>(record).targets.map(({ type, id }) => `${type}:${id}`),
};

/** E-mail keys and E.164 numbers, by which the same person is found again. */
const contactKey: ComputedField = {
  from: ['emails', 'phones'],
  multi: true,
  of: (record) => {
    const { emails, phones } = as<Contact>(record);
    return [...emails.map((email) => email.key), ...phones.flatMap((phone) => phone.e164 ?? [])];
  },
};

/** The day a task is due, or the moment; a day sorts before the moments in it. */
const due: ComputedField = {
  from: ['dueDate', 'dueAt'],
  of: (record) => (record.dueAt ?? record.dueDate ?? null) as Scalar,
};

const recordKey = (collection: string, id: string): ComputedField => ({
  from: [collection, id],
  of: (record) => `${record[collection] as string}:${record[id] as string}`,
});

const texts =
  (...fields: string[]) =>
  (record: StoredRecord) =>
    fields.flatMap((field) => {
      const value = readPath(record, field);
      return typeof value === 'string' ? value : Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    });

const amountOf = (record: StoredRecord) => as<Deal>(record).amount?.amount ?? null;

/** The collections of a company's CRM, with what each store keeps ready for them: at most six indexes each. */
export const crmModel = {
  version: 2,
  minimumWriter: 1,
  collections: {
    contacts: collectionModel({
      schema: contactSchema,
      computed: { nameKey: folded('fullName'), contactKey },
      indexes: {
        byName: { keys: ['nameKey'] },
        byOwner: { keys: ['ownerId', 'nameKey'] },
        byCompany: { keys: ['companyId', 'nameKey'] },
        byLifecycle: { keys: ['lifecycleStage', 'nameKey'] },
        byTag: { keys: ['tags', 'nameKey'] },
        byContactKey: { keys: ['contactKey', 'nameKey'] },
      },
      totals: { byLifecycle: { group: ['lifecycleStage'] }, byOwner: { group: ['ownerId'] }, byTag: { group: ['tags'] } },
      search: {
        from: ['fullName', 'nickname', 'emails', 'phones', 'jobTitle', 'tags'],
        recency: 'updatedAt',
        texts: (record) => {
          const { emails, phones } = as<Contact>(record);
          return [
            ...texts('fullName', 'nickname')(record),
            ...emails.map((email) => email.value),
            ...phones.map((phone) => phone.e164 ?? phone.raw),
            ...texts('jobTitle', 'tags')(record),
          ];
        },
      },
    }),
    companies: collectionModel({
      schema: companySchema,
      computed: { nameKey: folded('name') },
      indexes: {
        byName: { keys: ['nameKey'] },
        byDomain: { keys: ['domains', 'nameKey'] },
        byOwner: { keys: ['ownerId', 'nameKey'] },
        byParent: { keys: ['parentId', 'nameKey'] },
        byType: { keys: ['type', 'nameKey'] },
        byTag: { keys: ['tags', 'nameKey'] },
      },
      totals: { byType: { group: ['type'] } },
      search: { from: ['name', 'legalName', 'domains'], recency: 'updatedAt', texts: texts('name', 'legalName', 'domains') },
    }),
    pipelines: collectionModel({
      schema: pipelineSchema,
      indexes: { byOrder: { keys: ['order'] }, byArchived: { keys: ['archived', 'order'] } },
    }),
    stages: collectionModel({ schema: stageSchema, indexes: { byPipeline: { keys: ['pipelineId', 'order'] } } }),
    deals: collectionModel({
      schema: dealSchema,
      computed: { nameKey: folded('name') },
      indexes: {
        byStage: { keys: ['stageId', 'rank'] },
        byCloseDate: { keys: ['pipelineId', 'status', 'expectedCloseDate'] },
        byName: { keys: ['pipelineId', 'nameKey'] },
        byOwner: { keys: ['ownerId', 'status', 'expectedCloseDate'] },
        byCompany: { keys: ['companyId', 'nameKey'] },
        byContact: { keys: ['contactIds', 'nameKey'] },
      },
      totals: {
        /**
         * What a column's head shows. The weighted sum is `amountAtStageProbability` × the stage's probability + `weightedOverrides`,
         * in minor units × basis points, rounded once at the end.
         */
        byStage: {
          group: ['pipelineId', 'stageId', 'amount.currency'],
          sums: {
            amount: amountOf,
            amountAtStageProbability: (record) => (as<Deal>(record).probabilityOverride == null ? amountOf(record) : null),
            weightedOverrides: (record) => {
              const { amount, probabilityOverride } = as<Deal>(record);
              return amount && probabilityOverride != null ? BigInt(amount.amount) * BigInt(probabilityOverride) : null;
            },
          },
        },
        /** Whatever the currency: what a limit on work in progress is tested against. */
        byStageOnly: { group: ['pipelineId', 'stageId'] },
        byStatus: { group: ['pipelineId', 'status', 'amount.currency'], sums: { amount: amountOf } },
        byOwner: { group: ['ownerId', 'status', 'amount.currency'], sums: { amount: amountOf } },
      },
      search: { from: ['name', 'nextStep', 'tags'], recency: 'updatedAt', texts: texts('name', 'nextStep', 'tags') },
    }),
    stageChanges: collectionModel({
      schema: stageChangeSchema,
      appendOnly: true,
      indexes: { byDeal: { keys: ['dealId', 'at'] }, byPipeline: { keys: ['pipelineId', 'at'] } },
      totals: {
        byTransition: { group: ['pipelineId', 'fromStageId', 'toStageId'], sums: { durationMs: (record) => record.durationMs as number } },
      },
    }),
    tickets: collectionModel({
      schema: ticketSchema,
      computed: { category: { from: ['status'], of: (record) => ticketCategory(record.status as TicketStatus) } },
      counters: { number: () => 'tickets.number' },
      indexes: {
        byNumber: { keys: ['number'], unique: true },
        byAssignee: { keys: ['assigneeId', 'category', 'lastActivityAt'] },
        byCategory: { keys: ['category', 'lastActivityAt'] },
        byStatus: { keys: ['status', 'snoozedUntil'] },
        byRequester: { keys: ['requesterId', 'lastActivityAt'] },
        byMention: { keys: ['mentionedIds', 'category', 'lastActivityAt'] },
      },
      totals: {
        byAssignee: { group: ['category', 'status', 'assigneeId'] },
        byTeam: { group: ['category', 'teamId'] },
        byMention: { group: ['mentionedIds', 'category'] },
        byRequester: { group: ['requesterId', 'category'] },
      },
      search: {
        from: ['subject', 'labels', 'number'],
        recency: 'lastActivityAt',
        texts: (record) => [...texts('subject', 'labels')(record), String(record.number as number)],
      },
    }),
    messages: collectionModel({
      schema: messageSchema,
      counters: { seq: (record) => `messages.seq:${record.ticketId as string}` },
      indexes: { byTicket: { keys: ['ticketId', 'seq'] } },
      totals: { byTicket: { group: ['ticketId', 'direction'] } },
      search: { from: ['text'], recency: 'sentAt', texts: texts('text'), segmented: true },
    }),
    notes: collectionModel({
      schema: noteSchema,
      computed: { targetKey },
      indexes: { byTarget: { keys: ['targetKey', 'createdAt'] } },
      totals: { byTarget: { group: ['targetKey'] } },
    }),
    attachments: collectionModel({ schema: attachmentSchema, indexes: { byMessage: { keys: ['messageId'] }, byBlob: { keys: ['blob'] } } }),
    activities: collectionModel({
      schema: activitySchema,
      appendOnly: true,
      computed: { targetKey },
      indexes: { byTarget: { keys: ['targetKey', 'at'] }, byTargetAndType: { keys: ['targetKey', 'type', 'at'] } },
      totals: { byTarget: { group: ['targetKey', 'type'] } },
    }),
    tasks: collectionModel({
      schema: taskSchema,
      computed: { targetKey, due, done: { from: ['doneAt'], of: (record) => record.doneAt != null } },
      indexes: { byTarget: { keys: ['targetKey', 'done', 'due'] }, byAssignee: { keys: ['assigneeId', 'done', 'due'] } },
      totals: { byAssignee: { group: ['assigneeId', 'done'] }, byTarget: { group: ['targetKey', 'done'] } },
    }),
    agents: collectionModel({
      schema: agentSchema,
      computed: { nameKey: folded('name') },
      indexes: { byName: { keys: ['nameKey'] }, byActive: { keys: ['active', 'nameKey'] } },
      totals: { byActive: { group: ['active', 'availability'] } },
    }),
    teams: collectionModel({
      schema: teamSchema,
      computed: { nameKey: folded('name') },
      indexes: { byName: { keys: ['nameKey'] }, byMember: { keys: ['memberIds', 'nameKey'] } },
    }),
    views: collectionModel({
      schema: viewSchema,
      computed: { nameKey: folded('name') },
      indexes: { byObject: { keys: ['object', 'nameKey'] } },
    }),
    drafts: collectionModel({ schema: draftSchema, indexes: { byTicket: { keys: ['agentId', 'ticketId'], unique: true } } }),
    preferences: collectionModel({ schema: preferenceSchema, indexes: { byKey: { keys: ['agentId', 'key'], unique: true } } }),
    cannedResponses: collectionModel({ schema: cannedResponseSchema, indexes: { byShortCode: { keys: ['shortCode'], unique: true } } }),
    customFields: collectionModel({
      schema: customFieldSchema,
      indexes: { byKey: { keys: ['object', 'key'], unique: true }, byOrder: { keys: ['object', 'order'] } },
    }),
    auditEvents: collectionModel({
      schema: auditEventSchema,
      appendOnly: true,
      computed: { recordKey: recordKey('record', 'recordId') },
      indexes: { byRecord: { keys: ['recordKey', 'at'] }, byTime: { keys: ['at'] } },
    }),
    trash: collectionModel({
      schema: trashedSchema,
      computed: { recordKey: recordKey('collection', 'recordId') },
      indexes: {
        byRecord: { keys: ['recordKey'], unique: true },
        byCollection: { keys: ['collection', 'deletedAt'] },
        byExpiry: { keys: ['expiresAt'] },
      },
    }),
  },
} as const satisfies Model;

type Collections = typeof crmModel.collections;

/** The name of a collection of {@link crmModel}. */
export type CollectionName = keyof Collections;

/** The type of a collection's records. */
export type RecordOf<Name extends CollectionName> = z.infer<Collections[Name]['schema']>;
