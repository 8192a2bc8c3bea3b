import type { CrmClient, StoredRecord } from '@crm-elements/data';
import { html, type TemplateResult } from 'lit';
import type { Kind } from './kinds.js';
import type { DataLocalizer } from './render-counts.js';

/** A record that still names somebody who was erased, by what people know it by. */
interface Mention {
  kind: Kind;
  /** The beginning of a text that it has. */
  label: string;
}

/** Nobody looks through more than this in a list; the number of all is said beside it. */
const mostListed = 20;
const longest = 80;

/** Where records have the text that they are known by. */
const labelFields = ['fullName', 'name', 'subject', 'title', 'text', 'shortCode'];

function labelOf(record: StoredRecord | undefined): string {
  const found = labelFields.map((field) => record?.[field]).find((value) => typeof value === 'string' && value !== '');
  const label = typeof found === 'string' ? found : (record?.id ?? '');
  return label.length > longest ? `${label.slice(0, longest)}…` : label;
}

export async function readMentions(
  { adapter }: CrmClient,
  mentions: readonly { readonly collection: string; readonly id: string }[],
): Promise<Mention[]> {
  return Promise.all(
    mentions
      .slice(0, mostListed)
      .map(async ({ collection, id }) => ({ kind: collection as Kind, label: labelOf((await adapter.get(collection, [id]))[0]) })),
  );
}

/** What only a person can decide about. */
export const renderMentions = ({ t }: DataLocalizer, count: number, mentions: readonly Mention[]): TemplateResult =>
  html`<p class="sub">${t('erase.mentions', { count })}</p>
    <ul class="lines">
      ${mentions.map(({ kind, label }) => html`<li>${t(`kind.${kind}`)}: <bdi>${label}</bdi></li>`)}
    </ul>`;
