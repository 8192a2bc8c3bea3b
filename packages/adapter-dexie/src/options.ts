import { systemClock, type Bus, type Clock, type Locks } from '@crm-elements/data';
import type { Model } from '@crm-elements/schema';
import type { ConnectionOptions } from './connection.js';
import type { Page } from './page.js';
import { pageStorage, type SentinelStorage } from './sentinel.js';
import { dexieStores } from './tables.js';

export interface DexieAdapterOptions {
  /** The name of the database, `crm-elements` when not given. The same name is the same store, in all tabs of an origin. */
  name?: string;
  /** What it keeps; `crmModel` when not given. */
  model?: Model;
  clock?: Clock;
  /** How tabs tell each other of commits and signals; a BroadcastChannel when not given. Whoever passes one in closes it. */
  bus?: Bus;
  /** What lets one tab at a time pack texts for the search; the browser's Web Locks when not given, `null` for none. */
  locks?: Locks | null;
  /**
   * Whether a store whose page was killed is kept from what Chromium makes of that, see `renew-log.ts`; where Chromium runs, and `locks` are
   * there, when not given.
   */
  renewsLog?: boolean;
  /** Texts in one segment of the index that searches in texts use, 65,535 at most; 5,000 when not given. */
  segmentSize?: number;
  /** The browser's when not given. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
  /** Where the store leaves its mark apart from the database, `localStorage` when not given; `null` for nowhere. */
  storage?: SentinelStorage | null;
  /** What tells that the page goes away and comes back: the window when not given, `null` for nothing. */
  page?: Page | null;
  /** Milliseconds after which a store that does not open is `blocked`; 4,000 when not given. It goes on trying. */
  openDeadlineMs?: number;
  /** Milliseconds that a call waits for another page to let go of the store, before it fails with TIMEOUT; 5,000 when not given. */
  turnDeadlineMs?: number;
}

export interface ResolvedOptions extends ConnectionOptions {
  bus: Bus | undefined;
  page: Page | undefined;
  segmentSize: number;
}

/** Some browsers throw for the mere look at what a page may not use. */
function fromPage<T>(name: string): T | undefined {
  try {
    return (globalThis as unknown as Record<string, T | undefined>)[name];
  } catch {
    return undefined;
  }
}

const locksOf = (): Locks | undefined => fromPage<{ locks?: Locks }>('navigator')?.locks;

const pageOf = (): Page | undefined => (fromPage('document') ? fromPage<Page>('window') : undefined);

/** @throws TypeError when the model cannot be kept */
export function resolveOptions(model: Model, options: Omit<DexieAdapterOptions, 'model'>): ResolvedOptions {
  const {
    name = 'crm-elements',
    clock = systemClock,
    bus,
    storage,
    page,
    locks,
    renewsLog,
    segmentSize = 5_000,
    openDeadlineMs = 4_000,
    turnDeadlineMs = 5_000,
  } = options;
  return {
    name,
    model,
    stores: dexieStores(model),
    clock,
    bus,
    // Without one, opening fails and a store in memory stands in.
    indexedDB: options.indexedDB ?? fromPage<IDBFactory>('indexedDB')!,
    IDBKeyRange: options.IDBKeyRange ?? fromPage<typeof IDBKeyRange>('IDBKeyRange')!,
    storage: storage === undefined ? pageStorage() : (storage ?? undefined),
    locks: locks === undefined ? locksOf() : (locks ?? undefined),
    segmentSize,
    renewsLog,
    page: page === undefined ? pageOf() : (page ?? undefined),
    openDeadlineMs,
    turnDeadlineMs,
  };
}
