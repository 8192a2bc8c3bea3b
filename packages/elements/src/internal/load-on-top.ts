import { later } from '@crm-elements/data';

/** Loads what lies on top of elements now and then: menus and notices. */
export const loadOnTop = later(() => import('./on-top.js'));

/** The command of `crm-error` where a menu could not be opened, as that could not be loaded. */
export const openMenu = 'open-menu';
