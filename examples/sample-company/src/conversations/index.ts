import { business } from './business.js';
import type { Conversation } from './conversation.js';
import { orders } from './orders.js';
import { questions } from './questions.js';
import { repairs } from './repairs.js';
import { returns } from './returns.js';

export const conversations: readonly Conversation[] = [...orders, ...repairs, ...returns, ...business, ...questions];
