import type { Catalogue } from './catalogue.js';
import { board } from './ar/board.js';
import { card } from './ar/card.js';
import { chat } from './ar/chat.js';
import { common } from './ar/common.js';
import { consent } from './ar/consent.js';
import { deal } from './ar/deal.js';
import { fields } from './ar/fields.js';
import { inbox } from './ar/inbox.js';

export const catalogue: Catalogue = { common, card, consent, fields, board, deal, inbox, chat };
