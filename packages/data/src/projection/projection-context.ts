import type { Overlay } from '../client/overlay.js';
import type { Clock } from '../clock.js';
import type { DataAdapter } from '../contract.js';

/** What a projection stands on. */
export interface ProjectionContext {
  adapter: DataAdapter;
  /** The client's pending changes. */
  overlay: Overlay;
  clock: Clock;
  collection: string;
}
