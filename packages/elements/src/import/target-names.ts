import type { CustomField } from '@crm-elements/schema';
import type { StepsLocalizer } from './import-view.js';
import type { CsvTarget } from './interchange.js';

/** What a target is called in the language of the person: "Address, work, city". */
export function targetName(localizer: StepsLocalizer, target: CsvTarget, customFields: readonly CustomField[]): string {
  const { t } = localizer;
  const { kind, field, label, part, path } = target;
  if (kind === 'label') return t('field.label');
  if (path.startsWith('custom.')) return customFields.find(({ key }) => path === `custom.${key}`)?.label ?? path;
  const name = t(`field.${field}` as 'field.name');
  if (kind === 'relation') return t(label === 'key' ? 'field.byKey' : 'field.byName', { field: name });
  const labelled = label === '' ? name : t('field.ofKind', { field: name, kind: localizer.maybe(`kind.${label}`) ?? label });
  return part === undefined ? labelled : t('field.ofKind', { field: labelled, kind: t(`part.${part}` as 'part.street') });
}

export type TargetGroup = 'main' | 'addresses' | 'custom';

export const groupOf = ({ path, part }: CsvTarget): TargetGroup =>
  path.startsWith('custom.') ? 'custom' : part === undefined ? 'main' : 'addresses';
