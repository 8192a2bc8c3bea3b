import { toCrmError } from '@crm-elements/data';
import { CrmErrorEvent } from '../events/crm-error-event.js';
import type { CrmDataElement } from './crm-data-element.js';
import { openMenu } from './load-on-top.js';

/**
 * Opens the import in a dialog on top of an element, over the element's own client. What the import tells bubbles up from there.
 * @param files what the person has dropped or chosen already
 * @returns when it is open, or the host has said that it could not be loaded
 */
export async function openImport(host: CrmDataElement, files: readonly File[] = []): Promise<void> {
  try {
    await import('../define/import-dialog.js');
  } catch (thrown) {
    host.dispatchEvent(new CrmErrorEvent(toCrmError(thrown), openMenu));
    return;
  }
  const dialog = document.createElement('crm-import-dialog');
  Object.assign(dialog, { client: host.client, files });
  // In front of what Lit renders: what stands behind is taken away with it.
  host.renderRoot.prepend(dialog);
}
