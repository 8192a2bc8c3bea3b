import type { CrmErrorCode, StoreState } from '@crm-elements/data';
import type { CollectionName } from '@crm-elements/schema';

export type Tone = 'success' | 'info' | 'warning' | 'danger';

export interface StateWords {
  tone: Tone;
  icon: 'good' | 'info' | 'wait' | 'warn' | 'bad';
  name: string;
  /** What is the case. */
  is: string;
  /** What one can do. */
  todo: string;
  /** Whether reloading the page is what helps. */
  reload?: true;
}

export const stateWords: Readonly<Record<StoreState, StateWords>> = {
  opening: {
    tone: 'info', icon: 'wait', name: 'Opening',
    is: 'The browser is opening the database.',
    todo: 'If this takes more than a few seconds, close the other windows of this site.',
  },
  ready: {
    tone: 'success', icon: 'good', name: 'Ready',
    is: 'Records are read and written as usual.',
    todo: 'There is nothing to do.',
  },
  busy: {
    tone: 'warning', icon: 'wait', name: 'Busy',
    is: 'A write has been waiting for more than a second. Often another window of this site holds the store.',
    todo: 'Wait a moment. If it stays so, bring the other windows to the front or close them.',
  },
  memory: {
    tone: 'warning', icon: 'warn', name: 'In memory only',
    is: 'The browser allows this site no storage, as in some private windows. Records last until this window is closed.',
    todo: 'Export them before you close or reload it. To keep records, allow site data for this address.',
  },
  disconnected: {
    tone: 'danger', icon: 'bad', name: 'Disconnected',
    is: 'The connection to the database broke. What was saved is still there.',
    todo: 'Reload the page to connect again.',
    reload: true,
  },
  recovering: {
    tone: 'info', icon: 'wait', name: 'Reconnecting',
    is: 'The connection to the database broke and is being made again. What was saved is still there.',
    todo: 'Wait a moment.',
  },
  blocked: {
    tone: 'warning', icon: 'warn', name: 'Blocked',
    is: 'Another window of this site holds an older version of the database, so it cannot be opened here.',
    todo: 'Close or reload the other windows. The database then opens by itself.',
  },
  full: {
    tone: 'danger', icon: 'warn', name: 'Full',
    is: 'The browser has no more room for this site. Nothing is half-written; reading and erasing go on.',
    todo: 'Export what you need, then erase it here, or free space on this device.',
  },
  stale: {
    tone: 'warning', icon: 'warn', name: 'Older code',
    is: 'A newer version of this site has changed the database. This page still reads, and no longer writes.',
    todo: 'Reload the page to run the newer version.',
    reload: true,
  },
  emptied: {
    tone: 'warning', icon: 'warn', name: 'Emptied',
    is: 'The records were removed from outside of this page: in another window, in the settings of the browser, or by the browser itself.',
    todo: 'Go on with an empty store. If you have an export, the records are in it.',
  },
  closed: {
    tone: 'danger', icon: 'bad', name: 'Closed',
    is: 'The database is closed. Nothing is read or written here.',
    todo: 'Reload the page to open it again.',
    reload: true,
  },
};

/** What to do about failures whose own sentence does not say it, or says it to those who write programs. */
const adviceByCode: Partial<Record<CrmErrorCode, string>> = {
  CLOSED: 'Reload the page, then try again.',
  CONFLICT: 'Another window wrote at the same time. Try again.',
  INTERNAL: 'Reload the page and try again. If it fails again, report this sentence.',
  LOST: 'Try again to go on with an empty store.',
};

/** A failure in words: what went wrong, and what to do about it. */
export const failureWords = (code: CrmErrorCode, message: string): string => [message, adviceByCode[code]].filter(Boolean).join(' ');

/** One and several of each collection's records; the second is also its heading. */
const collectionWords: Readonly<Record<CollectionName, readonly [one: string, several: string]>> = {
  contacts: ['contact', 'contacts'],
  companies: ['company', 'companies'],
  pipelines: ['pipeline', 'pipelines'],
  stages: ['stage', 'stages'],
  deals: ['deal', 'deals'],
  stageChanges: ['stage change', 'stage changes'],
  tickets: ['ticket', 'tickets'],
  messages: ['message', 'messages'],
  notes: ['note', 'notes'],
  attachments: ['attachment', 'attachments'],
  activities: ['activity', 'activities'],
  tasks: ['task', 'tasks'],
  agents: ['agent', 'agents'],
  teams: ['team', 'teams'],
  views: ['view', 'views'],
  drafts: ['draft', 'drafts'],
  preferences: ['preference', 'preferences'],
  cannedResponses: ['canned response', 'canned responses'],
  customFields: ['custom field', 'custom fields'],
  auditEvents: ['audit event', 'audit events'],
  trash: ['record in the trash', 'records in the trash'],
};

const wordsOf = (collection: string): readonly [string, string] =>
  Object.hasOwn(collectionWords, collection) ? collectionWords[collection as CollectionName] : [collection, collection];

export function collectionTitle(collection: string): string {
  if (collection === 'trash') return 'Trash';
  const [, several] = wordsOf(collection);
  return several.charAt(0).toUpperCase() + several.slice(1);
}

export const countOf = (collection: string, count: number): string => `${numbers(count)} ${wordsOf(collection)[count === 1 ? 0 : 1]}`;

const locale = 'en';
const plain = new Intl.NumberFormat(locale);
const plurals = new Intl.PluralRules(locale);

export const numbers = (count: number): string => plain.format(count);

/** `3 records`, `1 record`. */
export const records = (count: number): string => `${numbers(count)} ${plurals.select(count) === 'one' ? 'record' : 'records'}`;

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in decimal units, as systems show the size of a disk. */
export function bytes(count: number): string {
  const step = count < 1_000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(count) / 3));
  const value = count / 1_000 ** step;
  const unit = byteUnits[step]!;
  const format = { style: 'unit', unit, unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}

/** A share, with as many digits as tell something. */
export function share(part: number, whole: number): string {
  if (part > 0 && part / whole < 0.001) return 'less than 0.1%';
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(part / whole);
}

export function seconds(ms: number): string {
  const value = ms / 1_000;
  if (value < 0.05) return 'less than 0.1 s';
  if (value >= 90) return new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short', maximumFractionDigits: 0 }).format(value / 60);
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value).replace('s', ' s');
}

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

/** The time of a moment, and its day where that is another than today. */
export function moment(at: string, now: Date): string {
  const date = new Date(at);
  const today = date.toDateString() === now.toDateString();
  return today ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

const changeWords = { create: 'created', patch: 'changed', delete: 'deleted' } as const;

const dayAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' });

/** A moment with its day and year: an export may be old. */
export const dated = (at: string): string => dayAndTime.format(new Date(at));

/** `3 files`, `1 file`. */
export const files = (count: number): string => `${numbers(count)} ${plurals.select(count) === 'one' ? 'file' : 'files'}`;

/** What a commit did, in words: `2 deals created, 1 contact changed`. */
export function changeSummary(operations: readonly { op: keyof typeof changeWords; collection: string }[]): string {
  const groups = new Map<string, { op: keyof typeof changeWords; collection: string; count: number }>();
  for (const { op, collection } of operations) {
    const key = `${op} ${collection}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { op, collection, count: 1 });
  }
  const sorted = [...groups.values()].sort((a, b) => b.count - a.count);
  const shown = sorted.slice(0, 3).map(({ op, collection, count }) => `${countOf(collection, count)} ${changeWords[op]}`);
  const rest = sorted.slice(3).reduce((sum, { count }) => sum + count, 0);
  if (sorted.length === 0) return 'Nothing changed';
  return shown.join(', ') + (rest > 0 ? `, and ${numbers(rest)} more` : '');
}
