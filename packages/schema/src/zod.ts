import { removeZodNames } from './zod-names.js';

// Everything that zod/mini has, under its own names, so that bundlers leave out what no schema uses.
export * from 'zod/mini';

removeZodNames();
