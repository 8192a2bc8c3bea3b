import { clipped } from './clipped.js';
import type { StepsLocalizer } from './import-view.js';
import type { Remark } from './import.types.js';
import type { ImportPlan } from './interchange.js';

type Duplicate = ImportPlan['duplicates'][number];

/** Codes of what was put right or kept: what they tell of was taken. */
const taken: ReadonlySet<string> = new Set([
  'empty-heading',
  'duplicate-heading',
  'extra-cells',
  'missing-cells',
  'line-ends',
  'unclear-format',
  'made-name',
  'version',
  'missing-end',
  'nested-card',
  'not-a-person',
  'stray-quote',
]);

export const isLeftOut = ({ code }: Remark): boolean => !taken.has(code);

/** What a remark says, in the language of the person. */
export const remarkText = (localizer: StepsLocalizer, { code, field = '' }: Remark): string => {
  const key = `issue.${code}` as 'issue.invalid';
  return localizer.t(key, { field });
};

export const remarkHeadings = ({ t }: StepsLocalizer): string[] => [
  t('list.file'),
  t('list.line'),
  t('list.column'),
  t('list.what'),
  t('list.value'),
];

export const remarkRow = (localizer: StepsLocalizer, remark: Remark): (string | number)[] => [
  remark.source,
  remark.line ?? '',
  remark.column ?? '',
  remarkText(localizer, remark),
  remark.value ?? '',
];

/** That a row is about a record that is there already. */
export const duplicateText = ({ t }: StepsLocalizer, { name, by, inFiles }: Duplicate): string =>
  t(inFiles ? 'duplicates.files' : 'duplicates.store', { name: clipped(name), by: t(`by.${by}`) });

export const duplicateRow = (localizer: StepsLocalizer, duplicate: Duplicate): (string | number)[] => [
  duplicate.source,
  duplicate.line,
  '',
  duplicateText(localizer, duplicate),
  duplicate.name,
];

/** What the files do not say, in words. Deals whose value is unknown are called open where all of them are. */
export function gapTexts(localizer: StepsLocalizer, { gaps, operations }: ImportPlan): string[] {
  const { t } = localizer;
  return gaps.map(({ collection, field, count }) => {
    const key = `gap.${collection}.${field}`;
    if (key === 'gap.deals.amount') {
      const unknown = operations.filter(({ collection: of, record }) => of === 'deals' && record['amount'] == null);
      const areOpen = unknown.length === count && unknown.every(({ record }) => record['status'] === 'open');
      return t(areOpen ? 'gap.deals.amount.open' : 'gap.deals.amount', { count });
    }
    return localizer.maybe(key) === undefined
      ? t('gap.other', { count, field: t(`field.${field}` as 'field.name') })
      : t(key as 'gap.deals.companyId', { count });
  });
}
