import type { Catalogue } from './catalogue.js';
import { actions } from './ar/actions.js';
import { board } from './ar/board.js';
import { card } from './ar/card.js';
import { care } from './ar/care.js';
import { chat } from './ar/chat.js';
import { common } from './ar/common.js';
import { company } from './ar/company.js';
import { consent } from './ar/consent.js';
import { deal } from './ar/deal.js';
import { fields } from './ar/fields.js';
import { importSteps } from './ar/import-steps.js';
import { imports } from './ar/imports.js';
import { inbox } from './ar/inbox.js';
import { merge } from './ar/merge.js';
import { photo } from './ar/photo.js';
import { storeData } from './ar/store-data.js';
import { summary } from './ar/summary.js';
import { settings } from './ar/settings.js';
import { settingsForms } from './ar/settings-forms.js';
import { people } from './ar/people.js';
import { peopleWork } from './ar/people-work.js';

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
