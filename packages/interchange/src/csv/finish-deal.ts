import { stageKinds } from '@crm-elements/schema';
import { readChoice } from './choices.js';
import type { Draft } from './draft.js';
import { choicesOf } from './targets.js';

const nameOf = ({ relations }: Draft, field: string): string | undefined => relations.find((relation) => relation.field === field)?.name;

/**
 * What follows from the other cells of a deal: whether it is closed, from the name of its stage; the field that its day of closing belongs to; and a name where the file has none.
 * @returns whether a name was made
 */
export function finishDeal(draft: Draft): boolean {
  const { record, closeDate } = draft;
  const stage = nameOf(draft, 'stageId');
  const status = stage === undefined ? undefined : readChoice(stage, choicesOf(stageKinds));
  if (status !== undefined) record['status'] ??= status;
  const isClosed = record['status'] === 'won' || record['status'] === 'lost';
  if (closeDate && isClosed) draft.set('closedAt', closeDate.moment);
  else if (closeDate) draft.set('expectedCloseDate', closeDate.date);

  if (record['name'] !== undefined) return false;
  const parts = [nameOf(draft, 'companyId'), nameOf(draft, 'lineItems')].filter((part) => part !== undefined);
  const name = parts.length > 0 ? parts.join(' – ') : draft.key;
  if (name === undefined) return false;
  record['name'] = name;
  return true;
}
