import type { Model } from '@crm-elements/schema';
import { layout, type ShapeRow, type StateRow } from './tables.js';

/** Whether this code may only read the store. */
export const isStale = (state: StateRow, model: Model): boolean => state.minimumWriter > model.version || state.layout > layout;

/** What newer code has that rows which older code wrote lack: names of indexes or totals. */
export const missingFrom = (wanted: Record<string, string>, present: Record<string, string> = {}): string[] =>
  Object.keys(wanted).filter((name) => wanted[name] !== present[name]);

const shapeParts = ['indexes', 'totals', 'segments'] as const;

export const hasGrown = (shape: ShapeRow, present: ShapeRow | undefined): boolean =>
  shapeParts.some((part) => missingFrom(shape[part]!, present?.[part]).length > 0);

/** What stands in the store when it is opened. */
export interface Prepared {
  state: StateRow;
  /** This code is older than the store: it may read. */
  stale: boolean;
}
