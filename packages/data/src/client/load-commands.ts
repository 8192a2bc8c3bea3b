import { later } from '../later.js';

export const loadCommands = later(() => import('./commands.js'));
