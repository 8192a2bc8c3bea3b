/** Pairs of contacts of which somebody has said that they are two people: a setting of the whole workspace for each pair. */
import type { CrmClient } from '@crm-elements/data';

/** Whose settings are everybody's. */
const agentId = 'workspace';

const keyOf = (a: string, b: string): string => `not-same-person:${[a, b].sort().join(':')}`;

/** Those of the others that are known to be somebody else. */
export async function knownApart(client: CrmClient, contactId: string, others: readonly string[]): Promise<ReadonlySet<string>> {
  if (others.length === 0) return new Set();
  const byKey = new Map(others.map((other) => [keyOf(contactId, other), other]));
  const { records } = await client.preferences.list({ where: { agentId, key: { in: [...byKey.keys()] } }, limit: byKey.size });
  return new Set(records.flatMap(({ key, value }) => (value === true ? (byKey.get(key) ?? []) : [])));
}

/** Keeps two contacts apart from now on, or takes that back. */
export async function setApart(client: CrmClient, a: string, b: string, apart: boolean): Promise<void> {
  await client.setPreference({ agentId, key: keyOf(a, b), value: apart || undefined });
}
