/**
 * What a person agreed to, as a history: entries are added, never changed, and the latest of a channel and purpose holds. So it stays
 * provable what was agreed when (GDPR, Article 7 (1)).
 */
import type { Consent } from './records/contact.js';
import { instantMs, toInstant } from './calendar-date.js';
import { fold } from './text.js';

/** Where a person stands on one channel and purpose. */
export interface ConsentState {
  readonly current: Consent;
  /** What held before, the latest first. */
  readonly earlier: readonly Consent[];
}

const keyOf = ({ channel, purpose }: Pick<Consent, 'channel' | 'purpose'>): string => JSON.stringify([fold(channel.trim()), fold(purpose.trim())]);
const isRefusal = ({ status }: Consent) => status === 'withdrawn' || status === 'denied';

/** The latest first; of the same moment the refusal, then what was added later. */
const latestFirst = (entries: readonly Consent[]): Consent[] =>
  entries
    .map((entry, at) => ({ entry, at }))
    .sort((a, b) => (a.entry.at === b.entry.at ? Number(isRefusal(b.entry)) - Number(isRefusal(a.entry)) || b.at - a.at : a.entry.at < b.entry.at ? 1 : -1))
    .map(({ entry }) => entry);

/** What holds per channel and purpose, in the order in which they were first written down. Case and accents make no difference. */
export function consentStates(entries: readonly Consent[]): ConsentState[] {
  const groups = new Map<string, Consent[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()].map((group) => {
    const [current, ...earlier] = latestFirst(group);
    return { current: current!, earlier };
  });
}

/**
 * The entries with a new one, which holds from now on. Where another entry of its channel and purpose bears the same moment or a later one
 * (clocks of devices differ), it takes the next millisecond: whoever withdraws is not overruled by a clock that is fast.
 */
export function withConsent(entries: readonly Consent[], entry: Consent): Consent[] {
  const latest = consentStates(entries).find(({ current }) => keyOf(current) === keyOf(entry))?.current;
  const at = latest && latest.at >= entry.at ? toInstant(instantMs(latest.at) + 1) : entry.at;
  return [...entries, { ...entry, at }];
}
