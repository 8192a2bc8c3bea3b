import type { actions } from './en/actions.js';
import type { board } from './en/board.js';
import type { card } from './en/card.js';
import type { care } from './en/care.js';
import type { chat } from './en/chat.js';
import type { common } from './en/common.js';
import type { company } from './en/company.js';
import type { consent } from './en/consent.js';
import type { deal } from './en/deal.js';
import type { fields } from './en/fields.js';
import type { importSteps } from './en/import-steps.js';
import type { imports } from './en/imports.js';
import type { inbox } from './en/inbox.js';
import type { merge } from './en/merge.js';
import type { photo } from './en/photo.js';
import type { storeData } from './en/store-data.js';
import type { summary } from './en/summary.js';
import type { settings } from './en/settings.js';
import type { settingsForms } from './en/settings-forms.js';
import type { people } from './en/people.js';
import type { peopleWork } from './en/people-work.js';
import type { Messages, Translated } from './messages.js';

/** All texts of a language, by the widget that shows them. A language is complete or it does not compile. */
export interface Catalogue {
  readonly common: Translated<typeof common>;
  readonly card: Translated<typeof card>;
  readonly actions: Translated<typeof actions>;
  readonly care: Translated<typeof care>;
  readonly company: Translated<typeof company>;
  readonly consent: Translated<typeof consent>;
  readonly fields: Translated<typeof fields>;
  readonly merge: Translated<typeof merge>;
  readonly photo: Translated<typeof photo>;
  readonly board: Translated<typeof board>;
  readonly deal: Translated<typeof deal>;
  readonly storeData: Translated<typeof storeData>;
  readonly summary: Translated<typeof summary>;
  readonly inbox: Translated<typeof inbox>;
  readonly chat: Translated<typeof chat>;
  readonly people: Translated<typeof people>;
  readonly peopleWork: Translated<typeof peopleWork>;
  readonly settings: Translated<typeof settings>;
  readonly settingsForms: Translated<typeof settingsForms>;
  readonly imports: Translated<typeof imports>;
  readonly importSteps: Translated<typeof importSteps>;
}

/** A widget's name in the catalogue. */
export type Namespace = keyof Catalogue;

type CatalogueModule = { readonly catalogue: { readonly [Name in Namespace]?: Messages } };

const loaders = new Map<string, () => Promise<CatalogueModule>>([
  ['de', () => import('./de.js')],
  ['ar', () => import('./ar.js')],
]);
const loaded = new Map<string, CatalogueModule['catalogue']>();
const loading = new Map<string, Promise<void>>();

/**
 * Adds a language, or replaces one that comes with the elements. Texts that it lacks are shown in English.
 * @param locale BCP 47, such as `fr` or `pt-BR`
 */
export function addLocale(locale: string, load: () => Promise<CatalogueModule>): void {
  const key = locale.toLowerCase();
  loaders.set(key, load);
  loaded.delete(key);
  loading.delete(key);
}

/** The language that there are texts in: `de-AT` is served by `de`. Undefined means English. */
export function servedBy(locale: string): string | undefined {
  const parts = locale.toLowerCase().split('-');
  for (; parts.length > 0; parts.pop()) {
    const key = parts.join('-');
    if (loaders.has(key)) return key;
  }
  return undefined;
}

/** The texts of a language, once they are loaded. */
export const textsOf = (language: string | undefined, namespace: Namespace): Messages | undefined =>
  language === undefined ? undefined : loaded.get(language)?.[namespace];

/** Loads a language once. Undefined when there is nothing to wait for; a failure leaves English and is tried again later. */
export function loadTexts(language: string | undefined): Promise<void> | undefined {
  if (language === undefined || loaded.has(language)) return undefined;
  let promise = loading.get(language);
  if (!promise) {
    promise = loaders.get(language)!().then(
      ({ catalogue }) => void loaded.set(language, catalogue),
      (error: unknown) => {
        loading.delete(language);
        console.warn(`crm-elements: the texts for "${language}" could not be loaded; English is shown.`, error);
      },
    );
    loading.set(language, promise);
  }
  return promise;
}
