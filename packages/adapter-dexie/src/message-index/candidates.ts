import { compareTexts } from './segment.js';

/** A record that the index says meets a search, and its place in the order. */
export interface Candidate {
  score: number;
  at: number;
  id: string;
}

/** The order of a search: the best first, then the newest. */
export const compareCandidates = (a: Candidate, b: Candidate): number => b.score - a.score || compareTexts(a, b);

/** Equally good candidates that are not read yet. */
export interface UnreadRun {
  score: number;
  /** None of them is of a later instant. */
  newest: number;
  /** Some of them, and those which come behind these. */
  read(): Promise<{ candidates: readonly Candidate[]; rest: UnreadRun | undefined }>;
}

const compareRuns = (a: UnreadRun, b: UnreadRun): number => b.score - a.score || b.newest - a.newest;

/** Runs read at first, and how many times as many when these do not do. Most pages are full with the newest texts. */
const readAtFirst = 4;
const growth = 4;

/**
 * Merges runs into one order, as far as somebody asks: a common word has more matches than anybody reads. A run that has nothing so good
 * and so new is not read at all.
 */
export class Candidates {
  /** Both with the first in order at the end. */
  #read: Candidate[];
  #unread: UnreadRun[];
  #atOnce = readAtFirst;

  constructor(read: readonly Candidate[], unread: readonly UnreadRun[]) {
    this.#read = [...read].sort(compareCandidates).reverse();
    this.#unread = [...unread].sort(compareRuns).reverse();
  }

  async take(count: number): Promise<Candidate[]> {
    const taken: Candidate[] = [];
    while (taken.length < count) {
      if (this.#mayHaveBetter()) {
        await this.#readMore();
        continue;
      }
      const best = this.#read.pop();
      if (!best) break;
      taken.push(best);
    }
    return taken;
  }

  #mayHaveBetter(): boolean {
    const best = this.#read.at(-1);
    const run = this.#unread.at(-1);
    if (!run || !best) return run !== undefined;
    return run.score > best.score || (run.score === best.score && run.newest >= best.at);
  }

  /** Reads some runs at once, as each answer of the browser takes its time. */
  async #readMore(): Promise<void> {
    // Not those of the next score: they may never be asked for.
    const { score } = this.#unread.at(-1)!;
    const equal = this.#unread.length - this.#unread.findIndex((run) => run.score === score);
    const runs = this.#unread.splice(-Math.min(equal, this.#atOnce));
    this.#atOnce = runs.length < equal ? this.#atOnce * growth : readAtFirst;
    const found = await Promise.all(runs.map((run) => run.read()));
    this.#read = [...this.#read, ...found.flatMap(({ candidates }) => candidates)].sort(compareCandidates).reverse();
    this.#unread = [...this.#unread, ...found.flatMap(({ rest }) => rest ?? [])].sort(compareRuns).reverse();
  }
}
