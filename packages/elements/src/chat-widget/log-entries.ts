import type { PortConversation } from '@crm-elements/data';
import type { ChatMessage } from './chat.types.js';

/** One row of a conversation. */
export type LogEntry =
  | { kind: 'greeting' | 'older' | 'unread' | 'typing' | 'resolved' | 'ended' | 'rating'; key: string }
  | { kind: 'day'; key: string; date: string }
  | {
      kind: 'message';
      key: string;
      message: ChatMessage;
      /** The first and the last of what one person said in one go. */
      first: boolean;
      last: boolean;
      /** Its state is said: nothing later says the same. */
      tells: boolean;
    };

const oneGoMs = 5 * 60_000;

interface LogState {
  messages: readonly ChatMessage[];
  conversation: PortConversation | undefined;
  /** There are earlier messages that are not loaded. */
  more: boolean;
  /** The first message that was not seen when the conversation was opened. */
  unreadFrom: string | undefined;
  typing: boolean;
  /** The calendar day of a moment, `YYYY-MM-DD`, where the visitor is. */
  dayOf: (at: string) => string;
}

const authorOf = ({ from, agent }: ChatMessage): string => (from === 'agent' ? `agent ${agent?.name ?? ''}` : from);

const together = (a: ChatMessage, b: ChatMessage): boolean =>
  authorOf(a) === authorOf(b) && a.kind !== 'system' && b.kind !== 'system' && Math.abs(Date.parse(b.at) - Date.parse(a.at)) < oneGoMs;

/** The rows of a conversation, from the first to the last. */
export function logEntries({ messages, conversation, more, unreadFrom, typing, dayOf }: LogState): LogEntry[] {
  const entries: LogEntry[] = [more ? { kind: 'older', key: 'older' } : { kind: 'greeting', key: 'greeting' }];
  const lastOfState = statesTold(messages);
  let day: string | undefined;
  let before: ChatMessage | undefined;
  for (const [i, message] of messages.entries()) {
    const date = dayOf(message.at);
    if (date !== day) entries.push({ kind: 'day', key: `day ${date} ${message.id}`, date });
    const isUnread = message.id === unreadFrom;
    if (isUnread) entries.push({ kind: 'unread', key: 'unread' });
    const next = messages[i + 1];
    entries.push({
      kind: 'message',
      key: message.id,
      message,
      first: !before || isUnread || date !== day || !together(before, message),
      last: !next || next.id === unreadFrom || dayOf(next.at) !== date || !together(message, next),
      tells: lastOfState.has(message.id),
    });
    day = date;
    before = message;
  }
  if (conversation && conversation.state !== 'open') {
    entries.push({ kind: conversation.state === 'closed' ? 'ended' : 'resolved', key: 'state' }, { kind: 'rating', key: 'rating' });
  }
  if (typing) entries.push({ kind: 'typing', key: 'typing' });
  return entries;
}

/** Of the visitor's messages those after which another state begins, and each that failed. */
function statesTold(messages: readonly ChatMessage[]): Set<string> {
  const told = new Set<string>();
  let next: ChatMessage | undefined;
  for (const message of messages.toReversed()) {
    if (message.from !== 'visitor') continue;
    if (message.state === 'failed' || message.state !== next?.state) told.add(message.id);
    next = message;
  }
  return told;
}
