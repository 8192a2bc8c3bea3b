import type { GeneratedCollection } from '@crm-elements/data/testing';

/** Of 100 records, as a small company's store has them. */
const shares: readonly (readonly [GeneratedCollection, number])[] = [
  ['messages', 30], ['deals', 16], ['activities', 10], ['tickets', 8], ['companies', 6], ['tasks', 4], ['notes', 3],
];

/** A pipeline comes with so many stages, which the generator does not count. */
const stagesOfPipeline = 6;
/** Fewer than this are contacts alone: with a pipeline, agents and the rest there would be hardly any. */
const fewest = 50;

/** How many records of each collection come to exactly so many in all, stages included. What the shares leave are contacts. */
export function countsFor(size: number): Partial<Record<GeneratedCollection, number>> {
  if (size < fewest) return { contacts: size };
  const counts: Partial<Record<GeneratedCollection, number>> = Object.fromEntries(shares.map(([collection, of]) => [collection, Math.floor((size * of) / 100)]));
  counts.pipelines = Math.min(4, Math.ceil(size / 20_000));
  counts.agents = Math.min(60, Math.max(2, Math.round(size / 500)));
  counts.teams = Math.min(5, Math.floor(size / 500));
  const taken = Object.values(counts).reduce((sum, count) => sum + count, 0) + counts.pipelines * stagesOfPipeline;
  return { ...counts, contacts: size - taken };
}
