import { CrmImport } from '../import/import.js';
import { define } from './define.js';

define('crm-import', CrmImport);
