import type { Catalogue } from './catalogue.js';
import { actions } from './de/actions.js';
import { board } from './de/board.js';
import { card } from './de/card.js';
import { care } from './de/care.js';
import { chat } from './de/chat.js';
import { common } from './de/common.js';
import { company } from './de/company.js';
import { consent } from './de/consent.js';
import { deal } from './de/deal.js';
import { fields } from './de/fields.js';
import { importSteps } from './de/import-steps.js';
import { imports } from './de/imports.js';
import { inbox } from './de/inbox.js';
import { merge } from './de/merge.js';
import { photo } from './de/photo.js';
import { storeData } from './de/store-data.js';
import { summary } from './de/summary.js';
import { settings } from './de/settings.js';
import { settingsForms } from './de/settings-forms.js';
import { people } from './de/people.js';
import { peopleWork } from './de/people-work.js';

export const catalogue: Catalogue = {
  common,
  card,
  actions,
  care,
  company,
  consent,
  fields,
  merge,
  photo,
  board,
  deal,
  storeData,
  summary,
  imports,
  importSteps,
  inbox,
  chat,
  settings,
  settingsForms,
  people,
  peopleWork,
};
