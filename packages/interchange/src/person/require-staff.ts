import { CrmError, type CrmClient } from '@crm-elements/data';

/** @throws CrmError FORBIDDEN for a customer */
export function requireStaff({ actor }: CrmClient): void {
  if (actor.kind === 'contact') throw new CrmError('FORBIDDEN', 'Only staff may export or erase what is stored of a person.');
}
