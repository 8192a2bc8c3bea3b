import { CrmImportDialog } from '../import/crm-import-dialog.js';
import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { define } from './define.js';
import './import.js';

define('crm-dialog', CrmDialog);
define('crm-import-dialog', CrmImportDialog);
