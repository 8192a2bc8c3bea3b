import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { CrmRecordPicker } from '../internal/parts/crm-record-picker.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { CrmDealPanel } from '../pipeline-board/deal-panel.js';
import { CrmMoveDialog } from '../pipeline-board/move-dialog.js';
import { define } from './define.js';

define('crm-dialog', CrmDialog);
define('crm-tag-input', CrmTagInput);
define('crm-record-picker', CrmRecordPicker);
define('crm-move-dialog', CrmMoveDialog);
define('crm-deal-panel', CrmDealPanel);
