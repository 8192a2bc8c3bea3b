// What lies on top of elements now and then, loaded behind their first rendering. One part of both: what two parts shared would be cut
// out of the chunk that is loaded first.
export { MenuLevels } from './parts/menu-levels.js';
export { renderToasts, toastStyles } from './render-toasts.js';
