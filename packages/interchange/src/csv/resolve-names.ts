import { fold, tokens } from '@crm-elements/schema';
import type { CsvWorkOptions } from './csv.types.js';
import { isWithin, NearTexts, toleranceOf } from './near-texts.js';
import { SlicedWork } from './sliced-work.js';

/** A record that may be meant. */
export interface KnownRecord {
  id: string;
  /** What it is called: its name, a legal name, an e-mail address. */
  names: readonly string[];
  /** What files call it by. */
  keys?: readonly string[];
}

/** A record whose name is nearly the one that was looked for. */
export interface NameProposal {
  id: string;
  name: string;
}

/**
 * What a name means. `exact`: one record is called so, but for case, accents, punctuation and the number of spaces · `several`: more than one is · `near`: none is, but some
 * nearly; a person decides · `unknown`: nothing is like it.
 */
export type NameMatch = { kind: 'exact'; id: string } | { kind: 'several' | 'near'; proposals: NameProposal[] } | { kind: 'unknown' };

interface Entry extends NameProposal {
  /** The words, with one space between them. */
  words: string;
  /** The words without spaces. */
  compact: string;
  /** Without words such as `Inc`. */
  core: string;
}

const legalForms = new Set(
  'inc incorporated corp corporation co company ltd limited llc llp plc gmbh mbh ag kg ohg ug se sa sas sarl sl slu srl spa bv nv oy ab as kk'.split(
    ' ',
  ),
);

function entryOf(id: string, name: string): Entry {
  const all = tokens(name);
  const words = all.length > 0 ? all.join(' ') : fold(name.trim());
  const core = all.filter((word, index) => index === 0 || !legalForms.has(word)).join(' ');
  return { id, name, words, compact: words.replaceAll(' ', ''), core };
}

const mostProposals = 5;
const comparisonsPerTurn = 500;
const namesPerTurn = 100;

/** The known names, found by what they have in common with another. */
class NameIndex {
  readonly #byWords = new Map<string, Entry[]>();
  readonly #byCompact = new Map<string, Entry[]>();
  readonly #byCore = new Map<string, Entry[]>();
  readonly #near = new NearTexts<Entry>();

  add(entry: Entry): void {
    const put = <Key>(map: Map<Key, Entry[]>, key: Key) => {
      const list = map.get(key);
      if (list) list.push(entry);
      else map.set(key, [entry]);
    };
    put(this.#byWords, entry.words);
    put(this.#byCompact, entry.compact);
    if (entry.core !== '') put(this.#byCore, entry.core);
    this.#near.add(entry);
  }

  /** Records that are called so; among several the one that is written exactly so. */
  named({ name, words }: Entry): NameProposal[] {
    const found = this.#byWords.get(words) ?? [];
    const same = found.filter((entry) => entry.name.trim() === name.trim());
    return distinct(same.length > 0 ? same : found);
  }

  async near(wanted: Entry, turn: () => Promise<void>): Promise<NameProposal[]> {
    const near = [...(this.#byCompact.get(wanted.compact) ?? []), ...(this.#byCore.get(wanted.core) ?? [])];
    let comparisons = 0;
    for (const entry of this.#near.candidates(wanted.compact)) {
      if (isWithin(wanted.compact, entry.compact, toleranceOf(wanted.compact))) near.push(entry);
      if (++comparisons % comparisonsPerTurn === 0) await turn();
    }
    return distinct(near);
  }
}

const distinct = (entries: readonly Entry[]): NameProposal[] => [...new Map(entries.map(({ id, name }) => [id, { id, name }])).values()];

const recordsPerTurn = 500;

/**
 * Looks names up among known records. Only a name that is the same but for case, accents, punctuation and the number of spaces is taken; what is nearly the same, such as `GTXPro`
 * beside `GTX Pro` or `Acme` beside `Acme Inc.`, is proposed.
 * @returns a match for each different name
 * @throws CrmError ABORTED by the signal
 */
export async function resolveNames(
  names: Iterable<string>,
  known: readonly KnownRecord[],
  options: CsvWorkOptions = {},
): Promise<Map<string, NameMatch>> {
  const work = new SlicedWork('Looking names up', options);
  const wanted = new Set(names);
  const matches = new Map<string, NameMatch>();
  const turn = () => work.turn(matches.size, wanted.size);
  const index = new NameIndex();
  for (const [count, record] of known.entries()) {
    for (const name of record.names) index.add(entryOf(record.id, name));
    if (count % recordsPerTurn === 0) await turn();
  }
  for (const name of wanted) {
    const entry = entryOf('', name);
    const [first, ...others] = index.named(entry);
    if (first && others.length === 0) matches.set(name, { kind: 'exact', id: first.id });
    else if (first) matches.set(name, { kind: 'several', proposals: [first, ...others].slice(0, mostProposals) });
    else {
      const proposals = (await index.near(entry, turn)).slice(0, mostProposals);
      matches.set(name, proposals.length > 0 ? { kind: 'near', proposals } : { kind: 'unknown' });
    }
    if (matches.size % namesPerTurn === 0) await turn();
  }
  work.tell(wanted.size, wanted.size);
  return matches;
}
