import type { FilteredQuery, FilteredSort, ListQuery, TotalRow } from '@crm-elements/data';
import { ticketCategory, type Ticket } from '@crm-elements/schema';

/** The lists of an inbox. */
export const ticketTabs = ['mine', 'unassigned', 'open', 'mentioned', 'waiting', 'snoozed', 'resolved'] as const;
export type TicketTab = (typeof ticketTabs)[number];

/** How a list is sorted: by what happened last, by how long the customer has waited, or by priority. */
export const ticketSorts = ['activity', 'oldest', 'waiting', 'priority'] as const;
export type TicketSort = (typeof ticketSorts)[number];

/** What tickets to show. All that is given must hold. */
export interface TicketFilter {
  readonly priority?: readonly Ticket['priority'][];
  readonly channel?: readonly Ticket['channel'][];
  readonly status?: readonly Ticket['status'][];
  /** One of them. */
  readonly labels?: readonly string[];
  /** `null` is nobody. */
  readonly assigneeIds?: readonly (string | null)[];
  readonly requesterId?: string;
}

/** Tickets that are selected at a time, at most. */
export const selectedMost = 1_000;

type Where = NonNullable<ListQuery['where']>;

/** @param me whoever sits here; without anybody, what is theirs is empty */
export function whereOfTab(tab: TicketTab, me: string | undefined): Where {
  switch (tab) {
    case 'mine':
      return { assigneeId: me ?? '', category: 'open' };
    case 'unassigned':
      return { assigneeId: null, category: 'open' };
    case 'open':
      return { category: 'open' };
    case 'mentioned':
      return { mentionedIds: { has: me ?? '' }, category: 'open' };
    case 'waiting':
      return { category: 'waiting' };
    case 'snoozed':
      return { status: 'snoozed' };
    case 'resolved':
      return { category: 'resolved' };
  }
}

/** The order in which the store can hand a tab out; `undefined` where it has none such. */
export function indexedSort(tab: TicketTab, sort: TicketSort): NonNullable<ListQuery['sort']> | undefined {
  if (tab === 'snoozed') return sort === 'activity' ? [{ by: 'snoozedUntil', direction: 'asc' }] : undefined;
  if (sort === 'activity') return [{ by: 'lastActivityAt', direction: 'desc' }];
  return sort === 'oldest' ? [{ by: 'lastActivityAt', direction: 'asc' }] : undefined;
}

/** Whether a ticket belongs to a tab, as the store would tell. */
export function isInTab(ticket: Ticket, tab: TicketTab, me: string | undefined): boolean {
  const category = ticketCategory(ticket.status);
  switch (tab) {
    case 'mine':
      return category === 'open' && me !== undefined && ticket.assigneeId === me;
    case 'unassigned':
      return category === 'open' && ticket.assigneeId == null;
    case 'mentioned':
      return category === 'open' && me !== undefined && ticket.mentionedIds.includes(me);
    case 'snoozed':
      return ticket.status === 'snoozed';
    default:
      return category === tab;
  }
}

const newest: FilteredSort = { by: 'lastActivityAt', direction: 'desc' };
/** Who has waited longest; those who do not wait come last. */
const longest: FilteredSort = { by: 'waitingSince', emptyLast: true };

const orders: Readonly<Record<TicketSort, readonly FilteredSort[]>> = {
  activity: [newest],
  oldest: [{ by: 'lastActivityAt' }],
  waiting: [longest, newest],
  priority: [{ by: 'priority', order: ['urgent', 'high', 'normal', 'low'] }, longest, newest],
};

/** What a tab, or all of them where none is said, shows under a filter and in an order for which the store has no index. */
export function filteredQuery(
  tab: TicketTab | undefined,
  me: string | undefined,
  sort: TicketSort,
  filter: TicketFilter = {},
): FilteredQuery {
  const { priority, channel, status, labels, assigneeIds, requesterId } = filter;
  const oneOf = Object.entries({ priority, channel, status, labels, assigneeId: assigneeIds });
  return {
    where: [
      ...Object.entries(tab === undefined ? {} : whereOfTab(tab, me)).map(([field, is]) => ({ field, is })),
      ...oneOf.flatMap(([field, values]) => (values?.length ? { field, is: { in: values } } : [])),
      ...(requesterId === undefined ? [] : [{ field: 'requesterId', is: requesterId }]),
    ],
    sort: tab === 'snoozed' && sort === 'activity' ? [{ by: 'snoozedUntil', emptyLast: true }] : orders[sort],
  };
}

export function matchesFilter(ticket: Ticket, { priority, channel, status, labels, assigneeIds, requesterId }: TicketFilter): boolean {
  return (
    (!priority?.length || priority.includes(ticket.priority)) &&
    (!channel?.length || channel.includes(ticket.channel)) &&
    (!status?.length || status.includes(ticket.status)) &&
    (!labels?.length || labels.some((label) => ticket.labels.includes(label))) &&
    (!assigneeIds?.length || assigneeIds.includes(ticket.assigneeId ?? null)) &&
    (requesterId === undefined || ticket.requesterId === requesterId)
  );
}

/** Whether a filter asks for anything. */
export const isFiltering = (filter: TicketFilter | undefined): filter is TicketFilter =>
  filter !== undefined && Object.values(filter).some((value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== undefined));

/** How many tickets stand in each tab. */
export type TabCounts = Readonly<Record<TicketTab, number | undefined>>;

/**
 * @param byAssignee the totals `byAssignee` of all tickets
 * @param byMention the totals `byMention` of whoever sits here
 */
export function countTabs(
  byAssignee: readonly TotalRow[] | undefined,
  byMention: readonly TotalRow[] | undefined,
  me: string | undefined,
): TabCounts {
  const sum = (rows: readonly TotalRow[] | undefined, wanted: (group: TotalRow['group']) => boolean) =>
    rows?.reduce((count, row) => count + (wanted(row.group) ? row.count : 0), 0);
  const open = (group: TotalRow['group']) => group['category'] === 'open';
  return {
    mine: me === undefined ? 0 : sum(byAssignee, (group) => open(group) && group['assigneeId'] === me),
    unassigned: sum(byAssignee, (group) => open(group) && group['assigneeId'] === null),
    open: sum(byAssignee, open),
    mentioned: me === undefined ? 0 : sum(byMention, open),
    waiting: sum(byAssignee, (group) => group['category'] === 'waiting'),
    snoozed: sum(byAssignee, (group) => group['status'] === 'snoozed'),
    resolved: sum(byAssignee, (group) => group['category'] === 'resolved'),
  };
}

/** The customer wrote, and nobody here has looked since. */
export const isUnread = ({ waitingSince, lastMessageAt, agentLastSeenAt }: Ticket): boolean =>
  waitingSince != null && lastMessageAt != null && (agentLastSeenAt == null || agentLastSeenAt < lastMessageAt);
