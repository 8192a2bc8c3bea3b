import type { CsvCollection, CsvDraft } from '../csv/mapping.types.js';
import type { ImportGap } from './import.types.js';

/** Fields without which a record is of less use; which of them a file lacks should be seen before it is imported. */
const wanted: Partial<Record<CsvCollection, readonly string[]>> = {
  contacts: ['fullName', 'emails'],
  companies: ['name'],
  deals: ['companyId', 'ownerId', 'amount', 'createdAt', 'lineItems'],
  agents: ['name'],
};

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether a draft tells a field: by itself, by a record that it names, or by the parts of a name. */
function tells({ record, relations, createdAt }: CsvDraft, field: string): boolean {
  if (field === 'createdAt') return createdAt !== undefined;
  if (relations.some((relation) => relation.field === field)) return true;
  const fields = record as Record<string, unknown>;
  return !isEmpty(fields[field]) || (field === 'fullName' && !isEmpty(fields['name']));
}

/** Counts of how many records a field is not known. */
export class Gaps {
  readonly #gaps = new Map<string, ImportGap>();

  look(collection: CsvCollection, draft: CsvDraft): void {
    for (const field of wanted[collection] ?? []) {
      if (tells(draft, field)) continue;
      const place = `${collection}.${field}`;
      const gap = this.#gaps.get(place);
      if (gap) gap.count++;
      else this.#gaps.set(place, { collection, field, count: 1 });
    }
  }

  get all(): ImportGap[] {
    return [...this.#gaps.values()];
  }
}
