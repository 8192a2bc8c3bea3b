import { toCrmError } from '@crm-elements/data';
import { CrmErrorEvent } from '../../events/crm-error-event.js';
import type { CrmDataElement } from '../../internal/crm-data-element.js';
import { openMenu } from '../../internal/load-on-top.js';

/**
 * Opens the dialog in which two contacts become one, on top of an element and over its client. Which of them stays, and what of each, is
 * chosen there; the first one stays unless the person says otherwise. Resolves when the dialog is closed, whatever became of it.
 * What happened is told by `crm-contact-merge`, `crm-contact-merged` and `crm-error`, which the element dispatches.
 */
export async function openMerge(host: CrmDataElement, contactIds: readonly [string, string]): Promise<void> {
  try {
    await import('../../define/contact-merge.js');
  } catch (error) {
    host.dispatchEvent(new CrmErrorEvent(toCrmError(error), openMenu));
    return;
  }
  const dialog = Object.assign(document.createElement('crm-contact-merge'), { client: host.client, density: host.density, contactIds });
  host.renderRoot.append(dialog);
  await dialog.whenClosed;
  dialog.remove();
}
