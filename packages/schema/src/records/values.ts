/** The values that fields with a fixed set of them take. They stand apart from the schemas, so that whoever only shows them loads no validator. */

export const markTypes = ['bold', 'italic', 'code', 'link', 'mention'] as const;
export const actorKinds = ['agent', 'contact', 'system'] as const;
export type ActorKind = (typeof actorKinds)[number];
export const lifecycleStages = ['subscriber', 'lead', 'qualified', 'opportunity', 'customer', 'evangelist', 'other'] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];
export const consentStatuses = ['granted', 'denied', 'withdrawn', 'pending'] as const;
export const companyTypes = ['prospect', 'customer', 'partner', 'supplier'] as const;
export const stageKinds = ['open', 'won', 'lost'] as const;
export type StageKind = (typeof stageKinds)[number];
export const rotBases = ['lastActivity', 'stageEntry'] as const;
export const ticketChannels = ['chat', 'email', 'form', 'phone'] as const;
export type TicketChannel = (typeof ticketChannels)[number];
export const ticketStatuses = ['new', 'open', 'pending', 'snoozed', 'resolved', 'closed'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];
export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof ticketPriorities)[number];
export const messageDirections = ['incoming', 'outgoing'] as const;
export const messageKinds = ['text', 'form', 'csat', 'system'] as const;
export const authorKinds = ['contact', 'agent', 'bot', 'system'] as const;
export const messageStatuses = ['sent', 'delivered', 'read'] as const;
export type MessageStatus = (typeof messageStatuses)[number];
export const activityTypes = ['call', 'email', 'meeting', 'note', 'stage', 'form', 'visit', 'order', 'ticket', 'system'] as const;
export type ActivityType = (typeof activityTypes)[number];
export const availabilities = ['online', 'busy', 'offline'] as const;
export type AgentAvailability = (typeof availabilities)[number];
export const viewVisibilities = ['private', 'shared'] as const;
export const customFieldTypes = [
  'text', 'number', 'money', 'date', 'datetime', 'boolean', 'select', 'multiselect', 'url', 'email', 'phone', 'relation',
] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];
export const auditOperations = ['create', 'update', 'delete', 'restore'] as const;
