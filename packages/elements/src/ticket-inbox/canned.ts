import { fold, type Agent, type CannedResponse, type Contact, type TextMark, type Ticket } from '@crm-elements/schema';

/** A `/word` or `@word` that is being typed, and where it stands. */
export interface WordQuery {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The word behind a sign before the caret: at the beginning of the text or behind white space, without any in it. */
export function wordQueryAt(sign: '/' | '@', text: string, caret: number): WordQuery | undefined {
  const head = text.slice(0, caret);
  const start = head.lastIndexOf(sign);
  if (start < 0 || caret - start > 40) return undefined;
  const query = head.slice(start + 1);
  if (/\s/.test(query) || (start > 0 && !/\s/.test(head[start - 1]!))) return undefined;
  return { start, end: caret, text: query };
}

/** The agents whose names begin with a query, or have a word that does. */
export function findAgents(agents: readonly Agent[], query: string): Agent[] {
  const wanted = fold(query);
  return agents.filter(({ active, name }) => active && (` ${fold(name)}`.includes(` ${wanted}`) || wanted === ''));
}

/** Marks for all places where agents are named with an `@`; of names that begin alike the longer one counts. */
export function mentionMarks(text: string, agents: readonly Agent[]): TextMark[] {
  const marks: TextMark[] = [];
  for (const { id, name } of [...agents].sort((a, b) => b.name.length - a.name.length)) {
    if (name.trim() === '') continue;
    const written = `@${name}`;
    for (let start = text.indexOf(written); start >= 0; start = text.indexOf(written, start + 1)) {
      const end = start + written.length;
      if (!marks.some((mark) => start < mark.end && mark.start < end)) marks.push({ type: 'mention', start, end, id });
    }
  }
  return marks.sort((a, b) => a.start - b.start);
}

/** The responses that a query finds, those whose code begins with it first. */
export function findCanned(responses: readonly CannedResponse[], query: string): CannedResponse[] {
  const wanted = fold(query);
  const rank = ({ shortCode, title, text }: CannedResponse) => {
    if (fold(shortCode).startsWith(wanted)) return 0;
    if (fold(title ?? '').includes(wanted)) return 1;
    return fold(text).includes(wanted) ? 2 : 3;
  };
  return responses
    .map((response) => ({ response, rank: rank(response) }))
    .filter(({ rank: place }) => place < 3)
    .sort((a, b) => a.rank - b.rank || (a.response.shortCode < b.response.shortCode ? -1 : 1))
    .map(({ response }) => response);
}

/** What `{{names}}` in a response stand for. What is missing or unknown stays as it is, so that nobody sends a gap unseen. */
export type CannedValues = Readonly<Partial<Record<string, string>>>;

interface CannedGround {
  readonly contact: Contact | undefined;
  /** What the contact is called. */
  readonly name: string;
  /** Whoever answers. */
  readonly agent: Agent | undefined;
  readonly ticket: Ticket | undefined;
}

export const cannedValues = ({ contact, name, agent, ticket }: CannedGround): CannedValues => ({
  'contact.name': contact ? name : '',
  'contact.firstName': contact?.name.given ?? (contact ? name : ''),
  'contact.email': contact?.emails[0]?.value ?? '',
  'agent.name': agent?.name ?? '',
  'ticket.number': ticket ? String(ticket.number) : '',
  'ticket.subject': ticket?.subject ?? '',
});

/** A response with its variables filled in, its marks moved along. */
export function fillCanned(text: string, marks: readonly TextMark[], values: CannedValues): { text: string; marks: TextMark[] } {
  let filled = '';
  let from = 0;
  /** Places in the old text, and how far what comes behind them has moved. */
  const shifts: { at: number; by: number }[] = [];
  for (const match of text.matchAll(/\{\{\s*([\w.]{1,40})\s*\}\}/g)) {
    const value = Object.hasOwn(values, match[1]!) ? values[match[1]!] : undefined;
    if (!value) continue;
    filled += text.slice(from, match.index) + value;
    from = match.index + match[0].length;
    shifts.push({ at: from, by: filled.length - from });
  }
  filled += text.slice(from);
  const moved = (place: number) => place + (shifts.findLast(({ at }) => at <= place)?.by ?? 0);
  return { text: filled, marks: marks.map((mark) => ({ ...mark, start: moved(mark.start), end: moved(mark.end) })) };
}
