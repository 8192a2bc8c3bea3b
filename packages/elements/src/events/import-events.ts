import type { CollectionName } from '@crm-elements/schema';
import { CrmEvent } from './crm-event.js';

/** How many records of each collection. */
export type ImportCounts = Readonly<Partial<Record<CollectionName, number>>>;

/** An import is about to be written. `counts` are the records that it would make. `preventDefault()` keeps it from being written. */
export class CrmImportStartEvent extends CrmEvent<{ counts: ImportCounts }> {
  constructor(counts: ImportCounts) {
    super('crm-import-start', { counts }, true);
  }
}

/** An import was written to its end. `counts` are the records that were made. */
export class CrmImportDoneEvent extends CrmEvent<{ counts: ImportCounts }> {
  constructor(counts: ImportCounts) {
    super('crm-import-done', { counts });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-import-start': CrmImportStartEvent;
    'crm-import-done': CrmImportDoneEvent;
  }
}
