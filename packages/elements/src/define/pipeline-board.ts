import { CrmBoardColumn } from '../pipeline-board/board-column.js';
import { CrmPipelineBoard } from '../pipeline-board/pipeline-board.js';
import { define } from './define.js';

// What a board shows first needs neither: they come right after, and when a deal is opened.
CrmPipelineBoard.parts = { work: () => import('./pipeline-board-work.js'), panel: () => import('./deal-panel.js') };
define('crm-board-column', CrmBoardColumn);
define('crm-pipeline-board', CrmPipelineBoard);
