import type { DataAdapter } from '@crm-elements/data';
import { crmModel, type Model } from '@crm-elements/schema';
import { DexieAdapter } from './dexie-adapter.js';
import { resolveOptions, type DexieAdapterOptions } from './options.js';

export type { DexieAdapterOptions };

/**
 * Records in this browser's IndexedDB, shared by all tabs of the origin. Import it dynamically where a page may do without: Dexie is most
 * of its size. Where the browser allows no storage, records stay in memory, and `status` and `capabilities` say so.
 */
export const createDexieAdapter = (options: DexieAdapterOptions = {}): DataAdapter =>
  createDexieAdapterFor(options.model ?? crmModel, options);

/** The same for a model that is given: bundlers leave the records of `crmModel` out where nothing else asks for them. */
export const createDexieAdapterFor = (model: Model, options: Omit<DexieAdapterOptions, 'model'> = {}): DataAdapter =>
  new DexieAdapter(resolveOptions(model, options));
