/** Times to put a ticket off until, by their names. */
export const snoozePresets = ['laterToday', 'tomorrow', 'nextWeek', 'inAMonth'] as const;
export type SnoozePreset = (typeof snoozePresets)[number];

const morning = 9;

/** The moments of the presets in the zone of this device. `laterToday` is three hours on, and missing where that is another day. */
export function snoozeTimes(now: Date): { preset: SnoozePreset; until: string }[] {
  const at = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
  const later = new Date(now.getTime() + 3 * 3_600_000);
  later.setMinutes(Math.ceil(later.getMinutes() / 15) * 15, 0, 0);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const month = new Date(now.getFullYear(), now.getMonth() + 1, now.getDate(), morning);
  // The 31st of a shorter month would fall into the month after.
  if (month.getDate() !== now.getDate()) month.setDate(0);
  const times: Record<SnoozePreset, Date> = { laterToday: later, tomorrow: at(1), nextWeek: at(toMonday), inAMonth: month };
  return snoozePresets
    .filter((preset) => preset !== 'laterToday' || later.toDateString() === now.toDateString())
    .map((preset) => ({ preset, until: times[preset].toISOString() }));
}

const two = (value: number) => String(value).padStart(2, '0');

/** For `<input type="datetime-local">`, in the zone of this device. */
export const localMoment = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
