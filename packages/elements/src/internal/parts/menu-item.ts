/** An entry of a menu. */
export type MenuItem = {
  /** What `crm-menu-select` tells. Unique in the whole menu. */
  readonly id: string;
  readonly label: string;
  /** A path of `icons.ts`. */
  readonly icon?: string | undefined;
  /** A second, quieter text at the end: a shortcut, a count. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Makes it one of several of which one holds; shown by a tick. */
  readonly checked?: boolean | undefined;
  readonly danger?: boolean | undefined;
  /** A line above it. */
  readonly separator?: boolean | undefined;
  /** What it opens instead of being chosen. */
  readonly items?: readonly MenuItem[] | undefined;
};
