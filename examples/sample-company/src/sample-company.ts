import type { RecordOf } from '@crm-elements/schema';
import { conversations } from './conversations/index.js';
import {
  agentRecords,
  cannedResponseRecords,
  companyRecords,
  contactRecords,
  customFieldRecords,
  teamRecords,
} from './records/cast-records.js';
import { allDealRecords, pipelineRecords, stageRecords } from './records/deal-records.js';
import { threadsOf } from './records/ticket-records.js';
import { activityRecords, noteRecords, taskRecords } from './records/work-records.js';
import { calendarFrom } from './time.js';

/** The collections that the sample company has records in, each after those that it points to. */
export const sampleCollections = [
  'agents',
  'teams',
  'companies',
  'contacts',
  'customFields',
  'cannedResponses',
  'pipelines',
  'stages',
  'deals',
  'stageChanges',
  'tickets',
  'messages',
  'notes',
  'activities',
  'tasks',
  'auditEvents',
] as const;
export type SampleCollection = (typeof sampleCollections)[number];

/** Whole records, by collection. */
export type SampleRecords = { [Name in SampleCollection]: RecordOf<Name>[] };

export interface SampleCompanyOptions {
  /** The moment that all dates are seen from, in milliseconds since 1970. */
  now: number | Date;
}

/** The latest moment for each target, `contact` and `deal` alike: their ids are different. */
function lastActivity(entries: readonly { at: string; ids: readonly string[] }[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { at, ids } of entries) for (const id of ids) if ((found.get(id) ?? '') < at) found.set(id, at);
  return found;
}

/**
 * All records of Mothwick, makers and menders of lamps: the same ones, with the same ids, whenever it is called; dates alone follow
 * `now`. Tickets and messages are numbered as an empty store numbers them.
 */
export function sampleCompany({ now }: SampleCompanyOptions): SampleRecords {
  const calendar = calendarFrom(Number(now));
  const stages = stageRecords(calendar);
  const threads = threadsOf(conversations, calendar);
  const messages = threads.flatMap((thread) => thread.messages);
  const notes = [...noteRecords(calendar), ...threads.flatMap((thread) => thread.notes)];
  const activities = activityRecords(calendar);
  const activity = lastActivity([
    ...activities.map(({ at, targets }) => ({ at, ids: targets.map(({ id }) => id) })),
    ...notes.map(({ createdAt, targets }) => ({ at: createdAt, ids: targets.map(({ id }) => id) })),
    ...threads.map(({ ticket }) => ({ at: ticket.lastMessageAt ?? ticket.createdAt, ids: [ticket.requesterId] })),
  ]);
  return {
    agents: agentRecords(calendar),
    teams: teamRecords(calendar),
    companies: companyRecords(calendar),
    contacts: contactRecords(calendar, activity),
    customFields: customFieldRecords(calendar),
    cannedResponses: cannedResponseRecords(calendar),
    pipelines: pipelineRecords(calendar),
    stages,
    ...allDealRecords({ calendar, stages: new Map(stages.map((stage) => [stage.id, stage])), activity }),
    tickets: threads.map(({ ticket }) => ticket),
    messages,
    notes,
    activities,
    tasks: taskRecords(calendar),
    auditEvents: threads.flatMap(({ events }) => events),
  };
}
