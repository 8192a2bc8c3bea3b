import { CrmDealCard } from '../pipeline-board/deal-card.js';
import { define } from './define.js';

define('crm-deal-card', CrmDealCard);
