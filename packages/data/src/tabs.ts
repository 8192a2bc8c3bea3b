import type { Subscription } from './contract.js';

/** The part of the Web Locks API that is used here, so that tests and other hosts can pass their own (`navigator.locks` in a browser). */
export interface Locks {
  request<T>(name: string, options: { ifAvailable?: boolean; signal?: AbortSignal }, work: (lock: unknown) => Promise<T> | T): Promise<T>;
  /** The locks that are held, in any tab. */
  query?(): Promise<{ held?: readonly { name?: string }[] }>;
}

/** A channel to the other tabs of this origin. What arrives is a hint, never data: whoever hears it reads the store again. */
export interface Bus {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): Subscription;
  close(): void;
}
