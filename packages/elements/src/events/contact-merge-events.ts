import { CrmCommandEvent, CrmEvent } from './crm-event.js';

/**
 * Two contacts are about to become one. `choices` names, by field, the contact whose value it gets where the person decided otherwise than
 * a merge does by itself. A page that merges elsewhere answers with `respondWith(promise)`.
 */
export class CrmContactMergeEvent extends CrmCommandEvent<{
  keptId: string;
  mergedId: string;
  choices: Readonly<Record<string, string>>;
}> {
  constructor(keptId: string, mergedId: string, choices: Readonly<Record<string, string>>) {
    super('crm-contact-merge', { keptId, mergedId, choices });
  }
}

/** A contact became part of another. `moved` counts the records that named it; undefined where the page did it. */
export class CrmContactMergedEvent extends CrmEvent<{ keptId: string; mergedId: string; moved: number | undefined }> {
  constructor(keptId: string, mergedId: string, moved: number | undefined) {
    super('crm-contact-merged', { keptId, mergedId, moved });
  }
}

/** A merge was taken back: the contact that was merged is one of its own again. */
export class CrmContactUnmergedEvent extends CrmEvent<{ keptId: string; mergedId: string }> {
  constructor(keptId: string, mergedId: string) {
    super('crm-contact-unmerged', { keptId, mergedId });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-contact-merge': CrmContactMergeEvent;
    'crm-contact-merged': CrmContactMergedEvent;
    'crm-contact-unmerged': CrmContactUnmergedEvent;
  }
}
