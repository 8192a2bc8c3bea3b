import type { Dexie as DexieType } from 'dexie';
// @ts-expect-error This build ships without types; those of the package are the same.
import { Dexie as dexieModule } from 'dexie/dist/modern/dexie.mjs';

/**
 * Dexie as a plain module. The package's own entry throws "Two different versions of Dexie loaded" on a page that has another Dexie.
 */
export const Dexie = dexieModule as typeof DexieType;
