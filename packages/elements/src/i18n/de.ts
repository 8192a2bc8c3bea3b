import type { Catalogue } from './catalogue.js';
import { board } from './de/board.js';
import { card } from './de/card.js';
import { chat } from './de/chat.js';
import { common } from './de/common.js';
import { consent } from './de/consent.js';
import { deal } from './de/deal.js';
import { fields } from './de/fields.js';
import { inbox } from './de/inbox.js';

export const catalogue: Catalogue = { common, card, consent, fields, board, deal, inbox, chat };
