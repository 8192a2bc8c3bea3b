import { makeRecord, type CollectionName, type RecordInput, type RecordOf, type TextMark } from '@crm-elements/schema';
import { agents, type AgentKey } from '../cast/agents.js';

/** Fixed ids: whoever loads the sample company twice meets what is there already. */
export const idOf = {
  agent: (key: AgentKey) => `sample-agent-${key}`,
  team: (key: string) => `sample-team-${key}`,
  company: (key: string) => `sample-company-${key}`,
  contact: (key: string) => `sample-contact-${key}`,
  pipeline: (key: string) => `sample-pipeline-${key}`,
  stage: (pipeline: string, key: string) => `sample-stage-${pipeline}-${key}`,
  deal: (key: string) => `sample-deal-${key}`,
  ticket: (key: string) => `sample-ticket-${key}`,
};

/** A whole record: what was given, the defaults, and what a store would set. */
export function whole<Name extends CollectionName>(
  collection: Name,
  input: RecordInput<Name> & { id: string },
  { createdAt, updatedAt, ...assigned }: { createdAt: string; updatedAt: string; number?: number; seq?: number },
): RecordOf<Name> {
  const record = makeRecord(collection, input, { at: createdAt });
  return { ...record, ...assigned, version: 1, createdAt, updatedAt } as unknown as RecordOf<Name>;
}

/** What was given, without the fields that are `undefined`: nested values of records may have none. */
export const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const mentions = new Map(Object.entries(agents).map(([key, { name }]) => [name.split(' ')[0] ?? '', idOf.agent(key as AgentKey)]));
const markup = new RegExp(`\\*\\*(.+?)\\*\\*|@(${[...mentions.keys()].join('|')})`, 'gu');

/** A text as records keep it, from one with `**bold**` and `@Mira`. */
export function marked(source: string): { text: string; marks: TextMark[] } {
  const marks: TextMark[] = [];
  let text = '';
  let end = 0;
  for (const match of source.matchAll(markup)) {
    const [found, bold, name] = match;
    text += source.slice(end, match.index);
    end = match.index + found.length;
    const shown = bold ?? found;
    const id = name === undefined ? undefined : mentions.get(name);
    marks.push({
      type: id === undefined ? 'bold' : 'mention',
      start: text.length,
      end: text.length + shown.length,
      ...(id !== undefined && { id }),
    });
    text += shown;
  }
  return { text: text + source.slice(end), marks };
}

/** Whom a text mentions. */
export const mentionedIn = (marks: readonly TextMark[]): string[] =>
  marks.flatMap(({ type, id }) => (type === 'mention' && id !== undefined ? [id] : []));

/** The latest of some moments, as far as there is any. */
export const latest = (moments: readonly (string | null | undefined)[]): string | undefined =>
  moments
    .filter((moment) => moment != null)
    .sort()
    .at(-1);
