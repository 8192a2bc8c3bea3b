/** When something is due, and when somebody is to hear from us again. Pure. */
import { addDays, calendarDateIn, type Contact, type Task } from '@crm-elements/schema';

/** What is offered to choose from, in days. */
export const keepInTouchChoices = [7, 14, 30, 90, 180, 365] as const;

/** The calendar date by which to get in touch: so many days after the last activity, or after the contact was made. */
export function keepInTouchDue(
  { keepInTouchDays, lastActivityAt, createdAt }: Pick<Contact, 'keepInTouchDays' | 'lastActivityAt' | 'createdAt'>,
  timeZone: string,
): string | undefined {
  return keepInTouchDays == null ? undefined : addDays(calendarDateIn(lastActivityAt ?? createdAt, timeZone), keepInTouchDays);
}

/** Whether it should have been done by now. @param now epoch milliseconds @param today the calendar date here */
export const isLate = ({ dueAt, dueDate }: Pick<Task, 'dueAt' | 'dueDate'>, now: number, today: string): boolean =>
  dueAt ? Date.parse(dueAt) < now : dueDate != null && dueDate < today;
