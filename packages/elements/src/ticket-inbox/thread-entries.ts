import type { AuditEvent, Message, Note } from '@crm-elements/schema';

/** One entry of a conversation. `at` is an instant. */
export type ThreadEntry =
  | { readonly kind: 'message'; readonly key: string; readonly at: string; readonly message: Message; readonly follows: boolean }
  | { readonly kind: 'note'; readonly key: string; readonly at: string; readonly note: Note }
  | { readonly kind: 'event'; readonly key: string; readonly at: string; readonly event: AuditEvent }
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string; readonly at: string; readonly count: number }
  | { readonly kind: 'pending'; readonly key: string; readonly at: string; readonly replyId: string };

export interface ThreadParts {
  /** By `seq`. */
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
  readonly events: readonly AuditEvent[];
  /** The ids of replies that are not sent yet. */
  readonly pending: readonly string[];
  /** There are older messages that are not loaded: nothing older than the first one that is may be shown yet. */
  readonly hasOlder: boolean;
  /** The first message that was not read when the conversation was opened. */
  readonly unreadFrom: string | undefined;
  readonly now: string;
}

/** The fields of a ticket whose change is told in its conversation. */
const told = ['status', 'assigneeId', 'priority', 'labels', 'snoozedUntil', 'csat', 'subject'] as const;

/** Whether an entry of the log says something that people want to know: that a message came is seen by the message. */
export function isTold({ op, diff, byKind }: AuditEvent): boolean {
  if (op !== 'update') return op !== 'create';
  const fields = told.filter((field) => Object.hasOwn(diff, field));
  // A reply moves the ticket on, and a message opens it again: both stand there themselves.
  const byMessage = fields.length === 1 && fields[0] === 'status' && Object.hasOwn(diff, 'lastMessageAt');
  return (
    fields.length > 0 &&
    !byMessage &&
    !(byKind === 'contact' && fields.every((field) => field === 'status') && Object.hasOwn(diff, 'lastMessageAt'))
  );
}

const dayOf = (at: string) => new Date(at).toDateString();
/** Messages of one author within this time stand close to each other, with one head. */
const togetherMs = 5 * 60_000;

/** All that is said and done in a ticket as one list, oldest first, with a line before each day. Messages keep the order of their `seq`. */
export function threadEntries({ messages, notes, events, pending, hasOlder, unreadFrom, now }: ThreadParts): ThreadEntry[] {
  const asides = [
    ...notes.map((note) => ({ kind: 'note' as const, key: note.id, at: note.createdAt, note })),
    ...events.filter(isTold).map((event) => ({ kind: 'event' as const, key: event.id, at: event.at, event })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.key < b.key ? -1 : 1));
  const oldest = hasOlder ? messages[0]?.sentAt : undefined;
  const entries: ThreadEntry[] = [];
  let day = '';
  const push = (entry: ThreadEntry) => {
    const next = dayOf(entry.at);
    if (next !== day) entries.push({ kind: 'day', key: `day-${next}-${entry.key}`, at: entry.at });
    day = next;
    entries.push(entry);
  };
  const unread = unreadFrom === undefined ? -1 : messages.findIndex(({ id }) => id === unreadFrom);
  const unreadCount = unread < 0 ? 0 : messages.slice(unread).filter(({ direction }) => direction === 'incoming').length;
  let next = oldest === undefined ? 0 : asides.findIndex(({ at }) => at >= oldest);
  if (next < 0) next = asides.length;
  // A message that a device with a slow clock wrote does not go back in time.
  let reached = '';
  messages.forEach((message, i) => {
    const at = message.sentAt > reached ? message.sentAt : reached;
    reached = at;
    for (; next < asides.length && asides[next]!.at < at; next++) push(asides[next]!);
    if (i === unread) push({ kind: 'unread', key: 'unread', at, count: unreadCount });
    const last = entries.at(-1);
    const follows =
      last?.kind === 'message' &&
      last.message.authorId === message.authorId &&
      last.message.direction === message.direction &&
      dayOf(at) === day &&
      Date.parse(at) - Date.parse(last.at) < togetherMs;
    push({ kind: 'message', key: message.id, at, message, follows });
  });
  for (; next < asides.length; next++) push(asides[next]!);
  for (const replyId of pending) if (!messages.some(({ id }) => id === replyId)) push({ kind: 'pending', key: replyId, at: now, replyId });
  return entries;
}
