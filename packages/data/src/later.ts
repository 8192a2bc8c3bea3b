import { CrmError } from './errors.js';

/**
 * A part of the program that is loaded with the first call that needs it, and again where that failed. Whoever is about to write loads it
 * before the transaction begins. The part must not lead back to the module that loads it: bundlers then cut it into more pieces.
 * @returns what loads it; rejects with CrmError UNAVAILABLE where it cannot, as without a network: nothing has been done then
 */
export function later<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let part: Promise<Part> | undefined;
  return () => {
    part ??= load().catch((error: unknown) => {
      part = undefined;
      throw new CrmError('UNAVAILABLE', 'A part of the program could not be loaded. Nothing was done. Check the network and try again, or reload the page.', { cause: error });
    });
    return part;
  };
}
