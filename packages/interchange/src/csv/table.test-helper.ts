import type { CustomField } from '@crm-elements/schema';
import type { CsvTable } from './csv.types.js';

/** A table as `parseCsv` gives it. */
export function tableOf(columns: readonly string[], ...rows: readonly (readonly string[])[]): CsvTable {
  return {
    columns: [...columns],
    rows: rows.map((cells) => [...cells]),
    lines: rows.map((_, row) => row + 2),
    delimiter: ',',
    encoding: 'utf-8',
    hasHeader: true,
    restored: 0,
    issues: [],
  };
}

const moment = '2026-01-02T03:04:05.000Z';

export function customField(key: string, type: CustomField['type'], more: Partial<CustomField> = {}): CustomField {
  return {
    id: key,
    version: 1,
    createdAt: moment,
    updatedAt: moment,
    object: 'contacts',
    key,
    label: key,
    type,
    options: [],
    required: false,
    showOnCard: false,
    order: 0,
    ...more,
  };
}
