import type { Task } from '@crm-elements/schema';
import type { LiveController } from '../../internal/live.js';
import type { Some } from '../related-records.js';

/** What is to be done for a contact, what is due first in front, as far as it was read. */
export type OpenTasks = Pick<LiveController<Some<Task>, readonly [string]>, 'state' | 'value' | 'error' | 'retry'>;
