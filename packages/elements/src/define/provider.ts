import { CrmProvider } from '../provider/crm-provider.js';
import { define } from './define.js';

define('crm-provider', CrmProvider);
