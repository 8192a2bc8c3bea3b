/** Which columns a list of contacts has room for. Pure. */

/** What can stand beside the name, in the order in which it does. */
export const contactColumns = ['companyId', 'emails', 'phones', 'ownerId', 'tags', 'lastActivityAt', 'lifecycleStage'] as const;
export type ContactColumn = (typeof contactColumns)[number];

/** Those that go first where there is no room for all. */
const byWorth: readonly ContactColumn[] = ['lifecycleStage', 'ownerId', 'companyId', 'lastActivityAt', 'emails', 'phones', 'tags'];

/** px at least, and the share of what is left. */
const widths: Readonly<Record<ContactColumn | 'name', readonly [least: number, share: number]>> = {
  name: [220, 2],
  companyId: [130, 1.2],
  emails: [170, 1.3],
  phones: [130, 0.8],
  ownerId: [110, 0.9],
  tags: [130, 1],
  lastActivityAt: [96, 0.5],
  lifecycleStage: [116, 0],
};

const gap = 12;
/** The edges, and the place of the checkbox. */
const besides = 70;

/** px from which on a row is one line. */
export const wideFrom = 640;

const isColumn = (column: string): column is ContactColumn => (contactColumns as readonly string[]).includes(column);

/**
 * The columns beside the name that a width has room for.
 * @param wanted which are wanted, the most wanted first; unknown ones are left out. By default all, those that people look for most first.
 */
export function columnsFor(width: number, wanted?: readonly string[]): ContactColumn[] {
  const worth = wanted?.length ? wanted.filter(isColumn) : byWorth;
  if (width < wideFrom) return worth.includes('lifecycleStage') ? ['lifecycleStage'] : [];
  let left = width - besides - widths.name[0];
  const chosen = new Set<ContactColumn>();
  for (const column of worth) {
    left -= widths[column][0] + gap;
    if (left < 0) break;
    chosen.add(column);
  }
  return contactColumns.filter((column) => chosen.has(column));
}

/** The columns as a grid template. */
export const columnsTemplate = (columns: readonly ContactColumn[], hasCheckbox: boolean): string =>
  [...(hasCheckbox ? ['20px'] : []), ...(['name', ...columns] as const).map(trackOf)].join(' ');

function trackOf(column: ContactColumn | 'name'): string {
  const [least, share] = widths[column];
  return share === 0 ? `${least}px` : `minmax(0, ${share}fr)`;
}
