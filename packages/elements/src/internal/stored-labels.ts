/** The labels that a company set up: made in the settings, offered where tickets are labelled. */
import type { CrmClient } from '@crm-elements/data';
import type { Json, Preference } from '@crm-elements/schema';

/** Who the settings of everybody belong to: they are preferences of this agent. */
export const workspace = 'workspace';

/** A label that agents choose from. */
export interface StoredLabel {
  readonly name: string;
  /** One of the colours of stages. */
  readonly hue?: string;
}

/** The labels in their order, as far as they have the right shape. */
export function labelsOf(preference: Pick<Preference, 'value'> | null | undefined): readonly StoredLabel[] {
  const value = preference?.value;
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: Json) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one) || typeof one['name'] !== 'string') return [];
    const { name, hue } = one;
    return [{ name, ...(typeof hue === 'string' && { hue }) }];
  });
}

/** The names of the labels; none where they cannot be read: one can still be written. */
export async function readLabelNames(client: CrmClient | undefined): Promise<readonly string[]> {
  const page = await client?.preferences.list({ where: { agentId: workspace, key: 'labels' }, limit: 1 }).catch(() => undefined);
  return labelsOf(page?.records[0]).map(({ name }) => name);
}
