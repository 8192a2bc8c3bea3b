import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { CrmMenu } from '../internal/parts/crm-menu.js';
import { CrmPopover } from '../internal/parts/crm-popover.js';
import { CrmRecordPicker } from '../internal/parts/crm-record-picker.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { CrmTooltip } from '../internal/parts/crm-tooltip.js';
import { CrmQuickAdd } from '../pipeline-board/crm-quick-add.js';
import { CrmMoveDialog } from '../pipeline-board/move-dialog.js';
import { define } from './define.js';

export { BoardWork } from '../pipeline-board/board-work.js';

define('crm-dialog', CrmDialog);
define('crm-menu', CrmMenu);
define('crm-popover', CrmPopover);
define('crm-tag-input', CrmTagInput);
define('crm-tooltip', CrmTooltip);
define('crm-record-picker', CrmRecordPicker);
define('crm-move-dialog', CrmMoveDialog);
define('crm-quick-add', CrmQuickAdd);
