import { later } from '@crm-elements/data';

/** Loads what pages need seldom or never. */
export const loadSeldom = later(() => import('./seldom.js'));
