/** Filters that no index serves. Loaded with the first of them. */
import type { Overlay } from '../client/overlay.js';
import { FilteredRecords, type FilteredRecordsOptions } from './filtered-records.js';
import { Projection } from './projection.js';
import type { ProjectionContext } from './projection-context.js';

/** The projections of each client, told from others by its pending changes. */
const projections = new WeakMap<Overlay, Map<string, Projection>>();

/** One projection for all views of a client over a collection. */
function projectionOf(context: ProjectionContext): Projection {
  const { overlay, collection } = context;
  const own = projections.get(overlay) ?? new Map<string, Projection>();
  projections.set(overlay, own);
  let projection = own.get(collection);
  if (!projection) {
    projection = new Projection(context, () => void own.delete(collection));
    own.set(collection, projection);
  }
  return projection;
}

/** @throws CrmError VALIDATION with the field that is wrong */
export function openFiltered(
  context: ProjectionContext,
  options: Pick<FilteredRecordsOptions, 'query' | 'listener' | 'onError'>,
): FilteredRecords {
  const { adapter, collection } = context;
  return new FilteredRecords({ ...options, adapter, collection, projection: projectionOf(context) });
}
