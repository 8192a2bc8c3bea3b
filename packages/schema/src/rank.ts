import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** Longer ranks are not worked with: each tie-break adds about one character per six moves to the same place, so none grows so long. */
const maxRankLength = 1024;

/** Whether a value is a rank that others can be placed beside: a fractional index in base 62 (see the package `fractional-indexing`). */
export function isRank(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > maxRankLength || !/^[A-Za-z][0-9A-Za-z]+$/.test(value)) return false;
  try {
    generateKeyBetween(value, null);
    generateKeyBetween(null, value);
    return true;
  } catch {
    return false;
  }
}

function checkEnds(before: string | null, after: string | null): void {
  for (const rank of [before, after]) {
    if (rank === null || isRank(rank)) continue;
    throw new RangeError(`Give a rank made by rankBetween or rerank, not ${JSON.stringify(String(rank).slice(0, 40))}.`);
  }
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(
      before === after
        ? `Both neighbours have the rank "${before.slice(0, 40)}": rerank them, then place the record between them.`
        : `Give the ranks in order: "${before.slice(0, 40)}" does not stand before "${after.slice(0, 40)}".`,
    );
  }
}

/**
 * A rank between two others. Ranks are compared as text, by code unit.
 * @param before The rank that it comes after; `null` for the start.
 * @param after The rank that it comes before; `null` for the end.
 * @throws RangeError when the two are equal (two tabs can make that: see {@link rerank}), in the wrong order, or no ranks.
 */
export function rankBetween(before: string | null, after: string | null): string {
  checkEnds(before, after);
  return generateKeyBetween(before, after);
}

/**
 * So many ranks between two others, in order, as short as can be.
 * @throws RangeError as {@link rankBetween} does, and when `count` is no whole number from 0.
 */
export function ranksBetween(before: string | null, after: string | null, count: number): string[] {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`Give the number of ranks as a whole number from 0, not ${String(count)}.`);
  checkEnds(before, after);
  return generateNKeysBetween(before, after, count);
}

/** Positions of the longest strictly rising run of usable ranks, not necessarily side by side (patience sorting, O(n log n)). */
function keepers(ranks: readonly string[]): number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  ranks.forEach((rank, position) => {
    if (!isRank(rank)) return;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranks[tails[middle] ?? 0] ?? '') < rank) low = middle + 1;
      else high = middle;
    }
    // Of equal ranks the first stays.
    if (low < tails.length && ranks[tails[low] ?? 0] === rank) return;
    previous[position] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = position;
  });
  const kept: number[] = [];
  for (let position = tails.at(-1) ?? -1; position >= 0; position = previous[position] ?? -1) kept.push(position);
  return kept.reverse();
}

/**
 * Ranks for a run of records, given in the order in which they are to stand: strictly rising, and with as few changes as
 * possible. Equal ranks (two tabs placed a record in the same gap), inverted ones and ones that are no ranks are spread again
 * between their neighbours. A record that has none yet is given as `''`, so that placing one between two equal ranks is
 * `rerank([rank, '', rank])`.
 *
 * A run whose ends stay where they are is given with its two neighbours; those keep their ranks when they are in order.
 * @returns As many ranks as were given. Write those that differ.
 */
export function rerank(run: readonly string[]): string[] {
  const result = [...run];
  let gapStart = 0;
  let before: string | null = null;
  for (const position of [...keepers(run), run.length]) {
    const after = run[position] ?? null;
    const fresh = ranksBetween(before, after, position - gapStart);
    result.splice(gapStart, fresh.length, ...fresh);
    gapStart = position + 1;
    before = after;
  }
  return result;
}
