import type { Agent, CannedResponse } from '@crm-elements/schema';
import { fillCanned, findAgents, findCanned, wordQueryAt, type CannedValues, type WordQuery } from './canned.js';
import type { Writing } from './draft-keeper.js';

/** Something to insert for a `/word` or an `@word`. */
export interface Suggestion {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  /** What takes the place of the word. */
  readonly text: string;
}

/** The word that is being typed, and what can stand in its place. */
export interface Suggestions {
  readonly word: WordQuery;
  /** Names the word, so that a list which was closed stays closed as long as it is the same. */
  readonly name: string;
  readonly all: readonly Suggestion[];
}

interface Written {
  readonly text: string;
  readonly caret: number;
  readonly writing: Writing;
  readonly responses: readonly CannedResponse[];
  readonly values: CannedValues;
  readonly agents: readonly Agent[];
}

const most = 6;

/** The `/word` before the caret, or in a note the `@word`. */
export function signAt({
  text,
  caret,
  writing,
}: Pick<Written, 'text' | 'caret' | 'writing'>): { sign: '/' | '@'; word: WordQuery } | undefined {
  const slash = wordQueryAt('/', text, caret);
  if (slash) return { sign: '/', word: slash };
  const at = writing === 'note' ? wordQueryAt('@', text, caret) : undefined;
  return at && { sign: '@', word: at };
}

/** What can be inserted: responses for a `/word`, colleagues for an `@word`. */
export function suggestionsFor(written: Written): Suggestions | undefined {
  const found = signAt(written);
  if (!found) return undefined;
  const { sign, word } = found;
  const name = `${sign}${word.start}`;
  if (sign === '/') {
    const responses = findCanned(written.responses, word.text).slice(0, most);
    const all = responses.map(({ id, shortCode, title, text }) => ({
      key: id,
      label: `/${shortCode}`,
      hint: title ?? text,
      text: fillCanned(text, [], written.values).text,
    }));
    return { word, name, all };
  }
  const agents = findAgents(written.agents, word.text).slice(0, most);
  if (agents.length === 0) return undefined;
  return {
    word,
    name,
    all: agents.map(({ id, name: agent, email }) => ({ key: id, label: `@${agent}`, hint: email ?? '', text: `@${agent} ` })),
  };
}
