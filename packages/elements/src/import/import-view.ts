import type { CrmError } from '@crm-elements/data';
import type { TemplateResult } from 'lit';
import type { importSteps } from '../i18n/en/import-steps.js';
import type { Localizer } from '../internal/locale.js';
import type { ImportSession } from './import-session.js';
import type { Counts } from './import.types.js';
import type { RelatedCollection } from './interchange.js';

export type StepsLocalizer = Localizer<typeof importSteps>;

/** What the steps are drawn from. */
export interface ImportView {
  readonly session: ImportSession;
  readonly localizer: StepsLocalizer;
  /** Of the heading of a step. */
  readonly level: number;
  readonly readonly: boolean;
  /** Something is asked for that is not there: its text, by what it belongs to. */
  readonly missing: 'currency' | 'pipeline' | 'files' | undefined;
  /** How much of a list is shown. */
  readonly shownOf: (list: string) => number;
  readonly showMore: (list: string, to: number) => void;
  readonly download: (name: string, headings: readonly string[], rows: readonly (readonly (string | number)[])[]) => void;
  readonly explain: (error: CrmError) => string;
  readonly act: ImportActions;
  /** Where records are shown. */
  readonly renderName: (collection: string, record: { id: string }, name: string) => TemplateResult;
}

/** What a person can do, beside changing what the session holds. */
interface ImportActions {
  readonly next: () => void;
  readonly back: () => void;
  readonly start: () => void;
  /** Goes on writing. */
  readonly goOn: () => void;
  readonly goOnWithKept: () => void;
  readonly forgetKept: () => void;
  readonly remove: (id: number) => void;
  readonly retry: () => void;
  readonly takeBack: () => void;
  readonly startAnew: () => void;
}

/** "85 companies". */
export const recordsText = ({ t }: StepsLocalizer, collection: string, count: number): string => {
  const key = `records.${collection}` as const;
  const text = t(key as 'records.contacts', { count });
  return text === key ? t('records.other', { count }) : text;
};

/** "Companies". */
export const collectionName = ({ t }: StepsLocalizer, collection: RelatedCollection): string => t(`of.${collection}`);

const order = ['contacts', 'companies', 'deals', 'agents', 'pipelines', 'stages', 'stageChanges', 'notes'];
const placeOf = (collection: string): number => (order.includes(collection) ? order.indexOf(collection) : order.length);

/** How many records of each collection, those first that people look for. */
export const countsInOrder = (counts: Counts): [collection: string, count: number][] =>
  Object.entries(counts).sort(([a], [b]) => placeOf(a) - placeOf(b));
