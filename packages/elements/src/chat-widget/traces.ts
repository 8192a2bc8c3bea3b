import type { ChatConsent } from './chat.types.js';

/*
 * One entry in the browser's storage tells that this visitor has written before: without it nothing is loaded and no database is opened
 * until the person opens the chat.
 */

export const traceKey = (name: string): string => `crm-chat:${name}`;

const storageOf = (consent: ChatConsent): Storage | undefined =>
  consent === 'none' ? undefined : consent === 'session' ? sessionStorage : localStorage;

export function hasTraces(name: string, consent: ChatConsent): boolean {
  try {
    return storageOf(consent)?.getItem(traceKey(name)) != null;
  } catch {
    // Blocked storage holds nothing.
    return false;
  }
}

export function leaveTrace(name: string): void {
  try {
    localStorage.setItem(traceKey(name), '1');
  } catch {
    // Then the unread count waits until the chat is opened.
  }
}

export function removeTrace(name: string): void {
  try {
    localStorage.removeItem(traceKey(name));
  } catch {
    // As above.
  }
}
