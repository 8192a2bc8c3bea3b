import type { TicketChannel, TicketPriority, TicketStatus } from '@crm-elements/schema';
import type { AgentKey, TeamKey } from '../cast/agents.js';
import type { PersonKey } from '../cast/people.js';
import type { Span } from '../time.js';

type Settled = Exclude<TicketStatus, 'new' | 'snoozed'>;

/** One thing that happened in a conversation, so long ago. */
export type Turn = { ago: Span } & (
  | { kind: 'says'; text: string }
  | { kind: 'replies'; by: AgentKey; text: string; status?: Settled | undefined }
  | { kind: 'note'; by: AgentKey; text: string }
  | { kind: 'assigns'; by: AgentKey; to: AgentKey }
  | { kind: 'sets'; by: AgentKey; status: Settled }
  | { kind: 'snoozes'; by: AgentKey; until: Span }
  | { kind: 'rates'; score: 1 | 2 | 3 | 4 | 5; comment?: string | undefined }
  | { kind: 'seen'; by: 'contact' | 'agent' }
);

export interface Conversation {
  key: string;
  subject: string;
  from: PersonKey;
  channel: TicketChannel;
  priority?: TicketPriority;
  labels?: readonly string[];
  team?: TeamKey;
  /** From the first message on, which the customer wrote. */
  turns: readonly Turn[];
}

/** The customer writes. */
export const says = (ago: Span, text: string): Turn => ({ kind: 'says', ago, text });

/** An agent answers; the ticket is then pending unless said otherwise. `**bold**` is bold. */
export const replies = (ago: Span, by: AgentKey, text: string, status?: Settled): Turn => ({ kind: 'replies', ago, by, text, status });

/** An agent tells the others. `@Mira` mentions her. */
export const note = (ago: Span, by: AgentKey, text: string): Turn => ({ kind: 'note', ago, by, text });

/** An agent takes the ticket, or gives it to another. */
export const assigns = (ago: Span, to: AgentKey, by: AgentKey = to): Turn => ({ kind: 'assigns', ago, by, to });

export const sets = (ago: Span, by: AgentKey, status: Settled): Turn => ({ kind: 'sets', ago, by, status });

/** An agent puts the ticket off until so long after now. */
export const snoozes = (ago: Span, by: AgentKey, until: Span): Turn => ({ kind: 'snoozes', ago, by, until });

export const rates = (ago: Span, score: 1 | 2 | 3 | 4 | 5, comment?: string): Turn => ({ kind: 'rates', ago, score, comment });

/** A side has read all that there is. Writing implies it. */
export const seen = (ago: Span, by: 'contact' | 'agent'): Turn => ({ kind: 'seen', ago, by });
