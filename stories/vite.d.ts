/** What Vite makes of imports. */

/** Styles are imported for their effect: they are put into the page. */
declare module '*.css';

interface ImportMeta {
  glob<Module>(pattern: string, options: { eager: true }): Record<string, Module>;
}
