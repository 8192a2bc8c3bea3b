import { CrmPipelineSummary } from '../pipeline-board/pipeline-summary/pipeline-summary.js';
import { define } from './define.js';

define('crm-pipeline-summary', CrmPipelineSummary);
