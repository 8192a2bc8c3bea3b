/** What a filter of contacts can ask for, and how that is said. Pure. */
import { lifecycleStages, type CustomField, type View } from '@crm-elements/schema';
import type { people } from '../../i18n/en/people.js';
import type { peopleWork } from '../../i18n/en/people-work.js';
import type { Localizer } from '../../internal/locale.js';
import type { ContactRule, RuleTest } from './contact-rules.js';
import type { FilterChoices } from './filter-choices.js';

/** What a field holds: one or several of its choices, tags, something or nothing, a day, a text, a number, yes or no. */
type FieldKind = 'choice' | 'choices' | 'tags' | 'presence' | 'activity' | 'day' | 'date' | 'text' | 'number' | 'flag';

interface Choice {
  readonly value: string | null;
  readonly label: string;
  /** It is what people wrote. */
  readonly isData: boolean;
  readonly count?: number | undefined;
}

export interface FilterField {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** The company added it. */
  readonly isCustom: boolean;
  readonly choices: readonly Choice[];
}

/** The tests of each kind, the most common first. */
export const testsOf: Readonly<Record<FieldKind, readonly RuleTest[]>> = {
  choice: ['any', 'none'],
  choices: ['any', 'all', 'none', 'set', 'empty'],
  tags: ['any', 'all', 'none', 'set', 'empty'],
  presence: ['set', 'empty'],
  activity: ['within', 'before', 'empty'],
  day: ['within', 'before'],
  date: ['within', 'before', 'set', 'empty'],
  text: ['contains', 'set', 'empty'],
  number: ['least', 'most', 'set', 'empty'],
  flag: ['yes', 'no'],
};

const customKinds: Readonly<Record<CustomField['type'], FieldKind>> = {
  text: 'text',
  url: 'text',
  email: 'text',
  phone: 'text',
  number: 'number',
  money: 'presence',
  date: 'date',
  datetime: 'date',
  boolean: 'flag',
  select: 'choice',
  multiselect: 'choices',
  relation: 'presence',
};

type WorkLocalizer = Localizer<typeof peopleWork>;

interface FieldSources {
  readonly localizer: WorkLocalizer;
  readonly listTexts: Localizer<typeof people>;
  readonly choices: Pick<FilterChoices, 'stages' | 'owners' | 'agents' | 'tags' | 'fields'>;
  /** The views that others can choose too. */
  readonly segments: readonly View[];
}

/** The fields that contacts can be filtered by, the company's own last. */
export function filterFields({ localizer, listTexts, choices, segments }: FieldSources): FilterField[] {
  const { t } = localizer;
  const { stages, owners, agents, tags } = choices;
  const own = (key: 'companyId' | 'emails' | 'phones' | 'consent'): FilterField => ({
    key,
    label: t(`field.${key}`),
    kind: 'presence',
    isCustom: false,
    choices: [],
  });
  const field = (
    key: 'tags' | 'lifecycleStage' | 'ownerId' | 'segment' | 'lastActivityAt' | 'createdAt',
    kind: FieldKind,
    of: Choice[] = [],
  ) => ({
    key,
    label: t(`field.${key}`),
    kind,
    isCustom: false,
    choices: of,
  });
  return [
    field(
      'tags',
      'tags',
      tags.map((tag) => ({ value: tag, label: tag, isData: true })),
    ),
    field(
      'lifecycleStage',
      'choice',
      lifecycleStages.map((stage) => ({
        value: stage,
        label: listTexts.t(`stage.${stage}`),
        isData: false,
        count: stages && (stages.get(stage) ?? 0),
      })),
    ),
    field('ownerId', 'choice', [
      { value: null, label: t('nobody'), isData: false, count: owners && (owners.get(null) ?? 0) },
      ...agents.map(({ id, name }) => ({ value: id, label: name, isData: true, count: owners && (owners.get(id) ?? 0) })),
    ]),
    ...(segments.length > 0
      ? [
          field(
            'segment',
            'choice',
            segments.map(({ id, name }) => ({ value: id, label: name, isData: true })),
          ),
        ]
      : []),
    own('companyId'),
    own('emails'),
    own('phones'),
    own('consent'),
    field('lastActivityAt', 'activity'),
    field('createdAt', 'day'),
    ...choices.fields.map(({ key, label, type, options }): FilterField => ({
      key: `custom.${key}`,
      label,
      kind: customKinds[type] ?? 'presence',
      isCustom: true,
      choices: options.map((option) => ({ ...option, isData: true })),
    })),
  ];
}

/** A new condition on a field. One of days begins with a month. */
export function newRule({ key, kind }: FilterField, is: RuleTest = testsOf[kind][0]!): ContactRule {
  switch (is) {
    case 'any':
    case 'all':
    case 'none':
      return { field: key, is, value: [] };
    case 'within':
    case 'before':
      return { field: key, is, value: 30 };
    case 'contains':
      return { field: key, is, value: '' };
    default:
      return { field: key, is };
  }
}

/** A condition in words: "Tags: Wholesale, Spain". */
export function ruleWords(rule: ContactRule, fields: readonly FilterField[], localizer: WorkLocalizer): string {
  const { t } = localizer;
  const { is, value } = rule;
  const known = fields.find(({ key }) => key === rule.field);
  const field = known?.label ?? rule.field.replace(/^custom\./, '');
  const labelOf = (choice: string | null) => known?.choices.find((other) => other.value === choice)?.label ?? choice ?? t('nobody');
  switch (is) {
    case 'within':
    case 'before':
      return t(`rule.${is}`, { field, count: value as number });
    case 'any':
    case 'none':
      return t(`rule.${is}`, { field, value: (value as readonly (string | null)[]).map(labelOf).join(', ') });
    case 'all':
      return t('rule.all', { field, value: localizer.list((value as readonly (string | null)[]).map(labelOf)) });
    case 'least':
    case 'most':
      return t(`rule.${is}`, { field, value: localizer.number(value as number) });
    case 'contains':
      return t('rule.contains', { field, value: value as string });
    default:
      return t(`rule.${is}`, { field });
  }
}
