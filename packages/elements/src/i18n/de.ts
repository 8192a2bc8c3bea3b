import type { Catalogue } from './catalogue.js';
import { board } from './de/board.js';
import { card } from './de/card.js';
import { chat } from './de/chat.js';
import { common } from './de/common.js';
import { deal } from './de/deal.js';
import { inbox } from './de/inbox.js';

export const catalogue: Catalogue = { common, card, board, deal, inbox, chat };
