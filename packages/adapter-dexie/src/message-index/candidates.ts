import { compareTexts } from './segment.js';

/** Equally good matches of one segment. */
export interface Run {
  /** How well these texts meet the words. */
  score: number;
  ids: readonly string[];
  at: ArrayLike<number>;
  /** Where the matches stand in `ids` and `at`, the oldest first. */
  places: readonly number[];
}

/** A record that the index says meets a search, and its place in the order. */
export interface Candidate {
  score: number;
  at: number;
  id: string;
}

const compareCandidates = (a: Candidate, b: Candidate): number => b.score - a.score || compareTexts(a, b);

/** The best candidate of a run that was not taken yet. */
interface Head {
  run: Run;
  /** Places of the run that are left. */
  left: number;
  candidate: Candidate;
}

function headOf(run: Run, left: number): Head | undefined {
  const place = run.places[left - 1];
  return place === undefined ? undefined : { run, left, candidate: { score: run.score, at: run.at[place]!, id: run.ids[place]! } };
}

/** Merges runs into one order, the best and newest first, as far as somebody asks: a common word has more matches than anybody reads. */
export class Candidates {
  #heads: Head[];

  /** @param from what comes up to here is left out */
  constructor(runs: readonly Run[], from: Candidate | undefined) {
    this.#heads = runs.flatMap((run) => {
      let head = headOf(run, run.places.length);
      while (head && from && compareCandidates(head.candidate, from) <= 0) head = headOf(run, head.left - 1);
      return head ?? [];
    });
  }

  take(count: number): Candidate[] {
    const taken: Candidate[] = [];
    while (taken.length < count && this.#heads.length > 0) {
      let best = 0;
      for (let i = 1; i < this.#heads.length; i++)
        if (compareCandidates(this.#heads[i]!.candidate, this.#heads[best]!.candidate) < 0) best = i;
      const head = this.#heads[best]!;
      taken.push(head.candidate);
      const next = headOf(head.run, head.left - 1);
      if (next) this.#heads[best] = next;
      else this.#heads.splice(best, 1);
    }
    return taken;
  }
}
