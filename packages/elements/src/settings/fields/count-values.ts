import type { CrmClient } from '@crm-elements/data';
import { customValue, isFilled, type CustomField } from '@crm-elements/schema';
import type { FieldObject } from './field-objects.js';

/**
 * How many records hold a value in a custom field. No index knows, so all are looked at, in pages.
 * @throws CrmError ABORTED by the signal
 */
export async function countValues(
  client: CrmClient,
  { object, key }: Pick<CustomField, 'object' | 'key'>,
  signal: AbortSignal,
): Promise<number> {
  const repository = client[object as FieldObject];
  let count = 0;
  let after: string | undefined;
  do {
    const page = await repository.list({ limit: 1_000, ...(after !== undefined && { after }) }, { signal });
    for (const { custom } of page.records as { custom?: Record<string, unknown> }[]) if (isFilled(customValue(custom, key))) count++;
    after = page.next;
  } while (after !== undefined);
  return count;
}
