import type { CreatePipelineInput } from '@crm-elements/data';
import type { DealLocalizer } from './render-card.js';

/** Fixed, so that two windows which begin at the same time make one pipeline and not two. */
const starterId = '019aa000-0000-7000-8000-00000000c000';
const stageId = (number: number) => `019aa000-0000-7000-8000-00000000c00${number}`;

const currencies: Readonly<Record<string, string>> = {
  US: 'USD',
  GB: 'GBP',
  CH: 'CHF',
  JP: 'JPY',
  CA: 'CAD',
  AU: 'AUD',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  AE: 'AED',
  SA: 'SAR',
  KW: 'KWD',
  IN: 'INR',
  CN: 'CNY',
  BR: 'BRL',
  MX: 'MXN',
};

/** The money of a locale's region, where the locale names one. */
const currencyOf = (locale: string): string => currencies[new Intl.Locale(locale).region ?? ''] ?? 'EUR';

/** The pipeline that a new store can start with. */
export function starterPipeline(localizer: DealLocalizer): CreatePipelineInput {
  const currency = currencyOf(localizer.locale);
  const stages = [
    { name: localizer.t('starter.lead'), color: 'gray', probability: 1_000, rotAfterDays: 14 },
    { name: localizer.t('starter.qualified'), color: 'blue', probability: 2_500, rotAfterDays: 14 },
    { name: localizer.t('starter.proposal'), color: 'yellow', probability: 5_000, rotAfterDays: 10, requiredFields: ['amount'] },
    { name: localizer.t('starter.negotiation'), color: 'orange', probability: 7_500, rotAfterDays: 10 },
    { name: localizer.t('starter.won'), color: 'green', kind: 'won', probability: 10_000, collapsed: true },
    { name: localizer.t('starter.lost'), color: 'red', kind: 'lost', probability: 0, collapsed: true },
  ] as const;
  return {
    id: starterId,
    name: localizer.t('starter.pipeline'),
    currency,
    isDefault: true,
    stages: stages.map((stage, i) => ({
      ...stage,
      requiredFields: 'requiredFields' in stage ? [...stage.requiredFields] : [],
      id: stageId(i + 1),
    })),
  };
}
