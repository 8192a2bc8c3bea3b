/** The forms of pipelines and of stages. */
import { rotBases, stageKinds, type CustomField, type Stage } from '@crm-elements/schema';
import type { settingsForms } from '../../i18n/en/settings-forms.js';
import { currencies } from '../../internal/amounts.js';
import type { Localizer } from '../../internal/locale.js';
import type { FormField } from '../form/field-kinds.js';
import { stageColorNames } from '../form/render-control.js';

type Texts = Localizer<typeof settingsForms>;

/** Fields of deals that a stage can ask for. */
const askable = ['amount', 'expectedCloseDate', 'ownerId', 'companyId', 'contactIds', 'nextStep', 'source'] as const;

export const pipelineFields = ({ t }: Texts): FormField[] => [
  { field: 'name', label: t('pipeline.name'), required: true, maxLength: 80 },
  {
    field: 'currency',
    label: t('pipeline.currency'),
    kind: 'choice',
    choices: currencies.map((value) => ({ value, label: value, isData: true })),
    hint: t('pipeline.currencyHint'),
  },
];

interface Around {
  readonly stage: Stage | undefined;
  readonly stages: readonly Stage[];
  readonly customFields: readonly CustomField[];
}

export function stageFields({ t }: Texts, { stage, stages, customFields }: Around): FormField[] {
  const others = stages.filter(({ id }) => id !== stage?.id).map(({ id, name }) => ({ value: id, label: name, isData: true }));
  return [
    { field: 'name', label: t('stage.name'), required: true, maxLength: 80 },
    {
      field: 'kind',
      label: t('stage.kind'),
      choices: stageKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
      hint: t('stage.kindHint'),
    },
    { field: 'probability', label: t('stage.probability'), kind: 'percent', required: true, hint: t('stage.probabilityHint') },
    {
      field: 'color',
      label: t('stage.color'),
      kind: 'color',
      none: t('stage.colorNone'),
      choices: stageColorNames.map((value) => ({ value, label: t(`color.${value}`) })),
    },
    { field: 'rotAfterDays', label: t('stage.rotAfterDays'), hint: t('stage.rotHint') },
    {
      field: 'rotBasis',
      label: t('stage.rotBasis'),
      choices: rotBases.map((value) => ({ value, label: t(`rot.${value}`) })),
      shown: (input) => input('rotAfterDays') !== '',
    },
    { field: 'wipLimit', label: t('stage.wipLimit'), hint: t('stage.wipHint') },
    { field: 'wipHard', label: t('stage.wipHard'), shown: (input) => input('wipLimit') !== '' },
    {
      field: 'requiredFields',
      label: t('stage.requiredFields'),
      hint: t('stage.requiredHint'),
      choices: [
        ...askable.map((value) => ({ value, label: t(`deal.${value}`) })),
        ...customFields.map(({ key, label }) => ({ value: `custom.${key}`, label, isData: true })),
      ],
    },
    ...(others.length > 0 ? [{ field: 'allowedNext', label: t('stage.allowedNext'), none: t('stage.anyNext'), choices: others }] : []),
    { field: 'collapsed', label: t('stage.collapsed'), wide: true },
  ];
}
