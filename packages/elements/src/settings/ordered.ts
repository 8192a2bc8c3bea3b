/** Records that stand in an order which people choose: each has a whole number, and there is room between them. */

interface Ordered {
  readonly id: string;
  readonly order: number;
}

/** Between neighbours that were made one after the other, so that most moves change one record only. */
const step = 1_024;

/** The number of a record that is added behind all others. */
export const orderBehind = (records: readonly Ordered[]): number => Math.max(0, ...records.map(({ order }) => order)) + step;

/** The numbers of new records, the first of them behind `from`. */
export const ordersFrom = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + (i + 1) * step);

/** The numbers that change when a record goes to a place: its own, or of all where there is no room. */
export function reordered(records: readonly Ordered[], id: string, to: number): ReadonlyMap<string, number> {
  const moved = records.find((record) => record.id === id);
  if (!moved) return new Map();
  const others = records.filter((record) => record.id !== id);
  const [before, behind] = [others[to - 1], others[to]];
  const low = before?.order ?? (behind ? behind.order - 2 * step : 0);
  const high = behind?.order ?? low + 2 * step;
  const between = Math.floor((low + high) / 2);
  if (between > low && between < high) return new Map([[id, between]]);
  const all = [...others.slice(0, to), moved, ...others.slice(to)];
  return new Map(
    all
      .map((record, i) => [record.id, (i + 1) * step] as const)
      .filter(([one, order]) => records.find((r) => r.id === one)!.order !== order),
  );
}
