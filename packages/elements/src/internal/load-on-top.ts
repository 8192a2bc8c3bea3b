import { later } from '@crm-elements/data';

/** Loads what lies on top of elements now and then: menus and notices. */
export const loadOnTop = later(() => import('./on-top.js'));
